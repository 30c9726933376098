"""The only clock: everything that needs the present asks here, so that tests can set it."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo


def now() -> datetime:
    """Return the present moment as an aware datetime in UTC."""
    return datetime.now(UTC)  # noqa: TID251


def today(time_zone: str) -> date:
    """Return the calendar day that it is now in time_zone, an IANA name."""
    return now().astimezone(ZoneInfo(time_zone)).date()
