"""What is an answer to an event's own question, and what is none; decided without a database."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from jvplanner.events.models.question import LONGEST_ANSWER, QuestionKind
from jvplanner.languages import gettext as _
from jvplanner.typed_text import CANNOT_BE_SHOWN, has_control_characters, paragraphs

YES, NO = "yes", "no"


class Asked(Protocol):
    """A question, as far as an answer has to fit it."""

    @property
    def kind(self) -> QuestionKind: ...
    @property
    def options(self) -> tuple[str, ...]: ...
    @property
    def required(self) -> bool: ...


@dataclass(frozen=True)
class Wording:
    """A question as an organiser typed it; id of the one that it changes, None for a new one."""

    id: int | None
    kind: QuestionKind
    label: str
    options: str
    required: bool


class NoAnswer(ValueError):
    """What was sent does not answer the question; str() says what to do about it."""


def field_name(question_id: int) -> str:
    return f"question_{question_id}"


def answer_in(question: Asked, sent: Sequence[str]) -> str:
    """Return what was answered, in the words that are kept; empty for no answer.

    sent  what the form sent for the question; several choices are several texts

    Raises NoAnswer.
    """
    given = [text.strip() for text in sent if text.strip()]
    if not given:
        if question.required:
            raise NoAnswer(_("Answer this question, please."))
        return ""
    if question.kind is QuestionKind.TEXT:
        return _text(given[0])
    offered = (YES, NO) if question.kind is QuestionKind.YES_NO else question.options
    if not set(given) <= set(offered):
        raise NoAnswer(_("Choose only from those offered."))
    if question.kind is QuestionKind.CHOICES:
        return "\n".join(option for option in offered if option in given)
    if len(given) > 1:
        raise NoAnswer(_("Choose one of those offered."))
    return given[0]


def _text(given: str) -> str:
    text = paragraphs(given)
    if len(text) > LONGEST_ANSWER:
        raise NoAnswer(_("Use at most %(max)d characters.", max=LONGEST_ANSWER))
    if has_control_characters(text):
        raise NoAnswer(_(CANNOT_BE_SHOWN))
    return text


def in_words(kind: QuestionKind, answer: str) -> str:
    """Return a kept answer as members read it, on one line."""
    if kind is QuestionKind.YES_NO:
        return "Yes" if answer == YES else "No"
    return ", ".join(answer.split("\n")) if kind is QuestionKind.CHOICES else answer
