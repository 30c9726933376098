"""Dates on offer: local times of the practice, each once, none that is over (J3)."""

import re
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from sqlalchemy import select

from jvplanner.db import db
from jvplanner.links import addresses
from jvplanner.papers.actions import answer
from jvplanner.papers.models import PAPER, Answer, Verdict
from jvplanner.proposals.models import MOST_DATES, CandidateDate, Format, Proposal
from tests.browser import HTMX, Browser, as_read
from tests.builders import PracticeOfTheCast
from tests.builders_proposals import make_answered, make_proposal, send

WINTER = datetime(2027, 1, 25, 17, 0, tzinfo=UTC)
EVENING = {"day": "2027-02-11", "starts": "18:30", "minutes": "90"}


@pytest.fixture(autouse=True)
def in_winter():
    with time_machine.travel(WINTER, tick=False):
        yield


@pytest.fixture
def draft(in_riverside: PracticeOfTheCast) -> Proposal:
    proposal = make_proposal()
    db.session.rollback()
    return proposal


def dates() -> list[CandidateDate]:
    db.session.rollback()
    return list(db.session.scalars(select(CandidateDate).order_by(CandidateDate.starts_at)))


def test_a_date_is_offered_in_the_practices_zone(as_maya: Browser, draft: Proposal) -> None:
    answer = as_maya.post(f"/proposals/{draft.id}/dates", data=EVENING)

    (date,) = dates()
    assert date.starts_at == datetime(2027, 2, 11, 23, 30, tzinfo=UTC)
    assert answer.status_code == 303
    page = as_maya.get(answer.headers["Location"]).text
    shown = "Thu 11 Feb 2027, 18:30 – 20:00 (New York)"
    assert as_read(page).count(shown) == 2, "offered, and in view"
    assert f'aria-label="Take back {shown}"' in page
    assert "All times are New York time." in page


def test_htmx_gets_the_dates_alone(as_maya: Browser, draft: Proposal) -> None:
    answer = as_maya.post(f"/proposals/{draft.id}/dates", data=EVENING, headers=HTMX)
    fragment = as_maya.get(answer.headers["Location"].partition("#")[0], headers=HTMX).text
    assert fragment.lstrip().startswith('<section id="dates"')
    assert "18:30 – 20:00 (New York)" in fragment


@pytest.mark.parametrize("headers", [{}, HTMX], ids=["page", "htmx"])
@pytest.mark.parametrize(
    "refused",
    [
        ({"day": ""}, "day", "Choose a day."),
        ({"day": "soon"}, "day", "This is not a date."),
        ({"day": "2027-02-30"}, "day", "This is not a date."),
        ({"day": "2027-01-24"}, "day", "This is over already."),
        ({"day": "2027-01-25", "starts": "12:00"}, "day", "This is over already."),
        ({"day": "2072-02-11"}, "day", "Check the year."),
        ({"starts": ""}, "starts", "Enter when it begins."),
        ({"starts": "25:00"}, "starts", "This is not a time of day."),
        ({"day": "2027-03-14", "starts": "02:30"}, "starts", "Choose an earlier or a later time."),
        ({"day": "9999-12-31", "starts": "23:59"}, "day", "in the years 1900 to 2199"),
        ({"day": "0001-01-01", "starts": "00:00"}, "day", "in the years 1900 to 2199"),
        ({"minutes": "9" * 400}, "minutes", "Enter a whole number."),
        ({"minutes": "9"}, "minutes", "Enter 10 to 1440 minutes."),
        ({"minutes": "1441"}, "minutes", "Enter 10 to 1440 minutes."),
        ({"minutes": "an hour"}, "minutes", "Enter a whole number."),
    ],
)
def test_a_date_that_cannot_be_is_refused_at_its_field(
    as_maya: Browser,
    draft: Proposal,
    headers: dict[str, str],
    refused: tuple[dict[str, str], str, str],
) -> None:
    changed, field, said = refused
    answer = as_maya.post(f"/proposals/{draft.id}/dates", data=EVENING | changed, headers=headers)

    assert answer.status_code == 422
    assert said in answer.text.split(f'id="{field}-error"')[1].split("</p>")[0]
    assert 'value="' + (EVENING | changed)["day"] in answer.text
    assert dates() == []


def test_a_date_is_offered_once(as_maya: Browser, draft: Proposal) -> None:
    for status in (303, 422):
        answer = as_maya.post(f"/proposals/{draft.id}/dates", data=EVENING)
        assert answer.status_code == status
    assert "on offer already" in answer.text
    assert len(dates()) == 1


def test_a_dozen_dates_are_enough(as_maya: Browser, in_riverside: PracticeOfTheCast) -> None:
    proposal = make_proposal(dates=MOST_DATES)
    db.session.rollback()

    page = as_maya.get(f"/proposals/{proposal.id}").text
    answer = as_maya.post(f"/proposals/{proposal.id}/dates", data=EVENING)

    assert "Offer this date" not in page
    assert answer.status_code == 422
    assert len(dates()) == MOST_DATES


def test_a_date_is_taken_back(as_maya: Browser, draft: Proposal) -> None:
    as_maya.post(f"/proposals/{draft.id}/dates", data=EVENING)
    (date,) = dates()

    answer = as_maya.post(f"/proposals/{draft.id}/dates/{date.id}/removal")

    assert answer.status_code == 303
    assert dates() == []


def test_what_is_agreed_keeps_its_dates(as_maya: Browser, in_riverside: PracticeOfTheCast) -> None:
    proposal = make_answered(Verdict.APPROVED)
    answer = as_maya.post(f"/proposals/{proposal.id}/dates", data=EVENING)
    assert answer.status_code == 409
    assert dates() == []


def test_a_date_of_another_proposal_is_not_found_here(
    as_maya: Browser, as_outsider: Browser, in_riverside: PracticeOfTheCast
) -> None:
    one = make_proposal(dates=1)
    other = make_proposal(one.paper.partner)
    (date,) = dates()

    assert as_maya.post(f"/proposals/{other.id}/dates/{date.id}/removal").status_code == 404
    assert as_outsider.post(f"/proposals/{one.id}/dates/{date.id}/removal").status_code == 404
    assert len(dates()) == 1
    assert timedelta(minutes=90) == dates()[0].ends_at - dates()[0].starts_at


def test_a_date_may_have_a_place_of_its_own(as_maya: Browser, draft: Proposal) -> None:
    elsewhere = EVENING | {"elsewhere": "  The <b>garden</b> ", "minutes": "45"}
    as_maya.post(f"/proposals/{draft.id}/dates", data=elsewhere)

    (date,) = dates()
    assert (date.place, date.minutes) == ("The <b>garden</b>", 45)
    page = as_maya.get(f"/proposals/{draft.id}").text
    assert page.count("The &lt;b&gt;garden&lt;/b&gt;") == 2, "offered, and in view"
    assert "18:30 – 19:15 (New York), The <b>garden</b>" in as_read(page)


def test_a_place_that_is_too_long_is_refused_at_its_field(
    as_maya: Browser, draft: Proposal
) -> None:
    answer = as_maya.post(
        f"/proposals/{draft.id}/dates", data=EVENING | {"elsewhere": "p" * 201}, headers=HTMX
    )
    assert answer.status_code == 422
    assert "Use at most 200 characters." in answer.text.split('id="elsewhere-error"')[1]
    assert dates() == []


def test_the_partner_reads_the_place_of_each_date(
    as_maya: Browser, as_nobody: Browser, draft: Proposal
) -> None:
    as_maya.post(f"/proposals/{draft.id}/dates", data=EVENING | {"elsewhere": "The garden"})
    other = EVENING | {"day": "2027-02-18"}
    as_maya.post(f"/proposals/{draft.id}/dates", data=other)
    db.session.rollback()
    recipient = send(draft)

    path = addresses.path(PAPER, addresses.link_for(PAPER, recipient.id))
    db.session.rollback()

    page = as_read(as_nobody.get(path).text)

    assert "Thu 11 Feb 2027, 18:30 – 20:00 (New York), The garden" in page
    assert "Thu 18 Feb 2027, 18:30 – 20:00 (New York) " in page
    assert page.count("The garden") == 1


def minutes_shown(browser: Browser, proposal: Proposal) -> str:
    page = browser.get(f"/proposals/{proposal.id}/draft").text
    [field] = re.findall(r'<input[^>]*id="minutes"[^>]*>', page)
    return str(re.findall(r' value="(\d*)"', field)[0])


def test_a_date_lasts_as_long_as_its_format_usually_does_or_as_the_one_before(
    as_maya: Browser, draft: Proposal
) -> None:
    draft.format = Format.LUNCH_AND_LEARN
    db.session.commit()
    assert minutes_shown(as_maya, draft) == "45"
    as_maya.post(f"/proposals/{draft.id}/dates", data={**EVENING, "minutes": "50"})
    assert minutes_shown(as_maya, draft) == "50"


def test_a_date_that_was_ticked_with_the_wish_for_changes_says_by_whom(
    as_maya: Browser, in_riverside: PracticeOfTheCast
) -> None:
    proposal = make_proposal(dates=2)
    recipient = send(proposal)
    later = proposal.dates[1].id
    said = Answer(version=1, verdict=Verdict.CHANGES, name="Dana O'Hara", dates=[later])
    said.notes = {"hook": "Softer."}
    answer(proposal.paper, said, recipient)
    db.session.commit()

    earlier_one, later_one = as_maya.get(f"/proposals/{proposal.id}").text.split(
        f'<li id="date_{later}">'
    )

    assert "Dana O&#39;Hara</bdi> ticked it" in later_one
    assert "ticked it" not in earlier_one
