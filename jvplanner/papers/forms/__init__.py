"""Reading what both sides send: an answer, and how a version goes out."""

from jvplanner.papers.forms.answers import (
    AnswerForm,
    HandoverForm,
    QuestionForm,
    ReplyForm,
    SeenForm,
    answer_form,
)
from jvplanner.papers.forms.sending import MoreTimeForm, SendingForm
from jvplanner.papers.forms.wording import GuardedForm, NoStop, guarded

__all__ = [
    "AnswerForm",
    "GuardedForm",
    "HandoverForm",
    "MoreTimeForm",
    "NoStop",
    "QuestionForm",
    "ReplyForm",
    "SeenForm",
    "SendingForm",
    "answer_form",
    "guarded",
]
