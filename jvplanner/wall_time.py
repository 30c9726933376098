"""What a clock on the wall shows: every page, letter and calendar file words its times here."""

import re
from datetime import UTC, date, datetime, time
from functools import cache
from html import escape
from importlib.resources import files
from zoneinfo import ZoneInfo, available_timezones

from babel.dates import format_date, get_timezone_location

from jvplanner.languages import ENGLISH, ngettext, speaking
from jvplanner.languages import gettext as _

# Between a number and its unit, so that no line ends there.
NO_BREAK = "\u00a0"


class TimeText(str):
    """Words for a time. On a page their line breaks after a comma or before another day only.

    Everywhere else they are plain text: in a letter's text, in a comparison. What is added with +
    stays beside them; an f-string makes plain text of the whole. In an attribute, striptags.
    """

    __slots__ = ("_html",)
    _html: str

    def __new__(cls, text: str) -> "TimeText":
        made = super().__new__(cls, text)
        pieces = _MAY_BREAK.split(text)
        made._html = " ".join(f'<span class="nowrap">{escape(piece)}</span>' for piece in pieces)
        return made

    def __add__(self, more: str) -> "TimeText":
        made = super().__new__(TimeText, super().__add__(more))
        made._html = self._html + escape(more)
        return made

    def __html__(self) -> str:
        """Return the words as templates write them into a page."""
        return self._html


_MAY_BREAK = re.compile(r"(?<=,) |(?<=–) (?=\D)")


class NoSuchLocalTime(ValueError):
    """No clock in that zone ever shows this time; str() says so and what helps."""


def local(moment: datetime, zone: str) -> datetime:
    """Return moment as the clocks in zone show it.

    moment  an aware datetime, usually UTC from the database
    zone    an IANA name

    Raises ValueError if moment has no zone of its own, ZoneInfoNotFoundError if zone is unknown.
    """
    if moment.utcoffset() is None:
        raise ValueError("a moment needs its own time zone before it can be shown in another")
    return moment.astimezone(ZoneInfo(zone))


def utc_from_local(day: date, clock: time, zone: str) -> datetime:
    """Return the moment, in UTC, at which clocks in zone show clock on day.

    Where clocks are put back, a time comes round twice; the first of the two is meant.
    Raises NoSuchLocalTime for a time that clocks skip when they are put forward, and for a day so
    near the ends of the calendar that UTC has no date for it.
    Raises ValueError if clock carries a zone of its own.
    """
    if clock.tzinfo is not None:
        raise ValueError("a time on the wall has no zone of its own")
    wall = datetime.combine(day, clock.replace(fold=0))
    try:
        moment = wall.replace(tzinfo=ZoneInfo(zone)).astimezone(UTC)
        exists = local(moment, zone).replace(tzinfo=None, fold=0) == wall
    except OverflowError:
        exists = False
    if not exists:
        raise NoSuchLocalTime(
            f"Clocks in {zone_name(zone)} do not show {clock:%H:%M} on {day_text(day)}. "
            "Choose an earlier or a later time."
        )
    return moment


def start_of(day: date, zone: str) -> datetime:
    """Return the moment, in UTC, at which day begins in zone, also where clocks skip midnight."""
    return datetime.combine(day, time(0), ZoneInfo(zone)).astimezone(UTC)


def day_text(day: date, locale: str = "en") -> TimeText:
    """Return a calendar day in words: "Thu 11 Feb 2027"."""
    return TimeText(format_date(day, "EEE d MMM y", locale=locale))


def clock_text(moment: datetime, zone: str) -> str:
    """Return the time of day in zone: "18:30".

    In the hour that comes round twice when clocks are put back, the zone's own letters say which
    of the two is meant: "01:30 EDT", then "01:30 EST".
    """
    wall = local(moment, zone)
    comes_twice = wall.utcoffset() != wall.replace(fold=1 - wall.fold).utcoffset()
    return f"{wall:%H:%M %Z}" if comes_twice else f"{wall:%H:%M}"


def moment_text(moment: datetime, zone: str, locale: str = "en") -> TimeText:
    """Return a moment with its zone: "Thu 11 Feb 2027, 18:30 (New York)"."""
    return TimeText(f"{_day_and_clock(moment, zone, locale)} ({zone_name(zone, locale)})")


def span_text(starts: datetime, ends: datetime, zone: str, locale: str = "en") -> TimeText:
    """Return from when to when, with its zone: "Thu 11 Feb 2027, 18:30 – 20:00 (New York)".

    What ends on another local day names both days.
    """
    same_day = local(starts, zone).date() == local(ends, zone).date()
    end = clock_text(ends, zone) if same_day else _day_and_clock(ends, zone, locale)
    return TimeText(f"{_day_and_clock(starts, zone, locale)} – {end} ({zone_name(zone, locale)})")


def relative_text(moment: datetime, now: datetime, zone: str, locale: str = "en") -> str:
    """Return how many calendar days away moment is: "today", "tomorrow", "in 12 days".

    Days are those of zone: twenty past midnight is tomorrow, though it is half an hour away.
    """
    days = (local(moment, zone).date() - local(now, zone).date()).days
    with speaking(locale):
        near = {-1: _("yesterday"), 0: _("today"), 1: _("tomorrow")}
        if days in near:
            return near[days]
        if days > 0:
            words = ngettext("in %(num)s day", "in %(num)s days", days)
        else:
            words = ngettext("%(num)s day ago", "%(num)s days ago", -days)
    number = str(abs(days))
    return words.replace(f"{number} ", f"{number}{NO_BREAK}")


def zone_name(zone: str, locale: str = "en") -> str:
    """Return the place a zone is called after, as people write it: "New York"; UTC stays "UTC".

    In other languages places have names of their own: "Nueva York". Source: CLDR, through Babel.
    """
    if locale == ENGLISH:
        return zone.rpartition("/")[2].replace("_", " ")
    translated = get_timezone_location(zone, locale=locale, return_city=True)
    return translated.rpartition("/")[2]


def zone_label(zone: str) -> str:
    """Return a zone as a list to choose from has it: "New York (America)"."""
    area = zone.rpartition("/")[0].replace("_", " ")
    return f"{zone_name(zone)} ({area})" if area else zone


def territory_of(zone: str) -> str | None:
    """Return the ISO 3166 code of the country that a zone is listed under; None for UTC."""
    return _territories().get(zone)


@cache
def zones() -> tuple[str, ...]:
    """Return the zones to choose from, sorted: one name for each, as Area/City, and UTC.

    The choice is that of the time zone database's own table of zones by country, which leaves out
    older spellings and fixed offsets. Source: zone.tab in the IANA time zone database.
    """
    return (*sorted(_territories().keys() & available_timezones()), "UTC")


def listed_zone(name: str) -> str | None:
    """Return the name under which zones() has this zone; None if it has not.

    Browsers still report older spellings: "Asia/Calcutta" is "Asia/Kolkata" here.
    """
    listed = name if name in zones() else _older_spellings().get(name)
    return listed if listed in zones() else None


def _day_and_clock(moment: datetime, zone: str, locale: str) -> str:
    return f"{day_text(local(moment, zone).date(), locale)}, {clock_text(moment, zone)}"


@cache
def _territories() -> dict[str, str]:
    rows = [row.split("\t") for row in _database("zone.tab").splitlines() if row[0] != "#"]
    return {zone: territory for territory, _place, zone, *_remark in rows}


@cache
def _older_spellings() -> dict[str, str]:
    """Return what each older name is called now. Source: the links in tzdata.zi."""
    rows = [row.split() for row in _database("tzdata.zi").splitlines() if row.startswith("L ")]
    links = {older: current for _link, current, older in rows}
    names_of_utc = {"Etc/UTC", *(older for older, current in links.items() if current == "Etc/UTC")}
    return links | dict.fromkeys(names_of_utc, "UTC")


def _database(table: str) -> str:
    return files("tzdata.zoneinfo").joinpath(table).read_text(encoding="utf-8")
