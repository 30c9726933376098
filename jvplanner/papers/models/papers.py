"""A paper from draft to answer."""

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import CheckConstraint, Index, String
from sqlalchemy.orm import Mapped, WriteOnlyMapped, mapped_column, relationship

from jvplanner import clock
from jvplanner.db import Base, choice
from jvplanner.errors import Conflict
from jvplanner.papers.models.answers import Answer, IncompleteAnswer
from jvplanner.papers.models.entries import EntryKind, PaperEntry
from jvplanner.papers.models.states import (
    AFTER,
    IN_WORDS,
    MAY_BE_SENT,
    MAY_BE_WITHDRAWN,
    MAY_BECOME,
    PaperState,
)
from jvplanner.papers.models.versions import PaperVersion
from jvplanner.papers.rules import CONSENTS, date_ids
from jvplanner.papers.rules.chain import BEGINNING, hash_of
from jvplanner.partners.models import Partner
from jvplanner.tenancy import PracticeOwned, reference

if TYPE_CHECKING:
    from jvplanner.papers.models.recipients import Recipient


class NotTheCurrentVersion(Conflict):
    """An answer to a version that has been replaced since."""


class AlreadyAnswered(Conflict):
    """This version has its answer."""


class NothingToAnswer(Conflict):
    """The paper was withdrawn, has run out, or has not been sent."""


class Paper(PracticeOwned, Base):
    """Anything sent to a partner for an answer. Its kind says what it contains."""

    __tablename__ = "paper"
    __table_args__ = (
        reference("partner_id", "partner"),
        CheckConstraint("version >= 0", name="version_counts_up"),
        Index("ix_paper_practice_state", "practice_id", "state", "state_since"),
        Index("ix_paper_state_expires", "state", "expires_at"),
        Index("ix_paper_partner", "partner_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(32))
    title: Mapped[str] = mapped_column(String(120))
    partner_id: Mapped[int]
    state: Mapped[PaperState] = mapped_column(choice(PaperState), default=PaperState.DRAFT)
    state_since: Mapped[datetime] = mapped_column(default=clock.now)
    version: Mapped[int] = mapped_column(default=0)
    # Until when an answer is awaited; the links of all who read it run out then, too.
    expires_at: Mapped[datetime | None]
    # When the letters of the current version go out; reminders count from then.
    letters_at: Mapped[datetime | None]
    # Whether who says nothing is reminded.
    reminds: Mapped[bool] = mapped_column(default=True)
    # How many entries the audit chain has, and the hash of the last one.
    entry_count: Mapped[int] = mapped_column(default=0)
    head: Mapped[str] = mapped_column(String(64), default=BEGINNING)
    archived_at: Mapped[datetime | None]
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
    # Grows without being loaded.
    entries: WriteOnlyMapped[PaperEntry] = relationship(
        primaryjoin="Paper.id == foreign(PaperEntry.paper_id)",
        order_by="PaperEntry.number",
        passive_deletes=True,
    )

    @property
    def current(self) -> "PaperVersion | None":
        """Return the version that is out for an answer, or was answered last."""
        return next((one for one in self.versions if one.number == self.version), None)

    @property
    def last_answer(self) -> "Answer | None":
        return self.answers[-1] if self.answers else None

    def record(
        self,
        kind: EntryKind,
        now: datetime,
        *,
        personal: Mapping[str, Any] | None = None,
        **facts: Any,
    ) -> None:
        """Add what happened to the audit chain; the paper's lock is held.

        facts     what is hashed for good: numbers, ids, hashes and fixed words, nothing personal
        personal  names and free text, which may be erased later
        """
        entry = PaperEntry.of(
            kind,
            number=self.entry_count + 1,
            before=self.head,
            now=now,
            facts={**facts, "paper": self.kind, "partner": self.partner_id},
            personal=personal,
        )
        self.entries.add(entry)
        self.entry_count, self.head = entry.number, entry.sha256

    def send(
        self, title: str, content: Mapping[str, Any], now: datetime, *, until: datetime
    ) -> "PaperVersion":
        """Put a new immutable version before the partner; raises Conflict when it is settled."""
        if self.state not in MAY_BE_SENT:
            raise Conflict(f"This is {IN_WORDS[self.state]} and cannot be sent again.")
        self.title, self.expires_at = title, until
        self.version += 1
        version = PaperVersion.of(content, number=self.version, now=now)
        self.versions.append(version)
        self._become(PaperState.SENT, now)
        return version

    def withdraw(self, now: datetime) -> None:
        """Take the paper back; raises Conflict once it is settled, and for a draft."""
        if self.state not in MAY_BE_WITHDRAWN:
            raise Conflict(f"This is {IN_WORDS[self.state]} and cannot be withdrawn.")
        self._become(PaperState.WITHDRAWN, now)
        self.record(EntryKind.WITHDRAWN, now)

    def archive(self, now: datetime) -> None:
        """Put the paper away; raises Conflict while an answer is awaited."""
        if self.state is PaperState.SENT:
            raise Conflict("An answer is awaited. Withdraw this first, or wait for the answer.")
        self.archived_at = self.archived_at or now

    def take_out(self) -> None:
        """Let the paper stand among the others again."""
        self.archived_at = None

    def notice_time(self, now: datetime) -> None:
        """Become expired if the time to answer has run out; the paper's lock is held."""
        if self.state is PaperState.SENT and self.expires_at and self.expires_at <= now:
            self._become(PaperState.EXPIRED, self.expires_at)
            self.record(EntryKind.EXPIRED, now)

    def await_until(self, until: datetime, now: datetime) -> None:
        """Give whoever has not answered more time; a paper that had run out is out again."""
        self.expires_at = until
        if self.state is PaperState.EXPIRED:
            self._become(PaperState.SENT, now)

    def expect_answer_to(self, version: int) -> None:
        """Raise NothingToAnswer, NotTheCurrentVersion or AlreadyAnswered if none is awaited."""
        if self.state in (PaperState.DRAFT, PaperState.WITHDRAWN, PaperState.EXPIRED):
            raise NothingToAnswer("This needs no answer any more.")
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
        if answer.consent:
            self.record(
                EntryKind.CONSENTED,
                now,
                recipient=answer.recipient_id,
                version=answer.version,
                consent=answer.consent,
                wording=hash_of("\n".join(CONSENTS[answer.consent])),
            )
        self.record(
            EntryKind.ANSWERED,
            now,
            personal=answer.told,
            recipient=answer.recipient_id,
            version=answer.version,
            verdict=answer.verdict.value,
            dates=date_ids(answer.dates or ()),
        )

    def _become(self, state: PaperState, now: datetime) -> None:
        if state not in MAY_BECOME[self.state]:
            raise Conflict(f"This is {IN_WORDS[self.state]}.")
        self.state, self.state_since = state, now
        if state is PaperState.SENT:
            self.take_out()
