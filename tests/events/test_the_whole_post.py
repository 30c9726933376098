"""Everything that one guest gets, from a real worker through a real mail server, in order."""

import os
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import time_machine
from flask import Flask

from jvplanner import clock
from jvplanner.cli.running import work_once
from jvplanner.db import db
from jvplanner.door.actions import arrive_by_hand
from jvplanner.events.actions.organising import cancel as call_off
from jvplanner.events.actions.organising import change
from jvplanner.events.actions.registering import cancel, register
from jvplanner.events.models import Event, Guest
from jvplanner.events.particulars import Particulars
from tests.builders import letters
from tests.builders_events import make_event, make_guest
from tests.calendars import by_another_reader, the
from tests.conftest import SECRET
from tests.smtp import MailServer, Received, mail_server

ROOT = Path(__file__).parents[2]
PATIENCE = 60  # seconds; a busy machine starts a worker in five
EVENING = datetime(2027, 2, 11, 23, 30, tzinfo=UTC)
LATER = EVENING + timedelta(days=7)


@pytest.fixture
def server() -> Iterator[MailServer]:
    with mail_server() as server:
        yield server


def worked_at(app: Flask, server: MailServer, moment: datetime) -> list[Received]:
    """Let a worker do what is due at a moment; return what the mail server got of it."""
    before = len(server.received)
    db.session.rollback()
    with time_machine.travel(moment, tick=False):
        while work_once(app, server.url):
            pass
    return server.received[before:]


def in_the_calendar(received: Received) -> tuple[str, str, str] | None:
    """Return what the letter's file tells a calendar: method, SEQUENCE and start."""
    files = [part for part in received.message.walk() if part.get_content_type() == "text/calendar"]
    if not files:
        return None
    file = files[0].get_payload(decode=True)
    assert by_another_reader(file).vevent.uid.value == the("UID", file).value
    return (
        the("METHOD", file, "VCALENDAR").value,
        the("SEQUENCE", file).value,
        the("DTSTART", file).value,
    )


def test_one_guest_is_told_each_thing_once_and_their_calendar_follows(
    app: Flask, in_riverside, server: MailServer
) -> None:
    """B2, B4, A10, L3"""
    in_riverside.practice.name = "Früh, Spät & Partner"
    event = make_event(starts_at=EVENING, title="Tired, still?")
    with time_machine.travel(EVENING - timedelta(days=30), tick=False):
        row = db.session.get_one(Event, event.id)
        ana = register(row, name="Ana Peña", email="ana@example.org", now=clock.now())
        ben = register(row, name="Ben, RN", email="ben@example.org", now=clock.now())
        db.session.commit()
    told = worked_at(app, server, EVENING - timedelta(days=30))
    with time_machine.travel(EVENING - timedelta(days=20), tick=False):
        row = db.session.get_one(Event, event.id)
        same = {name: getattr(row, name) for name in Particulars.__dataclass_fields__}
        moved = same | {"starts_at": LATER, "ends_at": LATER + timedelta(minutes=90)}
        change(row, Particulars(**moved), clock.now())
        db.session.commit()
    told += worked_at(app, server, EVENING - timedelta(days=20))
    for before in (timedelta(days=7), timedelta(days=6), timedelta(days=1), timedelta(hours=2)):
        told += worked_at(app, server, LATER - before)
    with time_machine.travel(LATER - timedelta(hours=1), tick=False):
        cancel(db.session.get_one(Guest, ben.id), clock.now())
        arrive_by_hand(db.session.get_one(Event, event.id), db.session.get_one(Guest, ana.id))
        db.session.commit()
    told += worked_at(app, server, LATER - timedelta(hours=1))
    told += worked_at(app, server, LATER + timedelta(hours=20))

    post = [one for one in told if one.recipients == ("ana@example.org",)]
    assert [one.message["Subject"].partition(":")[0] for one in post] == [
        "Your ticket",
        "New date or place",
        "In 7 days",
        "Tomorrow",
        "Today",
        "Thank you for coming",
    ]
    assert [in_the_calendar(one) for one in post] == [
        ("PUBLISH", "0", "20270211T183000"),
        ("PUBLISH", "1", "20270218T183000"),
        None,
        None,
        None,
        None,
    ]
    of_ben = [one for one in told if one.recipients == ("ben@example.org",)]
    assert in_the_calendar(of_ben[-1]) == ("CANCEL", "2", "20270218T183000")
    assert len({one.message["Message-ID"] for one in told}) == len(told)
    for one in told:
        assert one.person("From")[0] == "Früh, Spät & Partner"
        assert one.message["Reply-To"] == "maya@riverside.example"
        has_way_out = one.message["List-Unsubscribe"] is not None
        assert has_way_out is one.message["Subject"].startswith("Thank you")
    for one in post[2:5]:
        for kind in ("plain", "html"):
            text = one.message.get_body((kind,)).get_content()
            assert "18:30" in text
            assert "New York" in text


def test_what_is_called_off_reminds_nobody_and_leaves_the_calendar(
    app: Flask, in_riverside, server: MailServer
) -> None:
    event = make_event(starts_at=EVENING)
    with time_machine.travel(EVENING - timedelta(days=30), tick=False):
        make_guest(event)
        call_off(db.session.get_one(Event, event.id), "", clock.now())
        db.session.commit()
    told = worked_at(app, server, EVENING - timedelta(days=7))
    told += worked_at(app, server, EVENING - timedelta(days=1))
    assert [in_the_calendar(one) for one in told] == [("CANCEL", "1", "20270211T183000")]


def run_on(worker: subprocess.Popen[bytes], seconds: float) -> None:
    with suppress(subprocess.TimeoutExpired):
        worker.wait(seconds)


def test_however_many_workers_there_are_each_guest_is_reminded_once(
    app: Flask, in_riverside, server: MailServer
) -> None:
    """L3: workers as processes of their own, on either engine."""
    event = make_event(starts_at=clock.now() + timedelta(hours=23))
    for number in range(30):
        registered_at = clock.now() - timedelta(days=3)
        make_guest(event, f"G {number}", f"g{number}@example.org", registered_at=registered_at)
    db.session.rollback()
    ours = {
        "JVPLANNER_DATABASE_URL": str(app.config["SQLALCHEMY_DATABASE_URI"]),
        "JVPLANNER_SECRET_KEY": SECRET,
        "JVPLANNER_BASE_URL": "http://localhost",
        "JVPLANNER_SMTP_URL": server.url,
        "JVPLANNER_MAIL_FROM": "planner@localhost",
    }
    command = [str(Path(sys.executable).parent / "jvplanner"), "worker"]
    workers = [
        subprocess.Popen(command, cwd=ROOT, env=os.environ | ours, stderr=subprocess.DEVNULL)
        for _ in range(3)
    ]
    try:
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline and len(server.received) < 30:
            run_on(workers[0], 0.2)
        run_on(workers[0], 1.5)  # a second sending would come with the next round
    finally:
        for worker in workers:
            worker.terminate()
        for worker in workers:
            worker.wait(PATIENCE)
    got = Counter(to for received in server.received for to in received.recipients)
    assert got == {f"g{number}@example.org": 1 for number in range(30)}
    assert len(letters("reminder_day")) == 30
