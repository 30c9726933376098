"""A paper sent by link for an answer: its numbered versions, who may answer, and what they said."""

from jvplanner.papers.models.answers import SAID, Answer, IncompleteAnswer, Verdict
from jvplanner.papers.models.drafts import (
    LONGEST_TITLE,
    Drafted,
    SavedElsewhere,
    SentMeanwhile,
    SettledPaper,
)
from jvplanner.papers.models.entries import EntryKind, PaperEntry
from jvplanner.papers.models.papers import (
    AlreadyAnswered,
    NothingToAnswer,
    NotTheCurrentVersion,
    Paper,
)
from jvplanner.papers.models.questions import AlreadyReplied, Question
from jvplanner.papers.models.recipients import PAPER, HandedOver, Recipient
from jvplanner.papers.models.states import AFTER, MAY_BE_SENT, MAY_BE_WITHDRAWN, PaperState
from jvplanner.papers.models.versions import NeverChanged, PaperVersion

__all__ = [
    "AFTER",
    "LONGEST_TITLE",
    "MAY_BE_SENT",
    "MAY_BE_WITHDRAWN",
    "PAPER",
    "SAID",
    "AlreadyAnswered",
    "AlreadyReplied",
    "Answer",
    "Drafted",
    "EntryKind",
    "HandedOver",
    "IncompleteAnswer",
    "NeverChanged",
    "NotTheCurrentVersion",
    "NothingToAnswer",
    "Paper",
    "PaperEntry",
    "PaperState",
    "PaperVersion",
    "Question",
    "Recipient",
    "SavedElsewhere",
    "SentMeanwhile",
    "SettledPaper",
    "Verdict",
]
