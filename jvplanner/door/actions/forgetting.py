"""Deleting what doors noted of guests, once the day has come that they were told."""

from collections.abc import Sequence

from sqlalchemy import delete, select, update

from jvplanner.db import db
from jvplanner.door.models import Door, KeptScan, Scan


def forget_scans_of(guest_ids: Sequence[int]) -> None:
    """Delete what was typed at a door about these guests; that they were let in stays."""
    db.session.execute(update(Scan).where(Scan.guest_id.in_(guest_ids)).values(sent=""))


def forget_strangers_at(event_id: int) -> None:
    """Delete what an event's doors sent of people who became nobody's guest, decided or not."""
    doors = select(Door.id).where(Door.event_id == event_id)
    db.session.execute(delete(KeptScan).where(KeptScan.door_id.in_(doors)))
    strangers = update(Scan).where(Scan.door_id.in_(doors), Scan.guest_id.is_(None))
    db.session.execute(strangers.values(sent=""))
