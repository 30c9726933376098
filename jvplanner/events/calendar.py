"""The file that puts an event into a guest's own calendar, whatever program that is (RFC 5545)."""

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from urllib.parse import quote
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event, Timezone, TimezoneDaylight, TimezoneStandard, vCalAddress

from jvplanner.wall_time import local

PRODUCT = "-//JV Planner//EN"
# Characters that some readers take for the end of a line, and so perhaps for a new property.
LINE_ENDS = dict.fromkeys(map(ord, "\r\v\f\x1c\x1d\x1e\x85\u2028\u2029"), "\n")


@dataclass(frozen=True)
class CalendarEntry:
    """An event as a calendar shows it; the same for everybody, since calendars are shared.

    There is no field for a ticket or any other private address, and none may be put into the
    texts (B5). Texts may hold anything a person can type; they cannot become properties (A10).
    """

    uid: str  # the same for as long as the event lives, whatever changes; not a secret
    sequence: int  # raised by one when the date, the place or the state changes, not for a typo
    title: str
    starts_at: datetime  # aware, in UTC
    ends_at: datetime  # aware, in UTC
    time_zone: str  # IANA name of the zone in which the event takes place
    place: str  # a postal address, or where to go online; may be empty
    details: str  # may be empty
    url: str  # the public event page
    organiser_name: str
    organiser_email: str | None
    updated_at: datetime  # aware, in UTC; when anything about the event last changed
    cancelled: bool


def calendar_file(entry: CalendarEntry) -> bytes:
    """Return the event as a calendar file: one to add, or one that takes a cancelled event out.

    The same entry always gives the same bytes. Times are local to the event, with the rules of its
    zone around it. Raises ValueError if a datetime is naive, ZoneInfoNotFoundError if the zone is
    unknown. Source: B1 to B3, B5.
    """
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("method", "CANCEL" if entry.cancelled else "PUBLISH")
    starts, ends = _written_times(entry)
    if starts.tzinfo is not UTC:
        calendar.add_component(_zone_rules(entry))
    calendar.add_component(_event(entry, starts, ends))
    file: bytes = calendar.to_ical()
    return file


def _event(entry: CalendarEntry, starts: datetime, ends: datetime) -> Event:
    updated = local(entry.updated_at, "UTC")
    event = Event()
    event.add("uid", _one_line(entry.uid))
    event.add("sequence", entry.sequence)
    event.add("dtstamp", updated)
    event.add("last-modified", updated)
    event.add("dtstart", starts)
    event.add("dtend", ends)
    event.add("status", "CANCELLED" if entry.cancelled else "CONFIRMED")
    event.add("summary", _one_line(entry.title))
    url = "".join(_one_line(entry.url).split())
    event.add("url", url)
    # Several calendars show the description and not the address, so it is said there too.
    event.add("description", "\n\n".join(filter(None, (_text(entry.details), url))))
    if place := _text(entry.place):
        event.add("location", place)
    if entry.organiser_email:
        event.add("organizer", _organiser(entry.organiser_name, entry.organiser_email))
    elif entry.organiser_name:
        event.add("contact", _one_line(entry.organiser_name))
    return event


def _organiser(name: str, email: str) -> vCalAddress:
    organiser = vCalAddress(f"mailto:{quote(_one_line(email), safe='@+')}")
    organiser.params["CN"] = _one_line(name)
    return organiser


def _written_times(entry: CalendarEntry) -> tuple[datetime, datetime]:
    """Return start and end as the file writes them: local, or both in UTC.

    A local time in a calendar file means the first of the two when clocks are put back and it
    comes round twice (RFC 5545 3.3.5); the second can only be said in UTC.
    """
    moments = entry.starts_at, entry.ends_at
    starts, ends = (local(moment, entry.time_zone) for moment in moments)
    if entry.time_zone == "UTC" or starts.fold or ends.fold:
        starts, ends = (moment.astimezone(UTC) for moment in moments)
    return starts, ends


def _zone_rules(entry: CalendarEntry) -> Timezone:
    """Return the rules of the entry's zone from a day before the event to a day after it.

    icalendar can make these, but puts the onset of summer time an hour late (it writes the first
    local time after the change where RFC 5545 3.6.5 wants the last before), so that readers which
    go by the rules would show an event in that hour at another time.
    """
    zone = ZoneInfo(entry.time_zone)
    first = entry.starts_at.astimezone(UTC).replace(microsecond=0) - timedelta(days=1)
    last = entry.ends_at.astimezone(UTC) + timedelta(days=1)
    rules = Timezone()
    rules.add("tzid", entry.time_zone)
    rules.add_component(_observance(first, first, zone))
    for before, after in _changes(first, last, zone):
        rules.add_component(_observance(before, after, zone))
    return rules


def _observance(
    before: datetime, after: datetime, zone: ZoneInfo
) -> TimezoneDaylight | TimezoneStandard:
    """Return the offset in force from after on, given a moment before it, both in UTC."""
    old, new = before.astimezone(zone), after.astimezone(zone)
    observance = TimezoneDaylight() if new.dst() else TimezoneStandard()
    # The onset is what clocks that were not changed would show.
    observance.add("dtstart", old.replace(tzinfo=None) + (after - before))
    observance.add("tzoffsetfrom", old.utcoffset())
    observance.add("tzoffsetto", new.utcoffset())
    observance.add("tzname", new.tzname())
    return observance


def _changes(
    first: datetime, last: datetime, zone: ZoneInfo
) -> Iterator[tuple[datetime, datetime]]:
    """Yield the seconds before and after each change of offset between two moments in UTC.

    No zone changes twice within one day.
    """
    while first < last:
        next_day = first + timedelta(days=1)
        before, after = first, next_day
        if before.astimezone(zone).utcoffset() != after.astimezone(zone).utcoffset():
            while (seconds := int((after - before).total_seconds())) > 1:
                middle = before + timedelta(seconds=seconds // 2)
                same = middle.astimezone(zone).utcoffset() == before.astimezone(zone).utcoffset()
                before, after = (middle, after) if same else (before, middle)
            yield before, after
        first = next_day


def _text(text: str) -> str:
    """Return text without surrounding space, its lines ended by newline and nothing else."""
    lines = text.replace("\r\n", "\n").translate(LINE_ENDS)
    kept = (c for c in lines if c == "\n" or unicodedata.category(c) not in {"Cc", "Cs"})
    return "".join(kept).strip()


def _one_line(text: str) -> str:
    return " ".join(_text(text).split())
