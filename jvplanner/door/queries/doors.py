"""Reading doors and arrivals: the counts, and the lists for members and helpers."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, or_, select, tuple_
from sqlalchemy.orm import contains_eager, joinedload

from jvplanner.db import db
from jvplanner.door.models import DOOR, Arrival, Door, Scan
from jvplanner.errors import NotFound
from jvplanner.events.models import Event, Guest, GuestState
from jvplanner.links import addresses
from jvplanner.links.models import Link
from jvplanner.paging import LARGEST_ID
from jvplanner.people.names import name_key

ROWS = 50


@dataclass(frozen=True)
class Counts:
    """inside counts arrivals; expected counts confirmed guests and walk-ins."""

    inside: int
    expected: int


@dataclass(frozen=True)
class OpenedDoor:
    """A door as its owner sees it.

    address  None when it is closed, and when its server key is no longer kept
    """

    door: Door
    admitted: int
    is_open: bool
    address: str | None


@dataclass(frozen=True)
class AtTheDoor:
    """A guest as a helper's list shows them; door is the label where they came in."""

    guest: Guest
    arrival: Arrival | None
    door: str | None


@dataclass(frozen=True)
class GuestList:
    """Some rows by name and, if there are more, the guest after whom they begin."""

    rows: Sequence[AtTheDoor]
    after: int | None


def counts(event: Event) -> Counts:
    """Count who is in and who is expected, in one statement."""
    inside = select(func.count(Arrival.id)).where(Arrival.event_id == event.id)
    expected = select(func.count(Guest.id)).where(
        Guest.event_id == event.id, Guest.state == GuestState.CONFIRMED
    )
    row = db.session.execute(select(inside.scalar_subquery(), expected.scalar_subquery())).one()
    return Counts(*row)


def door_with_event(door_id: int) -> Door:
    """Return the door that a link opens, with its event; raises NotFound."""
    query = select(Door).where(Door.id == door_id).options(joinedload(Door.event))
    if (door := db.session.scalars(query).one_or_none()) is None:
        raise NotFound
    return door


def doors_of(event: Event, now: datetime) -> list[OpenedDoor]:
    """Return the event's doors, the newest first, in three statements however many there are."""
    doors = db.session.scalars(
        select(Door).where(Door.event_id == event.id).order_by(Door.id.desc())
    ).all()
    links = addresses.links_for(DOOR, [door.id for door in doors])
    admitted = dict(
        db.session.execute(
            select(Arrival.door_id, func.count(Arrival.id))
            .where(Arrival.event_id == event.id, Arrival.door_id.is_not(None))
            .group_by(Arrival.door_id)
        ).all()
    )
    return [_opened(door, links[door.id], admitted.get(door.id, 0), now) for door in doors]


def _opened(door: Door, link: Link, admitted: int, now: datetime) -> OpenedDoor:
    is_open = link.is_open(now) and not door.is_over(now)
    is_shown = is_open and addresses.has_key(link)
    return OpenedDoor(door, admitted, is_open, addresses.private(DOOR, link) if is_shown else None)


def guest_list(event: Event, text: str, after: int | None) -> GuestList:
    """Return a page of the event's guests by name, with their arrivals.

    text   words that the name must contain, in any order; "" for everybody
    after  the guest after whom the page begins
    """
    place = tuple_(Guest.name_key, Guest.id)
    query = (
        select(Guest, Arrival, Door.label)
        .outerjoin(Arrival, Arrival.guest_id == Guest.id)
        .outerjoin(Door, Door.id == Arrival.door_id)
        # A walk-in that was undone was a slip; nobody looks for it.
        .where(Guest.event_id == event.id)
        .where(or_(Guest.state != GuestState.CANCELLED, Guest.walked_in.is_(False)))
        .where(*(Guest.name_key.contains(word, autoescape=True) for word in name_key(text).split()))
    )
    if after is not None and (key := _key_of(event, after)) is not None:
        query = query.where(place > (key, after))
    rows = db.session.execute(query.order_by(Guest.name_key, Guest.id).limit(ROWS + 1)).all()
    found = [AtTheDoor(guest, arrival, label) for guest, arrival, label in rows[:ROWS]]
    return GuestList(found, found[-1].guest.id if len(rows) > ROWS else None)


def scan_at(event: Event, scan_id: str) -> Scan | None:
    """Return what a door of the event sent under this id, with its guest."""
    query = (
        select(Scan)
        .join(Scan.door)
        .where(Scan.scan_id == scan_id, Door.event_id == event.id)
        .options(contains_eager(Scan.door), joinedload(Scan.guest))
    )
    return db.session.scalars(query).one_or_none()


def _key_of(event: Event, guest_id: int) -> str | None:
    if not 0 < guest_id <= LARGEST_ID:
        return None
    query = select(Guest.name_key).where(Guest.event_id == event.id, Guest.id == guest_id)
    return db.session.scalar(query)
