"""Guests are reminded a week, a day and two hours before, each once for each date (L3)."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from flask import Flask

from jvplanner import clock
from jvplanner.cli.running import work_once
from jvplanner.db import db
from jvplanner.events.actions.organising import cancel as call_off
from jvplanner.events.actions.organising import change
from jvplanner.events.actions.registering import cancel
from jvplanner.events.letters import rounds
from jvplanner.events.models import Event, Guest, GuestState, LetterRound
from jvplanner.events.particulars import Particulars
from jvplanner.outbox.models import LetterState
from tests.builders import letters
from tests.builders_events import make_event, make_guest
from tests.builders_outbox import round_of_worker
from tests.smtp import MailServer, mail_server
from tests.statements import counted

EVENING = datetime(2027, 2, 11, 23, 30, tzinfo=UTC)
LONG_BEFORE = datetime(2027, 1, 10, tzinfo=UTC)


@pytest.fixture
def server() -> Iterator[MailServer]:
    with mail_server() as server:
        yield server


@pytest.fixture(autouse=True)
def in_january() -> Iterator[None]:
    with time_machine.travel(LONG_BEFORE, tick=False):
        yield


@pytest.fixture
def event(in_riverside) -> Event:
    return make_event(starts_at=EVENING)


def reminded(app: Flask, before: timedelta, starts_at: datetime = EVENING) -> list[str]:
    """Let a worker do all that is due so long before the start; return the reminders there are."""
    db.session.rollback()
    with time_machine.travel(starts_at - before, tick=False):
        while work_once(app, None):
            pass
    return [letter.name for letter in letters() if letter.name.startswith("reminder")]


def rewrite(event: Event, **new: Any) -> None:
    row = db.session.get_one(Event, event.id)
    same = {name: getattr(row, name) for name in Particulars.__dataclass_fields__}
    change(row, Particulars(**(same | new)), clock.now())
    db.session.commit()


def test_each_reminder_is_written_when_its_hour_has_come_and_waits_for_a_hand_until_the_next(
    app: Flask, event: Event
) -> None:
    make_guest(event)
    seen = [
        reminded(app, before)
        for before in (
            timedelta(days=7, minutes=1),
            timedelta(days=7),
            timedelta(days=6, hours=23),
            timedelta(days=1),
            timedelta(hours=2),
            timedelta(hours=1),
            timedelta(hours=-1),
        )
    ]
    week, day, hours = "reminder_week", "reminder_day", "reminder_hours"
    assert seen == [
        [],
        [week],
        [week],
        [day],
        [hours],
        [hours],
        [],
    ]


def test_a_worker_that_was_down_for_too_long_reminds_of_nothing_that_helps_no_more(
    app: Flask, event: Event
) -> None:
    make_guest(event)
    assert reminded(app, timedelta(days=4)) == []
    assert reminded(app, timedelta(hours=20)) == ["reminder_day"]
    assert reminded(app, timedelta(minutes=20)) == ["reminder_day"]


def test_whoever_has_just_had_the_ticket_is_not_reminded(app: Flask, event: Event) -> None:
    make_guest(event, registered_at=EVENING - timedelta(days=8))
    assert reminded(app, timedelta(days=7)) == []
    make_guest(event, "Ben", "ben@example.org", registered_at=EVENING - timedelta(hours=30))
    assert reminded(app, timedelta(days=1)) == ["reminder_day"]


@pytest.mark.parametrize("state", [GuestState.WAITING, GuestState.CANCELLED])
def test_whoever_holds_no_seat_is_not_reminded(app: Flask, event: Event, state: GuestState) -> None:
    make_guest(event, state=state)
    make_guest(event, "By hand", None)
    assert reminded(app, timedelta(days=1)) == []


def test_each_reminder_can_be_turned_off(app: Flask, in_riverside) -> None:
    make_guest(make_event(starts_at=EVENING, reminds_week=False, reminds_hours=False))
    assert reminded(app, timedelta(days=7)) == []
    assert reminded(app, timedelta(days=1)) == ["reminder_day"]
    assert reminded(app, timedelta(hours=2)) == ["reminder_day"]


def test_a_new_date_takes_back_what_waits_and_reminds_once_more(app: Flask, event: Event) -> None:
    """L3"""
    make_guest(event)
    assert reminded(app, timedelta(days=7)) == ["reminder_week"]
    later = EVENING + timedelta(days=10)
    with time_machine.travel(EVENING - timedelta(days=6), tick=False):
        rewrite(event, starts_at=later, ends_at=later + timedelta(hours=1))
    assert reminded(app, timedelta(days=16), later) == []
    assert reminded(app, timedelta(days=7), later) == ["reminder_week"]
    assert reminded(app, timedelta(days=7), later) == ["reminder_week"]


def test_another_place_reminds_nobody_twice(app: Flask, event: Event) -> None:
    make_guest(event)
    reminded(app, timedelta(days=7))
    with time_machine.travel(EVENING - timedelta(days=6, hours=20), tick=False):
        for letter in letters("reminder_week"):
            db.session.merge(letter).sent(clock.now())
        db.session.commit()
        rewrite(event, place="Town hall")
    assert reminded(app, timedelta(days=6, hours=19)) == ["reminder_week"]
    assert len(letters("event_moved")) == 1


@pytest.mark.parametrize("what", ["leaves", "called off", "moved", "turned off"])
def test_what_came_to_pass_meanwhile_is_asked_once_more_before_it_goes(
    app: Flask, event: Event, server: MailServer, what: str
) -> None:
    """Even where the letter itself was not taken back."""
    guest = make_guest(event)
    with time_machine.travel(EVENING - timedelta(days=1), tick=False):
        reminded(app, timedelta(days=1))
        row = db.session.get_one(Event, event.id)
        if what == "leaves":
            db.session.get_one(Guest, guest.id).state = GuestState.CANCELLED
        elif what == "called off":
            row.cancel("", clock.now())
        elif what == "moved":
            row.ends_at += timedelta(days=3)
            row.starts_at += timedelta(days=3)
        else:
            row.reminds_day = False
        db.session.commit()
        round_of_worker(app, server)
    assert server.received == []
    assert letters("reminder_day") == []


def test_leaving_and_calling_off_take_reminders_back_at_once(app: Flask, event: Event) -> None:
    ana, _ben = make_guest(event), make_guest(event, "Ben", "ben@example.org")
    assert len(reminded(app, timedelta(days=1))) == 2
    with time_machine.travel(EVENING - timedelta(hours=23), tick=False):
        cancel(db.session.get_one(Guest, ana.id), clock.now())
        db.session.commit()
        assert [letter.to_name for letter in letters("reminder_day")] == ["Ben"]
        call_off(db.session.get_one(Event, event.id), "", clock.now())
        db.session.commit()
    assert letters("reminder_day") == []


def test_many_guests_are_told_in_batches_each_once(
    app: Flask, event: Event, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rounds, "BATCH", 3)
    for number in range(7):
        make_guest(event, f"Guest {number}", f"g{number}@example.org")
    assert len(reminded(app, timedelta(days=1))) == 7
    assert len({letter.to_email for letter in letters("reminder_day")}) == 7
    (round_,) = db.session.query(LetterRound).all()
    assert round_.done_at


def test_an_idle_worker_asks_little(app: Flask, event: Event) -> None:
    make_guest(event)
    reminded(app, timedelta(days=7))
    with time_machine.travel(EVENING - timedelta(days=6), tick=False), counted() as statements:
        assert work_once(app, None) == 0
    assert len(statements) <= 8


def test_a_reminder_says_what_one_needs_on_the_day(
    app: Flask, in_riverside, server: MailServer
) -> None:
    event = make_event(
        starts_at=EVENING,
        room="First floor",
        parking="Behind the house",
        access_notes="A ramp on the left",
        online_address="https://meet.example.org/abc",
    )
    make_guest(event, language="es")
    reminded(app, timedelta(days=7))
    with time_machine.travel(EVENING - timedelta(days=7), tick=False):
        round_of_worker(app, server)
    reminded(app, timedelta(days=1))
    with time_machine.travel(EVENING - timedelta(days=1), tick=False):
        round_of_worker(app, server)
    week, day = (received.message for received in server.received)

    assert day["Subject"] == f"Mañana: {event.title}"
    for kind in ("plain", "html"):
        text = day.get_body((kind,)).get_content()
        for told in ("First floor", "Behind the house", "A ramp on the left", "meet.example.org"):
            assert told in text
        assert "18:30" in text
        assert "Nueva York" in text
        assert "/t/" in text
        assert "meet.example.org" not in week.get_body((kind,)).get_content()
    assert day["List-Unsubscribe"] is None, "somebody asked for it by registering"
    assert letters("reminder_day")[0].state is LetterState.SENT
