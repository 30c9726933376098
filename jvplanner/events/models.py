"""Occasions with seats, and the guests who take them."""

from datetime import datetime
from enum import StrEnum
from uuid import uuid4

from sqlalchemy import CheckConstraint, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship, validates

from jvplanner import clock
from jvplanner.db import Base, choice
from jvplanner.errors import Conflict
from jvplanner.events.rules import missing_for_guests
from jvplanner.links.models import Purpose
from jvplanner.partners.models import Partner
from jvplanner.people.models import Person
from jvplanner.people.names import LONGEST_KEY, name_key
from jvplanner.proposals.models import CtaKind, Proposal
from jvplanner.tenancy import PracticeOwned, reference

EVENT_PAGE = Purpose("event_page", "/e")
TICKET = Purpose("ticket", "/t")


class EventState(StrEnum):
    DRAFT = "draft"
    PUBLISHED = "published"
    CANCELLED = "cancelled"


class GuestState(StrEnum):
    CONFIRMED = "confirmed"
    WAITING = "waiting"
    CANCELLED = "cancelled"


class NoFreeSeat(Conflict):
    """Every seat is taken."""


class NotReady(Conflict):
    """The event lacks something that guests need to know."""


class NoLongerPossible(Conflict):
    """The event or the guest is in a state from which this does not lead on."""


class Event(PracticeOwned, Base):
    """An occasion with seats. Never seats more people than it has seats.

    seats_taken  confirmed guests who registered; walk-ins take no seat
    seats_over   how many were confirmed above the capacity when it was lowered: nobody is dropped,
                 and the check below still holds for everybody after them
    """

    __tablename__ = "event"
    __table_args__ = (
        reference("partner_id", "partner"),
        reference("proposal_id", "proposal"),
        UniqueConstraint("proposal_id", name="one_event_per_proposal"),
        CheckConstraint("seats >= 1", name="at_least_one_seat"),
        CheckConstraint("ends_at > starts_at", name="ends_after_it_starts"),
        CheckConstraint("seats_taken >= 0 AND seats_over >= 0", name="seats_are_counted"),
        CheckConstraint("seats_taken <= seats + seats_over", name="never_overbooked"),
        Index("ix_event_practice_starts", "practice_id", "starts_at", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    # Given as soon as the row has an id for the code to lead to; see actions.make_event().
    code: Mapped[str] = mapped_column(String(12), unique=True, nullable=True)
    calendar_uid: Mapped[str] = mapped_column(String(64), default=lambda: uuid4().hex)
    partner_id: Mapped[int | None]
    proposal_id: Mapped[int | None]
    # The version of the proposal's paper that was agreed.
    agreed_version: Mapped[int | None]
    title: Mapped[str] = mapped_column(String(200))
    # The title folded for search, the same on both engines.
    title_key: Mapped[str] = mapped_column(String(LONGEST_KEY))
    description: Mapped[str] = mapped_column(Text, default="")
    # One line for each thing a guest takes home.
    take_home: Mapped[str] = mapped_column(Text, default="")
    call_to_action: Mapped[str] = mapped_column(Text, default="")
    cta_kind: Mapped[CtaKind] = mapped_column(choice(CtaKind), default=CtaKind.DISCOVERY_CALL)
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    time_zone: Mapped[str] = mapped_column(String(64))
    place: Mapped[str] = mapped_column(String(200), default="")
    address: Mapped[str] = mapped_column(String(300), default="")
    # Only registered guests see it.
    online_address: Mapped[str] = mapped_column(String(500), default="")
    seats: Mapped[int]
    seats_taken: Mapped[int] = mapped_column(default=0)
    seats_over: Mapped[int] = mapped_column(default=0)
    state: Mapped[EventState] = mapped_column(choice(EventState), default=EventState.DRAFT)
    # What guests are told about why it does not take place.
    cancellation_reason: Mapped[str] = mapped_column(String(300), default="")
    registration_open: Mapped[bool] = mapped_column(default=True)
    # SEQUENCE of RFC 5545: counts changes of date, place and state, not of wording.
    sequence: Mapped[int] = mapped_column(default=0)
    # Counts every change that the public page shows.
    revision: Mapped[int] = mapped_column(default=1)
    updated_at: Mapped[datetime] = mapped_column(default=clock.now)
    partner: Mapped[Partner | None] = relationship(
        primaryjoin="foreign(Event.partner_id) == Partner.id", lazy="joined"
    )
    proposal: Mapped[Proposal | None] = relationship(
        primaryjoin="foreign(Event.proposal_id) == Proposal.id"
    )

    @validates("title")
    def _fold(self, _attribute: str, title: str) -> str:
        self.title_key = name_key(title)
        return title

    def is_past(self, now: datetime) -> bool:
        return now >= self.ends_at

    def has_begun(self, now: datetime) -> bool:
        return now >= self.starts_at

    def takes_registrations(self, now: datetime) -> bool:
        return self.is_on(now) and self.registration_open

    def is_on(self, now: datetime) -> bool:
        """Tell whether the event is announced and not over: it may still change for its guests."""
        return self.state is EventState.PUBLISHED and not self.is_past(now)

    @property
    def is_online(self) -> bool:
        """Tell whether one can come by network; with a place, too, it is both."""
        return bool(self.online_address)

    @property
    def free_seats(self) -> int:
        return max(0, self.seats - self.seats_taken)

    def take_seat(self) -> None:
        """Count one more confirmed guest; the caller holds the event's lock."""
        if not self.free_seats:
            raise NoFreeSeat("Every seat is taken.")
        self.seats_taken += 1

    def give_seat_back(self) -> None:
        self.seats_taken -= 1
        self.seats_over = max(0, self.seats_taken - self.seats)

    def set_capacity(self, seats: int) -> None:
        """Change how many seats there are. Lowered below those taken, nobody loses a seat."""
        self.seats = seats
        self.seats_over = max(0, self.seats_taken - seats)

    def publish(self, now: datetime) -> None:
        """Open the page and registration; raises NotReady or NoLongerPossible."""
        if self.state is not EventState.DRAFT:
            raise NoLongerPossible(f"This event is {self.state.value} already.")
        missing = missing_for_guests(
            starts_at=self.starts_at, where=self.place or self.online_address, now=now
        )
        if missing:
            raise NotReady(" ".join(missing))
        self.state = EventState.PUBLISHED
        self.changed(now)

    def cancel(self, reason: str, now: datetime) -> None:
        """Call the event off; raises NoLongerPossible once it is over or called off."""
        if self.state is EventState.CANCELLED or self.is_past(now):
            raise NoLongerPossible("This event is over or cancelled already.")
        self.state, self.cancellation_reason = EventState.CANCELLED, reason
        self.changed(now, for_calendars=True)

    def changed(self, now: datetime, *, for_calendars: bool = False) -> None:
        """Count a change that pages show, and one of date, place or state for calendars, too."""
        self.revision += 1
        self.sequence += for_calendars
        self.updated_at = now


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
    state: Mapped[GuestState] = mapped_column(choice(GuestState))
    walked_in: Mapped[bool] = mapped_column(default=False)
    registered_at: Mapped[datetime] = mapped_column(default=clock.now)
    cancelled_at: Mapped[datetime | None]
    event: Mapped[Event] = relationship(primaryjoin="foreign(Guest.event_id) == Event.id")
    person: Mapped[Person] = relationship(primaryjoin="foreign(Guest.person_id) == Person.id")

    @property
    def is_active(self) -> bool:
        return self.state is not GuestState.CANCELLED

    @property
    def holds_a_seat(self) -> bool:
        """Tell whether the guest counts in the event's seats; who walks in takes none."""
        return self.state is GuestState.CONFIRMED and not self.walked_in

    def may_leave(self, now: datetime) -> bool:
        """Tell whether the seat, or the place in the line, can still be given back.

        Not the seat once the event has begun: whoever came would be missing from its numbers.
        """
        if not self.is_active or not self.event.is_on(now):
            return False
        return self.state is GuestState.WAITING or not self.event.has_begun(now)
