"""The JV proposal as the practitioner drafts it; what was sent of it is a paper."""

from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import CheckConstraint, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from jvplanner import clock
from jvplanner.db import Base, choice
from jvplanner.papers.models import Paper
from jvplanner.tenancy import PracticeOwned, reference


class CtaKind(StrEnum):
    """What guests are offered afterwards. Exactly one, and it never pays the partner."""

    DISCOVERY_CALL = "discovery_call"
    PARTNER_PACKAGE = "partner_package"

    @property
    def label(self) -> str:
        return "Discovery call" if self is CtaKind.DISCOVERY_CALL else "Partner package"


class Proposal(PracticeOwned, Base):
    """A joint venture being drafted for one partner, in four parts."""

    __tablename__ = "proposal"
    __table_args__ = (
        UniqueConstraint("paper_id", name="one_proposal_per_paper"),
        reference("paper_id", "paper"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    paper_id: Mapped[int]
    title: Mapped[str] = mapped_column(String(120))
    hook: Mapped[str] = mapped_column(String(200), default="")
    partner_role: Mapped[str] = mapped_column(Text, default="")
    your_role: Mapped[str] = mapped_column(Text, default="")
    call_to_action: Mapped[str] = mapped_column(Text, default="")
    cta_kind: Mapped[CtaKind] = mapped_column(choice(CtaKind), default=CtaKind.DISCOVERY_CALL)
    place: Mapped[str] = mapped_column(String(200), default="")
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


class CandidateDate(PracticeOwned, Base):
    """A date on offer; the partner ticks those that work."""

    __tablename__ = "candidate_date"
    __table_args__ = (
        UniqueConstraint("proposal_id", "starts_at", name="a_date_is_offered_once"),
        CheckConstraint("minutes BETWEEN 10 AND 1440", name="minutes_of_one_day"),
        reference("proposal_id", "proposal"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    proposal_id: Mapped[int]
    starts_at: Mapped[datetime]
    minutes: Mapped[int]
    proposal: Mapped[Proposal] = relationship(
        primaryjoin="foreign(CandidateDate.proposal_id) == Proposal.id", back_populates="dates"
    )

    @property
    def ends_at(self) -> datetime:
        return self.starts_at + timedelta(minutes=self.minutes)
