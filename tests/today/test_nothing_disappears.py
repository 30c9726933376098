"""What is due beyond the first few of a kind is told in one row that leads to all of them."""

from datetime import timedelta
from html import unescape

import pytest
import time_machine

from jvplanner import clock
from jvplanner.agreements import queries as agreements
from jvplanner.db import db
from jvplanner.door.actions import arrive_by_hand
from jvplanner.door.queries import today as doors
from jvplanner.events.models import Guest
from jvplanner.journeys import queries as journeys
from jvplanner.outbox import queries as outbox
from jvplanner.outbox.models import LetterState
from jvplanner.papers import actions
from jvplanner.papers.queries import drafting
from jvplanner.papers.queries import today as papers
from tests.browser import Browser
from tests.builders import PracticeOfTheCast
from tests.builders_agreements import make_agreed, make_agreement
from tests.builders_events import make_event, make_guest
from tests.builders_outbox import write_letters
from tests.builders_papers import make_sent, recipient_of
from tests.builders_proposals import make_proposal

A_MONTH = timedelta(days=31)


def rest_drafts() -> None:
    with time_machine.travel(clock.now() - A_MONTH, tick=False):
        make_proposal()
        make_agreement()


def be_asked() -> None:
    actions.ask(recipient_of(make_sent()), "May we bring tea?")
    db.session.commit()


def hand_over() -> None:
    actions.hand_over(recipient_of(make_sent()), name="Lena Fox", email="lena@canal.example")
    db.session.commit()


def review_agreement() -> None:
    make_agreed(review_on=clock.today("America/New_York") + timedelta(days=20))


def come_and_hear_nothing() -> None:
    guest = db.session.get_one(Guest, make_guest(make_event(in_days=-2)).id)
    arrive_by_hand(guest.event, guest)
    db.session.commit()


KINDS = {
    "drafts": (rest_drafts, ["More proposals are drafts", "More agreements are drafts"]),
    "papers": (make_sent, ["More papers are out or came back"]),
    "questions": (be_asked, ["More partners asked something"]),
    "handed over": (hand_over, ["More was handed over"]),
    "reviews": (review_agreement, ["More agreements are to be looked at again"]),
    "follow-up": (come_and_hear_nothing, ["Guests of more events have not heard from you"]),
    "doors": (lambda: make_event(in_days=0.1), ["More events of today have no open door"]),
}


@pytest.fixture(autouse=True)
def one_by_name(monkeypatch: pytest.MonkeyPatch) -> None:
    for module, name in (
        (papers, "AT_MOST"),
        (drafting, "AT_MOST"),
        (agreements, "AT_MOST"),
        (journeys, "DUE_AT_MOST"),
        (doors, "DUE_AT_MOST"),
        (outbox, "MOST_DUE"),
    ):
        monkeypatch.setattr(module, name, 1)


def rows_for_more(browser: Browser, rows: list[str]) -> list[str]:
    """Return which of the rows stand on Today."""
    db.session.rollback()
    page = unescape(browser.get("/today").text)
    return [row for row in rows if row in page]


@pytest.mark.parametrize("kind", KINDS)
def test_the_first_stand_by_name_and_one_row_leads_to_the_rest(
    in_riverside: PracticeOfTheCast, as_maya: Browser, kind: str
) -> None:
    """N12"""
    make, rows = KINDS[kind]
    make()
    assert rows_for_more(as_maya, rows) == []
    make()
    assert rows_for_more(as_maya, rows) == rows


def test_letters_that_were_refused_are_counted_on_beyond_the_first(
    in_riverside: PracticeOfTheCast, as_maya: Browser
) -> None:
    """N12"""
    for letter in write_letters(2, in_riverside.owner):
        letter.state = LetterState.FAILED
    db.session.commit()

    assert "More letters were not sent" in as_maya.get("/today").text
    assert as_maya.get("/outbox?show=failed").text.count('class="row-item"') == 2
