"""A paper sent by link for an answer: its numbered versions, who may answer, and what they said."""

import json
from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum
from hashlib import sha256
from typing import Any

from sqlalchemy import JSON, CheckConstraint, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from jvplanner import clock
from jvplanner.db import Base, choice
from jvplanner.errors import Conflict
from jvplanner.links.models import Purpose
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


class Verdict(StrEnum):
    APPROVED = "approved"
    CHANGES = "changes"
    DECLINED = "declined"


AFTER = {
    Verdict.APPROVED: PaperState.APPROVED,
    Verdict.CHANGES: PaperState.CHANGES_REQUESTED,
    Verdict.DECLINED: PaperState.DECLINED,
}
MAY_BE_SENT = (PaperState.DRAFT, PaperState.SENT, PaperState.CHANGES_REQUESTED)


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
            raise Conflict(f"This is {self.state.value} already and cannot be sent again.")
        self.title = title
        self.version += 1
        version = PaperVersion.of(content, number=self.version, now=now)
        self.versions.append(version)
        self._become(PaperState.SENT, now)
        return version

    def withdraw(self, now: datetime) -> None:
        """Take the paper back; raises Conflict once it has its yes or no."""
        if self.state not in MAY_BE_SENT:
            raise Conflict(f"This is {self.state.value} already and cannot be withdrawn.")
        self._become(PaperState.WITHDRAWN, now)

    def answer(self, answer: "Answer", now: datetime) -> None:
        """Take the partner's answer to the version it names.

        Raises NotTheCurrentVersion, AlreadyAnswered or NothingToAnswer.
        """
        if answer.version != self.version:
            raise NotTheCurrentVersion("There is a newer version of this proposal.")
        if self.state in (PaperState.DRAFT, PaperState.WITHDRAWN):
            raise NothingToAnswer("This has been taken back and needs no answer.")
        if self.state is not PaperState.SENT:
            raise AlreadyAnswered("This version has been answered already.")
        self.answers.append(answer)
        self._become(AFTER[answer.verdict], now)

    def _become(self, state: PaperState, now: datetime) -> None:
        self.state, self.state_since = state, now


class PaperVersion(PracticeOwned, Base):
    """What exactly was put before the partner under one number. Never changed."""

    __tablename__ = "paper_version"
    __table_args__ = (
        UniqueConstraint("paper_id", "number", name="one_text_per_number"),
        reference("paper_id", "paper"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    paper_id: Mapped[int]
    number: Mapped[int]
    # Canonical JSON (sorted keys, no spaces, UTF-8), so that equal content has an equal hash.
    text: Mapped[str] = mapped_column(Text)
    sha256: Mapped[str] = mapped_column(String(64))
    sent_at: Mapped[datetime]

    @classmethod
    def of(cls, content: Mapping[str, Any], *, number: int, now: datetime) -> "PaperVersion":
        text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        return cls(number=number, text=text, sha256=sha256(text.encode()).hexdigest(), sent_at=now)

    @property
    def content(self) -> dict[str, Any]:
        content: dict[str, Any] = json.loads(self.text)
        return content


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


class Answer(PracticeOwned, Base):
    """What a partner said to one version. At most one answer for each version."""

    __tablename__ = "answer"
    __table_args__ = (
        UniqueConstraint("paper_id", "version", name="one_answer_per_version"),
        reference("paper_id", "paper"),
        reference("recipient_id", "recipient"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    paper_id: Mapped[int]
    recipient_id: Mapped[int]
    version: Mapped[int]
    verdict: Mapped[Verdict] = mapped_column(choice(Verdict))
    name: Mapped[str] = mapped_column(String(200), default="")
    email: Mapped[str] = mapped_column(String(254), default="")
    reason: Mapped[str] = mapped_column(Text, default="")
    notes: Mapped[dict[str, str]] = mapped_column(JSON, default=dict)
    # Ids of the candidate dates in the version's content that were ticked.
    dates: Mapped[list[int]] = mapped_column(JSON, default=list)
    # Which wording of the consent to answering electronically was agreed to.
    consent: Mapped[str] = mapped_column(String(32), default="")
    answered_at: Mapped[datetime]
