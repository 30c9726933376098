"""Letting a guest in, and taking that back, under the event's lock."""

from datetime import datetime

from sqlalchemy import select

from jvplanner import clock
from jvplanner.db import db
from jvplanner.door.actions.known import hold
from jvplanner.door.models import Arrival
from jvplanner.door.rules import WalkIn
from jvplanner.errors import Conflict
from jvplanner.events.models import TICKET, Event, Guest, GuestState
from jvplanner.links import addresses
from jvplanner.mailboxes import email_key
from jvplanner.people.models import Person, person_known_as
from jvplanner.people.names import name_key


class NotExpected(Conflict):
    """The guest has cancelled, or waits for a seat."""


def come_in(
    guest: Guest,
    now: datetime,
    *,
    door_id: int | None = None,
    scan_id: str | None = None,
    state_before: GuestState | None = None,
) -> Arrival:
    arrival = Arrival(
        event_id=guest.event_id,
        guest_id=guest.id,
        door_id=door_id,
        scan_id=scan_id,
        arrived_at=now,
        state_before=state_before,
    )
    db.session.add(arrival)
    # Whoever stands at the door is a person, whether or not they looked at their ticket before.
    guest.unopened_until = None
    db.session.flush()
    return arrival


def take_back(arrival: Arrival, guest: Guest, now: datetime) -> None:
    """Undo an arrival and what else it changed about the guest, who may come in again later."""
    if guest.is_active and arrival.state_before is GuestState.OFFERED:
        # The worker takes the seat back where the offer has run out meanwhile.
        guest.state = GuestState.OFFERED
        guest.event.look_after_line(now)
    elif guest.is_active and arrival.state_before is GuestState.WAITING:
        guest.state, guest.walked_in = GuestState.WAITING, False
    elif guest.is_active and arrival.state_before is GuestState.CANCELLED:
        # Who had cancelled goes back to that; who only walked in was a slip.
        guest.walked_in = guest.cancelled_at is None
        guest.state, guest.cancelled_at = GuestState.CANCELLED, guest.cancelled_at or now
    db.session.delete(arrival)
    db.session.flush()


def seat_walk_in(guest: Guest) -> GuestState | None:
    """Let somebody who is registered walk in; return what they were, if that is another now.

    Who waits for a seat, or has cancelled, is let in as a walk-in, who takes none; for whom a seat
    is held takes that.
    """
    if guest.state is GuestState.CONFIRMED:
        return None
    before = guest.state
    guest.state, guest.walked_in = GuestState.CONFIRMED, before is not GuestState.OFFERED
    return before


def new_walk_in(event_id: int, walk_in: WalkIn, now: datetime) -> Guest:
    """Make the guest that somebody without a registration is; they take no seat."""
    email = walk_in.email
    guest = Guest(
        event_id=event_id,
        person=person_known_as(walk_in.name, email) if email else Person(name=walk_in.name),
        name=walk_in.name,
        name_key=name_key(walk_in.name),
        email=email,
        email_key=email_key(email) if email else None,
        registered_at=now,
        state=GuestState.CONFIRMED,
        walked_in=True,
    )
    db.session.add(guest)
    db.session.flush()
    addresses.issue(TICKET, guest.id)
    return guest


def arrive_by_hand(event: Event, guest: Guest) -> Arrival:
    """Record that a guest came though no door saw it. Done twice, it is done once.

    Raises NotExpected for who has cancelled or waits for a seat.
    """
    hold(event.id)
    db.session.refresh(guest)
    if arrival := _arrival_of(guest):
        return arrival
    if guest.state is not GuestState.CONFIRMED:
        raise NotExpected(f"{guest.name} holds no seat at this event.")
    return come_in(guest, clock.now())


def take_back_hand_arrival(guest: Guest) -> None:
    """Take back what arrive_by_hand() recorded; what a door saw stays."""
    hold(guest.event_id)
    arrival = _arrival_of(guest)
    if arrival is not None and arrival.door_id is None:
        take_back(arrival, guest, clock.now())


def _arrival_of(guest: Guest) -> Arrival | None:
    return db.session.scalar(select(Arrival).where(Arrival.guest_id == guest.id))
