"""A member puts a guest's address right."""

from datetime import timedelta

import pytest
import time_machine
from sqlalchemy import select

from jvplanner import clock
from jvplanner.db import db
from jvplanner.events.models import Event, EventState, Guest, GuestState
from jvplanner.outbox.models import LetterState
from jvplanner.people.models import Person, person_known_as
from tests.browser import Browser, as_read
from tests.builders import letters
from tests.builders_events import again, make_event, make_guest, ticket_of


@pytest.fixture
def event(in_riverside) -> Event:
    return make_event()


def address_of(guest: Guest) -> str:
    return f"/events/{guest.event_id}/guests/{guest.id}/address"


def registered(browser: Browser, event: Event, email: str = "ana@exmaple.org") -> Guest:
    """Return a guest who registered on the event's page, and got a letter by it."""
    browser.post(f"/e/{event.code}/guests", data={"name": "Ana Peña", "email": email})
    return again(db.session.scalars(select(Guest).order_by(Guest.id.desc())).first())


def test_the_ticket_goes_to_the_address_that_a_member_put_right(
    event: Event, as_maya: Browser, as_nobody: Browser
) -> None:
    guest = registered(as_nobody, event)
    ticket = ticket_of(guest)
    assert address_of(guest) in as_maya.get(f"/events/{event.id}/guests").text
    page = as_maya.get(address_of(guest)).text
    assert "ana@exmaple.org" in page
    assert "Somebody may have got the ticket" not in page

    for _ in range(2):
        done = as_maya.post(address_of(guest), data={"email": "ana@example.org"})
        assert (done.status_code, done.headers["Location"]) == (303, f"/events/{event.id}/guests")

    assert again(guest).email == again(guest).email_key == "ana@example.org"
    assert [(one.name, one.to_email) for one in letters()] == [("ticket", "ana@example.org")]
    assert db.session.scalars(select(Person.email)).all() == ["ana@example.org"]
    assert ticket_of(guest) == ticket, "nobody else can have it"


def test_a_ticket_that_may_be_in_strange_hands_opens_nothing_any_more(
    event: Event, as_maya: Browser, as_nobody: Browser
) -> None:
    guest = registered(as_nobody, event)
    ticket = ticket_of(guest)
    db.session.merge(letters("ticket")[0]).sent(clock.now())
    db.session.commit()
    assert "Somebody may have got the ticket" in as_maya.get(address_of(guest)).text

    as_maya.post(address_of(guest), data={"email": "ana@example.org"})

    closed = as_nobody.get(ticket)
    assert closed.status_code == 410
    assert "This link is no longer in use" in closed.text
    assert "handed" not in closed.text
    assert as_nobody.get(ticket_of(guest)).status_code == 200
    assert [one.to_email for one in letters("ticket")] == ["ana@exmaple.org", "ana@example.org"]


def test_a_refused_letter_leaves_the_ticket_as_it_is(
    event: Event, as_maya: Browser, as_nobody: Browser
) -> None:
    guest = registered(as_nobody, event)
    ticket = ticket_of(guest)
    db.session.merge(letters("ticket")[0]).park("550 No such mailbox")
    db.session.commit()

    as_maya.post(address_of(guest), data={"email": "ana@example.org"})

    assert ticket_of(guest) == ticket
    [letter] = letters("ticket")
    assert (letter.to_email, letter.state) == ("ana@example.org", LetterState.WAITING)


def test_an_address_put_right_twice_is_written_to_twice(
    event: Event, as_maya: Browser, as_nobody: Browser
) -> None:
    guest = registered(as_nobody, event)
    for minutes, email in enumerate(["ana@example.net", "ana@example.org"]):
        with time_machine.travel(clock.now() + timedelta(minutes=minutes)):
            as_maya.post(address_of(guest), data={"email": email})
    assert [one.to_email for one in letters("ticket")] == ["ana@example.org"]


def test_an_address_that_has_a_seat_itself_is_refused_at_the_field(
    event: Event, as_maya: Browser
) -> None:
    make_guest(event, "Ben O'Hara", "ben@example.org")
    guest = make_guest(event)
    refused = as_maya.post(address_of(guest), data={"email": " BEN@example.org"})
    assert refused.status_code == 422
    assert "This address is on the list already, for Ben O'Hara." in as_read(refused.text)
    assert "BEN@example.org" in refused.text
    assert again(guest).email == "ana@example.org"


@pytest.mark.parametrize("typed", ["", "ana", "ana@"])
def test_what_is_no_address_is_refused_at_the_field(
    event: Event, as_maya: Browser, typed: str
) -> None:
    guest = make_guest(event)
    refused = as_maya.post(address_of(guest), data={"email": typed})
    assert refused.status_code == 422
    assert 'id="email-error"' in refused.text


def test_who_had_no_address_gets_one_and_the_ticket(event: Event, as_maya: Browser) -> None:
    guest = make_guest(event, "Cher", None, state=GuestState.WAITING)
    assert "Add an e-mail address" in as_maya.get(f"/events/{event.id}/guests").text
    as_maya.post(address_of(guest), data={"email": "cher@example.org"})
    assert [one.to_email for one in letters("waiting")] == ["cher@example.org"]


def test_somebody_known_keeps_their_own_address(
    event: Event, as_maya: Browser, as_nobody: Browser
) -> None:
    person_known_as("Ana Peña", "ana@exmaple.org")
    db.session.commit()
    guest = registered(as_nobody, event)
    as_maya.post(address_of(guest), data={"email": "ana@example.org"})
    emails = db.session.scalars(select(Person.email).order_by(Person.id)).all()
    assert emails == ["ana@exmaple.org", "ana@example.org"]


def test_after_the_event_an_address_is_put_right_without_a_ticket(
    event: Event, as_maya: Browser
) -> None:
    guest = make_guest(event)
    with time_machine.travel(clock.now() + timedelta(days=13)):
        as_maya.post(address_of(guest), data={"email": "ana@example.net"})
    assert again(guest).email == "ana@example.net"
    assert letters() == []


def test_who_does_not_come_keeps_the_address(in_riverside, as_maya: Browser) -> None:
    off = make_guest(make_event(state=EventState.CANCELLED))
    gone = make_guest(make_event(), state=GuestState.CANCELLED)
    for guest in (off, gone):
        assert "does not come" in as_maya.get(address_of(guest)).text
        refused = as_maya.post(address_of(guest), data={"email": "ana@example.net"})
        assert refused.status_code == 409
        assert address_of(guest) not in as_maya.get(f"/events/{guest.event_id}/guests").text


def test_another_practice_finds_no_such_guest(event: Event, as_outsider: Browser) -> None:
    """T1"""
    guest = make_guest(event)
    assert as_outsider.get(address_of(guest)).status_code == 404
    posted = as_outsider.post(address_of(guest), data={"email": "x@example.org"})
    assert posted.status_code == 404
