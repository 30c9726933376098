"""An event's own questions: by themselves, and beside the event."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import and_, select

from jvplanner.db import db
from jvplanner.events.models import Event, EventQuestion, QuestionKind
from jvplanner.events.rules import lines_of

# Read beside the event there is one row for each question, and one if it asks nothing; these are
# its last columns.
ASKED = (
    EventQuestion.id,
    EventQuestion.kind,
    EventQuestion.label,
    EventQuestion.options,
    EventQuestion.required,
)
IS_ASKED = and_(
    EventQuestion.practice_id == Event.practice_id,
    EventQuestion.event_id == Event.id,
    EventQuestion.retired_at.is_(None),
)


@dataclass(frozen=True)
class Question:
    """What an event asks beside name and address."""

    id: int
    kind: QuestionKind
    label: str
    options: tuple[str, ...]
    required: bool


def questions_of(event: Event) -> list[EventQuestion]:
    """Return what the event asks now, in its order."""
    asked = select(EventQuestion).where(
        EventQuestion.event_id == event.id, EventQuestion.retired_at.is_(None)
    )
    return list(db.session.scalars(asked.order_by(EventQuestion.position, EventQuestion.id)))


def questions_in(rows: Sequence[Sequence[Any]]) -> tuple[Question, ...]:
    """Return the questions in rows of an event that were read with ASKED."""
    return tuple(
        Question(asked, kind, label, tuple(lines_of(options)), required)
        for asked, kind, label, options, required in (row[-len(ASKED) :] for row in rows)
        if asked is not None
    )
