"""What a member decides about the scans of a closed door: the guest came in, or it was nothing.

Each is decided once: what another member has decided meanwhile stays as it is.
"""

from collections.abc import Sequence

from sqlalchemy import ColumnElement, or_, select, update
from sqlalchemy.orm import contains_eager

from jvplanner import clock
from jvplanner.db import db
from jvplanner.door.actions.judging import Judgement, MembersWord
from jvplanner.door.actions.known import hold, known
from jvplanner.door.models import Door, KeptScan, Scan
from jvplanner.door.rules import MOST_SCANS, DoorVerdict, Listed, Sent, Undo, WalkIn, What
from jvplanner.errors import Conflict
from jvplanner.events.models import Event

WAITS = KeptScan.set_aside_at.is_(None)
NAMES_SOMEBODY = or_(KeptScan.name.is_not(None), Scan.guest_id.is_not(None))


class NamesNobody(Conflict):
    """Nobody can tell whom the scan means, so nobody came in by it."""


def accept(event: Event, scan: Scan) -> DoorVerdict:
    """Record that whoever was scanned came in, or take back what the scan wants taken back.

    Returns the scan's verdict from now on. Raises NamesNobody.
    """
    hold(event.id)
    for kept in _kept(event, KeptScan.scan_id == scan.id):
        if _meant(kept) is None:
            raise NamesNobody("This does not say who came. Add them to the guests by hand.")
        _accept(event, [kept])
    return scan.verdict


def accept_all(event: Event, through: int) -> int:
    """Record that everybody came in who is named by what waits, the earliest first.

    through  the newest that the member has seen

    Returns how many guests are in that were not. Decides about as many as a door sends at once;
    more would keep other doors waiting. What wants an arrival taken back is left where it is.
    """
    hold(event.id)
    waiting = _kept(event, WAITS, NAMES_SOMEBODY, KeptScan.undoes.is_(None), KeptScan.id <= through)
    return _accept(event, waiting)


def set_aside(event: Event, scan: Scan) -> None:
    """Say that nobody came in by a scan; it stays where it can be found."""
    hold(event.id)
    for kept in _kept(event, WAITS, KeptScan.scan_id == scan.id):
        kept.set_aside_at = clock.now()


def set_all_aside(event: Event, through: int) -> None:
    """Set aside everything that waits, up to the newest that the member has seen."""
    hold(event.id)
    doors = select(Door.id).where(Door.event_id == event.id)
    db.session.execute(
        update(KeptScan)
        .where(KeptScan.door_id.in_(doors), WAITS, KeptScan.id <= through)
        .values(set_aside_at=clock.now())
        .execution_options(synchronize_session=False)
    )


def _kept(event: Event, *which: ColumnElement[bool]) -> Sequence[KeptScan]:
    """Return what is kept of the event as it is now that its lock is held, the earliest first."""
    query = (
        select(KeptScan)
        .join(KeptScan.scan)
        .join(Door, Door.id == KeptScan.door_id)
        .where(Door.event_id == event.id, *which)
        .order_by(KeptScan.id)
        .limit(MOST_SCANS)
        .options(contains_eager(KeptScan.scan).joinedload(Scan.guest))
        .execution_options(populate_existing=True)
    )
    return db.session.scalars(query).all()


def _accept(event: Event, some: Sequence[KeptScan]) -> int:
    meant = [(kept, what) for kept in some if (what := _meant(kept))]
    sent = [Sent(kept.scan.scan_id, kept.scan.scanned_at, what) for kept, what in meant]
    keys = {kept.scan.guest.email_key for kept, _ in meant if kept.scan.guest}
    all_known = known(event.id, sent, also={key for key in keys if key})
    for (kept, _), one in zip(meant, sent, strict=True):
        # When it reached us is by our own clock, and nearer to the evening than now.
        judge = MembersWord(all_known, kept.scan.received_at, kept.door_id)
        judgement = judge.judge(one)
        _note(kept.scan, judgement)
        judgement.note(all_known)
        db.session.delete(kept)
    return sum(kept.scan.verdict is DoorVerdict.ADMITTED for kept, _ in meant)


def _note(scan: Scan, judgement: Judgement) -> None:
    scan.verdict, scan.sent = judgement.verdict, judgement.text
    if judgement.guest:
        scan.guest = judgement.guest
    if judgement.first:
        scan.first_at, scan.first_door = judgement.first


def _meant(kept: KeptScan) -> What | None:
    """Return what the scan says; None if that names nobody."""
    if kept.undoes:
        return Undo(kept.undoes)
    if kept.name:
        return WalkIn(kept.name, kept.email, kept.why)
    guest_id = kept.scan.guest_id
    return Listed(str(guest_id)) if guest_id else None
