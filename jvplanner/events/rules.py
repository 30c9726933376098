"""What an event's times, registrations and texts have to be; decided without a database."""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import Protocol

from jvplanner.languages import N_
from jvplanner.people.names import name_key
from jvplanner.wall_time import NoSuchLocalTime, local, start_of, utc_from_local

SAME_TAP = timedelta(minutes=15)
# So often may one address leave an event within that time and register again.
MOST_LEAVINGS, LEAVING_COUNTS = 5, timedelta(hours=1)
FRESH = timedelta(days=1)
# No event lasts longer, so what began earlier is over; lets the index on starts_at answer.
LONGEST_EVENT = timedelta(days=1)
# So long before an online event begins may its guests read the address: it travels on.
ONLINE_FROM = timedelta(hours=24)
# For so long a guest can take back that they left, and a seat that was given back is kept for them.
UNDO = timedelta(minutes=10)
# How long a seat is held for somebody who waited: usually, at least, and from when on for nobody.
OFFER_STANDS, SHORTEST_OFFER = timedelta(days=2), timedelta(hours=1)
LAST_OFFER = timedelta(minutes=30)
# Nobody means an evening of longer; what ends earlier than it starts was mistyped.
LONGEST = timedelta(hours=12)
# So many come to an event's page as people do, and one more each minute; at most so many count.
AT_EASE, FORGOTTEN_EACH, MOST_COUNTED = 10, timedelta(minutes=1), 60
# For so long a place is kept that was taken in a rush, and whose ticket no browser has opened; and
# then it is asked again and again whether others want it.
UNOPENED, LOOKED_AGAIN = timedelta(minutes=30), timedelta(minutes=10)
LONGEST_SOURCE = 32
_SOURCE = re.compile(r"[A-Za-z0-9_-]+")
# What mail programs make a link of: with a scheme or www, with a path, or ending as most do. An
# e-mail address is none of them.
_WEB_ADDRESS = re.compile(
    r"://|\bwww\.|(?<![\w@.-])(?:[\w-]+\.)+"
    r"(?:[a-z]{2,}/\S|(?:com|net|org|info|biz|xyz|online|site|shop|click)\b)",
    re.IGNORECASE,
)


class EventState(StrEnum):
    """What has been decided about an event; what is true of it now is its Stage."""

    DRAFT = "draft"
    PUBLISHED = "published"
    CANCELLED = "cancelled"


class Stage(StrEnum):
    """Where an event stands at a moment: one answer for every page, letter and list."""

    DRAFT = "draft"
    OPEN = "open"
    CLOSED = "closed"
    CANCELLED = "cancelled"
    PAST = "past"


class Staged(Protocol):
    """What an event and its announcement both know."""

    @property
    def state(self) -> EventState: ...
    @property
    def registration_open(self) -> bool: ...
    @property
    def closes_at(self) -> datetime | None: ...
    @property
    def ends_at(self) -> datetime: ...


def stage_of(event: Staged, now: datetime) -> Stage:
    """Return where an event stands; closed by hand or by its own hour is the same. Source: A8."""
    if event.state is not EventState.PUBLISHED:
        return Stage(event.state)
    if now >= event.ends_at:
        return Stage.PAST
    has_closed = event.closes_at is not None and now >= event.closes_at
    return Stage.CLOSED if has_closed or not event.registration_open else Stage.OPEN


class EndsBeforeItStarts(ValueError):
    """The end is not after the start, even if it is meant for the next day."""


class NoSuchEnd(NoSuchLocalTime):
    """It is the end, and not the start, that no clock there shows."""


def times_of(day: date, starts: time, ends: time, zone: str) -> tuple[datetime, datetime]:
    """Return start and end, in UTC, of an event on a day by the clocks in zone.

    An end at or before the start is on the next day, if that makes no more than LONGEST.
    Raises EndsBeforeItStarts, NoSuchLocalTime for a start that clocks skip, and NoSuchEnd for an
    end. Source: B1.
    """
    starts_at = utc_from_local(day, starts, zone)
    if ends > starts:
        return starts_at, _end(day, ends, zone)
    if day == date.max:
        raise EndsBeforeItStarts("This ends before it starts.")
    ends_at = _end(day + timedelta(days=1), ends, zone)
    if ends_at - starts_at > LONGEST:
        raise EndsBeforeItStarts("This ends before it starts. Check both times.")
    return starts_at, ends_at


def _end(day: date, ends: time, zone: str) -> datetime:
    try:
        return utc_from_local(day, ends, zone)
    except NoSuchLocalTime as refusal:
        raise NoSuchEnd(str(refusal)) from refusal


def missing_for_guests(*, starts_at: datetime, where: str, now: datetime) -> list[str]:
    """Return what still has to be done before an event can be announced, in sentences."""
    missing = []
    if starts_at <= now:
        missing.append("Choose a date that is still to come.")
    if not where:
        missing.append("Say where it takes place, or give its online address.")
    return missing


def shows_online_address(starts_at: datetime, ends_at: datetime, now: datetime) -> bool:
    """Tell whether registered guests may read where to come online. Source: B5."""
    return starts_at - ONLINE_FROM <= now < ends_at


def is_same_tap(known_name: str, registered_at: datetime, name: str, now: datetime) -> bool:
    """Tell whether a registration for an address that has a seat only repeats the first one.

    A double tap, a form sent again or an answer lost on the way: the same name, soon after. Then
    the ticket may be shown; to anybody else it must not be. Source: A2.
    """
    return name_key(known_name) == name_key(name) and now - registered_at < SAME_TAP


@dataclass(frozen=True)
class Pace:
    """How many registered at an event's page of late; one is forgotten each minute.

    at  from when on the next is forgotten; None for a page to which nobody has come
    """

    count: int = 0
    at: datetime | None = None

    def with_more(self, count: int, now: datetime) -> "Pace":
        """Return the pace after so many registered together."""
        at = self.at or now
        forgotten = max(0, (now - at) // FORGOTTEN_EACH)
        left = max(0, self.count - forgotten)
        return Pace(
            min(left + count, MOST_COUNTED), at + forgotten * FORGOTTEN_EACH if left else now
        )

    @property
    def is_rush(self) -> bool:
        """Tell whether more come than people usually do: a full room, or a machine."""
        return self.count > AT_EASE


def is_fresh(registered_at: datetime, now: datetime) -> bool:
    """Tell whether a guest may still be in front of the page on which they registered."""
    return now - registered_at < FRESH


def offer_until(starts_at: datetime, now: datetime) -> datetime | None:
    """Return until when a seat is held that is offered now to somebody who waits.

    Two days; nearer to the event half of the time that is left, so that the seat can be offered
    to others after them, but at least an hour, and never past the start. None in the last half
    hour, in which nobody reads letters: members then give seats themselves. Source: A7.
    """
    left = starts_at - now
    if left < LAST_OFFER:
        return None
    return min(now + min(OFFER_STANDS, max(left / 2, SHORTEST_OFFER)), starts_at)


def months_after(day: date, months: int) -> date:
    """Return the same day of a later month, or that month's last day if it is shorter."""
    years, month = divmod(day.month - 1 + months, 12)
    year = day.year + years
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def kept_until(ends_at: datetime, zone: str, months: int) -> date:
    """Return the day until which an event's guests' details are kept at the latest.

    months  after the event's last day, by the clocks of its zone
    """
    return months_after(local(ends_at, zone).date(), months)


def deleted_from(ends_at: datetime, zone: str, months: int) -> datetime:
    """Return when that day begins where the event takes place: from then on they are deleted."""
    return start_of(kept_until(ends_at, zone, months), zone)


def tracked_source(text: str) -> str:
    """Return the code of the poster or text that led here; empty if it cannot be one of ours."""
    return text if len(text) <= LONGEST_SOURCE and _SOURCE.fullmatch(text) else ""


def names_an_address(text: str) -> bool:
    """Tell whether there is a web address in a text that should be a name."""
    return bool(_WEB_ADDRESS.search(text))


def occasion(starts_at: datetime, zone: str, *, online: bool) -> str:
    """Return in a few words, to be translated, what occasion it is by the clocks in zone."""
    hour = local(starts_at, zone).hour
    if online:
        parts = (N_("Online morning"), N_("Online afternoon"), N_("Online evening"))
    else:
        parts = (N_("Morning event"), N_("Afternoon event"), N_("Evening event"))
    return parts[0 if hour < 12 else 1 if hour < 17 else 2]


def lines_of(text: str) -> list[str]:
    """Return the lines of a text that hold something, without list marks typed before them."""
    return [line.strip(" \t-*•·") for line in text.splitlines() if line.strip(" \t-*•·")]
