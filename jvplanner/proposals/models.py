"""The JV proposal as the practitioner drafts it; what was sent of it is a paper."""

from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import CheckConstraint, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship, validates

from jvplanner import clock
from jvplanner.db import Base, choice
from jvplanner.errors import Conflict
from jvplanner.papers.models import MAY_BE_SENT, Paper, PaperState
from jvplanner.people.names import LONGEST_KEY, name_key
from jvplanner.proposals.rules import Wording
from jvplanner.tenancy import PracticeOwned, reference

LONGEST_TITLE = 120
LONGEST_HOOK = 200
LONGEST_PART = 2000
LONGEST_PLACE = 200
LONGEST_PARTNER = 120
SHORTEST_MEETING, LONGEST_MEETING = 10, 1440  # minutes
MOST_DATES = 12

SETTLED = {
    PaperState.APPROVED: "It was approved, and what was agreed stays as it was agreed.",
    PaperState.DECLINED: "It was declined. Start a new proposal from the partner's page.",
    PaperState.WITHDRAWN: "You took it back. Start a new proposal from the partner's page.",
}


class SettledProposal(Conflict):
    """The proposal has its end and cannot be changed any more."""


class SavedElsewhere(Conflict):
    """Another window has saved this proposal since this one was opened."""


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


class CtaKind(StrEnum):
    """What guests are offered afterwards. Exactly one, and it never pays the partner."""

    DISCOVERY_CALL = "discovery_call"
    PARTNER_PACKAGE = "partner_package"

    @property
    def label(self) -> str:
        return "Discovery call" if self is CtaKind.DISCOVERY_CALL else "Partner package"


def _key_of_title(context: Any) -> str:
    return name_key(context.get_current_parameters()["title"])


class Proposal(PracticeOwned, Base):
    """A joint venture being drafted for one partner, in four parts. Never changed once settled."""

    __tablename__ = "proposal"
    __table_args__ = (
        UniqueConstraint("paper_id", name="one_proposal_per_paper"),
        reference("paper_id", "paper"),
        Index("ix_proposal_practice_updated", "practice_id", "updated_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    paper_id: Mapped[int]
    title: Mapped[str] = mapped_column(String(LONGEST_TITLE))
    title_key: Mapped[str] = mapped_column(String(LONGEST_KEY), default=_key_of_title)
    format: Mapped[Format] = mapped_column(choice(Format), default=Format.WORKSHOP)
    hook: Mapped[str] = mapped_column(String(LONGEST_HOOK), default="")
    partner_role: Mapped[str] = mapped_column(String(LONGEST_PART), default="")
    your_role: Mapped[str] = mapped_column(String(LONGEST_PART), default="")
    call_to_action: Mapped[str] = mapped_column(String(LONGEST_PART), default="")
    cta_kind: Mapped[CtaKind] = mapped_column(choice(CtaKind), default=CtaKind.DISCOVERY_CALL)
    place: Mapped[str] = mapped_column(String(LONGEST_PLACE), default="")
    # The partner for whom its wording was first written, when it is a copy; their name may still
    # stand in it.
    written_for: Mapped[str] = mapped_column(String(LONGEST_PARTNER), default="")
    # Counts the saves, so that a second tab cannot overwrite the first in silence.
    revision: Mapped[int] = mapped_column(default=1)
    updated_at: Mapped[datetime] = mapped_column(default=clock.now)
    paper: Mapped[Paper] = relationship(
        primaryjoin="foreign(Proposal.paper_id) == Paper.id", lazy="joined", innerjoin=True
    )
    dates: Mapped[list["CandidateDate"]] = relationship(
        primaryjoin="Proposal.id == foreign(CandidateDate.proposal_id)",
        order_by="CandidateDate.starts_at",
        cascade="all, delete-orphan",
        back_populates="proposal",
    )

    @validates("title")
    def _fold(self, _attribute: str, title: str) -> str:
        self.title_key = name_key(title)
        return title

    @property
    def called(self) -> str:
        """Return its title, or what a list shows while it has none."""
        return self.title or "A proposal without a title"

    @property
    def is_open(self) -> bool:
        """Tell whether its wording may still change and a further version may be sent."""
        return self.paper.state in MAY_BE_SENT

    def refuse_if_settled(self) -> None:
        """Raise SettledProposal once the proposal has come to its end."""
        if not self.is_open:
            raise SettledProposal(
                f"This proposal cannot be changed any more. {SETTLED[self.paper.state]}"
            )

    def rewrite(self, wording: Wording, *, revision: int | None, now: datetime) -> None:
        """Replace the wording with what a window shows that last saw the given revision.

        Saying again what is saved already is no conflict: the answer to it may have been lost.
        Raises SettledProposal, and SavedElsewhere when another window was faster.
        """
        self.refuse_if_settled()
        if all(getattr(self, name) == text for name, text in wording.items()):
            return
        if revision != self.revision:
            raise SavedElsewhere("Another window saved this proposal meanwhile.")
        for name, text in wording.items():
            setattr(self, name, text)
        self.revision += 1
        self.updated_at = now

    def refuse_if_changed_since(self, revision: int | None) -> None:
        """Raise SavedElsewhere when a reader of that revision has not seen the wording as it is."""
        if revision is not None and revision != self.revision:
            raise SavedElsewhere("The wording was changed meanwhile. Read it again below.")

    def offer(self, starts_at: datetime, minutes: int, place: str = "") -> None:
        """Put one more date on offer; without a place of its own it is where the proposal says.

        Raises SettledProposal, DateOffered or TooManyDates.
        """
        self.refuse_if_settled()
        if any(date.starts_at == starts_at for date in self.dates):
            raise DateOffered("This date is on offer already.")
        if len(self.dates) >= MOST_DATES:
            raise TooManyDates(
                f"Up to {MOST_DATES} dates can be on offer. Take one back to offer another."
            )
        self.dates.append(CandidateDate(starts_at=starts_at, minutes=minutes, place=place))

    def take_back(self, date: "CandidateDate") -> None:
        """Offer a date no longer; raises SettledProposal."""
        self.refuse_if_settled()
        self.dates.remove(date)


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
