"""Judging what doors send: each scan once, and each by itself."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.exc import DataError, IntegrityError

from jvplanner import clock
from jvplanner.db import db
from jvplanner.door.actions.judging import Judge, led_to
from jvplanner.door.actions.known import hold, known
from jvplanner.door.models import Door, KeptScan, Scan
from jvplanner.door.rules import (
    LONGEST_ID,
    MOST_KEPT,
    DoorVerdict,
    Malformed,
    Sent,
    Undo,
    WalkIn,
    What,
    kept_text,
    read,
)
from jvplanner.errors import Refusal
from jvplanner.events.models import Guest


class TooMuchKept(Refusal):
    """A closed door has sent more than anybody would look at; what is kept stays kept."""

    def __init__(self) -> None:
        super().__init__(
            f"This door is closed, and {MOST_KEPT} of its scans are kept for the practice "
            "already; no more are taken. Keep this page open and tell the practice."
        )


@dataclass(frozen=True)
class Result:
    """The answer to one item of a batch.

    id     as the device sent it; None if it sent nothing that could be one
    first  of a repeat: when and at which door the guest had come in; None for a door's label
           means that a member marked them by hand
    """

    id: str | None
    verdict: DoorVerdict
    name: str | None = None
    first: tuple[datetime, str | None] | None = None


def take_scans(door: Door, items: Sequence[object]) -> list[Result]:
    """Judge what an open door sent, in its order, under the event's lock.

    A scan that was judged before gets the same answer again, whatever became of the guest since
    (D2). An item that cannot be read, or that the database refuses, spoils no other (D10).
    """
    sent = [_readable(item) for item in items]
    if any(sent):
        hold(door.event_id)
    all_known = known(door.event_id, [one for one in sent if one])
    judge = Judge(all_known, clock.now(), door.id)
    return [_answer(judge, one, _claimed_id(item)) for one, item in zip(sent, items, strict=True)]


def keep_scans(door: Door, items: Sequence[object]) -> list[Result]:
    """Keep what a closed door sent, admitting nobody and naming nobody; a member decides later.

    Raises TooMuchKept, and keeps nothing more, when the door has sent more than is kept.
    """
    sent = [_readable(item) for item in items]
    # Two requests at once must not both find room for the last ones.
    db.session.execute(select(Door.id).where(Door.id == door.id).with_for_update())
    all_known = known(door.event_id, [one for one in sent if one])
    fresh = {one.scan_id: one for one in sent if one and one.scan_id not in all_known.scans}
    if _how_many_kept(door) + len(fresh) > MOST_KEPT:
        raise TooMuchKept
    for one in fresh.values():
        guest_id, text = led_to(one.what, all_known)
        scan = _scan(door.id, one, DoorVerdict.QUARANTINED, guest_id=guest_id, text=text)
        all_known.scans[one.scan_id] = scan
        _keep(scan, one.what)
    return [
        Result(_claimed_id(item), DoorVerdict.QUARANTINED if one else DoorVerdict.INVALID)
        for one, item in zip(sent, items, strict=True)
    ]


def result_of(scan: Scan, guest: Guest | None, claimed_id: str | None = None) -> Result:
    """Return the answer that a scan got, and gets whenever it is sent again."""
    first = (scan.first_at, scan.first_door) if scan.first_at else None
    named = guest is not None and scan.verdict is not DoorVerdict.QUARANTINED
    name = guest.name if guest is not None and named else None
    return Result(claimed_id or scan.scan_id, scan.verdict, name, first)


def _answer(judge: Judge, sent: Sent | None, claimed_id: str | None) -> Result:
    if sent is None:
        return Result(claimed_id, DoorVerdict.INVALID)
    scan = judge.known.scans.get(sent.scan_id) or _judged(judge, sent)
    if scan is None or scan.door_id not in judge.known.doors:
        # The database refused it, or a door of another event has used this id.
        return Result(claimed_id, DoorVerdict.INVALID)
    return result_of(scan, judge.known.guests.get(scan.guest_id or 0), claimed_id)


def _judged(judge: Judge, sent: Sent) -> Scan | None:
    """Judge and write one scan in a savepoint of its own; None if the database refuses it."""
    try:
        with db.session.begin_nested():
            judgement = judge.judge(sent)
            scan = _scan(
                judge.door_id,
                sent,
                judgement.verdict,
                guest_id=judgement.guest.id if judgement.guest else None,
                text=judgement.text,
            )
            if judgement.first:
                scan.first_at, scan.first_door = judgement.first
            db.session.add(scan)
    except (IntegrityError, DataError):
        return None
    judgement.note(judge.known)
    judge.known.scans[sent.scan_id] = scan
    return scan


def _readable(item: object) -> Sent | None:
    try:
        return read(item)
    except Malformed:
        return None


def _claimed_id(item: object) -> str | None:
    """Return an item's id just as the device wrote it, by which it knows the answer again."""
    claimed = item.get("id") if isinstance(item, dict) else None
    return claimed[:LONGEST_ID] if isinstance(claimed, str) else None


def _how_many_kept(door: Door) -> int:
    query = select(func.count(KeptScan.id)).where(KeptScan.door_id == door.id)
    return db.session.scalar(query) or 0


def _keep(scan: Scan, what: What) -> None:
    kept = KeptScan(scan=scan, door_id=scan.door_id)
    match what:
        case WalkIn():
            kept.name, kept.email, kept.why = what.name, what.email, kept_text(what.why)
        case Undo():
            kept.undoes = what.scan_id
    try:
        with db.session.begin_nested():
            db.session.add_all([scan, kept])
    except (IntegrityError, DataError):
        # It was sent twice at once, and the other request keeps it; or nothing can keep it.
        return


def _scan(
    door_id: int, sent: Sent, verdict: DoorVerdict, *, guest_id: int | None, text: str
) -> Scan:
    return Scan(
        scan_id=sent.scan_id,
        door_id=door_id,
        guest_id=guest_id,
        sent=text,
        verdict=verdict,
        scanned_at=sent.scanned_at,
    )
