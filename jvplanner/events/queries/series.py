"""The dates of a series, for members and for everybody."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import func, select

from jvplanner.db import db
from jvplanner.events.models import Event, EventState
from jvplanner.events.queries.lists import are_on

# Two years of weeks; nobody reads on from there.
MOST_DATES_SHOWN = 104


def dates_of(series_id: int) -> Sequence[Event]:
    """Return the dates of a series, the earliest first, whatever became of them."""
    return db.session.scalars(
        select(Event)
        .where(Event.series_id == series_id)
        .order_by(Event.starts_at, Event.id)
        .limit(MOST_DATES_SHOWN)
    ).all()


def coming_dates(series_id: int, now: datetime) -> Sequence[Event]:
    """Return the dates of a series that strangers may know of and that are not over."""
    return db.session.scalars(
        select(Event)
        .where(Event.series_id == series_id, *are_on(now))
        .order_by(Event.starts_at, Event.id)
        .limit(MOST_DATES_SHOWN)
    ).all()


def how_many_dates(series_id: int) -> int:
    """Return how many dates a series has that were not called off."""
    counted = select(func.count(Event.id)).where(
        Event.series_id == series_id, Event.state != EventState.CANCELLED
    )
    return db.session.scalar(counted) or 0
