"""What Today, search and the practice's public page hear from events."""

import pytest
from markupsafe import escape

from jvplanner import clock
from jvplanner.db import db
from jvplanner.events import queries
from jvplanner.events.models import EventState, GuestState
from jvplanner.papers.models import Verdict
from jvplanner.questions import When
from jvplanner.tenancy import acting_for
from tests.browser import Browser
from tests.builders_events import make_event, make_guest
from tests.builders_proposals import make_answered
from tests.statements import counted


def test_an_event_within_a_week_is_due_this_week(in_riverside) -> None:
    event = make_event(in_days=3, seats=10)
    make_guest(event)
    make_event(in_days=9)
    make_event(in_days=3, state=EventState.CANCELLED)
    make_event(in_days=-3)
    (due,) = queries.due(clock.now())
    assert (due.when, due.href) == (When.THIS_WEEK, f"/events/{event.id}")
    assert "1 of 10 seats are taken" in due.why
    assert "(New York)</span>: 1 of 10 seats" in escape(due.why), "its line breaks as times do"


def test_a_free_seat_that_somebody_waits_for_is_due_now(in_riverside) -> None:
    event = make_event(in_days=20, seats=3)
    make_guest(event, "Ben", "ben@example.org")
    first = make_guest(event, "Cher", "cher@example.org", state=GuestState.WAITING)
    full = make_event(in_days=20, seats=1)
    make_guest(full)
    make_guest(full, "Dee", "dee@example.org", state=GuestState.WAITING)
    (due,) = queries.due(clock.now())
    assert (due.when, due.href) == (When.NOW, f"/events/{event.id}/guests?state=waiting")
    assert due.why == "2 seats are free and 1 guest waits."
    assert due.since == first.registered_at


@pytest.mark.parametrize("text", ["still TIRED", "zoe", "ZOE@example", "Ñunez"])
def test_events_and_guests_are_found_whatever_the_accents(in_riverside, text: str) -> None:
    event = make_event()
    make_guest(event, "Zoë Ñuñez", "zoe@example.org")
    (answer,) = queries.found(text)
    assert answer.href.startswith(f"/events/{event.id}")
    assert answer.kind in ("event", "guest")


def test_nothing_of_another_practice_is_found_or_due(in_riverside, hillside) -> None:
    """T1"""
    make_guest(make_event(in_days=3))
    with acting_for(hillside.id):
        assert queries.found("tired") == queries.found("Ana") == queries.due(clock.now()) == []
        assert queries.coming_events() == []


def make_one_of_each() -> None:
    """Something of each kind that is due."""
    make_guest(make_event(in_days=2), state=GuestState.WAITING)
    make_answered(Verdict.APPROVED)
    proposal = make_answered(Verdict.APPROVED)
    make_event(title="Agreed", state=EventState.DRAFT, proposal_id=proposal.id)


def test_answers_are_bounded_and_take_few_statements(in_riverside) -> None:
    asked = []
    for number in range(22):
        make_one_of_each()
        if number in (4, 21):
            db.session.expunge_all()
            with counted() as statements:
                found, due = queries.found("tired"), queries.due(clock.now())
                queries.coming_events()
            db.session.rollback()
            asked.append(len(statements))
    assert asked[0] == asked[1]
    assert len(due) == 4 * 21
    assert len(found) <= 20


def test_nothing_due_disappears_because_there_is_much_of_another_kind(
    in_riverside, as_maya: Browser
) -> None:
    """N12"""
    for _ in range(20):
        make_one_of_each()
    assert not any(due.what.startswith("More ") for due in queries.due(clock.now()))
    db.session.rollback()
    make_one_of_each()

    found = queries.due(clock.now())
    db.session.rollback()
    more = [due for due in found if due.what.startswith("More ")]

    assert [due.what.partition(" that ")[0].partition(",")[0] for due in more] == [
        "More events have a free seat",
        "More partners said yes and wait for their event",
        "More events are drafts",
        "More events take place this week",
    ]
    assert len(found) == 4 * 21
    today = as_maya.get("/today").text
    assert all(row.what in today for row in more)
    seats, proposals, drafts, week = (as_maya.get(row.href).text for row in more)
    assert seats.count("A free seat") == week.count(">Why you’re still tired") == 21
    assert proposals.count(">Normal labs, still tired<") == 42
    assert drafts.count(">Agreed</a>") == 21


def test_strangers_see_what_is_published_and_not_over_soonest_first(in_riverside) -> None:
    later = make_event(title="Later", in_days=30, place="", online_address="https://a.example")
    soon = make_event(title="Soon", in_days=2)
    make_event(title="A draft", state=EventState.DRAFT)
    make_event(title="Called off", state=EventState.CANCELLED)
    make_event(title="Over", in_days=-2)
    rows = queries.coming_events()
    assert [row.title for row in rows] == ["Soon", "Later"]
    assert [row.href for row in rows] == [f"/e/{soon.code}?s=h", f"/e/{later.code}?s=h"]
    assert [row.place for row in rows] == [soon.place, "Online"]


@pytest.mark.parametrize(
    "typed", ["O'Dalaigh", "O’Dálaigh", "odalaigh", "siun o‘d", "o'dal@example"]
)
def test_a_name_is_found_whichever_apostrophe_is_typed(in_riverside, typed: str) -> None:
    make_guest(make_event(), "Siún O’Dálaigh", "siun.o'dal@example.org")
    assert [answer.name for answer in queries.found(typed)] == ["Siún O’Dálaigh"]


@pytest.mark.parametrize("typed", ["'", "-", "– ’"])
def test_what_holds_nothing_to_look_for_finds_no_name(in_riverside, typed: str) -> None:
    make_guest(make_event(), "Anna-Lena O’Neill", "ana@example.org")
    assert queries.found(typed) == []
