"""How moments, days and money are written on pages and in letters; free of the request."""

from datetime import date, datetime

from jinja2 import Environment

from jvplanner import clock, languages, money, wall_time


def init_environment(environment: Environment) -> None:
    environment.filters["moment"] = _moment
    environment.filters["clock"] = wall_time.clock_text
    environment.filters["day"] = _day
    environment.filters["relative"] = _relative
    environment.filters["money"] = str
    environment.filters["currency"] = money.currency_name
    environment.globals["span_text"] = _span
    environment.globals["zone_name"] = wall_time.zone_name


def _moment(value: datetime, zone: str) -> str:
    return wall_time.moment_text(value, zone, languages.current())


def _span(starts: datetime, ends: datetime, zone: str) -> str:
    return wall_time.span_text(starts, ends, zone, languages.current())


def _day(value: date, zone: str | None = None) -> str:
    """Return the day in words; of a moment, the day that it is in a zone."""
    if isinstance(value, datetime) and zone:
        value = wall_time.local(value, zone).date()
    return wall_time.day_text(value, languages.current())


def _relative(value: datetime, zone: str) -> str:
    return wall_time.relative_text(value, clock.now(), zone, languages.current())
