"""A paper from draft to answer, and who may answer it."""

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import CheckConstraint, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from jvplanner import clock
from jvplanner.db import Base, choice
from jvplanner.errors import Conflict
from jvplanner.links.models import Purpose
from jvplanner.papers.models.answers import Answer, IncompleteAnswer, Verdict
from jvplanner.papers.models.versions import PaperVersion
from jvplanner.partners.models import Partner
from jvplanner.people.models import Person
from jvplanner.tenancy import PracticeOwned, reference

PAPER = Purpose("paper", "/p")


class PaperState(StrEnum):
    DRAFT = "draft"
    SENT = "sent"
    CHANGES_REQUESTED = "changes_requested"
    APPROVED = "approved"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"


AFTER = {
    Verdict.APPROVED: PaperState.APPROVED,
    Verdict.CHANGES: PaperState.CHANGES_REQUESTED,
    Verdict.DECLINED: PaperState.DECLINED,
}
MAY_BE_WITHDRAWN = (PaperState.SENT, PaperState.CHANGES_REQUESTED)
MAY_BE_SENT = (PaperState.DRAFT, *MAY_BE_WITHDRAWN)
IN_WORDS = {
    PaperState.DRAFT: "a draft that has not been sent",
    PaperState.SENT: "waiting for an answer",
    PaperState.CHANGES_REQUESTED: "waiting for changes",
    PaperState.APPROVED: "agreed already",
    PaperState.DECLINED: "declined already",
    PaperState.WITHDRAWN: "withdrawn already",
}


class NotTheCurrentVersion(Conflict):
    """An answer to a version that has been replaced since."""


class AlreadyAnswered(Conflict):
    """This version has its answer."""


class NothingToAnswer(Conflict):
    """The paper was withdrawn, or has not been sent."""


class Paper(PracticeOwned, Base):
    """Anything sent to a partner for an answer. Its kind says what it contains."""

    __tablename__ = "paper"
    __table_args__ = (
        reference("partner_id", "partner"),
        CheckConstraint("version >= 0", name="version_counts_up"),
        Index("ix_paper_practice_state", "practice_id", "state", "state_since"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(32))
    title: Mapped[str] = mapped_column(String(120))
    partner_id: Mapped[int]
    state: Mapped[PaperState] = mapped_column(choice(PaperState), default=PaperState.DRAFT)
    state_since: Mapped[datetime] = mapped_column(default=clock.now)
    version: Mapped[int] = mapped_column(default=0)
    partner: Mapped[Partner] = relationship(
        primaryjoin="foreign(Paper.partner_id) == Partner.id", lazy="joined", innerjoin=True
    )
    versions: Mapped[list["PaperVersion"]] = relationship(
        primaryjoin="Paper.id == foreign(PaperVersion.paper_id)", order_by="PaperVersion.number"
    )
    recipients: Mapped[list["Recipient"]] = relationship(
        primaryjoin="Paper.id == foreign(Recipient.paper_id)", order_by="Recipient.id"
    )
    answers: Mapped[list["Answer"]] = relationship(
        primaryjoin="Paper.id == foreign(Answer.paper_id)", order_by="Answer.id"
    )

    @property
    def current(self) -> "PaperVersion | None":
        """Return the version that is out for an answer, or was answered last."""
        return next((one for one in self.versions if one.number == self.version), None)

    @property
    def last_answer(self) -> "Answer | None":
        return self.answers[-1] if self.answers else None

    def send(self, title: str, content: Mapping[str, Any], now: datetime) -> "PaperVersion":
        """Put a new immutable version before the partner; raises Conflict when it is settled."""
        if self.state not in MAY_BE_SENT:
            raise Conflict(f"This is {IN_WORDS[self.state]} and cannot be sent again.")
        self.title = title
        self.version += 1
        version = PaperVersion.of(content, number=self.version, now=now)
        self.versions.append(version)
        self._become(PaperState.SENT, now)
        return version

    def withdraw(self, now: datetime) -> None:
        """Take the paper back; raises Conflict unless it is out for an answer or for changes."""
        if self.state not in MAY_BE_WITHDRAWN:
            raise Conflict(f"This is {IN_WORDS[self.state]} and cannot be withdrawn.")
        self._become(PaperState.WITHDRAWN, now)

    def expect_answer_to(self, version: int) -> None:
        """Raise NothingToAnswer, NotTheCurrentVersion or AlreadyAnswered if none is awaited."""
        if self.state in (PaperState.DRAFT, PaperState.WITHDRAWN):
            raise NothingToAnswer("This has been taken back and needs no answer.")
        if version != self.version:
            raise NotTheCurrentVersion("There is a newer version of this.")
        if self.state is not PaperState.SENT:
            raise AlreadyAnswered("This version has been answered already.")

    def answer(self, answer: "Answer", now: datetime) -> None:
        """Take the partner's answer to the version it names.

        Raises as expect_answer_to(), and IncompleteAnswer.
        """
        self.expect_answer_to(answer.version)
        if missing := answer.missing:
            raise IncompleteAnswer(" ".join(missing.values()))
        answer.answered_at = now
        self.answers.append(answer)
        self._become(AFTER[answer.verdict], now)

    def _become(self, state: PaperState, now: datetime) -> None:
        self.state, self.state_since = state, now


class Recipient(PracticeOwned, Base):
    """A person at the partner who was sent the paper; the subject of their private link."""

    __tablename__ = "recipient"
    __table_args__ = (
        UniqueConstraint("paper_id", "person_id", name="one_link_per_person_and_paper"),
        reference("paper_id", "paper"),
        reference("person_id", "person"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    paper_id: Mapped[int]
    person_id: Mapped[int]
    paper: Mapped[Paper] = relationship(
        primaryjoin="foreign(Recipient.paper_id) == Paper.id", overlaps="recipients"
    )
    person: Mapped[Person] = relationship(
        primaryjoin="foreign(Recipient.person_id) == Person.id", lazy="joined", innerjoin=True
    )
