"""Lists that members page through, by key."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Generic, TypeVar

from sqlalchemy import Select, func, literal, or_, select, tuple_

from jvplanner.db import UtcDateTime, db
from jvplanner.events.models import Event, EventState, Guest, GuestState
from jvplanner.partners.models import Partner
from jvplanner.partners.queries import partner_list
from jvplanner.people.queries import has_address_like, is_called

ROWS = 50
# No event lasts longer, so what began earlier is over; lets the index on starts_at answer.
LONGEST_EVENT = timedelta(days=1)

Row = TypeVar("Row", Event, Guest)


class Shelf(StrEnum):
    """The parts of the list of events."""

    COMING = "coming"
    DRAFTS = "drafts"
    PAST = "past"
    CANCELLED = "cancelled"


STATES = {
    Shelf.COMING: EventState.PUBLISHED,
    Shelf.DRAFTS: EventState.DRAFT,
    Shelf.PAST: EventState.PUBLISHED,
    Shelf.CANCELLED: EventState.CANCELLED,
}


@dataclass(frozen=True)
class Part(Generic[Row]):
    """Some rows of a list; after is the id behind which the next part begins, None at the end."""

    rows: Sequence[Row]
    after: int | None


@dataclass(frozen=True)
class GuestCounts:
    """How many guests of an event are in each state; who walked in is counted apart."""

    confirmed: int = 0
    waiting: int = 0
    cancelled: int = 0
    walked_in: int = 0


@dataclass(frozen=True)
class PartnersToChoose:
    """A choice of partners that stays short, however many there are.

    text   what was searched for
    names  by id, in the order in which they are offered
    found  how many of them the search found
    more   there are further ones, which a narrower search finds
    """

    text: str
    names: dict[int, str]
    found: int
    more: bool


def events_on(shelf: Shelf, *, now: datetime, after: int | None = None) -> Part[Event]:
    """Return drafts and coming events soonest first, past and cancelled ones latest first."""
    latest_first = shelf in (Shelf.PAST, Shelf.CANCELLED)
    starts = Event.starts_at.desc() if latest_first else Event.starts_at
    query = select(Event).where(Event.state == STATES[shelf]).order_by(starts, Event.id)
    if shelf is Shelf.COMING:
        query = query.where(Event.starts_at > now - LONGEST_EVENT, Event.ends_at > now)
    elif shelf is Shelf.PAST:
        query = query.where(Event.ends_at <= now)
    if after and (last := db.session.scalar(select(Event.starts_at).where(Event.id == after))):
        at = literal(last, UtcDateTime())
        further = Event.starts_at < at if latest_first else Event.starts_at > at
        query = query.where(or_(further, (Event.starts_at == at) & (Event.id > after)))
    return _part(query)


def guests_of(
    event: Event, *, text: str = "", state: GuestState | None = None, after: int | None = None
) -> Part[Guest]:
    """Return an event's guests by name, those who wait in the order in which they came.

    text  part of a name or an address; accents and case make no difference
    """
    query = select(Guest).where(Guest.event_id == event.id)
    if state:
        query = query.where(Guest.state == state)
    if text:
        query = query.where(
            or_(is_called(Guest.name_key, text), has_address_like(Guest.email_key, text))
        )
    if state is GuestState.WAITING:
        return _part(query.where(Guest.id > (after or 0)).order_by(Guest.id))
    if after and (last := db.session.scalar(select(Guest.name_key).where(Guest.id == after))):
        query = query.where(
            tuple_(Guest.name_key, Guest.id) > tuple_(literal(last), literal(after))
        )
    return _part(query.order_by(Guest.name_key, Guest.id))


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


def waiting_at(events: Sequence[Event]) -> dict[int, int]:
    """Return how many guests wait for a seat at each of these events, in one statement."""
    rows = db.session.execute(
        select(Guest.event_id, func.count(Guest.id))
        .where(
            Guest.event_id.in_([event.id for event in events]),
            Guest.state == GuestState.WAITING,
        )
        .group_by(Guest.event_id)
    )
    return dict(rows.all())


def partners_to_choose(text: str, chosen_id: int | None) -> PartnersToChoose:
    """Return some partners by name, and always the one that is chosen.

    text       what a partner's or a person's name must contain; "" for the first of all
    chosen_id  a partner's id as it was sent; another practice's is not found
    """
    listed = partner_list(text, None, None)
    chosen = db.session.scalar(select(Partner).where(Partner.id == chosen_id))
    names = {each.id: each.name for each in listed.partners}
    if chosen is not None and chosen.id not in names:
        names = {chosen.id: chosen.name, **names}
    return PartnersToChoose(text, names, len(listed.partners), more=listed.after is not None)


def _part(query: Select[Row]) -> Part[Row]:
    rows = db.session.scalars(query.limit(ROWS + 1)).all()
    more = len(rows) > ROWS
    return Part(rows[:ROWS], rows[ROWS - 1].id if more else None)
