"""Lists that members page through, by key."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Generic, TypeVar

from sqlalchemy import ColumnElement, Select, func, literal, or_, select

from jvplanner.db import UtcDateTime, db
from jvplanner.events.models import Event, EventState, Guest, GuestState
from jvplanner.events.rules import LONGEST_EVENT
from jvplanner.partners.models import Partner
from jvplanner.partners.queries import partner_list

ROWS = 50

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


def are_on(now: datetime) -> tuple[ColumnElement[bool], ...]:
    """Hold for events that are announced and not over, as Event.is_on() does for one."""
    return (
        Event.state == EventState.PUBLISHED,
        Event.starts_at > now - LONGEST_EVENT,
        Event.ends_at > now,
    )


def events_on(shelf: Shelf, *, now: datetime, after: int | None = None) -> Part[Event]:
    """Return drafts and coming events soonest first, past and cancelled ones latest first."""
    latest_first = shelf in (Shelf.PAST, Shelf.CANCELLED)
    starts = Event.starts_at.desc() if latest_first else Event.starts_at
    query = select(Event).where(Event.state == STATES[shelf]).order_by(starts, Event.id)
    if shelf is Shelf.COMING:
        query = query.where(*are_on(now))
    elif shelf is Shelf.PAST:
        query = query.where(Event.ends_at <= now)
    if after and (last := db.session.scalar(select(Event.starts_at).where(Event.id == after))):
        at = literal(last, UtcDateTime())
        further = Event.starts_at < at if latest_first else Event.starts_at > at
        query = query.where(or_(further, (Event.starts_at == at) & (Event.id > after)))
    return part_of(query)


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


def part_of(query: Select[Row]) -> Part[Row]:
    """Return the first ROWS of a list, and where the next part begins."""
    rows = db.session.scalars(query.limit(ROWS + 1)).all()
    more = len(rows) > ROWS
    return Part(rows[:ROWS], rows[ROWS - 1].id if more else None)
