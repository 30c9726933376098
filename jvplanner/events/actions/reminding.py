"""What time alone does to a coming event: its guests are reminded, and no longer once it begins."""

from datetime import datetime, timedelta

from sqlalchemy import Row, Select, select

from jvplanner.db import db, insert_once
from jvplanner.events.letters.rounds import go_round, is_over
from jvplanner.events.models import Event, EventState, Guest, GuestState, LetterRound
from jvplanner.events.reminding import REMINDER_LETTERS, Reminder
from jvplanner.outbox.letters import withdraw_about
from jvplanner.tenancy import across_practices, acting_for

# Rounds that other workers hold are passed over, so a few more are looked at than one is done.
LOOKED_AT = 20
# The round that takes back what speaks of an event to come; a worker may have been down so long.
BEGUN, LATEST = "begun", timedelta(days=7)


def is_any_reminder_due(now: datetime) -> bool:
    """Tell whether remind_due() has anything to do; a reader can ask, and holds up nobody."""
    with across_practices():
        questions = [*(_due(kind, now) for kind in Reminder), _begun(now)]
        return any(db.session.execute(question.limit(1)).first() for question in questions)


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
    return _take_back(now)


def _remind(reminder: Reminder, row: Row[int, int, datetime], now: datetime) -> int:
    event_id, practice_id, starts_at = row
    coming = select(Guest.id).where(
        Guest.event_id == event_id,
        Guest.state == GuestState.CONFIRMED,
        Guest.registered_at <= reminder.knows_already(starts_at),
    )
    with acting_for(practice_id):
        # Without a mail server they wait for a hand, and the nearer one says all that they say.
        withdraw_about("guest_id", _guests_of(event_id), *reminder.earlier_letters)
        return go_round(
            reminder.letter,
            coming,
            event_id=event_id,
            kind=reminder.value,
            starts_at=starts_at,
            now=now,
        )


def _take_back(now: datetime) -> int:
    """Take back what one event that has begun would still say of its coming; return how many.

    With a mail server there is hardly any; without one it would wait for a member for ever.
    """
    with across_practices():
        found = db.session.execute(_begun(now).limit(1)).first()
    if found is None:
        return 0
    event_id, practice_id, starts_at = found
    with acting_for(practice_id):
        withdraw_about("guest_id", _guests_of(event_id), *REMINDER_LETTERS, "seat_offered")
        known = {"event_id": event_id, "kind": BEGUN, "starts_at": starts_at}
        insert_once(LetterRound, unique=tuple(known), **known, reached=0, done_at=now)
    return 1


def _guests_of(event_id: int) -> Select[int]:
    return select(Guest.id).where(Guest.event_id == event_id)


def _begun(now: datetime) -> Select[int, int, datetime]:
    return (
        select(Event.id, Event.practice_id, Event.starts_at)
        .where(
            Event.state == EventState.PUBLISHED,
            Event.starts_at > now - LATEST,
            Event.starts_at <= now,
            ~is_over(BEGUN),
        )
        .order_by(Event.starts_at, Event.id)
    )


def _due(reminder: Reminder, now: datetime) -> Select[int, int, datetime]:
    notice = reminder.notice
    return (
        select(Event.id, Event.practice_id, Event.starts_at)
        .where(
            Event.state == EventState.PUBLISHED,
            Event.starts_at > now + notice.latest,
            Event.starts_at <= now + notice.before,
            getattr(Event, reminder.switch),
            ~is_over(reminder.value),
        )
        .order_by(Event.starts_at, Event.id)
    )
