"""What a door may send, and how a guest at the door is judged; no database is asked."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from uuid import UUID

from jvplanner.human_names import InvalidName, clean_name
from jvplanner.mailboxes import InvalidEmail, email_key

MOST_SCANS = 500  # items in one request
MOST_KEPT = 2000  # scans of one closed door that nobody has accepted
LARGEST_BATCH = 256 * 1024  # bytes
LONGEST_REMARK = 300  # characters of why somebody was let in
LONGEST_KEPT = 1000  # characters of what was sent
LONGEST_LABEL = 80
LONGEST_ID = 64  # characters of a malformed id that are said back
# Helpers tidy up their lists after everybody has gone home.
STAYS_OPEN = timedelta(days=1)

_UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)
_MOMENT = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]+)?(Z|[+-][0-9]{2}:[0-9]{2})"
)
_TICKET = re.compile(
    r"(?:(?:https?://[^/?#\s]+)?/t/)?(?P<token>[0-9a-z]+)/?(?:[?#]\S*)?", re.IGNORECASE
)


class DoorVerdict(StrEnum):
    ADMITTED = "admitted"
    REPEAT = "repeat"
    CANCELLED = "cancelled"
    WAITING = "waiting"
    OTHER_EVENT = "other_event"
    UNKNOWN = "unknown"
    UNDONE = "undone"
    INVALID = "invalid"
    QUARANTINED = "quarantined"


class Malformed(ValueError):
    """This is no scan: no door of ours sends such a thing."""


@dataclass(frozen=True)
class Code:
    """What the camera read or a helper typed: a ticket's token or address, or anything else."""

    text: str

    @property
    def token(self) -> str | None:
        """Return the token of a ticket; None if the text cannot be one.

        Any host is accepted: a ticket printed before the installation moved still proves itself.
        """
        found = _TICKET.fullmatch(self.text.strip())
        return found["token"] if found else None


@dataclass(frozen=True)
class Listed:
    """A guest chosen from the door's list; the reference is opaque to whoever sends it."""

    reference: str

    @property
    def guest_id(self) -> int | None:
        plain = self.reference.isascii() and self.reference.isdigit() and len(self.reference) < 10
        return int(self.reference) if plain else None


@dataclass(frozen=True)
class WalkIn:
    """Somebody who came without a ticket. The name is clean; email is valid, as typed, or None."""

    name: str
    email: str | None = None
    why: str = ""


@dataclass(frozen=True)
class Undo:
    """The wish to take back what an earlier scan did."""

    scan_id: str


What = Code | Listed | WalkIn | Undo


@dataclass(frozen=True)
class Sent:
    """One well-formed thing that a door sent.

    scan_id     the device's own UUID in canonical form
    scanned_at  by the device's clock, which may be wrong
    """

    scan_id: str
    scanned_at: datetime
    what: What


def read(item: object) -> Sent:
    """Return what an item of a batch says; raises Malformed."""
    if not isinstance(item, dict):
        raise Malformed("an item is an object")
    scan_id = canonical_id(item.get("id"))
    return Sent(scan_id, _moment(item.get("scanned_at")), _what(item))


def canonical_id(text: object) -> str:
    """Return a UUID in its canonical form; raises Malformed for anything else."""
    if not isinstance(text, str) or not _UUID.fullmatch(text):
        raise Malformed("an id is a UUID")
    return str(UUID(text))


def _moment(text: object) -> datetime:
    """Read a moment as RFC 3339 writes it, in UTC."""
    if not isinstance(text, str) or not _MOMENT.fullmatch(text.upper()):
        raise Malformed("a moment has a date, a time and an offset")
    try:
        return datetime.fromisoformat(text.upper()).astimezone(UTC)
    except (ValueError, OverflowError) as problem:
        raise Malformed("there is no such moment") from problem


def _what(item: Mapping[str, object]) -> What:
    match {key: item[key] for key in ("code", "guest", "walk_in", "undo") if item.get(key)}:
        case {"code": str(text), **others} if not others:
            return Code(text)
        case {"guest": str(reference), **others} if not others:
            return Listed(reference)
        case {"walk_in": dict(particulars), **others} if not others:
            return _walk_in(particulars)
        case {"undo": str(scan_id), **others} if not others:
            return Undo(canonical_id(scan_id))
    raise Malformed("an item has one of code, guest, walk_in and undo")


def _walk_in(particulars: Mapping[str, object]) -> WalkIn:
    match [particulars.get(key) or "" for key in ("name", "email", "why")]:
        case [str(name), str(email), str(why)]:
            try:
                if email:
                    email_key(email)
                name = clean_name(name)
            except (InvalidName, InvalidEmail) as refusal:
                raise Malformed(str(refusal)) from refusal
            return WalkIn(name, email.strip() or None, " ".join(why.split())[:LONGEST_REMARK])
    raise Malformed("a name, an address and a reason are texts")


def kept_text(text: str) -> str:
    """Return what was sent as text that any database keeps and any page shows."""
    return "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in text)[
        :LONGEST_KEPT
    ]


def is_over(ends_at: datetime, now: datetime) -> bool:
    """Tell whether the doors of an event that ends at ends_at are closed for good."""
    return now >= ends_at + STAYS_OPEN
