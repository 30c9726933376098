"""Who waits for a seat: a guest's place in the line, and what of it members have to see to."""

from datetime import datetime

from sqlalchemy import Select, func, or_, select

from jvplanner.db import db
from jvplanner.events.models import Event, Guest, GuestState
from jvplanner.events.queries.lists import are_on
from jvplanner.events.rules import LAST_OFFER, UNDO
from jvplanner.questions import Due, When
from jvplanner.wall_time import moment_text

MOST_BEFORE = 1000


def place_in_line(guest: Guest) -> int:
    """Return the place of somebody who waits, from 1 on; places behind MOST_BEFORE are not told."""
    before = select(Guest.id).where(
        Guest.event_id == guest.event_id,
        Guest.state == GuestState.WAITING,
        Guest.id < guest.id,
    )
    counted = select(func.count()).select_from(before.limit(MOST_BEFORE).subquery())
    return 1 + (db.session.scalar(counted) or 0)


def seats_to_give(now: datetime, most: int) -> list[Due]:
    """Return events with a free seat that somebody waits for and that nobody will be offered.

    It is too near to the start for letters, or no worker has looked after the line.
    """
    free = Event.seats - Event.seats_taken
    by_hand = or_(
        Event.starts_at <= now + LAST_OFFER,
        Event.line_due_at.is_(None),
        Event.line_due_at < now - UNDO,
    )
    rows = db.session.execute(
        select(Event.id, Event.title, free, func.count(Guest.id), func.min(Guest.registered_at))
        .join(Guest, Guest.event_id == Event.id)
        .where(*are_on(now), by_hand, free > 0, Guest.state == GuestState.WAITING)
        .group_by(Event.id)
        .order_by(Event.starts_at, Event.id)
        .limit(most)
    )
    return [
        Due(
            When.NOW,
            title,
            f"{_number(seats, 'seat is', 'seats are')} free and "
            f"{_number(waiting, 'guest waits', 'guests wait')}.",
            f"/events/{event_id}/guests?state=waiting",
            "Give the seat",
            since,
        )
        for event_id, title, seats, waiting, since in rows
    ]


def offers_to_tell(now: datetime, most: int) -> list[Due]:
    """Return guests without an e-mail address who are offered a seat: no letter tells them."""
    rows = db.session.execute(_offered_without_address(now).limit(most))
    return [
        Due(
            When.NOW,
            f"{name} is offered a seat",
            "No e-mail address is known, so tell them; "
            f"it is held until {moment_text(until, zone)}.",
            f"/events/{event_id}/guests?state=offered",
            "Open the guest list",
            until,
        )
        for name, until, event_id, zone in rows
        if until is not None
    ]


def _offered_without_address(now: datetime) -> Select[str, datetime | None, int, str]:
    return (
        select(Guest.name, Guest.offer_expires_at, Event.id, Event.time_zone)
        .join(Event, Event.id == Guest.event_id)
        .where(
            *are_on(now),
            Guest.state == GuestState.OFFERED,
            Guest.email.is_(None),
            Guest.offer_expires_at > now,
        )
        .order_by(Guest.offer_expires_at, Guest.id)
    )


def _number(number: int, one: str, many: str) -> str:
    return f"{number} {one if number == 1 else many}"
