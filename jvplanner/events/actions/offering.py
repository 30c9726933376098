"""Free seats and who waits for them. The caller holds the event's lock in every case."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Select, func, select

from jvplanner.db import db
from jvplanner.events import letters, rules
from jvplanner.events.models import (
    KEEPS_THE_SEAT,
    Departure,
    Event,
    Guest,
    GuestState,
    NoLongerPossible,
)
from jvplanner.languages import gettext as _
from jvplanner.tenancy import across_practices, acting_for

# So many seats change hands in one transaction; the rest at the next look.
AT_ONCE = 100


def is_any_line_due(now: datetime) -> bool:
    """Tell whether look_after_one() has anything to do; a reader can ask, and holds up nobody."""
    with across_practices():
        return db.session.scalar(_due(now)) is not None


def look_after_one(now: datetime) -> int:
    """Look after the waiting list that has been due longest, of any practice; return how many.

    The caller commits, and asks again. For any number of workers at once.
    """
    with across_practices():
        locked = _due(now).with_for_update(of=Event, skip_locked=True)
        event = db.session.scalar(locked.execution_options(populate_existing=True))
    if event is None:
        return 0
    with acting_for(event.practice_id):
        look_after(event, now)
        db.session.flush()
    return 1


def look_after(event: Event, now: datetime) -> None:
    """Pass on what was offered and not taken, and offer what is free to whoever waited longest.

    Done twice, it is done once. Source: A7.
    """
    event.line_due_at = None
    if not event.is_on(now):
        return
    if event.has_begun(now):
        _end_offers(event)
        return
    _let_lapse(event, now)
    _let_unopened_go(event, now)
    kept, kept_until = _kept_for_second_thoughts(event, now)
    _offer(event, event.free_seats - kept, now)
    if first := db.session.scalar(_first_to_run_out(event)):
        event.look_after_line(min(first, event.starts_at))
    if first := db.session.scalar(_first_unopened(event)):
        # One whose time is over keeps a seat that nobody else wants yet.
        event.look_after_line(max(first, now + rules.LOOKED_AGAIN))
    if kept_until is not None:
        event.look_after_line(kept_until)


def open_ticket(guest: Guest, now: datetime) -> None:
    """Keep for good what was taken in a rush, of the guest and of whom they bring. Twice is once.

    The machines that are kept from seats like this send forms, and run no page.
    """
    for each in (guest, *_all(select(Guest).where(Guest.brought_by_id == guest.id))):
        each.unopened_until = None
        if each.state is GuestState.WAITING:
            guest.event.look_after_line(now)


def accept(guest: Guest, now: datetime) -> None:
    """Take the seat that is offered. Done twice, it is done once. Raises NoLongerPossible."""
    if guest.state is GuestState.CONFIRMED:
        return
    if not guest.may_accept(now):
        raise NoLongerPossible(
            _("No seat is offered to you any more. Your page says how things are.")
        )
    _seat(guest)


def give_seat(guest: Guest, now: datetime) -> None:
    """Seat somebody who waits, for a member. Done twice, it is done once.

    Raises NoFreeSeat, NoLongerPossible.
    """
    if guest.state is GuestState.CONFIRMED:
        return
    if not guest.is_active or not guest.event.is_on(now):
        raise NoLongerPossible("This guest no longer waits for a seat.")
    if not guest.holds_a_seat:
        guest.event.take_seat()
    _seat(guest)


def _seat(guest: Guest) -> None:
    guest.state, guest.offer_expires_at = GuestState.CONFIRMED, None
    # A member knows whom they give a seat.
    guest.unopened_until = None
    db.session.flush()
    letters.tell_seated(guest)


def _let_lapse(event: Event, now: datetime) -> None:
    """Take the seats back that nobody said yes to in time; who let one go is off the list.

    Somebody who does not answer would otherwise be offered it again and again while it stays empty.
    """
    ran_out = _of(event, GuestState.OFFERED).where(Guest.offer_expires_at <= now)
    for guest in _all(ran_out.order_by(Guest.offer_expires_at, Guest.id).limit(AT_ONCE)):
        guest.leave(Departure.LAPSED, now)
        db.session.flush()
        letters.tell_lapsed(guest)


def _let_unopened_go(event: Event, now: datetime) -> None:
    """Take back what was taken in a rush and not opened since: seats once there are no others.

    Not when it is too near to the start for who loses a seat to hear of it.
    """
    if rules.offer_until(event.starts_at, now) is None:
        return
    states = [GuestState.WAITING]
    if not event.free_seats:
        states.append(GuestState.CONFIRMED)
    due = select(Guest).where(
        Guest.event_id == event.id, Guest.state.in_(states), Guest.unopened_until <= now
    )
    unopened = _all(due.order_by(Guest.id).limit(AT_ONCE))
    for guest in unopened:
        guest.leave(Departure.UNOPENED, now)
        db.session.flush()
        letters.tell_not_kept(guest)
    if len(unopened) == AT_ONCE:
        event.look_after_line(now)


def _offer(event: Event, seats: int, now: datetime) -> None:
    """Hold so many seats for those who waited longest, and write to them."""
    until = rules.offer_until(event.starts_at, now)
    if seats < 1 or until is None:
        return
    who_waits = _of(event, GuestState.WAITING).where(Guest.unopened_until.is_(None))
    first = _all(who_waits.order_by(Guest.id).limit(min(seats, AT_ONCE)))
    for guest in first:
        event.take_seat()
        guest.state, guest.offer_expires_at = GuestState.OFFERED, until
        db.session.flush()
        letters.tell_offered(guest)
    if len(first) == AT_ONCE:
        event.look_after_line(now)


def _end_offers(event: Event) -> None:
    """Let those who are still offered a seat wait like the others: from now on the door decides."""
    for guest in _all(_of(event, GuestState.OFFERED)):
        event.give_seat_back()
        guest.state, guest.offer_expires_at = GuestState.WAITING, None
    db.session.flush()


def _kept_for_second_thoughts(event: Event, now: datetime) -> tuple[int, datetime | None]:
    """Return how many seats are not offered yet, because who gave them back may undo that.

    And when the first of them is offered; None if there is none.
    """
    left = select(func.count(Guest.id), func.min(Guest.cancelled_at)).where(
        Guest.event_id == event.id,
        Guest.state == GuestState.CANCELLED,
        Guest.departure.in_(KEEPS_THE_SEAT),
        Guest.cancelled_at > now - rules.UNDO,
    )
    number, first = db.session.execute(left).one()
    return number, first + rules.UNDO if first else None


def _first_to_run_out(event: Event) -> Select[datetime | None]:
    return select(func.min(Guest.offer_expires_at)).where(
        Guest.event_id == event.id, Guest.state == GuestState.OFFERED
    )


def _first_unopened(event: Event) -> Select[datetime | None]:
    return select(func.min(Guest.unopened_until)).where(
        Guest.event_id == event.id,
        Guest.state != GuestState.CANCELLED,
        Guest.unopened_until.is_not(None),
    )


def _of(event: Event, state: GuestState) -> Select[Guest]:
    return select(Guest).where(Guest.event_id == event.id, Guest.state == state)


def _all(query: Select[Guest]) -> Sequence[Guest]:
    return db.session.scalars(query.execution_options(populate_existing=True)).all()


def _due(now: datetime) -> Select[Event]:
    return select(Event).where(Event.line_due_at <= now).order_by(Event.line_due_at).limit(1)
