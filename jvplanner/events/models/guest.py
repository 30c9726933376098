"""One person registered at one event."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column, relationship, validates

from jvplanner import clock
from jvplanner.db import Base, choice
from jvplanner.events.models.event import Event
from jvplanner.events.rules import ONLINE_FROM, UNDO, EventState, shows_online_address
from jvplanner.languages import ENGLISH
from jvplanner.links.models import Purpose
from jvplanner.people.models import Person
from jvplanner.people.names import LONGEST_KEY
from jvplanner.tenancy import PracticeOwned, reference

TICKET = Purpose("ticket", "/t")


class GuestState(StrEnum):
    """Where a guest stands; one who is offered a seat has it held for them until they say."""

    CONFIRMED = "confirmed"
    OFFERED = "offered"
    WAITING = "waiting"
    CANCELLED = "cancelled"

    @property
    def label(self) -> str:
        """Say it to members, of one guest."""
        return LABELS[self]


LABELS = {
    GuestState.CONFIRMED: "Has a seat",
    GuestState.OFFERED: "Offered a seat",
    GuestState.WAITING: "Waiting",
    GuestState.CANCELLED: "Cancelled",
}


class Departure(StrEnum):
    """How somebody came to be off the list."""

    SEAT = "seat"  # they gave their seat back
    OFFER = "offer"  # they declined one that was offered
    LINE = "line"  # they left the waiting list
    LAPSED = "lapsed"  # they let an offer run out
    HANDED_OVER = "handed_over"  # somebody else comes in their place
    REMOVED = "removed"  # a member took them off the list
    UNOPENED = "unopened"  # nobody opened the ticket, which was taken in a rush


# What a guest did with their own hand and can take back.
OF_ONES_OWN = (Departure.SEAT, Departure.OFFER, Departure.LINE)
# A seat may have become free by it that is kept for a while, lest it was a slip.
KEEPS_THE_SEAT = (Departure.SEAT, Departure.OFFER, Departure.REMOVED)


class Guest(PracticeOwned, Base):
    """One person registered at one event."""

    __tablename__ = "guest"
    __table_args__ = (
        reference("event_id", "event"),
        reference("person_id", "person"),
        reference("handed_by_id", "guest"),
        reference("brought_by_id", "guest", ondelete="NO ACTION"),
        Index(
            "one_active_guest_per_event_and_address",
            "event_id",
            "email_key",
            unique=True,
            sqlite_where=text("state <> 'cancelled'"),
            postgresql_where=text("state <> 'cancelled'"),
        ),
        Index("ix_guest_event_state", "event_id", "state", "id"),
        Index("ix_guest_event_name", "event_id", "name_key", "id"),
        Index("ix_guest_person", "person_id"),
        CheckConstraint(
            "state <> 'offered' OR offer_expires_at IS NOT NULL", name="an_offer_runs_out"
        ),
        Index("ix_guest_brought_by", "brought_by_id"),
        # Who came in a rush and has not opened their ticket, whatever became of them.
        Index(
            "ix_guest_event_unopened",
            "event_id",
            "unopened_until",
            sqlite_where=text("unopened_until IS NOT NULL"),
            postgresql_where=text("unopened_until IS NOT NULL"),
        ),
        # Whose details are still here, for whoever deletes them.
        Index(
            "ix_guest_event_kept",
            "event_id",
            "id",
            sqlite_where=text("purged_at IS NULL"),
            postgresql_where=text("purged_at IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int]
    person_id: Mapped[int]
    name: Mapped[str] = mapped_column(String(200))
    name_key: Mapped[str] = mapped_column(String(LONGEST_KEY))
    email: Mapped[str | None] = mapped_column(String(254))
    email_key: Mapped[str | None] = mapped_column(String(254))
    phone: Mapped[str] = mapped_column(String(32), default="")
    # The guest who registered this one beside themselves.
    brought_by_id: Mapped[int | None]
    # What that guest called them, who may read no other name: anybody can type an address.
    brought_as: Mapped[str] = mapped_column(String(200), default="")
    # The tracked code of the poster or text by which the guest found the page.
    source: Mapped[str] = mapped_column(String(32), default="")
    # The language of the page on which they registered; ticket and letters speak it.
    language: Mapped[str] = mapped_column(String(8), default=ENGLISH)
    state: Mapped[GuestState] = mapped_column(choice(GuestState))
    walked_in: Mapped[bool] = mapped_column(default=False)
    registered_at: Mapped[datetime] = mapped_column(default=clock.now)
    # Until when the seat is held that was offered; kept when the offer was declined or ran out.
    offer_expires_at: Mapped[datetime | None]
    # Until when the place is kept of who registered in a rush; None once their ticket was opened.
    unopened_until: Mapped[datetime | None]
    cancelled_at: Mapped[datetime | None]
    # None as long as they are on the list, and for who left it before this was noted.
    departure: Mapped[Departure | None] = mapped_column(choice(Departure))
    # Whose ticket this was before.
    handed_by_id: Mapped[int | None]
    # How often somebody with this seat's address left this event and came back: a calendar takes
    # what it is told for news only if SEQUENCE is no lower than what it was told before.
    calendar_changes: Mapped[int] = mapped_column(default=0)
    # When name, address and everything else they had entered were deleted.
    purged_at: Mapped[datetime | None]
    event: Mapped[Event] = relationship(primaryjoin="foreign(Guest.event_id) == Event.id")
    person: Mapped[Person] = relationship(primaryjoin="foreign(Guest.person_id) == Person.id")

    @validates("state")
    def _count_leaving(self, _attribute: str, state: GuestState) -> GuestState:
        before = self.state
        if before and (GuestState.CANCELLED in (before, state)) and before is not state:
            self.calendar_changes = (self.calendar_changes or 0) + 1
        return state

    @property
    def is_active(self) -> bool:
        return self.state is not GuestState.CANCELLED

    @property
    def was_named_by_another(self) -> bool:
        """Tell whether somebody else gave this name and address: a friend, or who handed over."""
        return self.brought_by_id is not None or self.handed_by_id is not None

    @property
    def holds_a_seat(self) -> bool:
        """Tell whether the guest counts in the event's seats; who walks in takes none."""
        if self.state is GuestState.OFFERED:
            return True
        return self.state is GuestState.CONFIRMED and not self.walked_in

    def online_address(self, now: datetime) -> str:
        """Return where the guest comes online; empty for who may not know, or not yet."""
        event = self.event
        is_coming = self.state is GuestState.CONFIRMED and event.state is EventState.PUBLISHED
        is_time = shows_online_address(event.starts_at, event.ends_at, now)
        return event.online_address if is_coming and is_time else ""

    def online_from(self, now: datetime) -> datetime | None:
        """Return when online_address() will say where; None if it does now, or never will."""
        at = self.event.starts_at - ONLINE_FROM
        return at if now < at and self.online_address(at) else None

    @property
    def waits(self) -> bool:
        """Tell whether the guest has no seat yet and may get one."""
        return self.state in (GuestState.WAITING, GuestState.OFFERED)

    @property
    def held_until(self) -> datetime | None:
        """Return until when the seat is held that was offered; no offer outlasts the start."""
        return self.offer_expires_at and min(self.offer_expires_at, self.event.starts_at)

    def may_accept(self, now: datetime) -> bool:
        """Tell whether a seat is offered that the guest can still take."""
        return (
            self.state is GuestState.OFFERED
            and self.held_until is not None
            and now < self.held_until
            and self.event.is_on(now)
        )

    @property
    def undone_until(self) -> datetime | None:
        """Return until when the guest can take back that they left; None if they cannot."""
        is_own = self.state is GuestState.CANCELLED and self.departure in OF_ONES_OWN
        return self.cancelled_at + UNDO if is_own and self.cancelled_at else None

    def may_return(self, now: datetime) -> bool:
        """Tell whether the guest can still take back that they left."""
        return (
            self.undone_until is not None
            and now < self.undone_until
            and self.event.is_on(now)
            and not self.event.has_begun(now)
        )

    def leave(self, departure: Departure, now: datetime) -> None:
        """Come off the list; a seat that was held goes back to the event."""
        if self.holds_a_seat:
            self.event.give_seat_back()
        self.state, self.departure, self.cancelled_at = GuestState.CANCELLED, departure, now

    def come_back(self, state: GuestState) -> None:
        """Be on the list again as if nothing had been; raises NoFreeSeat."""
        if state is GuestState.OFFERED or (state is GuestState.CONFIRMED and not self.walked_in):
            self.event.take_seat()
        self.state, self.departure, self.cancelled_at = state, None, None
        if state is not GuestState.OFFERED:
            self.offer_expires_at = None

    def may_leave(self, now: datetime) -> bool:
        """Tell whether the seat, or the place in the line, can still be given back.

        Not the seat once the event has begun: whoever came would be missing from its numbers.
        """
        if not self.is_active or not self.event.is_on(now):
            return False
        return self.waits or not self.event.has_begun(now)
