"""A question that a partner asks before answering, and the reply."""

from datetime import datetime

from sqlalchemy import Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from jvplanner.db import Base
from jvplanner.errors import Conflict
from jvplanner.papers.models.recipients import Recipient
from jvplanner.papers.rules import LONGEST_NOTE
from jvplanner.tenancy import PracticeOwned, reference


class AlreadyReplied(Conflict):
    """The question has its reply."""


class Question(PracticeOwned, Base):
    """What somebody at the partner wants to know; the paper waits for its answer all the same."""

    __tablename__ = "paper_question"
    __table_args__ = (
        reference("paper_id", "paper"),
        reference("recipient_id", "recipient"),
        Index("ix_paper_question_paper", "paper_id", "id"),
        Index("ix_paper_question_recipient", "recipient_id", "id"),
        Index("ix_paper_question_open", "practice_id", "replied_at", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    paper_id: Mapped[int]
    recipient_id: Mapped[int]
    version: Mapped[int]
    text: Mapped[str] = mapped_column(String(LONGEST_NOTE))
    asked_at: Mapped[datetime]
    reply: Mapped[str] = mapped_column(String(LONGEST_NOTE), default="")
    replied_at: Mapped[datetime | None]
    recipient: Mapped[Recipient] = relationship(
        primaryjoin="foreign(Question.recipient_id) == Recipient.id"
    )

    def answer(self, reply: str, now: datetime) -> None:
        """Keep the practice's reply; raises AlreadyReplied for another one."""
        if self.replied_at is not None:
            raise AlreadyReplied("This question was answered already.")
        self.reply, self.replied_at = reply, now
