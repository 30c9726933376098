"""Which of an event's guests somebody wants to see, to count, to write to or to take along."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Row, func, literal, or_, select, tuple_

from jvplanner.db import db
from jvplanner.events.models import ConsentPurpose, Event, Guest, GuestState
from jvplanner.events.queries.agreed_to import may_share, wants_news
from jvplanner.events.queries.lists import Part, part_of
from jvplanner.people.queries import has_address_like, is_called

AGREES = {ConsentPurpose.SHARE_WITH_PARTNER: may_share, ConsentPurpose.NEWS: wants_news}


@dataclass(frozen=True)
class Wanted:
    """Some of an event's guests; nothing said is everybody.

    text    part of a name or an address; accents and case make no difference
    source  code of the way by which they found the page
    agrees  to what they have agreed, and not withdrawn it
    """

    text: str = ""
    state: GuestState | None = None
    source: str = ""
    agrees: ConsentPurpose | None = None

    def __bool__(self) -> bool:
        return self != EVERYBODY


EVERYBODY = Wanted()


@dataclass(frozen=True)
class GuestCounts:
    """How many guests of an event are in each state; who walked in is counted apart."""

    confirmed: int = 0
    offered: int = 0
    waiting: int = 0
    cancelled: int = 0
    walked_in: int = 0


def are_wanted(event: Event, wanted: Wanted) -> list[ColumnElement[bool]]:
    """Return the conditions under which a guest is one of the event's that are wanted."""
    conditions = [Guest.event_id == event.id]
    if wanted.state:
        conditions.append(Guest.state == wanted.state)
    if wanted.source:
        conditions.append(Guest.source == wanted.source)
    if wanted.agrees:
        conditions.append(AGREES[wanted.agrees]())
    if wanted.text:
        is_named = is_called(Guest.name_key, wanted.text)
        conditions.append(or_(is_named, has_address_like(Guest.email_key, wanted.text)))
    return conditions


def guests_of(event: Event, wanted: Wanted, *, after: int | None = None) -> Part[Guest]:
    """Return an event's guests by name, those who wait in the order in which they came."""
    query = select(Guest).where(*are_wanted(event, wanted))
    if wanted.state is GuestState.WAITING:
        return part_of(query.where(Guest.id > (after or 0)).order_by(Guest.id))
    if after and (last := db.session.scalar(select(Guest.name_key).where(Guest.id == after))):
        query = query.where(
            tuple_(Guest.name_key, Guest.id) > tuple_(literal(last), literal(after))
        )
    return part_of(query.order_by(Guest.name_key, Guest.id))


def everybody(event: Event, wanted: Wanted) -> Sequence[Row[str, bool]]:
    """Return name and whether they walked in of everybody who is wanted, by name."""
    return db.session.execute(
        select(Guest.name, Guest.walked_in)
        .where(*are_wanted(event, wanted))
        .order_by(Guest.name_key, Guest.id)
    ).all()


def guest_counts(event: Event) -> GuestCounts:
    rows = db.session.execute(
        select(Guest.state, Guest.walked_in, func.count(Guest.id))
        .where(Guest.event_id == event.id)
        .group_by(Guest.state, Guest.walked_in)
    )
    counts: dict[str, int] = {}
    for state, walked_in, number in rows:
        name = "walked_in" if walked_in and state is GuestState.CONFIRMED else state.value
        counts[name] = counts.get(name, 0) + number
    return GuestCounts(**counts)


def agreed_counts(event: Event) -> dict[ConsentPurpose, int]:
    """Return how many of those who come or wait agree to what."""
    return {purpose: _count(_who_come(event, Wanted(agrees=purpose))) for purpose in AGREES}


def are_within_reach(event: Event, wanted: Wanted) -> list[ColumnElement[bool]]:
    """Return the conditions for the wanted who can be written to: they come and have an address."""
    return [*_who_come(event, wanted), Guest.email.is_not(None)]


def within_reach(event: Event, wanted: Wanted) -> int:
    """Count who of the wanted can be written to."""
    return _count(are_within_reach(event, wanted))


def out_of_reach(event: Event, wanted: Wanted) -> int:
    """Count who of the wanted still comes and has no address to write to."""
    return _count([*_who_come(event, wanted), Guest.email.is_(None)])


def first_within_reach(event: Event, wanted: Wanted) -> Guest | None:
    """Return the first of those who can be written to, by name."""
    first = select(Guest).where(*are_within_reach(event, wanted))
    return db.session.scalar(first.order_by(Guest.name_key, Guest.id).limit(1))


def _who_come(event: Event, wanted: Wanted) -> list[ColumnElement[bool]]:
    return [*are_wanted(event, wanted), Guest.state != GuestState.CANCELLED]


def _count(conditions: list[ColumnElement[bool]]) -> int:
    return db.session.scalar(select(func.count(Guest.id)).where(*conditions)) or 0
