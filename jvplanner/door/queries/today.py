"""What of the doors is due."""

from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, and_, exists, func, or_, select

from jvplanner.db import db
from jvplanner.door.models import DOOR, Door, KeptScan, Scan
from jvplanner.events.models import Event
from jvplanner.events.queries.lists import are_on
from jvplanner.links import addresses
from jvplanner.links.models import Link
from jvplanner.questions import Due, When, named_first
from jvplanner.wall_time import local

DUE_AT_MOST = 20
SEE_ALL = "See all events"
A_DAY = timedelta(days=1)


def due(now: datetime) -> list[Due]:
    """Return what a closed door sent and nobody has decided about, and doors to open today."""
    sent = "More closed doors sent scans"
    shut = "More events of today have no open door"
    return [
        *named_first(_to_decide(), DUE_AT_MOST, sent, "/events", SEE_ALL),
        *named_first(_to_open(now), DUE_AT_MOST, shut, "/events", SEE_ALL),
    ]


def _to_decide() -> list[Due]:
    query = (
        select(Event.id, Event.title, func.count(KeptScan.id), func.min(Scan.received_at))
        .join(Door, Door.event_id == Event.id)
        .join(KeptScan, KeptScan.door_id == Door.id)
        .join(Scan, Scan.id == KeptScan.scan_id)
        .where(KeptScan.set_aside_at.is_(None))
        .group_by(Event.id, Event.title)
        .order_by(func.min(Scan.received_at))
        .limit(DUE_AT_MOST + 1)
    )
    return [
        Due(
            when=When.NOW,
            what=f"{'One scan' if n == 1 else f'{n} scans'} came from a closed door of “{title}”",
            why="They let nobody in. Say who came all the same, or set them aside.",
            href=f"/events/{event_id}/doors#kept-scans",
            step="Look at them",
            since=since,
        )
        for event_id, title, n, since in db.session.execute(query)
    ]


def _to_open(now: datetime) -> list[Due]:
    """Return the events of today, wherever they are, that no door stands open for."""
    open_door = exists().where(Door.event_id == Event.id, Link.subject_id == Door.id, _is_open(now))
    query = (
        select(Event.id, Event.title, Event.starts_at, Event.time_zone)
        .where(*are_on(now), Event.place != "", Event.starts_at < now + A_DAY, ~open_door)
        .order_by(Event.starts_at, Event.id)
        .limit(DUE_AT_MOST + 1)
    )
    return [
        Due(
            when=When.NOW,
            what=f"Open the door for “{title}”",
            why="It is today. A helper needs only a phone and the door's link.",
            href=f"/events/{event_id}/doors",
            step="Open the door",
            since=starts_at,
        )
        for event_id, title, starts_at, zone in db.session.execute(query)
        if local(starts_at, zone).date() == local(now, zone).date() or starts_at <= now
    ]


def _is_open(now: datetime) -> ColumnElement[bool]:
    unexpired = or_(Link.expires_at.is_(None), Link.expires_at > now)
    has_key = Link.key_id.in_(addresses.key_ids())
    return and_(Link.purpose == DOOR.name, Link.revoked_at.is_(None), unexpired, has_key)
