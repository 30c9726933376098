"""Thanking those who came, in the morning after."""

from datetime import datetime

from sqlalchemy import Row, Select, select

from jvplanner.db import db
from jvplanner.door.models import Arrival
from jvplanner.events.letters.rounds import go_round, is_over
from jvplanner.events.models import Event, EventState
from jvplanner.events.reminding import REST, THANKS, THANKS_LAST, thanked_at
from jvplanner.events.rules import LONGEST_EVENT
from jvplanner.tenancy import across_practices, acting_for

LOOKED_AT = 50


def is_any_thanks_due(now: datetime) -> bool:
    """Tell whether thank_due() has anything to do; a reader can ask, and holds up nobody."""
    return bool(_due(now))


def thank_due(now: datetime) -> int:
    """Write the next batch of thanks, of whichever practice; return how much was done.

    The caller commits, and asks again. For any number of workers at once.
    """
    for event_id, practice_id, starts_at, _, _ in _due(now):
        came = select(Arrival.guest_id).where(Arrival.event_id == event_id)
        with acting_for(practice_id):
            done = go_round(
                "thank_you", came, event_id=event_id, kind=THANKS, starts_at=starts_at, now=now
            )
        if done:
            return done
    return 0


def _due(now: datetime) -> list[Row[int, int, datetime, datetime, str]]:
    with across_practices():
        over = db.session.execute(_over(now)).all()
    return [row for row in over if thanked_at(row.starts_at, row.ends_at, row.time_zone) <= now]


def _over(now: datetime) -> Select[int, int, datetime, datetime, str]:
    return (
        select(Event.id, Event.practice_id, Event.starts_at, Event.ends_at, Event.time_zone)
        .where(
            Event.state == EventState.PUBLISHED,
            Event.starts_at > now - THANKS_LAST - LONGEST_EVENT,
            Event.ends_at > now - THANKS_LAST,
            Event.ends_at <= now - REST,
            Event.thanks_guests,
            ~is_over(THANKS),
        )
        .order_by(Event.ends_at, Event.id)
        .limit(LOOKED_AT)
    )
