"""What goes beside a paper is guarded like it: replies, lines above the link, a date's place."""

import re

import pytest
from sqlalchemy import select

from jvplanner.db import db
from jvplanner.papers import actions
from jvplanner.papers.actions import NotReady
from jvplanner.papers.models import EntryKind, Paper, PaperEntry, PaperState, Question
from jvplanner.proposals.models import Proposal
from tests.browser import Browser, as_read
from tests.builders import PracticeOfTheCast, letters
from tests.builders_papers import make_sent, recipient_of
from tests.builders_proposals import make_proposal
from tests.papers.test_guarding import CLAIM, PAID, WHY, data_of


def asked() -> Question:
    """A question about a proposal that is out."""
    sent = make_sent()
    question = actions.ask(recipient_of(sent), "What do we get?")
    db.session.commit()
    return question


def address_of(question: Question) -> str:
    return f"/papers/{question.paper_id}/questions/{question.id}/reply"


def fresh(question: Question) -> Question:
    db.session.rollback()
    db.session.expire_all()
    return question


def test_a_reply_that_pays_for_referrals_is_refused_at_its_place(
    in_riverside: PracticeOfTheCast, as_maya: Browser
) -> None:
    question = asked()
    answer = as_maya.post(address_of(question), data={"reply": PAID})

    assert answer.status_code == 422
    assert "This cannot be sent." in answer.text.split('id="reply-error"')[1].split("</p>")[0]
    assert PAID in answer.text, "nothing typed is lost"
    assert fresh(question).replied_at is None
    assert letters("paper_reply") == []
    with pytest.raises(NotReady):
        actions.reply(question, db.session.get_one(Paper, question.paper_id), PAID)


def test_a_reply_that_is_warned_of_is_kept_with_a_reason(
    in_riverside: PracticeOfTheCast, as_maya: Browser
) -> None:
    question = asked()
    address = address_of(question)

    refused = as_maya.post(address, data={"reply": CLAIM})
    [why] = set(re.findall(r'name="(why_[^"]+)"', refused.text))
    assert refused.status_code == 422
    assert "Say why this stays" in refused.text.split(f'id="{why}-error"')[1]
    assert fresh(question).replied_at is None

    kept = as_maya.post(address, data={"reply": CLAIM, why: WHY})

    assert kept.status_code == 303
    assert fresh(question).reply == CLAIM
    [entry] = db.session.scalars(select(PaperEntry).filter_by(kind=EntryKind.REPLIED))
    assert [one["reason"] for one in entry.told["kept"]] == [WHY]
    assert WHY not in entry.payload
    assert [proof.faults for proof in actions.verified()] == [()]
    shown = as_read(as_maya.get(f"/papers/{question.paper_id}", follow_redirects=True).text)
    assert "Your reply: “cures diabetes” was kept" in shown
    assert WHY in shown


def test_a_better_wording_is_taken_into_a_reply_before_it_is_sent(
    in_riverside: PracticeOfTheCast, as_maya: Browser
) -> None:
    question = asked()
    refused = as_maya.post(address_of(question), data={"reply": CLAIM})
    [use] = re.findall(r'name="use" value="([^"]+)"', refused.text)

    reworded = as_maya.post(address_of(question), data={"reply": CLAIM, "use": use})

    assert reworded.status_code == 200
    assert "cures" not in reworded.text
    assert fresh(question).replied_at is None


@pytest.fixture
def draft(in_riverside: PracticeOfTheCast) -> Proposal:
    return make_proposal(dates=1)


def test_the_message_is_refused_at_its_place_when_it_pays_for_referrals(
    as_maya: Browser, draft: Proposal
) -> None:
    answer = as_maya.post(f"/proposals/{draft.id}/sending", data=data_of(draft, message=PAID))
    assert answer.status_code == 422
    assert "This cannot be sent." in answer.text.split('id="message-error"')[1].split("</p>")[0]


def test_the_message_that_is_warned_of_is_kept_with_a_reason(
    as_maya: Browser, draft: Proposal
) -> None:
    address, hurry = f"/proposals/{draft.id}/sending", f"{CLAIM}. Spots are running out!"

    refused = as_maya.post(address, data=data_of(draft, message=hurry))
    reasons = dict.fromkeys(re.findall(r'name="(why_[^"]+)"', refused.text), WHY)
    assert refused.status_code == 422
    assert len(reasons) == 2
    assert hurry in refused.text
    assert letters("paper_sent") == []

    kept = as_maya.post(address, data=data_of(draft, message=hurry, **reasons))

    assert kept.status_code == 303
    [entry] = db.session.scalars(select(PaperEntry).filter_by(kind=EntryKind.SENT))
    assert [(one["part"], one["reason"]) for one in entry.told["kept"]] == [("message", WHY)] * 2
    page = as_read(as_maya.get(f"/proposals/{draft.id}").text)
    assert "Your own lines in the letter" in page


def test_a_better_wording_is_taken_into_the_message(as_maya: Browser, draft: Proposal) -> None:
    address = f"/proposals/{draft.id}/sending"
    refused = as_maya.post(address, data=data_of(draft, message=CLAIM))
    [use] = re.findall(r'name="use" value="([^"]+)"', refused.text)

    answer = as_maya.post(f"{address}/wording", data=data_of(draft, message=CLAIM, use=use))

    assert answer.status_code == 200
    assert "cures" not in answer.text
    assert "Our evening" in answer.text
    assert fresh_proposal(draft).revision == 1


def fresh_proposal(proposal: Proposal) -> Proposal:
    db.session.rollback()
    db.session.expire_all()
    return proposal


def test_the_place_is_guarded_while_it_is_typed_and_when_it_is_sent(
    as_maya: Browser, in_riverside: PracticeOfTheCast
) -> None:
    draft = make_proposal(place=f"Back room. {PAID}")

    page = as_maya.get(f"/proposals/{draft.id}").text
    sending = as_maya.get(f"/proposals/{draft.id}/sending").text
    answer = as_maya.post(f"/proposals/{draft.id}/sending", data=data_of(draft))

    assert "cannot be sent" in page.split('id="place-remarks"')[1].split("</section>")[0]
    assert "Send version 1</button>" not in sending
    assert f'href="/proposals/{draft.id}/draft#place"' in sending
    assert answer.status_code == 409
    assert fresh_proposal(draft).paper.state is PaperState.DRAFT


def test_a_date_is_not_offered_at_a_place_that_pays_for_referrals(
    as_maya: Browser, draft: Proposal
) -> None:
    evening = {"day": "2027-02-11", "starts": "18:30", "minutes": "90", "elsewhere": PAID}
    answer = as_maya.post(f"/proposals/{draft.id}/dates", data=evening)

    assert answer.status_code == 422
    assert "This cannot be sent." in answer.text.split('id="elsewhere-error"')[1].split("</p>")[0]
    assert len(fresh_proposal(draft).dates) == 1


def test_the_place_of_a_date_is_reworded_or_kept_with_a_reason(
    as_maya: Browser, draft: Proposal
) -> None:
    draft.dates[0].place = f"The garden. {CLAIM}."
    db.session.commit()
    address = f"/proposals/{draft.id}/sending"
    page = as_maya.get(address).text
    [why], [use] = (
        set(re.findall(rf'name="{name}"{value}', page))
        for name, value in (('(why_[^"]+)', ""), ("use", ' value="([^"]+)"'))
    )

    assert as_maya.post(address, data=data_of(draft)).status_code == 422
    assert "cures" in as_maya.get(f"/proposals/{draft.id}").text.split('id="dates"')[1]
    reworded = as_maya.post(f"{address}/wording", data=data_of(draft, use=use))
    assert reworded.status_code == 200
    assert why not in reworded.text
    assert "cures" not in fresh_proposal(draft).dates[0].place
    assert as_maya.post(address, data=data_of(draft)).status_code == 303
