"""Choosing what an event asks everybody who registers."""

from collections.abc import Sequence
from dataclasses import replace
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
        if question is not None and _as_asked(question) == _as_asked(wording):
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


def ask_each(events: Sequence[Event], wordings: Sequence[Wording], now: datetime) -> None:
    """Let several events ask the same; the wordings name questions of the first, as in ask().

    What another of them asks in the same words already stays, with its answers.
    """
    first, *others = events
    ask(first, wordings, now)
    for event in others:
        known = {_as_asked(question): question.id for question in questions_of(event)}
        ask(event, [replace(each, id=known.pop(_as_asked(each), None)) for each in wordings], now)


def _as_asked(asked: EventQuestion | Wording) -> tuple[object, ...]:
    """Return what makes two questions the same."""
    return asked.kind, asked.label, asked.options if asked.kind.has_options else "", asked.required


def _take_away(question: EventQuestion, now: datetime) -> None:
    answered = select(exists(GuestAnswer).where(GuestAnswer.question_id == question.id))
    if db.session.scalar(answered):
        question.retired_at = now
    else:
        db.session.delete(question)
