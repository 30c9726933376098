"""Reading what closed doors sent, for a member to decide about."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import and_, func, or_, select
from sqlalchemy.orm import contains_eager

from jvplanner.db import db
from jvplanner.door.models import Arrival, Door, KeptScan, Scan
from jvplanner.events.models import Event, Guest

ROWS = 50
SAME_TIME = timedelta(minutes=2)


@dataclass(frozen=True)
class KeptRow:
    """One kept scan; arrival says that its guest is in already."""

    kept: KeptScan
    door: str
    guest: Guest | None
    arrival: Arrival | None

    @property
    def clocks_differ(self) -> bool:
        """Tell whether it reached us at another time than it says: late, or by a wrong clock."""
        scan = self.kept.scan
        return abs(scan.received_at - scan.scanned_at) > SAME_TIME


@dataclass(frozen=True)
class KeptPart:
    """Some of an event's kept scans, in the order in which they came.

    waiting, aside  how many there are to decide about, and how many are set aside
    named           how many of those that wait say who came
    through         the newest of those that wait: what comes later is not decided with them
    after           where the next part begins; None at the end
    """

    rows: Sequence[KeptRow]
    waiting: int
    named: int
    aside: int
    through: int
    is_aside: bool
    after: int | None


def kept_scans(event: Event, *, is_aside: bool = False, after: int | None = None) -> KeptPart:
    """Return a part of what the event's closed doors sent: what waits, or what is set aside."""
    waits = KeptScan.set_aside_at.is_(None)
    names = and_(KeptScan.undoes.is_(None), or_(KeptScan.name.is_not(None), Scan.guest_id > 0))
    waiting, named, through, everything = db.session.execute(
        select(
            func.count().filter(waits),
            func.count().filter(waits, names),
            func.coalesce(func.max(KeptScan.id).filter(waits), 0),
            func.count(),
        )
        .select_from(KeptScan)
        .join(KeptScan.scan)
        .join(Door, Door.id == KeptScan.door_id)
        .where(Door.event_id == event.id)
    ).one()
    rows = _rows(event, is_aside=is_aside, after=after or 0) if everything else []
    return KeptPart(
        rows=rows[:ROWS],
        waiting=waiting,
        named=named,
        aside=everything - waiting,
        through=through,
        is_aside=is_aside,
        after=rows[ROWS - 1].kept.id if len(rows) > ROWS else None,
    )


def _rows(event: Event, *, is_aside: bool, after: int) -> list[KeptRow]:
    query = (
        select(KeptScan, Door.label, Guest, Arrival)
        .join(KeptScan.scan)
        .join(Door, Door.id == KeptScan.door_id)
        .outerjoin(Guest, Guest.id == Scan.guest_id)
        .outerjoin(Arrival, Arrival.guest_id == Guest.id)
        .options(contains_eager(KeptScan.scan))
        .where(Door.event_id == event.id, KeptScan.id > after)
        .where(KeptScan.set_aside_at.is_not(None) if is_aside else KeptScan.set_aside_at.is_(None))
        .order_by(KeptScan.id)
        .limit(ROWS + 1)
    )
    return [KeptRow(*row) for row in db.session.execute(query)]
