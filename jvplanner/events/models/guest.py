"""One person registered at one event."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import Index, String, text
from sqlalchemy.orm import Mapped, mapped_column, relationship, validates

from jvplanner import clock
from jvplanner.db import Base, choice
from jvplanner.events.models.event import Event
from jvplanner.events.rules import ONLINE_FROM, EventState, shows_online_address
from jvplanner.languages import ENGLISH
from jvplanner.links.models import Purpose
from jvplanner.people.models import Person
from jvplanner.people.names import LONGEST_KEY
from jvplanner.tenancy import PracticeOwned, reference

TICKET = Purpose("ticket", "/t")


class GuestState(StrEnum):
    CONFIRMED = "confirmed"
    WAITING = "waiting"
    CANCELLED = "cancelled"


class Guest(PracticeOwned, Base):
    """One person registered at one event."""

    __tablename__ = "guest"
    __table_args__ = (
        reference("event_id", "event"),
        reference("person_id", "person"),
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
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int]
    person_id: Mapped[int]
    name: Mapped[str] = mapped_column(String(200))
    name_key: Mapped[str] = mapped_column(String(LONGEST_KEY))
    email: Mapped[str | None] = mapped_column(String(254))
    email_key: Mapped[str | None] = mapped_column(String(254))
    phone: Mapped[str] = mapped_column(String(32), default="")
    # The tracked code of the poster or text by which the guest found the page.
    source: Mapped[str] = mapped_column(String(32), default="")
    # The language of the page on which they registered; ticket and letters speak it.
    language: Mapped[str] = mapped_column(String(8), default=ENGLISH)
    state: Mapped[GuestState] = mapped_column(choice(GuestState))
    walked_in: Mapped[bool] = mapped_column(default=False)
    registered_at: Mapped[datetime] = mapped_column(default=clock.now)
    cancelled_at: Mapped[datetime | None]
    # How often somebody with this seat's address left this event and came back: a calendar takes
    # what it is told for news only if SEQUENCE is no lower than what it was told before.
    calendar_changes: Mapped[int] = mapped_column(default=0)
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
    def holds_a_seat(self) -> bool:
        """Tell whether the guest counts in the event's seats; who walks in takes none."""
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

    def may_leave(self, now: datetime) -> bool:
        """Tell whether the seat, or the place in the line, can still be given back.

        Not the seat once the event has begun: whoever came would be missing from its numbers.
        """
        if not self.is_active or not self.event.is_on(now):
            return False
        return self.state is GuestState.WAITING or not self.event.has_begun(now)
