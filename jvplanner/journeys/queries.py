"""What became of an event's guests, and which guests nobody has spoken to yet."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TypeVarTuple

from sqlalchemy import ColumnElement, Row, Select, and_, func, or_, select

from jvplanner.db import db
from jvplanner.door.models import Arrival, Scan
from jvplanner.events.models import Event, EventState, Guest, GuestState
from jvplanner.journeys.models import Journey
from jvplanner.journeys.rules import Cohort, Stage
from jvplanner.money import Money
from jvplanner.practices.models import Practice
from jvplanner.questions import Due, When, named_first
from jvplanner.tenancy import current_practice_id

Columns = TypeVarTuple("Columns")

PAGE = 50
DUE_AT_MOST = 20
FOLLOW_UP_LASTS = timedelta(days=90)

CLIENT = Journey.client_at.is_not(None)
HELD = or_(Journey.call_held_at.is_not(None), CLIENT)
BOOKED = or_(Journey.call_booked_at.is_not(None), HELD)
CAME = or_(Arrival.id.is_not(None), BOOKED)
RESTS = Journey.not_now_at.is_not(None)


@dataclass(frozen=True)
class Followed:
    """One guest, with what is known of them after the event.

    remark  what the helper who let them walk in wanted remembered; "" for everybody else
    """

    guest: Guest
    journey: Journey | None
    came: bool
    remark: str = ""

    @property
    def stage(self) -> Stage:
        after = self.journey.stage if self.journey else None
        return after or (Stage.CAME if self.came else Stage.REGISTERED)


def cohort_of(event_id: int) -> Cohort:
    """Count the event's guests by how far they came, in one statement."""

    def how_many(condition: ColumnElement[bool]) -> ColumnElement[int]:
        return func.count().filter(condition)

    row = db.session.execute(
        _joined(
            select(
                func.count(),
                how_many(CAME),
                how_many(BOOKED),
                how_many(HELD),
                how_many(CLIENT),
                how_many(RESTS),
                how_many(and_(BOOKED, Arrival.id.is_(None))),
            )
        ).where(Guest.event_id == event_id)
    ).one()
    return Cohort(*row)


def value_of(event_id: int) -> list[Money]:
    """Return what the event's clients took, one sum for each currency; never added together."""
    query = (
        select(Journey.currency, func.sum(Journey.price_minor))
        .join(Guest, Guest.id == Journey.guest_id)
        .where(Guest.event_id == event_id, CLIENT, Journey.currency.is_not(None))
        .where(Guest.state == GuestState.CONFIRMED)
        .group_by(Journey.currency)
        .order_by(Journey.currency)
    )
    return [Money(int(minor or 0), str(currency)) for currency, minor in db.session.execute(query)]


def followed_at(
    event_id: int, *, after: int = 0, stage: Stage | None = None
) -> tuple[list[Followed], int | None]:
    """Return one page of the event's guests with their journeys, by registration.

    With it comes after which guest the list goes on; None if this is all.
    """
    query = _with_remarks().where(Guest.event_id == event_id, Guest.id > after)
    if stage is not None:
        query = query.where(_stands_at(stage))
    rows = db.session.execute(query.order_by(Guest.id).limit(PAGE + 1)).all()
    people = _followed(rows[:PAGE])
    return people, people[-1].guest.id if len(rows) > PAGE else None


def followed(guest: Guest) -> Followed:
    query = _with_remarks().where(Guest.id == guest.id)
    return _followed(db.session.execute(query).all())[0]


def clients(*, before: int | None = None) -> tuple[list[tuple[Followed, Event]], int | None]:
    """Return one page of everybody whose follow-up began, the newest journey first.

    With it comes before which journey the list goes on; None if this is all.
    """
    query = (
        select(Guest, Journey, Arrival.id, Event)
        .join(Journey, Journey.guest_id == Guest.id)
        .join(Event, Event.id == Guest.event_id)
        .outerjoin(Arrival, Arrival.guest_id == Guest.id)
        .where(Guest.state == GuestState.CONFIRMED, or_(BOOKED, RESTS))
        .order_by(Journey.id.desc())
        .limit(PAGE + 1)
    )
    if before is not None:
        query = query.where(Journey.id < before)
    rows = db.session.execute(query).all()
    shown = rows[:PAGE]
    people = [(Followed(row[0], row[1], row[2] is not None), row[3]) for row in shown]
    return people, shown[-1][1].id if len(rows) > PAGE else None


def currency() -> str:
    """Return the acting practice's currency, an ISO 4217 code."""
    return db.session.scalars(
        select(Practice.currency).where(Practice.id == current_practice_id())
    ).one()


def due(now: datetime) -> list[Due]:
    """Return the events whose guests came and have not heard from the practice since."""
    query = (
        select(Event.id, Event.title, Event.ends_at, func.count(Arrival.id))
        .join(Arrival, Arrival.event_id == Event.id)
        .join(Guest, and_(Guest.id == Arrival.guest_id, Guest.state == GuestState.CONFIRMED))
        .outerjoin(Journey, Journey.guest_id == Arrival.guest_id)
        .where(
            Event.state == EventState.PUBLISHED,
            Event.ends_at < now,
            Event.ends_at > now - FOLLOW_UP_LASTS,
            ~or_(BOOKED, RESTS),
        )
        .group_by(Event.id, Event.title, Event.ends_at)
        .order_by(Event.ends_at, Event.id)
        .limit(DUE_AT_MOST + 1)
    )
    found = [
        Due(
            when=When.NOW,
            what=f"{'One guest' if n == 1 else f'{n} guests'} of “{title}” "
            f"{'has' if n == 1 else 'have'} not heard from you",
            why="They came. A short note while the evening is fresh is worth the most.",
            href=f"/events/{event_id}/result?stage=came",
            step="Follow up",
            since=ended,
        )
        for event_id, title, ended, n in db.session.execute(query)
    ]
    rest = "Guests of more events have not heard from you"
    return named_first(found, DUE_AT_MOST, rest, "/events?show=past", "See past events")


def _joined(query: Select[*Columns]) -> Select[*Columns]:
    """Join confirmed guests with their arrival and journey, where there are any."""
    return (
        query.select_from(Guest)
        .outerjoin(Arrival, Arrival.guest_id == Guest.id)
        .outerjoin(Journey, Journey.guest_id == Guest.id)
        .where(Guest.state == GuestState.CONFIRMED)
    )


def _with_remarks() -> Select[Guest, Journey, int, str]:
    """Select guests with what a door noted in the scan that let them in: nothing for a ticket."""
    noted = and_(Scan.practice_id == Arrival.practice_id, Scan.scan_id == Arrival.scan_id)
    return _joined(select(Guest, Journey, Arrival.id, Scan.sent)).outerjoin(Scan, noted)


def _stands_at(stage: Stage) -> ColumnElement[bool]:
    """Return the condition that a guest stands at just this stage."""
    match stage:
        case Stage.NOT_NOW:
            return RESTS
        case Stage.CLIENT:
            return and_(~RESTS, CLIENT)
        case Stage.CALL_HELD:
            return and_(~RESTS, Journey.call_held_at.is_not(None), Journey.client_at.is_(None))
        case Stage.CALL_BOOKED:
            return and_(
                ~RESTS,
                Journey.call_booked_at.is_not(None),
                Journey.call_held_at.is_(None),
                Journey.client_at.is_(None),
            )
        case Stage.CAME:
            return and_(~or_(RESTS, BOOKED), Arrival.id.is_not(None))
        case Stage.REGISTERED:
            return and_(~or_(RESTS, BOOKED), Arrival.id.is_(None))


def _followed(rows: Sequence[Row[Guest, Journey, int, str]]) -> list[Followed]:
    return [
        Followed(guest, journey, arrival is not None, remark or "")
        for guest, journey, arrival, remark in rows
    ]
