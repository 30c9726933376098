"""The only clock: everything that needs the present asks here, so that tests can set it."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

_told: ContextVar[datetime | None] = ContextVar("told", default=None)


def now() -> datetime:
    """Return the present moment as an aware datetime in UTC."""
    return _told.get() or datetime.now(UTC)  # noqa: TID251


@contextmanager
def as_of(moment: datetime) -> Iterator[None]:
    """Let it be that moment inside. For the demo, which tells of days gone by."""
    token = _told.set(moment)
    try:
        yield
    finally:
        _told.reset(token)


def today(time_zone: str) -> date:
    """Return the calendar day that it is now in time_zone, an IANA name."""
    return now().astimezone(ZoneInfo(time_zone)).date()
