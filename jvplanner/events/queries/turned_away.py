"""How often machines were kept from an event's seats, or from keeping them."""

from dataclasses import dataclass

from sqlalchemy import func, select

from jvplanner.db import db
from jvplanner.events.models import Departure, Event, Guest, GuestState, RefusedAttempts


def refused_at(event: Event) -> RefusedAttempts | None:
    """Return the latest day on which much was refused at the event's form."""
    found = select(RefusedAttempts).where(RefusedAttempts.event_id == event.id)
    return db.session.scalar(found.order_by(RefusedAttempts.day.desc()).limit(1))


@dataclass(frozen=True)
class Rush:
    """Guests who registered in a rush and whose tickets nobody has opened.

    kept    who are on the list
    let_go  who were, until others wanted their places
    """

    kept: int
    let_go: int


def rush_at(event: Event) -> Rush | None:
    """Return how many of an event's guests may have been machines; None if there are none."""
    is_kept = Guest.state != GuestState.CANCELLED
    let_go = Guest.departure == Departure.UNOPENED
    counted = select(func.count().filter(is_kept), func.count().filter(let_go)).where(
        Guest.event_id == event.id, Guest.unopened_until.is_not(None)
    )
    rush = Rush(*db.session.execute(counted).one())
    return rush if rush.kept or rush.let_go else None
