"""L6: of a client, and of who is known otherwise, nothing is deleted with an event's guests."""

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from jvplanner import clock
from jvplanner.db import db
from jvplanner.door.models import Scan
from jvplanner.events.models import (
    Event,
    Guest,
)
from jvplanner.journeys.models import Journey
from jvplanner.journeys.rules import Stage
from jvplanner.outbox.letters import opt_out, wish_of, write
from jvplanner.outbox.models import Letter, OptOut
from jvplanner.people.models import NOBODY, Person, person_known_as
from jvplanner.tenancy import acting_for
from tests.browser import Browser
from tests.builders import PracticeOfTheCast
from tests.builders_door import FARID, make_door, path_of, sent
from tests.builders_events import again, make_event, make_guest, ticket_of
from tests.builders_partners import make_partner
from tests.journeys.conftest import EVENING
from tests.journeys.test_purging import TOLD, everything_kept, purged, put, worked

pytestmark = pytest.mark.usefixtures("that_evening")


def test_a_client_stays_with_everything_and_whoever_is_one_no_longer_does_not(
    app: Flask, event: Event
) -> None:
    ana, bo = make_guest(event), make_guest(event, "Bo", "bo@example.org")
    for guest in (ana, bo):
        put(guest, Stage.CLIENT, programme="Twelve weeks")
    put(bo, Stage.NOT_NOW, reason="moved away")
    write("ticket", to_name="Ana", to_email="ana@example.org", once="t", guest_id=ana.id)
    db.session.commit()

    worked(app)

    assert not purged(ana)
    assert purged(bo)
    assert db.session.scalars(select(Letter.to_email)).all() == ["ana@example.org"]
    assert again(ana).person_id == person_known_as("Ana", "ana@example.org").id
    reason = select(Journey.not_now_reason).where(Journey.guest_id == bo.id)
    assert db.session.scalar(reason) == ""


def test_whoever_became_a_client_by_another_event_is_a_client(app: Flask, event: Event) -> None:
    ana = make_guest(event)
    put(make_guest(make_event(starts_at=EVENING)), Stage.CLIENT)
    worked(app)
    assert not purged(ana)


def test_another_events_registration_of_the_same_person_stays(
    app: Flask, event: Event, as_nobody: Browser
) -> None:
    later = make_event(starts_at=EVENING + timedelta(days=60), keeps_guests_months=1)
    ana, ana_later = make_guest(event), make_guest(later)

    worked(app)

    assert purged(ana)
    assert not purged(ana_later)
    assert as_nobody.get(ticket_of(ana_later)).status_code == 200
    person = select(Person.name, Person.email)
    assert db.session.execute(person).all() == [("Ana Peña", "ana@example.org")]
    worked(app, TOLD + timedelta(days=70))
    assert purged(ana_later)
    assert db.session.execute(person).all() == [(NOBODY, None)]


def test_who_works_at_a_partner_is_still_known_there(app: Flask, event: Event) -> None:
    partner = make_partner("Canal Street Pharmacy")
    person = partner.people[0].person
    guest = make_guest(event, person.name, person.email)
    worked(app)
    assert purged(guest)
    assert again(person).email == guest.email


def test_who_wants_no_letters_gets_none_after_being_forgotten_either(
    app: Flask, event: Event
) -> None:
    """L4: nothing else is known by that address any more."""
    for email in ("ana@example.org", "bo@example.org"):
        make_guest(event, email, email)
        wish_of(email)
    opt_out(wish_of("bo@example.org"), clock.now())
    db.session.commit()

    worked(app)

    assert db.session.scalars(select(OptOut.email_key)).all() == ["bo@example.org"]
    assert "bo@example.org" not in everything_kept("opt_out")


def test_another_practices_guests_are_their_own(
    app: Flask, event: Event, hillside: PracticeOfTheCast
) -> None:
    with acting_for(hillside.id):
        theirs = make_guest(make_event(starts_at=EVENING))
    make_guest(event)
    worked(app)
    with acting_for(hillside.id):
        assert not purged(theirs)
        assert again(theirs).person_id == person_known_as("x", "ana@example.org").id


def test_scans_that_let_in_a_client_keep_their_remark(
    app: Flask, event: Event, as_nobody: Browser
) -> None:
    sent(as_nobody, path_of(make_door(event)), walk_in=FARID)
    farid = db.session.scalars(select(Guest)).one()
    put(farid, Stage.CLIENT)
    worked(app)
    assert db.session.scalars(select(Scan.sent)).all() == ["came with Ana"]
