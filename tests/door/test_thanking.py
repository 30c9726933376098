"""Whoever came is thanked in the morning after, with what comes next."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from flask import Flask

from jvplanner import clock
from jvplanner.cli.running import work_once
from jvplanner.db import db
from jvplanner.door.actions import arrive_by_hand
from jvplanner.events.models import Event, Guest
from jvplanner.events.reminding import thanked_at
from jvplanner.outbox.letters import opt_out, wish_of
from tests.builders import letters
from tests.builders_events import make_event, make_guest
from tests.builders_outbox import round_of_worker
from tests.smtp import mail_server

EVENING = datetime(2027, 2, 11, 23, 30, tzinfo=UTC)
MORNING = datetime(2027, 2, 12, 15, 0, tzinfo=UTC)  # ten in New York


@pytest.fixture(autouse=True)
def that_evening() -> Iterator[None]:
    with time_machine.travel(EVENING, tick=False):
        yield


def let_in(guest: Guest) -> None:
    arrive_by_hand(db.session.get_one(Event, guest.event_id), db.session.get_one(Guest, guest.id))
    db.session.commit()


def thanked(app: Flask, at: datetime = MORNING) -> list[str]:
    db.session.rollback()
    with time_machine.travel(at, tick=False):
        while work_once(app, None):
            pass
    return [letter.to_name for letter in letters("thank_you")]


@pytest.mark.parametrize(
    ("starts", "hours", "zone", "when"),
    [
        pytest.param("2027-02-11T23:30", 1.5, "America/New_York", "2027-02-12T15:00", id="evening"),
        pytest.param("2027-02-12T03:30", 2, "America/New_York", "2027-02-12T15:00", id="midnight"),
        pytest.param("2027-02-12T04:00", 10, "America/New_York", "2027-02-12T17:00", id="night"),
        pytest.param("2027-02-11T13:00", 1, "Asia/Kathmandu", "2027-02-12T04:15", id="+5:45"),
    ],
)
def test_thanks_come_in_the_morning_after(starts: str, hours: float, zone: str, when: str) -> None:
    begins = datetime.fromisoformat(f"{starts}+00:00")
    assert thanked_at(begins, begins + timedelta(hours=hours), zone) == datetime.fromisoformat(
        f"{when}+00:00"
    )


def test_those_who_came_are_thanked_once_and_nobody_else(app: Flask, in_riverside) -> None:
    event = make_event(starts_at=EVENING)
    let_in(make_guest(event))
    make_guest(event, "Ben", "ben@example.org")
    let_in(make_guest(event, "By hand", None))

    assert thanked(app, MORNING - timedelta(minutes=1)) == []
    assert thanked(app) == ["Ana Peña"]
    assert thanked(app, MORNING + timedelta(hours=2)) == ["Ana Peña"]


def test_thanks_that_were_held_up_for_days_stay_unsaid(app: Flask, in_riverside) -> None:
    let_in(make_guest(make_event(starts_at=EVENING)))
    assert thanked(app, MORNING + timedelta(days=5)) == []


def test_thanks_can_be_turned_off(app: Flask, in_riverside) -> None:
    let_in(make_guest(make_event(starts_at=EVENING, thanks_guests=False)))
    assert thanked(app) == []


def test_whoever_wants_no_offers_gets_no_such_thanks(app: Flask, in_riverside) -> None:
    """L4"""
    event = make_event(starts_at=EVENING)
    let_in(make_guest(event))
    let_in(make_guest(event, "Ben", "ben@example.org"))
    opt_out(wish_of("ana@example.org"), clock.now())
    db.session.commit()
    assert thanked(app) == ["Ben"]


def test_thanks_say_what_comes_next_and_how_to_end_such_letters(app: Flask, in_riverside) -> None:
    let_in(make_guest(make_event(starts_at=EVENING), language="es"))
    thanked(app)
    with mail_server() as server, time_machine.travel(MORNING, tick=False):
        round_of_worker(app, server)
    (received,) = server.received
    message = received.message
    assert message["Subject"].startswith("Gracias por venir: ")
    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    for kind in ("plain", "html"):
        text = message.get_body((kind,)).get_content()
        assert "A discovery call of 20 minutes" in text
        assert "http://localhost/h/riverside-nutrition" in text
        assert "/u/" in text
        assert "1 Canal Street" in text
