"""Sending: complete, to one person, as a numbered version that stays as it is."""

from datetime import timedelta

import pytest
import time_machine
from sqlalchemy import select

from jvplanner import clock
from jvplanner.db import db
from jvplanner.papers.models import PaperState, PaperVersion, Verdict
from jvplanner.partners.models import PartnerPerson
from jvplanner.proposals.models import Proposal
from tests.browser import Browser
from tests.builders import PracticeOfTheCast, letters
from tests.builders_partners import make_partner, make_person_at
from tests.builders_proposals import WORDING, make_answered, make_proposal, make_sent
from tests.statements import counted


@pytest.fixture
def draft(in_riverside: PracticeOfTheCast) -> Proposal:
    return make_proposal(dates=2)


def dana(proposal: Proposal) -> PartnerPerson:
    return proposal.paper.partner.people[0]


def sent(proposal: Proposal, **changed: object) -> dict[str, object]:
    return {
        "person_id": dana(proposal).id,
        "version": proposal.paper.version,
        "revision": proposal.revision,
        **changed,
    }


def versions() -> list[PaperVersion]:
    db.session.rollback()
    db.session.expire_all()
    return list(db.session.scalars(select(PaperVersion).order_by(PaperVersion.id)))


def test_the_page_shows_who_can_be_asked_and_what_they_will_read(
    as_maya: Browser, draft: Proposal
) -> None:
    make_person_at(draft.paper.partner, "نور الهادي", "nour@x.example", "Owner")

    page = as_maya.get(f"/proposals/{draft.id}/sending").text

    assert "dana@riverside-compounding.example" in page
    assert "نور الهادي" in page
    assert WORDING["hook"] in page
    assert "Send version 1" in page
    ticked = [box for box in page.split("<input") if "checkbox" in box and " checked" in box]
    assert ticked == [], "with two people, one is chosen"


def test_a_proposal_goes_to_one_person_as_version_1(
    with_mail_server: None, as_maya: Browser, draft: Proposal
) -> None:
    data = sent(draft)
    date_ids = [date.id for date in draft.dates]

    answer = as_maya.post(f"/proposals/{draft.id}/sending", data=data)

    assert (answer.status_code, answer.headers["Location"]) == (303, f"/proposals/{draft.id}")
    (version,) = versions()
    content = version.content
    assert version.number == 1
    assert {name: content[name] for name in WORDING} == WORDING
    assert content["practice"] == "Riverside Nutrition"
    assert content["partner"] == "Riverside Compounding Pharmacy"
    assert content["time_zone"] == "America/New_York"
    assert [date["id"] for date in content["dates"]] == date_ids
    assert "Dana" not in version.text, "what is hashed names organisations, never persons (P7)"
    assert draft.paper.state is PaperState.SENT
    (letter,) = letters("paper_sent")
    assert letter.to_email == "dana@riverside-compounding.example"
    page = as_maya.get(f"/proposals/{draft.id}").text
    assert "is on its way to Dana Ruiz" in page
    assert "http://localhost/p/" in page


@pytest.mark.parametrize(
    ("changed", "label"),
    [
        ({"title": ""}, "A title"),
        ({"hook": ""}, "The hook"),
        ({"partner_role": ""}, "Their part"),
        ({"your_role": ""}, "Your part"),
        ({"call_to_action": ""}, "What guests are offered"),
    ],
)
def test_nothing_is_sent_before_it_is_complete(
    as_maya: Browser, in_riverside: PracticeOfTheCast, changed: dict[str, str], label: str
) -> None:
    """J1"""
    proposal = make_proposal(**changed)
    data = sent(proposal)

    page = as_maya.get(f"/proposals/{proposal.id}/sending").text
    answer = as_maya.post(f"/proposals/{proposal.id}/sending", data=data)

    assert f"<li>{label}</li>" in page
    assert "Send version 1</button>" not in page
    assert answer.status_code == 409
    assert f"Still to be written: {label}." in answer.text
    assert versions() == []
    assert letters() == []


def test_payment_for_referrals_stops_it_with_the_reason_and_a_better_wording(
    as_maya: Browser, in_riverside: PracticeOfTheCast
) -> None:
    """J1"""
    proposal = make_proposal(call_to_action="We pay you $50 for every referral.")
    data = sent(proposal)

    page = as_maya.get(f"/proposals/{proposal.id}/sending").text
    answer = as_maya.post(f"/proposals/{proposal.id}/sending", data=data)

    assert "This cannot be sent" in page
    assert "Try:" in page
    assert "Send version 1</button>" not in page
    assert answer.status_code == 409
    assert "Nothing may be paid for referrals." in answer.text
    assert versions() == []


def test_without_a_person_the_page_says_where_to_add_one(
    as_maya: Browser, in_riverside: PracticeOfTheCast
) -> None:
    proposal = make_proposal(make_partner(people=()))

    page = as_maya.get(f"/proposals/{proposal.id}/sending").text
    answer = as_maya.post(f"/proposals/{proposal.id}/sending", data={"version": 0})

    assert f'href="/partners/{proposal.paper.partner_id}#people"' in page
    assert answer.status_code == 422
    assert "Nobody to send it to" in answer.text


def test_one_person_is_to_be_chosen(as_maya: Browser, draft: Proposal) -> None:
    for nobody in ({"version": 0}, {"version": 0, "person_id": "Dana"}):
        answer = as_maya.post(f"/proposals/{draft.id}/sending", data=nobody)
        assert answer.status_code == 422
        assert 'id="person_id-error"' in answer.text
    assert versions() == []


@pytest.mark.parametrize("typed", ["999999", "0", "99999999999"])
def test_a_person_who_does_not_work_there_is_not_found(
    as_maya: Browser, draft: Proposal, typed: str
) -> None:
    answer = as_maya.post(f"/proposals/{draft.id}/sending", data=sent(draft, person_id=typed))
    assert answer.status_code == 404
    assert versions() == []


def test_a_person_at_another_partner_is_not_found(as_maya: Browser, draft: Proposal) -> None:
    mill = make_partner("The Old Mill", people=(("Tom O'Neill", "tom@mill.example"),))
    data = sent(draft, person_id=mill.people[0].id)
    assert as_maya.post(f"/proposals/{draft.id}/sending", data=data).status_code == 404
    assert versions() == []


def test_a_date_that_has_gone_by_is_taken_back_first(as_maya: Browser, draft: Proposal) -> None:
    data = sent(draft)
    with time_machine.travel(clock.now() + timedelta(days=21)):
        page = as_maya.get(f"/proposals/{draft.id}/sending").text
        answer = as_maya.post(f"/proposals/{draft.id}/sending", data=data)

    assert "A date on offer is over" in page
    assert answer.status_code == 409
    assert versions() == []


def test_sending_twice_sends_once(as_maya: Browser, draft: Proposal) -> None:
    data = sent(draft)
    for _ in range(2):
        answer = as_maya.post(f"/proposals/{draft.id}/sending", data=data)
        assert answer.status_code == 303

    assert len(versions()) == 1
    assert len(letters("paper_sent")) == 1
    page = as_maya.get(f"/proposals/{draft.id}").text
    warned = page.split('class="notice warn" role="status"')[1].split("</p>")[0]
    assert "Nothing more was sent." in warned


def test_a_request_that_names_only_the_person_sends_what_is_saved(
    as_maya: Browser, draft: Proposal
) -> None:
    data = {"person_id": dana(draft).id}
    assert as_maya.post(f"/proposals/{draft.id}/sending", data=data).status_code == 303
    assert [version.number for version in versions()] == [1]


def test_wording_that_changed_after_it_was_read_is_not_sent(
    as_maya: Browser, draft: Proposal
) -> None:
    data = sent(draft)
    as_maya.post(f"/proposals/{draft.id}/draft", data={**WORDING, "hook": "New", "revision": 1})

    answer = as_maya.post(f"/proposals/{draft.id}/sending", data=data)

    assert answer.status_code == 409
    assert "This was changed meanwhile." in answer.text
    assert 'name="revision" value="2"' in answer.text, "the next try sends what is shown"
    assert versions() == []


def test_after_changes_were_asked_the_next_version_goes_the_same_way(
    as_maya: Browser, in_riverside: PracticeOfTheCast
) -> None:
    proposal = make_answered(Verdict.CHANGES)
    make_person_at(proposal.paper.partner, "Lee", "lee@x.example")
    data = sent(proposal)

    page = as_maya.get(f"/proposals/{proposal.id}/sending").text
    as_maya.post(f"/proposals/{proposal.id}/sending", data=data)

    checked = page.split('<input type="checkbox"')[1].split(">")[0]
    assert f'value="{data["person_id"]}"' in checked
    assert " checked" in checked, "whoever read it last reads the next version, too"
    assert [version.number for version in versions()] == [1, 2]
    assert proposal.paper.state is PaperState.SENT


@pytest.mark.parametrize("verdict", [Verdict.APPROVED, Verdict.DECLINED])
def test_what_came_to_its_end_is_not_sent_again(
    as_maya: Browser, in_riverside: PracticeOfTheCast, verdict: Verdict
) -> None:
    proposal = make_answered(verdict)
    data = sent(proposal)

    assert as_maya.get(f"/proposals/{proposal.id}/sending").status_code == 303
    assert as_maya.post(f"/proposals/{proposal.id}/sending", data=data).status_code == 409
    assert len(versions()) == 1


def test_a_yes_leads_to_the_event(as_maya: Browser, in_riverside: PracticeOfTheCast) -> None:
    proposal = make_answered(Verdict.APPROVED)

    page = as_maya.get(f"/proposals/{proposal.id}").text

    assert f'action="/events/from-proposal/{proposal.id}"' in page
    assert "Make the event" in page
    assert "Dana Ruiz" in page


def test_saving_and_going_on_to_send_is_one_press(as_maya: Browser, draft: Proposal) -> None:
    answer = as_maya.post(
        f"/proposals/{draft.id}/draft",
        data={**WORDING, "hook": "Last touch", "revision": 1, "then": "send"},
    )
    assert answer.headers["Location"] == f"/proposals/{draft.id}/sending"
    assert "Last touch" in as_maya.get(answer.headers["Location"]).text


def test_the_pages_of_a_proposal_ask_a_bounded_number_of_statements(
    as_maya: Browser, in_riverside: PracticeOfTheCast
) -> None:
    def statements(path: str) -> int:
        db.session.rollback()
        with counted() as asked:
            assert as_maya.get(path).status_code == 200
        return len(asked)

    one = make_sent(dates=1)
    for number in range(12):
        make_person_at(one.paper.partner, f"Ana {number}", f"ana{number}@x.example")
    many = make_proposal(one.paper.partner, dates=12)
    assert statements(f"/proposals/{one.id}") <= 10
    assert statements(f"/proposals/{many.id}") <= 6
    assert statements(f"/proposals/{many.id}/sending") <= 8
