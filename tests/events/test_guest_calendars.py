"""What a guest's own calendar is told while the event and the guest change their minds (B2, B5)."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from flask import Flask

from jvplanner import clock
from jvplanner.db import db
from jvplanner.events.actions.organising import cancel as call_off
from jvplanner.events.actions.organising import change
from jvplanner.events.actions.registering import cancel, register
from jvplanner.events.models import Event, Guest
from jvplanner.events.particulars import Particulars
from tests.browser import Browser
from tests.builders import letters
from tests.builders_events import make_event, ticket_of
from tests.calendars import by_another_reader, lines, the

EVENING = datetime(2027, 2, 11, 23, 30, tzinfo=UTC)


@pytest.fixture(autouse=True)
def in_january() -> None:
    with time_machine.travel(datetime(2027, 1, 10, tzinfo=UTC)):
        yield


@pytest.fixture
def event(in_riverside) -> Event:
    return make_event(starts_at=EVENING)


def come(event: Event) -> Guest:
    guest = register(
        db.session.get_one(Event, event.id),
        name="Ana Peña",
        email="ana@example.org",
        now=clock.now(),
    )
    db.session.commit()
    return guest


def leave(guest: Guest) -> None:
    cancel(db.session.get_one(Guest, guest.id), clock.now())
    db.session.commit()


def rewrite(event: Event, **new: object) -> None:
    row = db.session.get_one(Event, event.id)
    same = {name: getattr(row, name) for name in Particulars.__dataclass_fields__}
    change(row, Particulars(**(same | new)), clock.now())
    db.session.commit()


def attached(app: Flask, name: str) -> bytes:
    """Return the calendar file of the newest letter of a name, and check how it is announced."""
    message = app.extensions["postroom"].message(letters(name)[-1])
    db.session.rollback()
    (part,) = (part for part in message.walk() if part.get_content_type() == "text/calendar")
    file = bytes(part.get_payload(decode=True))
    assert part.get_param("method") == the("METHOD", file, "VCALENDAR").value
    assert part.get_filename() == "event.ics"
    return file


def told(file: bytes) -> tuple[str, str, str]:
    entry = by_another_reader(file).vevent
    return (
        the("METHOD", file, "VCALENDAR").value,
        entry.sequence.value,
        entry.status.value,
    )


def test_a_new_date_corrects_the_entry_that_the_ticket_brought(app: Flask, event: Event) -> None:
    come(event)
    first = attached(app, "ticket")
    rewrite(event, starts_at=EVENING - timedelta(hours=1))
    second = attached(app, "event_moved")

    assert the("UID", first) == the("UID", second)
    assert told(first) == ("PUBLISH", "0", "CONFIRMED")
    assert told(second) == ("PUBLISH", "1", "CONFIRMED")
    assert the("DTSTART", second).value == "20270211T173000"


def test_another_wording_raises_nothing(event: Event, as_nobody: Browser) -> None:
    path = f"{ticket_of(come(event))}/event.ics"
    rewrite(event, title="Tired no more")
    file = as_nobody.get(path).data

    assert the("SUMMARY", file).value == "Tired no more"
    assert told(file) == ("PUBLISH", "0", "CONFIRMED")


def test_what_is_called_off_is_taken_out(app: Flask, event: Event, as_nobody: Browser) -> None:
    path = f"{ticket_of(come(event))}/event.ics"
    call_off(db.session.get_one(Event, event.id), "The room is flooded.", clock.now())
    db.session.commit()

    file = attached(app, "event_cancelled")
    assert told(file) == ("CANCEL", "1", "CANCELLED")
    assert not [line for line in lines(file) if line.component == "VALARM"]
    assert told(as_nobody.get(path).data) == ("CANCEL", "1", "CANCELLED")


def test_who_leaves_and_comes_back_is_told_in_order(
    app: Flask, event: Event, as_nobody: Browser
) -> None:
    """A calendar drops what is older than it knows: each word is newer than the one before."""
    guest = come(event)
    path = f"{ticket_of(guest)}/event.ics"
    seen = [told(attached(app, "ticket"))]
    leave(guest)
    seen.append(told(attached(app, "guest_cancelled")))
    assert told(as_nobody.get(path).data) == seen[-1]
    come(event)
    seen.append(told(attached(app, "ticket")))
    rewrite(event, starts_at=EVENING - timedelta(hours=1))
    seen.append(told(attached(app, "event_moved")))

    assert seen == [
        ("PUBLISH", "0", "CONFIRMED"),
        ("CANCEL", "1", "CANCELLED"),
        ("PUBLISH", "2", "CONFIRMED"),
        ("PUBLISH", "3", "CONFIRMED"),
    ]


def test_the_file_rings_two_hours_before_and_names_the_event(
    event: Event, as_nobody: Browser
) -> None:
    file = as_nobody.get(f"{ticket_of(come(event))}/event.ics").data

    assert the("TRIGGER", file, "VALARM").value == "-PT2H"
    assert event.title in the("DESCRIPTION", file, "VALARM").value


def test_a_shared_calendar_gives_away_no_ticket_and_no_guest(
    app: Flask, in_riverside, as_nobody: Browser
) -> None:
    """B5"""
    event = make_event(starts_at=EVENING, online_address="https://meet.example.org/abc")
    guest = come(event)
    token = ticket_of(guest).rpartition("/")[2]
    files = [attached(app, "ticket"), as_nobody.get(f"/t/{token}/event.ics").data]
    leave(guest)
    files.append(attached(app, "guest_cancelled"))
    for file in files:
        read = " ".join(line.parameters + line.value for line in lines(file))
        for secret in (token, "meet.example.org", "Ana", "ana@example.org"):
            assert secret not in read
