"""Choosing what an event asks everybody who registers."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import exists, select

from jvplanner.db import db
from jvplanner.events.answering import Wording
from jvplanner.events.models import Event, EventQuestion, GuestAnswer
from jvplanner.events.queries.asked import questions_of


def ask(event: Event, wordings: Sequence[Wording], now: datetime) -> None:
    """Let the event ask these questions, in this order, and no others; its lock is held.

    What somebody has answered already stays as it was asked: it is retired, and where it was
    changed, a new question takes its place.
    """
    known = {question.id: question for question in questions_of(event)}
    for position, wording in enumerate(wordings):
        question = known.pop(wording.id, None) if wording.id else None
        if question is not None and not _differs(question, wording):
            question.position = position
            continue
        if question is not None:
            _take_away(question, now)
        db.session.add(
            EventQuestion(
                event_id=event.id,
                position=position,
                kind=wording.kind,
                label=wording.label,
                options=wording.options if wording.kind.has_options else "",
                required=wording.required,
            )
        )
    for question in known.values():
        _take_away(question, now)
    event.changed(now)
    db.session.flush()


def _differs(question: EventQuestion, wording: Wording) -> bool:
    options = wording.options if wording.kind.has_options else ""
    now = (question.kind, question.label, question.options, question.required)
    return now != (wording.kind, wording.label, options, wording.required)


def _take_away(question: EventQuestion, now: datetime) -> None:
    answered = select(exists(GuestAnswer).where(GuestAnswer.question_id == question.id))
    if db.session.scalar(answered):
        question.retired_at = now
    else:
        db.session.delete(question)
