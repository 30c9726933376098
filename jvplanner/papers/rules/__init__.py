"""Decisions about papers that need nothing but their arguments."""

from jvplanner.papers.rules.offers import (
    CandidateDate,
    Difference,
    candidate_dates,
    date_ids,
    differences,
    spans,
)
from jvplanner.papers.rules.terms import (
    CONSENT,
    CONSENTS,
    LINK_LASTS,
    LONGEST_MESSAGE,
    LONGEST_NOTE,
    SENDER_CONSENT,
    reminders,
)

__all__ = [
    "CONSENT",
    "CONSENTS",
    "LINK_LASTS",
    "LONGEST_MESSAGE",
    "LONGEST_NOTE",
    "SENDER_CONSENT",
    "CandidateDate",
    "Difference",
    "candidate_dates",
    "date_ids",
    "differences",
    "reminders",
    "spans",
]
