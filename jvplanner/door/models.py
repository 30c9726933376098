"""Who came in: doors, the scans they sent, and the arrivals that count."""

from datetime import date, datetime

from sqlalchemy import Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from jvplanner import clock
from jvplanner.db import Base, choice
from jvplanner.door.rules import LONGEST_KEPT, LONGEST_LABEL, LONGEST_REMARK, DoorVerdict, is_over
from jvplanner.events.models import Event, Guest, GuestState
from jvplanner.human_names import LONGEST_NAME
from jvplanner.links.models import Purpose
from jvplanner.mailboxes import LONGEST_ADDRESS
from jvplanner.tenancy import PracticeOwned, reference
from jvplanner.wall_time import local

DOOR = Purpose("door", "/door")


class Door(PracticeOwned, Base):
    """A device admitted to check guests in for one event."""

    __tablename__ = "door"
    __table_args__ = (reference("event_id", "event"), Index("ix_door_event", "event_id", "id"))

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int]
    label: Mapped[str] = mapped_column(String(LONGEST_LABEL))
    opened_at: Mapped[datetime] = mapped_column(default=clock.now)
    event: Mapped[Event] = relationship(primaryjoin="foreign(Door.event_id) == Event.id")

    def is_over(self, now: datetime) -> bool:
        """Tell whether it is closed for good, because the event was long enough ago."""
        return is_over(self.event.ends_at, now)

    def other_day(self, now: datetime) -> date | None:
        """Return the day of its event if that is not today, by the clocks where it takes place."""
        zone = self.event.time_zone
        starts, ends = (
            local(self.event.starts_at, zone).date(),
            local(self.event.ends_at, zone).date(),
        )
        return None if starts <= local(now, zone).date() <= ends else starts


class Scan(PracticeOwned, Base):
    """One thing a door sent, under the id that the device gave it; kept whatever it led to."""

    __tablename__ = "scan"
    __table_args__ = (
        UniqueConstraint("practice_id", "scan_id", name="a_scan_counts_once"),
        reference("door_id", "door"),
        reference("guest_id", "guest"),
        Index("ix_scan_door", "door_id", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    # The device's own UUID, in its canonical text form.
    scan_id: Mapped[str] = mapped_column(String(36))
    door_id: Mapped[int]
    guest_id: Mapped[int | None]
    # What was read or typed, where it led to nobody, and why somebody walked in. Never the token
    # of a link of ours: a stolen database opens no link.
    sent: Mapped[str] = mapped_column(String(LONGEST_KEPT), default="")
    verdict: Mapped[DoorVerdict] = mapped_column(choice(DoorVerdict))
    # Of a repeat: when and at which door the guest had come in, as it was said then.
    first_at: Mapped[datetime | None]
    first_door: Mapped[str | None] = mapped_column(String(LONGEST_LABEL))
    # By the device's clock, which may be wrong.
    scanned_at: Mapped[datetime]
    received_at: Mapped[datetime] = mapped_column(default=clock.now)
    guest: Mapped[Guest | None] = relationship(primaryjoin="foreign(Scan.guest_id) == Guest.id")
    door: Mapped[Door] = relationship(primaryjoin="foreign(Scan.door_id) == Door.id")


class KeptScan(PracticeOwned, Base):
    """That a scan came from a closed door and let nobody in, until a member says who came.

    name, email, why  of somebody who walked in
    undoes            the scan that it wants to take back
    """

    __tablename__ = "kept_scan"
    __table_args__ = (
        UniqueConstraint("scan_id", name="a_scan_is_kept_once"),
        reference("scan_id", "scan"),
        reference("door_id", "door"),
        Index("ix_kept_scan_door", "door_id", "set_aside_at", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    # Of the row, not the device's own id.
    scan_id: Mapped[int]
    door_id: Mapped[int]
    name: Mapped[str | None] = mapped_column(String(LONGEST_NAME))
    email: Mapped[str | None] = mapped_column(String(LONGEST_ADDRESS))
    why: Mapped[str] = mapped_column(String(LONGEST_REMARK), default="")
    undoes: Mapped[str | None] = mapped_column(String(36))
    # When a member said that this is nothing; they may think better of it.
    set_aside_at: Mapped[datetime | None]
    scan: Mapped[Scan] = relationship(primaryjoin="foreign(KeptScan.scan_id) == Scan.id")


class Arrival(PracticeOwned, Base):
    """The fact that a guest came in. Undoing removes it; the scans stay."""

    __tablename__ = "arrival"
    __table_args__ = (
        UniqueConstraint("guest_id", name="a_guest_arrives_once"),
        reference("event_id", "event"),
        reference("guest_id", "guest"),
        reference("door_id", "door"),
        Index("ix_arrival_event", "event_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int]
    guest_id: Mapped[int]
    # None when a member marked the guest as come, without a door.
    door_id: Mapped[int | None]
    scan_id: Mapped[str | None] = mapped_column(String(36))
    arrived_at: Mapped[datetime]
    # What the guest goes back to when this is undone; None if coming in changed nothing else.
    state_before: Mapped[GuestState | None] = mapped_column(choice(GuestState))
    guest: Mapped[Guest] = relationship(primaryjoin="foreign(Arrival.guest_id) == Guest.id")
    door: Mapped[Door | None] = relationship(primaryjoin="foreign(Arrival.door_id) == Door.id")
