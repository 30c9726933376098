"""What time alone does to a coming event: its guests are reminded."""

from datetime import datetime

from sqlalchemy import Row, Select, select

from jvplanner.db import db
from jvplanner.events.letters.rounds import go_round, is_over
from jvplanner.events.models import Event, EventState, Guest, GuestState
from jvplanner.events.reminding import Reminder
from jvplanner.tenancy import across_practices, acting_for

# Rounds that other workers hold are passed over, so a few more are looked at than one is done.
LOOKED_AT = 20


def is_any_reminder_due(now: datetime) -> bool:
    """Tell whether remind_due() has anything to do; a reader can ask, and holds up nobody."""
    with across_practices():
        return any(db.session.execute(_due(kind, now).limit(1)).first() for kind in Reminder)


def remind_due(now: datetime) -> int:
    """Write the next batch of reminders, of whichever practice; return how much was done.

    The caller commits, and asks again. For any number of workers at once. Source: L3.
    """
    for reminder in Reminder:
        with across_practices():
            found = db.session.execute(_due(reminder, now).limit(LOOKED_AT)).all()
        for row in found:
            if done := _remind(reminder, row, now):
                return done
    return 0


def _remind(reminder: Reminder, row: Row[int, int, datetime], now: datetime) -> int:
    event_id, practice_id, starts_at = row
    coming = select(Guest.id).where(
        Guest.event_id == event_id,
        Guest.state == GuestState.CONFIRMED,
        Guest.registered_at <= reminder.knows_already(starts_at),
    )
    with acting_for(practice_id):
        return go_round(
            reminder.letter,
            coming,
            event_id=event_id,
            kind=reminder.value,
            starts_at=starts_at,
            now=now,
        )


def _due(reminder: Reminder, now: datetime) -> Select[int, int, datetime]:
    span = reminder.span
    return (
        select(Event.id, Event.practice_id, Event.starts_at)
        .where(
            Event.state == EventState.PUBLISHED,
            Event.starts_at > now + span.latest,
            Event.starts_at <= now + span.before,
            getattr(Event, reminder.switch),
            ~is_over(reminder.value),
        )
        .order_by(Event.starts_at, Event.id)
    )
