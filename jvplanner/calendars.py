"""Calendar files and feeds that any calendar program reads (RFC 5545, RFC 5546, RFC 7986)."""

import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from urllib.parse import quote
from zoneinfo import ZoneInfo

from icalendar import (
    Alarm,
    Calendar,
    Event,
    Timezone,
    TimezoneDaylight,
    TimezoneStandard,
    vCalAddress,
    vDuration,
    vText,
)

from jvplanner.wall_time import local

PRODUCT = "-//JV Planner//EN"
# Two hours are enough to set out, and late enough that nobody puts the alarm away and forgets.
ALARM = timedelta(hours=-2)
# How often a feed is asked for again; an answer that has not changed is a few bytes.
ASKED_AGAIN = timedelta(hours=1)
# Characters that some readers take for the end of a line, and so perhaps for a new property.
LINE_ENDS = dict.fromkeys(map(ord, "\r\v\f\x1c\x1d\x1e\x85\u2028\u2029"), "\n")


class EntryState(StrEnum):
    """What stands in STATUS."""

    TENTATIVE = "TENTATIVE"
    CONFIRMED = "CONFIRMED"
    CANCELLED = "CANCELLED"


@dataclass(frozen=True, kw_only=True)
class CalendarEntry:
    """Something with a time, as a calendar shows it to everybody who may look into it.

    Calendars are shared. There is no field for a ticket or any other private address, and none may
    be put into the texts (B5). Texts may hold anything a person can type; they cannot become
    properties (A10).
    """

    uid: str  # the same for as long as the thing lives, whatever changes; not a secret
    sequence: int  # raised when the date, the place or the state changes, not for a typo
    title: str
    starts_at: datetime  # aware, in UTC
    ends_at: datetime  # aware, in UTC; when it starts, for a deadline: that takes up no time
    time_zone: str  # IANA name of the zone in which it takes place
    place: str = ""  # a postal address, or where to go online
    details: str = ""
    url: str = ""  # a page that is shown to whoever may see it: an event's, or a member's own
    organiser_name: str = ""
    organiser_email: str | None = None
    updated_at: datetime  # aware, in UTC; when anything that is shown last changed
    state: EntryState = EntryState.CONFIRMED
    alarm: str = ""  # what an alarm two hours before says; none if empty

    @property
    def method(self) -> str:
        """Return what its own file asks of a calendar: to take the event in, or to take it out."""
        return "CANCEL" if self.state is EntryState.CANCELLED else "PUBLISH"


def calendar_file(entry: CalendarEntry) -> bytes:
    """Return one event as a calendar file: one to add, or one that takes a cancelled event out.

    The same entry always gives the same bytes. Times are local to the event, with the rules of its
    zone around it. Raises ValueError if a datetime is naive, ZoneInfoNotFoundError if the zone is
    unknown. Source: B1 to B3, B5; RFC 5546 3.2.1 and 3.2.5.
    """
    return _file([entry], method=entry.method)


def calendar_feed(name: str, entries: Iterable[CalendarEntry]) -> bytes:
    """Return a calendar to subscribe to: every entry with its state, those cancelled marked so.

    The same entries always give the same bytes. Raises as calendar_file().
    """
    asked_again = vDuration(ASKED_AGAIN)
    asked_again.params["VALUE"] = "DURATION"
    more = {
        "name": vText(_one_line(name)),
        "x-wr-calname": vText(_one_line(name)),  # what programs know that are older than RFC 7986
        "refresh-interval": asked_again,
        "x-published-ttl": vDuration(ASKED_AGAIN),
    }
    return _file(list(entries), method="PUBLISH", **more)


def _file(entries: list[CalendarEntry], *, method: str, **more: object) -> bytes:
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("method", method)
    for name, value in more.items():
        calendar.add(name, value)
    events = [_event(entry) for entry in entries]
    for zone, (first, last) in sorted(_spans(entries).items()):
        calendar.add_component(_zone_rules(zone, first, last))
    for event in events:
        calendar.add_component(event)
    file: bytes = calendar.to_ical()
    return file


def _event(entry: CalendarEntry) -> Event:
    starts, ends = _written_times(entry)
    updated = local(entry.updated_at, "UTC")
    event = Event()
    event.add("uid", _one_line(entry.uid))
    event.add("sequence", entry.sequence)
    event.add("dtstamp", updated)
    event.add("last-modified", updated)
    event.add("dtstart", starts)
    if ends > starts:
        event.add("dtend", ends)
    else:
        event.add("transp", "TRANSPARENT")
    event.add("status", entry.state.value)
    event.add("summary", _one_line(entry.title))
    url = "".join(_one_line(entry.url).split())
    if url:
        event.add("url", url)
    # Several calendars show the description and not the address, so it is said there too.
    if told := "\n\n".join(filter(None, (_text(entry.details), url))):
        event.add("description", told)
    if place := _text(entry.place):
        event.add("location", place)
    if entry.organiser_email:
        event.add("organizer", _organiser(entry.organiser_name, entry.organiser_email))
    elif entry.organiser_name:
        event.add("contact", _one_line(entry.organiser_name))
    if entry.alarm and entry.state is not EntryState.CANCELLED:
        event.add_component(_alarm(entry.alarm))
    return event


def _alarm(words: str) -> Alarm:
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", _one_line(words))
    alarm.add("trigger", ALARM)
    return alarm


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


def _spans(entries: Iterable[CalendarEntry]) -> dict[str, tuple[datetime, datetime]]:
    """Return from when to when each zone's rules are needed, in UTC: a day more on both sides."""
    spans: dict[str, tuple[datetime, datetime]] = {}
    for entry in entries:
        if _written_times(entry)[0].tzinfo is UTC:
            continue
        first = entry.starts_at.astimezone(UTC).replace(microsecond=0) - timedelta(days=1)
        last = entry.ends_at.astimezone(UTC) + timedelta(days=1)
        known = spans.get(entry.time_zone, (first, last))
        spans[entry.time_zone] = min(first, known[0]), max(last, known[1])
    return spans


def _zone_rules(zone_name: str, first: datetime, last: datetime) -> Timezone:
    """Return the rules of a zone between two moments in UTC.

    icalendar can make these, but puts the onset of summer time an hour late (it writes the first
    local time after the change where RFC 5545 3.6.5 wants the last before), so that readers which
    go by the rules would show an event in that hour at another time.
    """
    zone = ZoneInfo(zone_name)
    rules = Timezone()
    rules.add("tzid", zone_name)
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
