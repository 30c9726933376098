"""Machines at an event's form: they take no seat, and the organiser sees that they were there."""

from datetime import timedelta

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select

from jvplanner import clock
from jvplanner.db import db
from jvplanner.events.models import RefusedAttempts
from tests.browser import Browser, as_read
from tests.builders import letters
from tests.builders_events import make_event
from tests.events.test_registering import guests_of, register


def write_down(app: Flask) -> None:
    app.extensions["turned_away"].write_down(db.engine)


def counted_at(event) -> list[tuple[int, int]]:
    rows = db.session.execute(
        select(RefusedAttempts.in_trap, RefusedAttempts.too_many)
        .filter_by(event_id=event.id)
        .order_by(RefusedAttempts.day)
    ).all()
    db.session.rollback()
    return [tuple(row) for row in rows]


@pytest.fixture(autouse=True)
def nothing_left_to_write(app: Flask):
    yield
    db.session.rollback()
    write_down(app)


def test_what_was_refused_is_counted_by_day_and_shown_to_the_organiser(
    app: Flask, in_riverside, as_nobody: Browser, as_maya: Browser
) -> None:
    event, other = make_event(), make_event(title="Another evening")
    for _ in range(3):
        register(as_nobody, event, website="https://spam.example")
    write_down(app)
    register(as_nobody, event, website="https://spam.example")
    write_down(app)

    assert counted_at(event) == [(4, 0)]
    assert guests_of(event) == []
    shown = as_read(as_maya.get(f"/events/{event.id}").text)
    assert "Machines were turned away" in shown
    assert "refused 4 attempts" in shown
    assert "Machines" not in as_maya.get(f"/events/{other.id}").text
    with time_machine.travel(clock.now() + timedelta(days=2)):
        register(as_nobody, event, website="https://spam.example")
        write_down(app)
    assert counted_at(event) == [(4, 0), (1, 0)]


def test_ten_thousand_forms_from_one_address_leave_the_seats_to_people(
    app: Flask, in_riverside, as_nobody: Browser
) -> None:
    event = make_event()
    for _ in range(100):
        register(as_nobody, event, website="x")
    statuses = {register(as_nobody, event).status_code for _ in range(50)}
    write_down(app)

    assert statuses == {429}
    assert counted_at(event) == [(100, 50)]
    assert guests_of(event) == []


def test_a_code_that_leads_nowhere_is_counted_nowhere(
    app: Flask, in_riverside, as_nobody: Browser
) -> None:
    event = make_event()
    as_nobody.post("/e/nowhere/guests", data={"website": "x"})
    write_down(app)
    assert counted_at(event) == []


def test_a_machine_that_fills_in_everything_is_thanked_and_not_registered(
    in_riverside, as_nobody: Browser
) -> None:
    event = make_event()
    response = register(as_nobody, event, website="https://spam.example")
    assert response.status_code == 200
    assert "Thank you" in response.text
    assert guests_of(event) == []
    assert letters() == []
