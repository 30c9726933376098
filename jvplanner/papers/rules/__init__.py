"""Decisions about papers that need nothing but their arguments."""

from jvplanner.papers.rules.offers import (
    CandidateDate,
    Difference,
    Passage,
    agreed_dates,
    candidate_dates,
    date_ids,
    differences,
    spans,
)
from jvplanner.papers.rules.terms import (
    CONSENT,
    CONSENTS,
    LETTER_WAITS,
    LINK_LASTS,
    LONGEST_MESSAGE,
    LONGEST_NOTE,
    MAY_LAST,
    REMINDERS,
    SENDER_CONSENT,
    is_overtaken,
    reminders,
)

__all__ = [
    "CONSENT",
    "CONSENTS",
    "LETTER_WAITS",
    "LINK_LASTS",
    "LONGEST_MESSAGE",
    "LONGEST_NOTE",
    "MAY_LAST",
    "REMINDERS",
    "SENDER_CONSENT",
    "CandidateDate",
    "Difference",
    "Passage",
    "agreed_dates",
    "candidate_dates",
    "date_ids",
    "differences",
    "is_overtaken",
    "reminders",
    "spans",
]
