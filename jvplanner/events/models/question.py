"""What an organiser asks everybody who registers, beside name and address."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from jvplanner.db import Base, choice
from jvplanner.events.rules import lines_of
from jvplanner.tenancy import PracticeOwned, reference

LONGEST_LABEL, LONGEST_ANSWER = 200, 1_000
LONGEST_OPTION, MOST_OPTIONS, MOST_QUESTIONS = 100, 12, 5


class QuestionKind(StrEnum):
    TEXT = "text"
    CHOICE = "choice"
    CHOICES = "choices"
    YES_NO = "yes_no"

    @property
    def has_options(self) -> bool:
        return self in (QuestionKind.CHOICE, QuestionKind.CHOICES)


class EventQuestion(PracticeOwned, Base):
    """A question of an event's own.

    One that has answers is not changed any more: it is retired, and a new one takes its place. So
    an answer always stands beside the question that was asked.
    """

    __tablename__ = "event_question"
    __table_args__ = (
        reference("event_id", "event"),
        CheckConstraint("label <> ''", name="asks_something"),
        Index("ix_event_question_event", "event_id", "position", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int]
    position: Mapped[int]
    kind: Mapped[QuestionKind] = mapped_column(choice(QuestionKind))
    label: Mapped[str] = mapped_column(String(LONGEST_LABEL))
    # One line for each of what there is to choose from.
    options: Mapped[str] = mapped_column(Text, default="")
    required: Mapped[bool] = mapped_column(default=False)
    retired_at: Mapped[datetime | None]

    @property
    def choices(self) -> tuple[str, ...]:
        return tuple(lines_of(self.options))


class GuestAnswer(PracticeOwned, Base):
    """What one guest answered, in words; several choices stand on a line each."""

    __tablename__ = "guest_answer"
    __table_args__ = (
        reference("guest_id", "guest"),
        reference("question_id", "event_question"),
        UniqueConstraint("guest_id", "question_id", name="one_answer_per_guest_and_question"),
        Index("ix_guest_answer_question", "question_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    guest_id: Mapped[int]
    question_id: Mapped[int]
    answer: Mapped[str] = mapped_column(Text)
