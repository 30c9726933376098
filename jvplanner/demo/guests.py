"""Guests in any number: written many at a time, past the session, with everything they need."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property
from itertools import islice
from typing import Any, TypeVar

from sqlalchemy import Table, func, insert, select

from jvplanner.db import Base, db
from jvplanner.demo.scene import Scene
from jvplanner.door.models import Arrival, Scan
from jvplanner.door.rules import DoorVerdict
from jvplanner.events.models import TICKET, Guest, GuestState
from jvplanner.links import addresses
from jvplanner.links.models import Link
from jvplanner.people.models import Person
from jvplanner.people.names import name_key

Row = dict[str, Any]
T = TypeVar("T")
CHUNK = 1000
CHANGED_THEIR_MIND = timedelta(hours=2)


@dataclass(frozen=True)
class Registration:
    """Somebody on an event's list; email is None for whoever walked in.

    held_until  until when a seat is held for whoever is offered one
    """

    name: str
    email: str | None
    at: datetime
    state: GuestState = GuestState.CONFIRMED
    source: str = ""
    held_until: datetime | None = None

    @cached_property
    def key(self) -> str:
        return name_key(self.name)

    @property
    def takes_a_seat(self) -> bool:
        holds_one = self.state in (GuestState.CONFIRMED, GuestState.OFFERED)
        return holds_one and self.email is not None


@dataclass(frozen=True)
class Host:
    """Whose guests they are, and the server key that their tickets are made with."""

    practice_id: int
    key_id: str

    @classmethod
    def here(cls, practice_id: int) -> "Host":
        """Return the acting practice as a host; the key is read off a link that is not kept."""
        link = addresses.issue(TICKET, 0)
        db.session.expunge(link)
        return cls(practice_id, link.key_id)


def chunks(rows: Iterable[T], size: int = CHUNK) -> Iterator[list[T]]:
    """Yield rows in lists of size, the last one shorter, as they are asked for."""
    remaining = iter(rows)
    while chunk := list(islice(remaining, size)):
        yield chunk


def write(model: type[Base], rows: Sequence[Row]) -> None:
    if rows:
        db.session.execute(insert(_table(model)), rows)


def write_guests(
    host: Host, event_id: int, registrations: Sequence[Registration], known: dict[str, int]
) -> list[int]:
    """Write guests with their persons and tickets; return their ids in the same order.

    known  persons by address who exist already; new ones are not added to it
    """
    new = [one for one in registrations if one.email not in known]
    person_ids = dict(
        zip(map(id, new), _written(Person, [_person(host, n) for n in new]), strict=True)
    )
    guest_ids = _written(
        Guest,
        [
            _guest(host, event_id, known.get(one.email or "") or person_ids[id(one)], one)
            for one in registrations
        ],
    )
    write(
        Link,
        [
            {
                "practice_id": host.practice_id,
                "purpose": TICKET.name,
                "subject_id": guest_id,
                "key_id": host.key_id,
                "generation": 1,
            }
            for guest_id in guest_ids
        ],
    )
    return guest_ids


def write_arrivals(
    host: Host, scene: Scene, event_id: int, door_id: int, came: Sequence[tuple[int, datetime]]
) -> None:
    """Let guests come in at a door, each by a scan of their ticket."""
    scans = [
        {
            "practice_id": host.practice_id,
            "scan_id": scene.uuid(),
            "door_id": door_id,
            "guest_id": guest_id,
            "verdict": DoorVerdict.ADMITTED,
            "scanned_at": at,
            "received_at": at,
        }
        for guest_id, at in came
    ]
    write(Scan, scans)
    write(
        Arrival,
        [
            {
                "practice_id": host.practice_id,
                "event_id": event_id,
                "guest_id": scan["guest_id"],
                "door_id": door_id,
                "scan_id": scan["scan_id"],
                "arrived_at": scan["scanned_at"],
            }
            for scan in scans
        ],
    )


def _person(host: Host, one: Registration) -> Row:
    return {
        "practice_id": host.practice_id,
        "name": one.name,
        "name_key": one.key,
        "email": one.email,
        "email_key": one.email,
        "known_since": one.at,
    }


def _guest(host: Host, event_id: int, person_id: int, one: Registration) -> Row:
    return {
        "practice_id": host.practice_id,
        "event_id": event_id,
        "person_id": person_id,
        "name": one.name,
        "name_key": one.key,
        "email": one.email,
        "email_key": one.email,
        "source": one.source,
        "state": one.state,
        "walked_in": one.email is None,
        "registered_at": one.at,
        "offer_expires_at": one.held_until,
        "cancelled_at": one.at + CHANGED_THEIR_MIND if one.state is GuestState.CANCELLED else None,
    }


def _table(model: type[Base]) -> Table:
    table = model.__table__
    assert isinstance(table, Table)
    return table


def _written(model: type[Base], rows: Sequence[Row]) -> list[int]:
    """Write rows and return their ids in the same order.

    The ids are reserved first, because SQLite says which row got which only one at a time.
    """
    ids = _reserved(_table(model), len(rows))
    write(model, [{"id": id_, **row} for id_, row in zip(ids, rows, strict=True)])
    return ids


def _reserved(table: Table, how_many: int) -> list[int]:
    if db.engine.dialect.name == "postgresql":
        sequence = func.pg_get_serial_sequence(table.name, "id")
        taken = select(func.nextval(sequence)).select_from(func.generate_series(1, how_many))
        return list(db.session.execute(taken).scalars())
    # The transaction holds SQLite's only write lock: nobody else can take the next number.
    last = db.session.execute(select(func.coalesce(func.max(table.c.id), 0))).scalar_one()
    return list(range(last + 1, last + how_many + 1))
