"""The JV proposal as the practitioner drafts it; what was sent of it is a paper."""

from datetime import datetime, timedelta
from enum import StrEnum
from types import MappingProxyType

from sqlalchemy import CheckConstraint, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from jvplanner.db import Base, choice
from jvplanner.errors import Conflict
from jvplanner.papers.models import Drafted, PaperState
from jvplanner.proposals.rules import Wording
from jvplanner.tenancy import PracticeOwned, reference

LONGEST_HOOK = 200
LONGEST_PART = 2000
LONGEST_PLACE = 200
SHORTEST_MEETING, LONGEST_MEETING = 10, 1440  # minutes
MOST_DATES = 12


class TooManyDates(Conflict):
    """No further date can be offered."""


class DateOffered(Conflict):
    """This date is on offer already."""


class Format(StrEnum):
    """What kind of occasion it is."""

    WORKSHOP = "workshop"
    LUNCH_AND_LEARN = "lunch_and_learn"
    WEBINAR = "webinar"
    PATIENT_EVENING = "patient_evening"
    TASTING = "tasting"

    @property
    def label(self) -> str:
        return FORMAT_LABELS[self]


FORMAT_LABELS = {
    Format.WORKSHOP: "Workshop",
    Format.LUNCH_AND_LEARN: "Staff lunch-and-learn",
    Format.WEBINAR: "Webinar",
    Format.PATIENT_EVENING: "Patient evening",
    Format.TASTING: "Tasting",
}


# How long an occasion of each kind usually takes, in minutes.
USUAL_MINUTES = {
    Format.WORKSHOP: 75,
    Format.LUNCH_AND_LEARN: 45,
    Format.WEBINAR: 60,
    Format.PATIENT_EVENING: 75,
    Format.TASTING: 90,
}


class CtaKind(StrEnum):
    """What guests are offered afterwards. Exactly one, and it never pays the partner."""

    DISCOVERY_CALL = "discovery_call"
    PARTNER_PACKAGE = "partner_package"

    @property
    def label(self) -> str:
        return "Discovery call" if self is CtaKind.DISCOVERY_CALL else "Partner package"


class Proposal(Drafted, PracticeOwned, Base):
    """A joint venture being drafted for one partner, in four parts. Never changed once settled."""

    __tablename__ = "proposal"
    __table_args__ = (
        UniqueConstraint("paper_id", name="one_proposal_per_paper"),
        reference("paper_id", "paper"),
        Index("ix_proposal_practice_updated", "practice_id", "updated_at"),
    )

    NOUN = "proposal"
    UNTITLED = "A proposal without a title"
    SETTLED = MappingProxyType(
        {
            PaperState.APPROVED: "It was approved, and what was agreed stays as it was agreed.",
            PaperState.DECLINED: "It was declined. Start a new proposal from the partner's page.",
            PaperState.WITHDRAWN: "You withdrew it. Start a new proposal from the partner's page.",
        }
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    format: Mapped[Format] = mapped_column(choice(Format), default=Format.WORKSHOP)
    hook: Mapped[str] = mapped_column(String(LONGEST_HOOK), default="")
    partner_role: Mapped[str] = mapped_column(String(LONGEST_PART), default="")
    your_role: Mapped[str] = mapped_column(String(LONGEST_PART), default="")
    call_to_action: Mapped[str] = mapped_column(String(LONGEST_PART), default="")
    cta_kind: Mapped[CtaKind] = mapped_column(choice(CtaKind), default=CtaKind.DISCOVERY_CALL)
    place: Mapped[str] = mapped_column(String(LONGEST_PLACE), default="")
    dates: Mapped[list["CandidateDate"]] = relationship(
        primaryjoin="Proposal.id == foreign(CandidateDate.proposal_id)",
        order_by="CandidateDate.starts_at",
        cascade="all, delete-orphan",
        back_populates="proposal",
    )

    def rewrite(self, wording: Wording, *, revision: int | None, now: datetime) -> None:
        """Replace the wording with what a window shows that last saw the given revision.

        Saying again what is saved already is no conflict: the answer to it may have been lost.
        Raises SettledPaper, and SavedElsewhere when another window was faster.
        """
        self.refuse_if_settled()
        if all(getattr(self, name) == text for name, text in wording.items()):
            return
        self.refuse_if_saved_since(revision)
        for name, text in wording.items():
            setattr(self, name, text)
        self.note_saved(now)

    @property
    def usual_minutes(self) -> int:
        """Return how long the next date on offer takes unless somebody says otherwise."""
        return self.dates[-1].minutes if self.dates else USUAL_MINUTES[self.format]

    def offer(self, starts_at: datetime, minutes: int, place: str, now: datetime) -> None:
        """Put one more date on offer; without a place of its own it is where the proposal says.

        Raises SettledPaper, DateOffered or TooManyDates.
        """
        self.refuse_if_settled()
        if any(date.starts_at == starts_at for date in self.dates):
            raise DateOffered("This date is on offer already.")
        if len(self.dates) >= MOST_DATES:
            raise TooManyDates(
                f"Up to {MOST_DATES} dates can be on offer. Take one back to offer another."
            )
        self.dates.append(CandidateDate(starts_at=starts_at, minutes=minutes, place=place))
        self.note_changed(now)

    def move(self, date: "CandidateDate", place: str, now: datetime) -> None:
        """Say otherwise where a date on offer is; raises SettledPaper."""
        self.refuse_if_settled()
        date.place = place
        self.note_changed(now)

    def take_back(self, date: "CandidateDate", now: datetime) -> None:
        """Offer a date no longer; raises SettledPaper."""
        self.refuse_if_settled()
        self.dates.remove(date)
        self.note_changed(now)


class CandidateDate(PracticeOwned, Base):
    """A date on offer; the partner ticks those that work."""

    __tablename__ = "candidate_date"
    __table_args__ = (
        UniqueConstraint("proposal_id", "starts_at", name="a_date_is_offered_once"),
        CheckConstraint(
            f"minutes BETWEEN {SHORTEST_MEETING} AND {LONGEST_MEETING}", name="minutes_of_one_day"
        ),
        reference("proposal_id", "proposal"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    proposal_id: Mapped[int]
    starts_at: Mapped[datetime]
    minutes: Mapped[int]
    # Where, if not where the proposal says.
    place: Mapped[str] = mapped_column(String(LONGEST_PLACE), default="")
    proposal: Mapped[Proposal] = relationship(
        primaryjoin="foreign(CandidateDate.proposal_id) == Proposal.id", back_populates="dates"
    )

    @property
    def ends_at(self) -> datetime:
        return self.starts_at + timedelta(minutes=self.minutes)
