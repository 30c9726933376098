"""The list of proposals by quarter: of the first date on offer, else of the last change."""

from datetime import UTC, date, datetime

import pytest
import time_machine

from jvplanner import clock
from jvplanner.db import db
from jvplanner.proposals.rules import Quarter
from tests.browser import HTMX, Browser
from tests.builders import PracticeOfTheCast
from tests.builders_proposals import make_proposal


def listed_in(text: str) -> list[int]:
    return [int(part.split('"')[0]) for part in text.split('row-link" href="/proposals/')[1:]]


@pytest.fixture(autouse=True)
def on_the_last_evening_of_a_quarter():
    """In New York; in UTC the next quarter has begun."""
    with time_machine.travel(datetime(2027, 1, 1, 3, 0, tzinfo=UTC), tick=False):
        yield


@pytest.fixture
def of_two_quarters(in_riverside: PracticeOfTheCast) -> tuple[int, int]:
    undated = make_proposal(title="Undated")
    dated = make_proposal(undated.paper.partner, title="Dated")
    dated.offer(datetime(2027, 4, 1, 3, 30, tzinfo=UTC), 60, "", clock.now())  # 31 March, 23:30
    dated.offer(datetime(2027, 5, 1, 3, 30, tzinfo=UTC), 60, "", clock.now())
    db.session.commit()
    return undated.id, dated.id


def test_a_quarter_is_that_of_the_first_date_else_of_the_last_change(
    as_maya: Browser, of_two_quarters: tuple[int, int]
) -> None:
    undated, dated = of_two_quarters

    def of(quarter: str) -> list[int]:
        return listed_in(as_maya.get(f"/proposals?quarter={quarter}", headers=HTMX).text)

    assert of("2026-Q4") == [undated]
    assert of("2027-Q1") == [dated]
    assert of("2027-Q2") == []
    assert set(of("nonsense")) == {undated, dated}
    page = as_maya.get("/proposals?quarter=2027-Q1").text
    assert '<option value="2027-Q1" selected>Jan – Mar 2027</option>' in page
    assert "of the first date on offer or, without one, of the last change" in page
    assert "first date" in page


def test_a_quarter_begins_and_ends_at_midnight_of_the_practice() -> None:
    begins, ends = Quarter(2027, 1).moments("America/New_York")
    assert (begins, ends) == (
        datetime(2027, 1, 1, 5, tzinfo=UTC),
        datetime(2027, 4, 1, 4, tzinfo=UTC),
    )
    assert Quarter.of(date(2027, 3, 31)) == Quarter(2027, 1)
    assert Quarter(2027, 1).later(-1) == Quarter(2026, 4)


@pytest.mark.parametrize(
    "text", ["", "2027", "2027-Q5", "2027-Q", "99-Q1", "0000-Q1", "２０２７-Q1"]
)
def test_what_is_no_quarter_is_none(text: str) -> None:
    assert Quarter.read(text) is None
