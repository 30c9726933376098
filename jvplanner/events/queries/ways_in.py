"""By which ways people came to an event's page, and how many of them registered."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, select

from jvplanner.db import db
from jvplanner.events.models import Event, EventSource, EventVisit, Guest, GuestState
from jvplanner.events.sources import Source

NO_CODE = "Without a code"


@dataclass(frozen=True)
class WayIn:
    """One way to an event's page.

    visits      how often the page was seen by it, in browsers with JavaScript
    registered  guests whose first way it was, and who have not cancelled
    is_own      the practice named it for this event
    """

    code: str
    label: str
    visits: int
    registered: int
    is_own: bool

    @property
    def brought_nobody(self) -> bool:
        return not self.registered


def ways_to_choose(event: Event) -> dict[str, str]:
    """Return the label of every way to the event's page by its code: own ones first."""
    own = db.session.execute(
        select(EventSource.code, EventSource.label)
        .where(EventSource.event_id == event.id)
        .order_by(EventSource.label)
    )
    return dict(own.all()) | {source.value: source.label for source in Source}


def ways_in(event: Event) -> list[WayIn]:
    """Return what brought people to the event's page, most guests first. Source: M1.

    Own ways are there from the beginning: one that brings nobody is seen to bring nobody. Of those
    that every event has, the ones by which anybody came.
    """
    visits, registered = _visits(event), _registered(event)
    labels = ways_to_choose(event)
    own = labels.keys() - set(Source)
    found = [
        WayIn(
            code,
            labels.get(code, code) if code else NO_CODE,
            visits.get(code, 0),
            registered.get(code, 0),
            code in own,
        )
        for code in visits.keys() | registered.keys() | own
    ]
    return sorted(found, key=lambda way: (-way.registered, -way.visits, way.label))


def brought_nobody_yet(found: Sequence[WayIn]) -> list[str]:
    """Return of what every event has the labels by which nobody came, in the order of the kit."""
    seen = {way.code for way in found}
    return [source.label for source in Source if source not in seen]


def _visits(event: Event) -> dict[str, int]:
    rows = db.session.execute(
        select(EventVisit.source, func.sum(EventVisit.visits))
        .where(EventVisit.event_id == event.id)
        .group_by(EventVisit.source)
    )
    return {source: int(number) for source, number in rows}


def _registered(event: Event) -> dict[str, int]:
    rows = db.session.execute(
        select(Guest.source, func.count(Guest.id))
        .where(
            Guest.event_id == event.id,
            Guest.state != GuestState.CANCELLED,
            Guest.walked_in.is_(False),
        )
        .group_by(Guest.source)
    )
    return dict(rows.all())
