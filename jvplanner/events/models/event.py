"""An occasion with seats: where it stands, and how its seats are counted."""

from datetime import date, datetime
from typing import Any
from uuid import uuid4

from sqlalchemy import CheckConstraint, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship, validates

from jvplanner import clock
from jvplanner.db import Base, choice
from jvplanner.errors import Conflict
from jvplanner.events.rules import (
    EventState,
    Pace,
    Stage,
    deleted_from,
    kept_until,
    missing_for_guests,
    stage_of,
)
from jvplanner.links.models import Purpose
from jvplanner.partners.models import Partner
from jvplanner.people.names import LONGEST_KEY, name_key
from jvplanner.practices.rules import KEEPS_GUESTS_MONTHS
from jvplanner.proposals.models import CtaKind, Proposal
from jvplanner.tenancy import PracticeOwned, reference

EVENT_PAGE = Purpose("event_page", "/e")
LONGEST_ROOM, LONGEST_NOTE, LONGEST_LINK = 100, 500, 500


class NoFreeSeat(Conflict):
    """Every seat is taken."""


class NotReady(Conflict):
    """The event lacks something that guests need to know."""


class NoLongerPossible(Conflict):
    """The event or the guest is in a state from which this does not lead on."""


class Event(PracticeOwned, Base):
    """An occasion with seats. Never seats more people than it has seats.

    seats_taken  guests who registered and are confirmed, or are offered a seat that they can still
                 take; walk-ins take none
    seats_over   how many were confirmed above the capacity when it was lowered: nobody is dropped,
                 and the check below still holds for everybody after them
    line_due_at  when its waiting list has to be looked after: a free seat is to be offered, an
                 offer runs out, or a place that was taken in a rush; None as long as time alone
                 changes nothing
    recent_…     how many registered at its page of late, as its pace counts them
    guests_due_at  when its guests' details are to be deleted; None once that is done
    """

    __tablename__ = "event"
    __table_args__ = (
        reference("partner_id", "partner"),
        reference("proposal_id", "proposal"),
        reference("series_id", "event_series"),
        UniqueConstraint("proposal_id", name="one_event_per_proposal"),
        CheckConstraint("seats >= 1", name="at_least_one_seat"),
        CheckConstraint("ends_at > starts_at", name="ends_after_it_starts"),
        CheckConstraint("seats_taken >= 0 AND seats_over >= 0", name="seats_are_counted"),
        CheckConstraint("seats_taken <= seats + seats_over", name="never_overbooked"),
        Index("ix_event_practice_starts", "practice_id", "starts_at", "id"),
        # What the worker looks for, whosever it is.
        Index("ix_event_state_starts", "state", "starts_at"),
        Index("ix_event_series_starts", "series_id", "starts_at", "id"),
        Index(
            "ix_event_line_due",
            "line_due_at",
            sqlite_where=text("line_due_at IS NOT NULL"),
            postgresql_where=text("line_due_at IS NOT NULL"),
        ),
        Index(
            "ix_event_guests_due",
            "guests_due_at",
            sqlite_where=text("guests_due_at IS NOT NULL"),
            postgresql_where=text("guests_due_at IS NOT NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    # Given as soon as the row has an id for the code to lead to; see actions.make_event().
    code: Mapped[str] = mapped_column(String(12), unique=True, nullable=True)
    calendar_uid: Mapped[str] = mapped_column(String(64), default=lambda: uuid4().hex)
    partner_id: Mapped[int | None]
    proposal_id: Mapped[int | None]
    # The version of the proposal's paper that was agreed.
    agreed_version: Mapped[int | None]
    # The dates of which it is one; each of them stands for itself.
    series_id: Mapped[int | None]
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
    room: Mapped[str] = mapped_column(String(LONGEST_ROOM), default="")
    address: Mapped[str] = mapped_column(String(300), default="")
    # Where a map shows the door, if searching for the address does not lead there.
    map_link: Mapped[str] = mapped_column(String(LONGEST_LINK), default="")
    parking: Mapped[str] = mapped_column(String(LONGEST_NOTE), default="")
    # How one gets in: steps, lift, door width.
    access_notes: Mapped[str] = mapped_column(String(LONGEST_NOTE), default="")
    # Only registered guests see it.
    online_address: Mapped[str] = mapped_column(String(LONGEST_LINK), default="")
    seats: Mapped[int]
    seats_taken: Mapped[int] = mapped_column(default=0)
    seats_over: Mapped[int] = mapped_column(default=0)
    line_due_at: Mapped[datetime | None]
    recent_count: Mapped[int] = mapped_column(default=0)
    recent_at: Mapped[datetime | None]
    state: Mapped[EventState] = mapped_column(choice(EventState), default=EventState.DRAFT)
    # What guests are told about why it does not take place.
    cancellation_reason: Mapped[str] = mapped_column(String(300), default="")
    registration_open: Mapped[bool] = mapped_column(default=True)
    # When registration closes by itself; None for the end of the event.
    closes_at: Mapped[datetime | None]
    # Which letters remind guests: a week, a day and some hours before it begins.
    reminds_week: Mapped[bool] = mapped_column(default=True)
    reminds_day: Mapped[bool] = mapped_column(default=True)
    reminds_hours: Mapped[bool] = mapped_column(default=True)
    # Whether whoever came is thanked, with what comes next.
    thanks_guests: Mapped[bool] = mapped_column(default=True)
    # SEQUENCE of RFC 5545: counts changes of date, place and state, not of wording.
    sequence: Mapped[int] = mapped_column(default=0)
    # Counts every change that the public page shows.
    revision: Mapped[int] = mapped_column(default=1)
    updated_at: Mapped[datetime] = mapped_column(default=clock.now)
    # Guests are told this when they register, so it does not follow the practice's setting later.
    keeps_guests_months: Mapped[int] = mapped_column(default=KEEPS_GUESTS_MONTHS)
    guests_due_at: Mapped[datetime | None]
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

    @validates("ends_at", "time_zone", "keeps_guests_months")
    def _note_guests_due(self, attribute: str, value: Any) -> Any:
        ends_at, zone, months = (
            value if name == attribute else getattr(self, name)
            for name in ("ends_at", "time_zone", "keeps_guests_months")
        )
        if ends_at and zone:
            self.guests_due_at = deleted_from(ends_at, zone, months or KEEPS_GUESTS_MONTHS)
        return value

    @property
    def guests_kept_until(self) -> date:
        """Return the day until which its guests' details are kept at the latest."""
        return kept_until(self.ends_at, self.time_zone, self.keeps_guests_months)

    def is_past(self, now: datetime) -> bool:
        return now >= self.ends_at

    def has_begun(self, now: datetime) -> bool:
        return now >= self.starts_at

    def stage(self, now: datetime) -> Stage:
        return stage_of(self, now)

    def takes_registrations(self, now: datetime) -> bool:
        return self.stage(now) is Stage.OPEN

    def is_on(self, now: datetime) -> bool:
        """Tell whether the event is announced and not over: it may still change for its guests."""
        return self.state is EventState.PUBLISHED and not self.is_past(now)

    @property
    def is_online(self) -> bool:
        """Tell whether one can come by network; with a place, too, it is both."""
        return bool(self.online_address)

    @property
    def has_door(self) -> bool:
        """Tell whether guests come in by a door, where their code is scanned; not to a call."""
        return bool(self.place) or not self.is_online

    @property
    def free_seats(self) -> int:
        return max(0, self.seats - self.seats_taken)

    @property
    def pace(self) -> Pace:
        return Pace(self.recent_count, self.recent_at)

    def take_seat(self) -> None:
        """Count one more seat as taken; the caller holds the event's lock."""
        if not self.free_seats:
            raise NoFreeSeat("Every seat is taken.")
        self.seats_taken += 1

    def give_seat_back(self) -> None:
        self.seats_taken -= 1
        self.seats_over = max(0, self.seats_taken - self.seats)

    def look_after_line(self, at: datetime) -> None:
        """Have the waiting list looked after at a moment, or before if that was wanted already."""
        self.line_due_at = min(at, self.line_due_at or at)

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
        is_known = self.state is EventState.PUBLISHED
        self.state, self.cancellation_reason = EventState.CANCELLED, reason
        self.changed(now, for_calendars=is_known)

    def changed(self, now: datetime, *, for_calendars: bool = False) -> None:
        """Count a change that pages show, and one of date, place or state for calendars, too."""
        self.revision += 1
        self.sequence += for_calendars
        self.updated_at = now
