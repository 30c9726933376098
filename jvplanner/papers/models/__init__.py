"""A paper sent by link for an answer: its numbered versions, who may answer, and what they said."""

from jvplanner.papers.models.answers import SAID, Answer, IncompleteAnswer, Verdict
from jvplanner.papers.models.papers import (
    MAY_BE_SENT,
    MAY_BE_WITHDRAWN,
    PAPER,
    AlreadyAnswered,
    NothingToAnswer,
    NotTheCurrentVersion,
    Paper,
    PaperState,
    Recipient,
)
from jvplanner.papers.models.versions import NeverChanged, PaperVersion, canonical

__all__ = [
    "MAY_BE_SENT",
    "MAY_BE_WITHDRAWN",
    "PAPER",
    "SAID",
    "AlreadyAnswered",
    "Answer",
    "IncompleteAnswer",
    "NeverChanged",
    "NotTheCurrentVersion",
    "NothingToAnswer",
    "Paper",
    "PaperState",
    "PaperVersion",
    "Recipient",
    "Verdict",
    "canonical",
]
