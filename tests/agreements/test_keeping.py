"""What holds is looked at again in time, and Today says so until it is."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from io import BytesIO

import pytest
import time_machine
from flask import Flask
from pypdf import PdfReader
from sqlalchemy import select

from jvplanner import clock
from jvplanner.agreements import queries
from jvplanner.agreements.models import Agreement
from jvplanner.db import db
from jvplanner.papers.models import EntryKind, PaperEntry
from jvplanner.papers.queries import proofs_of
from jvplanner.questions import Due, When
from tests.browser import Browser, as_read
from tests.builders import PracticeOfTheCast
from tests.builders_agreements import make_agreed, make_agreement, make_sent

AGREED = datetime(2027, 1, 25, 17, tzinfo=UTC)
REVIEW = date(2027, 6, 1)


@pytest.fixture
def agreed(in_riverside: PracticeOfTheCast) -> Agreement:
    with time_machine.travel(AGREED, tick=False):
        return make_agreed(review_on=REVIEW)


def on(day: str, hour: int = 17) -> time_machine.travel:
    return time_machine.travel(f"{day}T{hour:02}:00:00Z", tick=False)


@pytest.fixture
def maya_on_that_day(app: Flask, in_riverside: PracticeOfTheCast) -> Callable[[], Browser]:
    """Sign Maya in on the day that the test has come to: no session lasts for months."""
    return lambda: Browser(app, in_riverside.owner)


def due() -> list[Due]:
    db.session.rollback()
    found = queries.due(clock.now())
    db.session.rollback()
    return found


@pytest.mark.parametrize(
    ("day", "hour", "when"),
    [
        ("2027-05-01", 17, None),
        ("2027-05-02", 3, None),
        ("2027-05-02", 5, When.THIS_WEEK),
        ("2027-06-01", 17, When.NOW),
        ("2028-06-01", 17, When.NOW),
    ],
    ids=[
        "not 31 days before",
        "not while it is the day before in New York",
        "from 30 days before",
        "now, on the day",
        "and still a year later",
    ],
)
def test_the_review_is_due_from_30_days_before_until_it_is_done(
    agreed: Agreement, day: str, hour: int, when: When | None
) -> None:
    with on(day, hour):
        found = due()

    assert [one.when for one in found] == ([when] if when else [])
    if found:
        verb = "Plan a look" if when is When.THIS_WEEK else "Look"
        assert found[0].what == f"{verb} at the agreement with Lee Family Medicine again"
        assert found[0].href == f"/agreements/{agreed.id}#review"


def test_reviewed_and_next_on_another_day_it_is_quiet_again(
    agreed: Agreement, maya_on_that_day: Callable[[], Browser]
) -> None:
    with on("2027-06-05"):
        maya = maya_on_that_day()
        answer = maya.post(f"/agreements/{agreed.id}/review", data={"next_on": "2028-06-01"})
        found = due()
        page = as_read(maya.get(f"/agreements/{agreed.id}").text)

    assert answer.status_code == 303
    assert found == []
    assert "Both sides look at it again by Thu 1 Jun 2028" in page
    db.session.expire_all()
    assert agreed.next_review_on == date(2028, 6, 1)
    assert agreed.review_on == REVIEW, "what was agreed stays as it was agreed"


@pytest.mark.parametrize(
    ("next_on", "said"),
    [
        ("", "Choose a day."),
        ("never", "This is not a date"),
        ("9999-12-31", "in the years 1900 to 2199"),
        ("2027-06-05", "Choose a day to come."),
        ("2020-01-01", "Choose a day to come."),
    ],
)
def test_the_next_review_lies_ahead(
    agreed: Agreement, maya_on_that_day: Callable[[], Browser], next_on: str, said: str
) -> None:
    with on("2027-06-05"):
        maya = maya_on_that_day()
        answer = maya.post(f"/agreements/{agreed.id}/review", data={"next_on": next_on})

    assert answer.status_code == 422
    assert said in answer.text
    db.session.expire_all()
    assert agreed.next_review_on == REVIEW


def test_the_end_is_due_before_it_comes_and_after_it_until_it_is_noted(
    in_riverside: PracticeOfTheCast, maya_on_that_day: Callable[[], Browser]
) -> None:
    with time_machine.travel(AGREED, tick=False):
        agreement = make_agreed(review_on=REVIEW, ends_on=date(2027, 12, 31))
    with on("2027-12-10"):
        before = due()
    with on("2028-02-01"):
        maya = maya_on_that_day()
        after = due()
        maya.post(f"/agreements/{agreement.id}/end")
        noted = due()
        page = maya.get(f"/agreements/{agreement.id}").text

    assert [(one.when, one.what) for one in before] == [
        (When.THIS_WEEK, "The agreement with Lee Family Medicine ends soon")
    ]
    assert [(one.when, one.what) for one in after] == [
        (When.NOW, "The agreement with Lee Family Medicine has ended")
    ]
    assert noted == []
    assert "Tue 1 Feb 2028" in page


def test_the_end_is_told_by_the_chain_and_the_chain_holds(
    in_riverside: PracticeOfTheCast, as_maya: Browser
) -> None:
    agreement = make_agreed()
    before = agreement.paper.entry_count

    as_maya.post(f"/agreements/{agreement.id}/end")

    db.session.rollback()
    db.session.expire_all()
    assert agreement.paper.entry_count == before + 1
    [entry] = db.session.scalars(select(PaperEntry).filter_by(kind=EntryKind.ENDED))
    assert entry.happened_at == agreement.ended_at
    assert [proof.faults for proof in proofs_of([agreement.paper_id])] == [()]
    assert "Noted as ended" in as_maya.get(f"/agreements/{agreement.id}").text
    assert as_maya.get(f"/papers/{agreement.paper_id}/certificate.pdf").status_code == 200


def test_a_draft_of_a_further_version_does_not_move_what_is_due(
    in_riverside: PracticeOfTheCast,
) -> None:
    with time_machine.travel(AGREED, tick=False):
        agreement = make_sent(review_on=REVIEW)
        agreement.review_on = date(2030, 1, 1)
        db.session.commit()

    assert agreement.next_review_on == REVIEW


@pytest.mark.parametrize("make", [make_agreement, make_sent])
def test_only_what_holds_is_reviewed_or_ends(
    in_riverside: PracticeOfTheCast, as_maya: Browser, make
) -> None:
    agreement = make()
    path = f"/agreements/{agreement.id}"
    later = (clock.now() + timedelta(days=400)).date().isoformat()

    as_maya.post(f"{path}/review", data={"next_on": later})
    ended = as_maya.post(f"{path}/end")

    assert ended.status_code == 409
    db.session.rollback()
    db.session.expire_all()
    assert agreement.reviewed_at is None
    assert agreement.ended_at is None


@pytest.mark.parametrize("make", [make_agreement, make_sent])
def test_what_does_not_hold_says_so_whatever_day_was_typed(
    in_riverside: PracticeOfTheCast, as_maya: Browser, make
) -> None:
    path = f"/agreements/{make().id}"
    for next_on in ("no day", "2028-06-01"):
        answer = as_maya.post(f"{path}/review", data={"next_on": next_on})
        assert answer.status_code == 409
        assert "Only an agreement that holds can be looked at again." in answer.text


def test_a_draft_that_rests_for_a_week_is_due(in_riverside: PracticeOfTheCast) -> None:
    with time_machine.travel(AGREED, tick=False):
        make_agreement()
    with time_machine.travel(AGREED + timedelta(days=6), tick=False):
        assert due() == []
    with time_machine.travel(AGREED + timedelta(days=8), tick=False):
        assert [one.what for one in due()] == ["Finish the agreement with Lee Family Medicine"]


def test_the_certificate_names_both_signatures_and_whose_each_duty_is(
    in_riverside: PracticeOfTheCast, as_maya: Browser
) -> None:
    agreement = make_agreed()

    pdf = as_maya.get(f"/papers/{agreement.paper_id}/certificate.pdf")

    assert pdf.status_code == 200
    said = "".join(page.extract_text() for page in PdfReader(BytesIO(pdf.data)).pages)
    for words in ("Maya Okafor", "Sam Carter", "Lee Family Medicine: Prescribing", "MD, New York"):
        assert words in " ".join(said.split())
