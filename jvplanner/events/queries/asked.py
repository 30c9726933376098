"""An event's own questions, read beside the event: one row for each, and one if it asks nothing."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import and_

from jvplanner.events.models import Event, EventQuestion, QuestionKind
from jvplanner.events.rules import lines_of

# The last columns of such a row.
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


def questions_in(rows: Sequence[Sequence[Any]]) -> tuple[Question, ...]:
    return tuple(
        Question(asked, kind, label, tuple(lines_of(options)), required)
        for asked, kind, label, options, required in (row[-len(ASKED) :] for row in rows)
        if asked is not None
    )
