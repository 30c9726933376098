"""An agreement is signed by who sends it and by who agrees, each under exactly one version."""

import re
from datetime import timedelta

import pytest
from sqlalchemy import select

from jvplanner.agreements.models import Agreement
from jvplanner.db import db
from jvplanner.links import addresses
from jvplanner.papers.models import PAPER, EntryKind, PaperEntry, PaperState, Recipient
from tests.browser import HTMX, Browser, as_read
from tests.builders import PracticeOfTheCast, letters
from tests.builders_agreements import (
    duty_named,
    make_agreed,
    make_agreement,
    make_physicians,
    make_sent,
    today,
    typed,
)
from tests.builders_partners import make_partner, make_person_at


@pytest.fixture
def draft(in_riverside: PracticeOfTheCast) -> Agreement:
    return make_agreement()


def sent(agreement: Agreement, **changed: object) -> dict[str, object]:
    return {
        "person_id": [each.id for each in agreement.paper.partner.people],
        "version": agreement.paper.version,
        "revision": agreement.revision,
        "name": "Maya O’Neill",
        "agree": "yes",
        **changed,
    }


def fresh(agreement: Agreement) -> Agreement:
    db.session.rollback()
    db.session.expire_all()
    return agreement


def test_the_consent_to_sign_is_never_ticked_before(as_maya: Browser, draft: Agreement) -> None:
    page = as_maya.get(f"/agreements/{draft.id}/sending").text

    consent = page.split('id="agree"')[1].split(">")[0]
    assert "checked" not in consent
    assert 'name="name" required type="text" value=""' in page


def test_a_version_goes_to_several_people_signed(as_maya: Browser, draft: Agreement) -> None:
    make_person_at(draft.paper.partner, "نور الهادي", "nour@leefamily.example")

    answer = as_maya.post(
        f"/agreements/{draft.id}/sending", data=sent(draft, message="As we said on Monday.")
    )

    assert (answer.status_code, answer.headers["Location"]) == (303, f"/agreements/{draft.id}")
    assert fresh(draft).paper.state is PaperState.SENT
    assert len(letters("paper_sent")) == 2
    entry = db.session.scalars(select(PaperEntry).filter_by(kind=EntryKind.SIGNED)).one()
    assert entry.told == {"name": "Maya O’Neill"}
    assert draft.next_review_on == draft.review_on
    page = as_read(as_maya.get(f"/agreements/{draft.id}").text)
    assert "Maya O’Neill" in page
    assert "Lee Family Medicine: not yet" in page


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"name": "   "}, "Type your name. It is your signature."),
        ({"name": "."}, "A name needs at least one letter."),
        ({"agree": ""}, "Tick this box to sign here."),
        ({"person_id": []}, "Choose at least one person."),
        ({"message": "m" * 601}, "Use at most 600 characters."),
    ],
)
def test_unsigned_or_to_nobody_it_is_not_sent(
    as_maya: Browser, draft: Agreement, changed: dict[str, object], said: str
) -> None:
    data = sent(draft, **changed)
    if not data["agree"]:
        del data["agree"]

    answer = as_maya.post(f"/agreements/{draft.id}/sending", data=data)

    assert answer.status_code == 422
    assert said in answer.text
    assert fresh(draft).paper.state is PaperState.DRAFT
    assert letters("paper_sent") == []


def test_what_is_missing_is_said_and_keeps_it_from_being_sent(
    as_maya: Browser, in_riverside: PracticeOfTheCast
) -> None:
    draft = make_agreement(scope="", review_on=today() - timedelta(days=1))

    page = as_maya.get(f"/agreements/{draft.id}/sending").text
    answer = as_maya.post(f"/agreements/{draft.id}/sending", data=sent(draft))

    assert "Still to be written: what it covers." in page
    assert "has begun already" in page
    assert "Sign and send version 1</button>" not in page
    assert answer.status_code == 409
    assert fresh(draft).paper.state is PaperState.DRAFT


def test_a_text_changed_meanwhile_is_read_again_first(as_maya: Browser, draft: Agreement) -> None:
    data = sent(draft, revision=draft.revision - 1)

    answer = as_maya.post(f"/agreements/{draft.id}/sending", data=data)

    assert answer.status_code == 409
    assert "changed meanwhile" in answer.text
    assert fresh(draft).paper.version == 0


def test_pressing_twice_sends_once(as_maya: Browser, draft: Agreement) -> None:
    data = sent(draft)
    for _ in range(2):
        as_maya.post(f"/agreements/{draft.id}/sending", data=data)

    assert fresh(draft).paper.version == 1
    assert len(letters("paper_sent")) == 1


def test_a_person_of_another_partner_is_not_found(as_maya: Browser, draft: Agreement) -> None:
    stranger = make_partner().people[0]

    answer = as_maya.post(
        f"/agreements/{draft.id}/sending", data=sent(draft, person_id=[stranger.id])
    )

    assert answer.status_code == 404


def test_the_letter_is_shown_as_it_is_typed_and_nothing_is_written(
    as_maya: Browser, draft: Agreement
) -> None:
    data = sent(draft, message="As we said on Monday.")

    page = as_maya.post(f"/agreements/{draft.id}/sending/letter", data=data, headers=HTMX).text

    assert "The letter to Sam Carter" in page
    assert "As we said on Monday." in page
    assert fresh(draft).paper.version == 0


def test_a_warning_is_kept_with_a_reason_or_reworded(as_maya: Browser, draft: Agreement) -> None:
    path, claim = f"/agreements/{draft.id}/sending", "Our method cures fatigue"
    duty = duty_named(draft, "One-to-one coaching")
    as_maya.post(
        f"/agreements/{draft.id}/draft", data=typed(draft, **{f"duty_{duty.id}_text": claim})
    )
    fresh(draft)
    page = as_maya.get(path).text
    [why] = set(re.findall(r'name="(why_[^"]+)"', page))

    refused = as_maya.post(path, data=sent(draft))
    kept = as_maya.post(path, data=sent(draft, **{why: "It is the title of the book."}))

    assert refused.status_code == 422
    assert kept.status_code == 303
    [entry] = db.session.scalars(select(PaperEntry).filter_by(kind=EntryKind.SENT))
    assert [(one["part"], one["said"]) for one in entry.told["kept"]] == [
        ("duties", "cures fatigue")
    ]
    shown = as_read(as_maya.get(f"/agreements/{draft.id}").text)
    assert "It is the title of the book." in shown


def test_a_better_wording_is_taken_over_where_it_is_sent(
    as_maya: Browser, draft: Agreement
) -> None:
    as_maya.post(
        f"/agreements/{draft.id}/draft", data=typed(draft, notice="Our method cures fatigue.")
    )
    fresh(draft)
    path = f"/agreements/{draft.id}/sending"
    [use] = re.findall(r'name="use" value="([^"]+)"', as_maya.get(path).text)

    answer = as_maya.post(f"{path}/wording", data=sent(draft, use=use, message="Dear Sam"))

    assert answer.status_code == 200
    assert "Dear Sam" in answer.text
    assert "cures" not in fresh(draft).notice


def path_of(agreement: Agreement) -> str:
    recipient = select(Recipient.id).filter_by(paper_id=agreement.paper_id)
    path = addresses.path(PAPER, addresses.link_for(PAPER, db.session.scalars(recipient).one()))
    db.session.rollback()
    return path


def test_the_partner_reads_both_parts_and_signs(
    as_nobody: Browser, as_maya: Browser, in_riverside: PracticeOfTheCast
) -> None:
    agreement = make_sent()
    path = path_of(agreement)

    page = as_read(as_nobody.get(path).text)
    yes = {"verdict": "approved", "version": "1", "name": "Sam Carter", "agree": "yes"}
    answer = as_nobody.post(f"{path}/answer", data=yes)

    assert "Yes, I sign this" in page
    assert "Signed for Riverside Nutrition by Maya Okafor" in page
    assert "Diagnosis and ICD-10 codes" in page
    assert answer.status_code == 303
    assert "signed by both sides" in as_read(as_nobody.get(path).text)
    assert fresh(agreement).is_in_force
    assert "Lee Family Medicine: Sam Carter" in as_read(
        as_maya.get(f"/agreements/{agreement.id}").text
    )


def test_the_partner_can_ask_to_change_each_part(
    as_nobody: Browser, in_riverside: PracticeOfTheCast
) -> None:
    agreement = make_sent()
    path = path_of(agreement)
    page = as_nobody.get(path).text
    parts = ("scope", "duties", "term", "notice", "licences")

    changes = {"verdict": "changes", "version": "1", "note_duties": "Panels are yours, too."}
    as_nobody.post(f"{path}/answer", data=changes)

    assert all(f'name="note_{part}"' in page for part in parts)
    assert fresh(agreement).paper.state is PaperState.CHANGES_REQUESTED
    assert agreement.paper.answers[0].notes == {"duties": "Panels are yours, too."}


def test_what_was_agreed_is_not_sent_again(
    as_maya: Browser, in_riverside: PracticeOfTheCast
) -> None:
    agreement = make_agreed()

    answer = as_maya.post(f"/agreements/{agreement.id}/sending", data=sent(agreement))

    assert answer.status_code == 409
    assert fresh(agreement).paper.version == 1


def test_the_sending_page_of_nobody_says_where_to_add_somebody(
    as_maya: Browser, in_riverside: PracticeOfTheCast
) -> None:
    partner = make_physicians()
    agreement = make_agreement(partner)
    partner.people.clear()
    db.session.commit()

    page = as_maya.get(f"/agreements/{agreement.id}/sending").text

    assert "Nobody to send it to" in page
