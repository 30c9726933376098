"""Who of a party is known, and stands on an event's list; for whoever holds the event's lock."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import and_, bindparam, func, literal, literal_column, or_, select
from sqlalchemy.orm import aliased

from jvplanner.events.models import Guest, GuestState
from jvplanner.links.models import Link
from jvplanner.people.models import Person
from jvplanner.statements import Driver, NextId, Prepared

# As many addresses as one party has at most; a smaller one asks for its first several times.
_MOST = 4
_KEYS: list[Any] = [bindparam(f"key_{place}") for place in range(_MOST)]
_PRACTICE: Any
_EVENT: Any
_PRACTICE, _EVENT = bindparam("practice"), bindparam("event")
_OURS = and_(Guest.practice_id == _PRACTICE, Guest.event_id == _EVENT)
# The same table once more: what somebody did at this event before.
_Earlier = aliased(Guest)
_BY_THEM = and_(
    _Earlier.practice_id == _PRACTICE,
    _Earlier.event_id == _EVENT,
    _Earlier.person_id == Person.id,
)
_SOURCE = (
    select(_Earlier.source)
    .where(_BY_THEM)
    .order_by(_Earlier.id)
    .limit(1)
    .correlate(Person)
    .scalar_subquery()
)
_LEFT = (
    select(func.count(_Earlier.id))
    .where(_BY_THEM, _Earlier.cancelled_at > bindparam("since"))
    .correlate(Person)
    .scalar_subquery()
)
_CALENDAR = (
    select(func.max(_Earlier.calendar_changes) + 1)
    .where(_BY_THEM)
    .correlate(Person)
    .scalar_subquery()
)
_WAITS = (
    select(_Earlier.id)
    .where(
        _Earlier.practice_id == _PRACTICE,
        _Earlier.event_id == _EVENT,
        _Earlier.state == GuestState.WAITING,
        _Earlier.unopened_until.is_(None),
    )
    .exists()
)
# Written out: a value that is bound later does not fit the condition of a partial index.
_CANCELLED: Any = literal_column(f"'{GuestState.CANCELLED.value}'")
_NOBODY = select(literal(1).label("one")).subquery()
_NEW = (Person, Guest, Link)
_TOLD = (
    _WAITS,
    Person.email_key,
    Person.id,
    _SOURCE.label("source"),
    _LEFT.label("leavings"),
    _CALENDAR.label("calendar_changes"),
    Guest.email_key,
    Guest.id,
)


@cache
def _asking(count: int) -> Prepared:
    """Return the question, with the ids of as many new people, guests and links as may be."""
    ids = [NextId(model, place) for model in _NEW for place in range(count)]
    found = (
        select(*_TOLD, *ids)
        .select_from(_NOBODY)
        .outerjoin(
            Person,
            and_(Person.practice_id == _PRACTICE, or_(*(Person.email_key == key for key in _KEYS))),
        )
        .outerjoin(
            Guest,
            and_(_OURS, or_(*(Guest.email_key == key for key in _KEYS)), Guest.state != _CANCELLED),
        )
    )
    return Prepared(found, *_TOLD, *ids)


@dataclass(frozen=True)
class Listed:
    """What an event knows of some addresses; each dictionary is by e-mail key.

    guests    who is on the list and has not cancelled
    people    the practice's people
    sources   by what the person came to this event first, cancelled since or not
    leavings  how often the person has left this event of late
    calendar_changes  of how many changes the person's calendar knows
    new_…     ids for as many rows as may have to be inserted now
    """

    anybody_waits: bool = False
    guests: dict[str, int] = field(default_factory=dict)
    people: dict[str, int] = field(default_factory=dict)
    sources: dict[str, str] = field(default_factory=dict)
    leavings: dict[str, int] = field(default_factory=dict)
    calendar_changes: dict[str, int] = field(default_factory=dict)
    new_people: tuple[int, ...] = ()
    new_guests: tuple[int, ...] = ()
    new_links: tuple[int, ...] = ()


def listed(
    driver: Driver, practice_id: int, event_id: int, keys: Sequence[str | None], since: datetime
) -> Listed:
    """Return what the event knows of up to four people, in one statement.

    keys   their e-mail keys; None for who has no address
    since  leavings before it do not count
    """
    count = len(keys)
    padded = [*keys, *[None] * (_MOST - count)]
    bound = {f"key_{place}": key for place, key in enumerate(padded)}
    rows = driver.run(_asking(count), **bound, practice=practice_id, event=event_id, since=since)
    first = len(_TOLD)
    new = [rows[0][first + at * count : first + (at + 1) * count] for at in range(len(_NEW))]
    found = Listed(bool(rows[0][0]), {}, {}, {}, {}, {}, *new)
    for _waits, key, person_id, source, leavings, changes, guest_key, guest_id, *_ids in rows:
        if key is not None:
            found.people[key], found.leavings[key] = person_id, leavings
            found.calendar_changes[key] = changes or 0
            if source is not None:
                found.sources[key] = source
        if guest_key is not None:
            found.guests[guest_key] = guest_id
    return found
