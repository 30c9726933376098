"""What members do about a waiting list, and what of it they are told to see to."""

from datetime import timedelta

import time_machine
from sqlalchemy import select

from jvplanner import clock
from jvplanner.db import db
from jvplanner.events import queries
from jvplanner.events.models import Event, Guest, GuestState
from tests.browser import Browser
from tests.builders import letters
from tests.builders_events import (
    again,
    make_event,
    make_guest,
    ticket_of,
    typed_from,
)
from tests.events.test_offers import WAITING, full_event, give_back, pass_on, states


def test_more_seats_are_offered_to_as_many_as_there_are(in_riverside, as_maya: Browser) -> None:
    """A6"""
    event, _, waiting = full_event("Ana", "Cher", "Dee")
    saved = as_maya.post(f"/events/{event.id}/edit", data=typed_from(event, seats="3"))
    assert saved.status_code == 303
    pass_on()
    assert states(*waiting) == ["offered", "offered", "waiting"]
    assert again(event).seats_taken == 3


def test_fewer_seats_take_nobodys_offer_away(in_riverside, as_maya: Browser) -> None:
    """A6"""
    event = make_event(seats=2)
    ana = make_guest(event, "Ana", "ana@example.org", state=GuestState.OFFERED)
    make_guest(event, "Ben", "ben@example.org")
    as_maya.post(f"/events/{event.id}/edit", data=typed_from(event, seats="1"))
    pass_on()
    assert states(ana) == ["offered"]
    assert (again(event).seats_taken, again(event).seats_over) == (2, 1)


def test_a_member_gives_a_seat_directly_also_to_who_is_offered_one(
    in_riverside, as_maya: Browser
) -> None:
    event = make_event(seats=2)
    ana = make_guest(event, "Ana", "ana@example.org", state=GuestState.OFFERED)
    cher = make_guest(event, "Cher", "cher@example.org", state=WAITING)
    page = as_maya.get(f"/events/{event.id}/guests?state=offered").text
    assert "Offered a seat" in page
    for guest in (ana, cher):
        given = as_maya.post(f"/events/{event.id}/guests/{guest.id}/seat")
        assert given.status_code == 303
    assert states(ana, cher) == ["confirmed", "confirmed"]
    assert again(event).seats_taken == 2
    assert [letter.name for letter in letters()] == ["ticket", "ticket"]


def test_in_the_last_half_hour_members_give_seats_and_at_the_start_offers_end(
    in_riverside, as_nobody: Browser
) -> None:
    event, ben, (ana, cher) = full_event("Ana", "Cher", seats=2)
    with time_machine.travel(event.starts_at - timedelta(minutes=50), tick=False) as now:
        give_back(ben, as_nobody)
        now.shift(timedelta(minutes=11))
        pass_on()
        assert again(ana).offer_expires_at == event.starts_at
        give_back(guest_of(event, "Ben 1"), as_nobody)
        now.shift(timedelta(minutes=11))
        pass_on()
        assert states(ana, cher) == ["offered", "waiting"]
        now.shift(timedelta(minutes=40))
        pass_on()
        assert "You are on the waiting list" in as_nobody.get(ticket_of(ana)).text
    assert states(ana, cher) == ["waiting", "waiting"], "from now on the door decides"
    assert again(event).seats_taken == 0
    assert letters("offer_lapsed") == []


def test_who_has_no_address_and_is_offered_a_seat_is_due_to_be_told(in_riverside) -> None:
    event = make_event(seats=1)
    make_guest(event, "Ana", None, state=GuestState.OFFERED)
    (due,) = queries.due(clock.now())
    assert due.what == "Ana is offered a seat"
    assert "tell them" in due.why
    assert due.href == f"/events/{event.id}/guests?state=offered"


def test_seats_that_are_being_offered_are_no_work_for_members(
    in_riverside, as_nobody: Browser
) -> None:
    event, ben, _ = full_event("Ana", in_days=20)
    give_back(ben, as_nobody)
    assert queries.due(clock.now()) == []
    with time_machine.travel(event.starts_at - timedelta(minutes=20), tick=False):
        pass_on()
        kinds = [due.step for due in queries.due(clock.now())]
    assert "Give the seat" in kinds


def guest_of(event: Event, name: str) -> Guest:
    return db.session.scalars(select(Guest).filter_by(event_id=event.id, name=name)).one()
