"""What a partner said to one version."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, CheckConstraint, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from jvplanner.db import Base, choice
from jvplanner.errors import Refusal
from jvplanner.papers.rules import LONGEST_NOTE, date_ids
from jvplanner.tenancy import PracticeOwned, reference


class Verdict(StrEnum):
    APPROVED = "approved"
    CHANGES = "changes"
    DECLINED = "declined"


SAID = {
    Verdict.APPROVED: "said yes",
    Verdict.CHANGES: "asked for changes",
    Verdict.DECLINED: "said not this time",
}


class IncompleteAnswer(Refusal):
    """An answer that lacks what its verdict needs."""


class Answer(PracticeOwned, Base):
    """What a partner said to one version. At most one answer for each version."""

    __tablename__ = "answer"
    __table_args__ = (
        UniqueConstraint("paper_id", "version", name="one_answer_per_version"),
        CheckConstraint(
            "verdict != 'approved' OR (name != '' AND consent != '')", name="a_yes_is_signed"
        ),
        CheckConstraint("verdict != 'declined' OR reason != ''", name="a_no_has_its_reason"),
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
    # What they are at the partner, as they wrote it beside their name.
    role: Mapped[str] = mapped_column(String(120), default="")
    reason: Mapped[str] = mapped_column(String(LONGEST_NOTE), default="")
    notes: Mapped[dict[str, str]] = mapped_column(JSON, default=dict)
    # Ids of the candidate dates in the version's content that were ticked.
    dates: Mapped[list[int]] = mapped_column(JSON, default=list)
    # Which wording of the consent to answering electronically was agreed to.
    consent: Mapped[str] = mapped_column(String(32), default="")
    answered_at: Mapped[datetime]

    @property
    def missing(self) -> dict[str, str]:
        """Return what the verdict needs and this lacks: by field, what to do about it."""
        if self.verdict is Verdict.APPROVED:
            needed: dict[str, tuple[object, str]] = {
                "name": (self.name, "Type your name. It counts as your signature."),
                "agree": (self.consent, "Tick this box to say yes by this page."),
            }
        elif self.verdict is Verdict.CHANGES:
            needed = {
                "notes": (any(self.notes.values()), "Say what to change in at least one part.")
            }
        else:
            needed = {"reason": (self.reason, "Give a reason. A few words are enough.")}
        return {field: help for field, (given, help) in needed.items() if not given}

    @property
    def told(self) -> dict[str, Any]:
        """Return what of it is personal: names and free text."""
        return {
            "name": self.name or "",
            "email": self.email or "",
            "role": self.role or "",
            "reason": self.reason or "",
            "notes": {part: note for part, note in (self.notes or {}).items() if note},
        }

    def says_the_same_as(self, other: "Answer") -> bool:
        """Tell whether this is the other answer sent once more, as by a double tap."""

        def said(answer: Answer) -> tuple[object, ...]:
            kept = {part: note for part, note in answer.notes.items() if note}
            return answer.verdict, answer.name, answer.reason, kept, date_ids(answer.dates)

        return said(self) == said(other)

    def adds_to(self, other: "Answer") -> bool:
        """Tell whether this names an address or a role that the other, else the same, does not."""
        both = ((self.email, other.email), (self.role, other.role))
        return any(typed and typed != kept for typed, kept in both)
