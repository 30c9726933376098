"""Where a list goes on: the last row shown, as the address of the next page says it."""

from datetime import UTC, datetime

LARGEST_ID = 2**31 - 1  # what an id column holds
BETWEEN = "~"


class NoPlace(ValueError):
    """No list of ours goes on there; it begins at its beginning."""


def place_of(*parts: int | str | datetime) -> str:
    """Return a place made of what the list is sorted by; a text stands last."""
    return BETWEEN.join(
        part.isoformat() if isinstance(part, datetime) else str(part) for part in parts
    )


def parts_of(after: str | None, count: int) -> list[str]:
    """Return what a place is made of; raises NoPlace at the beginning, and for what is none."""
    parts = (after or "").split(BETWEEN, count - 1)
    if len(parts) != count:
        raise NoPlace
    return parts


def read_number(text: str) -> int:
    """Return an id or a rank; raises NoPlace for what no row can have."""
    is_plain = text.isascii() and text.isdigit() and len(text) <= len(str(LARGEST_ID))
    if not is_plain or int(text) > LARGEST_ID:
        raise NoPlace
    return int(text)


def read_moment(text: str) -> datetime:
    """Return a moment in UTC; raises NoPlace for one without a zone or beyond the calendar."""
    try:
        moment = datetime.fromisoformat(text)
        if moment.tzinfo is None:
            raise NoPlace
        return moment.astimezone(UTC)
    except (ValueError, OverflowError) as problem:
        raise NoPlace from problem


def read_text(text: str) -> str:
    """Return a text; raises NoPlace for one that PostgreSQL cannot compare with."""
    if "\x00" in text:
        raise NoPlace
    return text
