"""Which letters an event's hour brings, and who is told; decided without a database."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from enum import StrEnum

from jvplanner.wall_time import local, utc_from_local

# In the morning after: whoever came late home sleeps, and the evening is still fresh.
THANKED_AT = time(10)
REST = timedelta(hours=3)
# What was held up longer thanks nobody any more.
THANKS_LAST = timedelta(days=4)
THANKS = "thanks"


@dataclass(frozen=True)
class Notice:
    """When a reminder goes out, counted back from the start of the event.

    before  it is due
    latest  it helps no more: what was held up until then is left out
    known   whoever registered so shortly before it was due has just had their ticket
    """

    before: timedelta
    latest: timedelta
    known: timedelta


class Reminder(StrEnum):
    WEEK = "week"
    DAY = "day"
    HOURS = "hours"

    @property
    def letter(self) -> str:
        return f"reminder_{self.value}"

    @property
    def switch(self) -> str:
        """Return the name of the event's own switch for it."""
        return f"reminds_{self.value}"

    @property
    def earlier_letters(self) -> tuple[str, ...]:
        """Return the names of the reminders that have been due before this one."""
        before = list(Reminder)[: list(Reminder).index(self)]
        return tuple(each.letter for each in before)

    @property
    def notice(self) -> Notice:
        return NOTICES[self]

    def due_at(self, starts_at: datetime) -> datetime:
        return starts_at - self.notice.before

    def knows_already(self, starts_at: datetime) -> datetime:
        """Return the moment since which whoever registers needs no such reminder."""
        return self.due_at(starts_at) - self.notice.known


NOTICES = {
    Reminder.WEEK: Notice(timedelta(days=7), timedelta(days=5), timedelta(days=2)),
    Reminder.DAY: Notice(timedelta(days=1), timedelta(hours=8), timedelta(hours=12)),
    Reminder.HOURS: Notice(timedelta(hours=2), timedelta(minutes=30), timedelta(hours=1)),
}
REMINDER_LETTERS = tuple(reminder.letter for reminder in Reminder)


def thanked_at(starts_at: datetime, ends_at: datetime, zone: str) -> datetime:
    """Return when whoever came is thanked: in the morning after its first day, by zone's clocks.

    Never sooner than REST after the end, of an event that itself goes on into the morning.
    """
    day = local(starts_at, zone).date() + timedelta(days=1)
    return max(utc_from_local(day, THANKED_AT, zone), ends_at + REST)
