"""Naming the ways that lead to an event, and counting who comes by them."""

import secrets
from datetime import datetime

from sqlalchemy import exists, select, update

from jvplanner.db import db, insert_once
from jvplanner.errors import Conflict
from jvplanner.events.models import Event, EventSource, EventVisit
from jvplanner.events.sources import Source
from jvplanner.links.addresses import CODE_ALPHABET
from jvplanner.wall_time import local

CODE_LENGTH = 4
MOST_OWN = 50


class NamedAlready(Conflict):
    """The event has a way in of this name."""


class TooManyWays(Conflict):
    """More ways than anybody can tell apart."""


def name_way_in(event: Event, label: str) -> EventSource:
    """Give something that leads to the event a code of its own, such as a poster at the library.

    The caller holds the event's lock. Raises NamedAlready and TooManyWays.
    """
    own = select(EventSource.label).where(EventSource.event_id == event.id)
    labels = set(db.session.scalars(own))
    if label in labels | {source.label for source in Source}:
        raise NamedAlready("There is one of this name already.")
    if len(labels) >= MOST_OWN:
        raise TooManyWays(f"An event has at most {MOST_OWN} ways in of its own.")
    way = EventSource(event_id=event.id, code=_unused_code(event), label=label)
    db.session.add(way)
    db.session.flush()
    return way


def count_visit(event: Event, source: str, now: datetime) -> None:
    """Count one look at the event's page, by the way that led there; unknown ways are one.

    Nothing about who looked is kept: no address, no cookie. Source: M1.
    """
    if source not in set(Source) and not _is_own(event, source):
        source = ""
    day = local(now, event.time_zone).date()
    which = {"event_id": event.id, "source": source, "day": day}
    if not insert_once(EventVisit, unique=("event_id", "source", "day"), **which, visits=1):
        db.session.execute(
            update(EventVisit)
            .filter_by(**which)
            .values(visits=EventVisit.visits + 1)
            .execution_options(synchronize_session=False)
        )


def _is_own(event: Event, source: str) -> bool:
    own = exists(EventSource).where(EventSource.event_id == event.id, EventSource.code == source)
    return bool(source) and bool(db.session.scalar(select(own)))


def _unused_code(event: Event) -> str:
    """Return a code that none of the event's ways has; longer than those that every event has."""
    while True:
        code = "".join(secrets.choice(CODE_ALPHABET) for _ in range(CODE_LENGTH))
        if not _is_own(event, code):
            return code
