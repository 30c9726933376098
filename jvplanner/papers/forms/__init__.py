"""Reading what both sides send: an answer, and how a version goes out."""

from jvplanner.papers.forms.answers import (
    AnswerForm,
    HandoverForm,
    QuestionForm,
    ReplyForm,
    SeenForm,
    answer_form,
)
from jvplanner.papers.forms.sending import MoreTimeForm, SendingForm, with_reasons

__all__ = [
    "AnswerForm",
    "HandoverForm",
    "MoreTimeForm",
    "QuestionForm",
    "ReplyForm",
    "SeenForm",
    "SendingForm",
    "answer_form",
    "with_reasons",
]
