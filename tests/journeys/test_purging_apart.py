"""L6: guests are forgotten while somebody registers, and each happens wholly."""

from datetime import timedelta

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select

from jvplanner import clock
from jvplanner.db import db
from jvplanner.events.actions import seating
from jvplanner.events.models import Guest
from jvplanner.journeys.actions import purge_due
from jvplanner.people.models import NOBODY, Person
from jvplanner.tenancy import acting_for
from tests.browser import Browser
from tests.builders import PracticeOfTheCast
from tests.builders_events import make_event, make_guest


# On SQLite the one who registers holds the lock that the other waits for.
@pytest.mark.parametrize("engine", ["postgresql"], indirect=True)
def test_who_registers_while_they_are_forgotten_by_another_event_is_somebody(
    app: Flask,
    in_riverside: PracticeOfTheCast,
    as_nobody: Browser,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    now = clock.now()
    past = make_event(starts_at=now + timedelta(days=1), keeps_guests_months=1)
    make_guest(past)
    read, rounds = seating.listed, []

    def forgotten_meanwhile(*asked: object) -> seating.Listed:
        known = read(*asked)
        if not rounds:
            with app.app_context():
                rounds.append(purge_due(clock.now()))
                db.session.commit()
        return known

    with time_machine.travel(now + timedelta(days=60), tick=False):
        coming = make_event()
        monkeypatch.setattr(seating, "listed", forgotten_meanwhile)
        form = {"name": "Ana Peña", "email": "ana@example.org"}
        sent = as_nobody.post(f"/e/{coming.code}/guests", data=form)

    assert (sent.status_code, rounds) == (303, [1])
    people = select(Guest.event_id, Person.name, Person.email_key)
    people = people.join(Person, Person.id == Guest.person_id).order_by(Guest.id)
    with acting_for(in_riverside.id):
        assert db.session.execute(people).all() == [
            (past.id, NOBODY, None),
            (coming.id, "Ana Peña", "ana@example.org"),
        ]
