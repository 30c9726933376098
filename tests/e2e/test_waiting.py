"""A full event: waiting, an offer by letter, and the ticket that comes of it (A7)."""

from collections.abc import Iterator
from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect
from sqlalchemy import select

from jvplanner.db import db
from jvplanner.events.models import Event, Guest, GuestState
from jvplanner.events.rules import UNDO
from jvplanner.tenancy import across_practices, acting_for
from tests import builders
from tests.builders_events import make_event, make_guest, ticket_of
from tests.e2e.conftest import House
from tests.e2e.post import letter_to, link_in, text_of_code
from tests.e2e.roles import Attendee, headline, press

ANA = "ana@example.org"


@pytest.fixture(params=["sqlite"])
def engine(request: pytest.FixtureRequest) -> str:
    """One engine: what pages and letters say does not depend on it."""
    return str(request.param)


@pytest.fixture
def full_event(house: House) -> Iterator[tuple[Event, str]]:
    """An event with one seat, and the ticket of who has it."""
    with house.server.app.app_context():
        practice = builders.make_practice("Riverside", owner=("Maya Okafor", "maya@r.example"))
        with acting_for(practice.id):
            event = make_event(seats=1)
            ticket = ticket_of(make_guest(event, "Ben Okri", "ben@example.org"))
        db.session.remove()
        yield event, ticket
        db.engine.dispose()


def let_ten_minutes_pass() -> None:
    """Let whoever cancelled have done so ten minutes ago."""
    with across_practices():
        guest = db.session.scalars(select(Guest).filter_by(state=GuestState.CANCELLED)).one()
        assert guest.cancelled_at is not None
        assert guest.event.line_due_at is not None
        guest.cancelled_at -= UNDO
        guest.event.line_due_at -= UNDO + timedelta(seconds=1)
        db.session.commit()


def test_who_waits_is_offered_the_seat_that_another_gives_back(
    house: House, full_event: tuple[Event, str]
) -> None:
    event, bens_ticket = full_event
    ana = house.phone(javascript=False)
    ana.goto(f"/e/{event.code}")
    expect(ana.get_by_text("This event is full")).to_be_visible()
    ana.get_by_label("Your name").fill("Ana Peña")
    ana.get_by_label("E-mail").fill(ANA)
    press(ana, "Put me on the waiting list")
    expect(headline(ana)).to_have_text("You are on the waiting list")
    expect(ana.get_by_text("You are number 1 in the line.")).to_be_visible()

    ben = house.phone(javascript=False)
    ben.goto(bens_ticket)
    ben.get_by_text("I cannot come").click()
    press(ben, "Give my seat back")
    expect(ben.get_by_role("button", name="Undo")).to_be_visible()
    let_ten_minutes_pass()

    ana.goto(urlsplit(link_in(letter_to(house.mail, ANA, "A seat is held for you"), "/t/")).path)
    expect(headline(ana)).to_have_text("A seat is held for you")
    press(ana, "Take the seat")
    expect(headline(ana)).to_have_text("Your seat is saved")
    code = text_of_code(Attendee(ana).picture_of_code())
    assert urlsplit(code).path == urlsplit(ana.url).path
    assert link_in(letter_to(house.mail, ANA, "Your ticket"), "/t/") == code
    assert house.problems == []
