"""The dates of an event that comes again: RRULE of RFC 5545, by the clocks of its zone."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from itertools import takewhile

from dateutil.rrule import rrulestr

from jvplanner.wall_time import NoSuchLocalTime, local, utc_from_local

# A year of weeks. More are made when these are over, from what has become different by then.
MOST_DATES = 52
_DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_ORDINALS = ("first", "second", "third", "fourth")


class Every(StrEnum):
    """How an event comes again."""

    WEEK = "week"
    FORTNIGHT = "fortnight"
    MONTH_DAY = "month_day"
    MONTH_WEEKDAY = "month_weekday"
    LAST_WEEKDAY = "last_weekday"


class TooManyDates(ValueError):
    """More dates than one series is made of at once."""


class TooFewDates(ValueError):
    """There is no second date."""


@dataclass(frozen=True)
class Span:
    """When one date begins and ends, in UTC."""

    starts_at: datetime
    ends_at: datetime


@dataclass(frozen=True)
class Repetition:
    """How an event comes again, the first date included: so many times, or until a day."""

    every: Every
    times: int | None = None
    until: date | None = None


def ways(first: date) -> dict[Every, str]:
    """Return in which ways an event on a day can come again, each in words."""
    weekday, week = f"{first:%A}", (first.day - 1) // 7
    found = {
        Every.WEEK: f"Every week, on {weekday}",
        Every.FORTNIGHT: f"Every two weeks, on {weekday}",
        Every.MONTH_DAY: f"Every month, on day {first.day}",
    }
    if week < len(_ORDINALS):
        found[Every.MONTH_WEEKDAY] = f"Every month, on the {_ORDINALS[week]} {weekday}"
    if (first + timedelta(days=7)).month != first.month:
        found[Every.LAST_WEEKDAY] = f"Every month, on the last {weekday}"
    return found


def rule_text(repetition: Repetition, dates: Sequence[Span], zone: str) -> str:
    """Return as calendars write it by which rule the dates, first to last, were made."""
    rule = _rule(repetition.every, _day(dates[0], zone))
    if repetition.times:
        return f"{rule};COUNT={repetition.times}"
    return f"{rule};UNTIL={dates[-1].starts_at.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def spans(span: Span, zone: str, repetition: Repetition) -> list[Span]:
    """Return all dates of a series, the first of them span itself.

    Clocks in zone show the same at each of them, whatever happened to clocks in between. A day that
    a month does not have is left out and not counted, and so is a time that clocks skip.
    Raises TooManyDates and TooFewDates. Source: B1; RFC 5545 3.3.10.
    """
    last = repetition.until or date.max
    found = [span]
    for each in takewhile(lambda each: _day(each, zone) <= last, _endless(span, zone, repetition)):
        if len(found) == repetition.times:
            break
        if len(found) == MOST_DATES:
            raise TooManyDates(f"That makes more than {MOST_DATES} dates. Choose fewer.")
        found.append(each)
    if len(found) == 1:
        raise TooFewDates("That makes no second date. Choose more.")
    return found


def a_week_later(span: Span, zone: str, today: date) -> Span:
    """Return the next date on the same weekday and at the same time: after span and after today."""
    after = max(today, _day(span, zone))
    weekly = _endless(span, zone, Repetition(Every.WEEK))
    return next(each for each in weekly if _day(each, zone) > after)


def moved(moment: datetime, zone: str, by: timedelta, into: str) -> datetime:
    """Return when clocks of the zone into show what those of zone show at moment, and by more.

    Raises NoSuchLocalTime where they never do.
    """
    wall = local(moment, zone).replace(tzinfo=None) + by
    return utc_from_local(wall.date(), wall.time(), into)


def on_the_wall(before: datetime, after: datetime, zone: str, into: str = "") -> timedelta:
    """Return by how much clocks show more at after, in the zone into, than at before in zone."""
    shown = local(after, into or zone).replace(tzinfo=None)
    return shown - local(before, zone).replace(tzinfo=None)


def closing_of(span: Span, like: Span, closes_at: datetime | None, zone: str) -> datetime | None:
    """Return when registration closes for span if for like it closes at closes_at."""
    if closes_at is None:
        return None
    try:
        closes = moved(closes_at, zone, on_the_wall(like.starts_at, span.starts_at, zone), zone)
    except NoSuchLocalTime:
        closes = span.starts_at + (closes_at - like.starts_at)
    return min(closes, span.ends_at)


def _endless(span: Span, zone: str, repetition: Repetition) -> Iterator[Span]:
    """Yield the dates after span that there are."""
    starts = local(span.starts_at, zone).replace(tzinfo=None, fold=0)
    rule = rrulestr(_rule(repetition.every, starts.date()), dtstart=starts)
    for wall in rule.xafter(starts):
        by = wall - starts
        try:
            each = Span(*(moved(at, zone, by, zone) for at in (span.starts_at, span.ends_at)))
        except NoSuchLocalTime:
            continue
        if each.starts_at < each.ends_at:
            yield each


def _rule(every: Every, first: date) -> str:
    weekday = _DAYS[first.weekday()]
    return {
        Every.WEEK: f"FREQ=WEEKLY;BYDAY={weekday}",
        Every.FORTNIGHT: f"FREQ=WEEKLY;INTERVAL=2;BYDAY={weekday}",
        Every.MONTH_DAY: f"FREQ=MONTHLY;BYMONTHDAY={first.day}",
        Every.MONTH_WEEKDAY: f"FREQ=MONTHLY;BYDAY={(first.day - 1) // 7 + 1}{weekday}",
        Every.LAST_WEEKDAY: f"FREQ=MONTHLY;BYDAY=-1{weekday}",
    }[every]


def _day(span: Span, zone: str) -> date:
    return local(span.starts_at, zone).date()
