"""What an agreement says, who may take on which duty, and what keeps it from being sent."""

from jvplanner.agreements.rules.contents import (
    A_DUTY,
    LICENCE,
    REMINDED_BEFORE,
    content_of,
    duties_in_words,
    field_of,
    impossible_days,
    why_not,
)
from jvplanner.agreements.rules.drafts import Draft, DutyDraft, Side
from jvplanner.agreements.rules.licences import (
    asked_duties,
    covers_physicians,
    is_allowed,
    says_none,
    usual_duties,
    without_licence,
)

__all__ = [
    "A_DUTY",
    "LICENCE",
    "REMINDED_BEFORE",
    "Draft",
    "DutyDraft",
    "Side",
    "asked_duties",
    "content_of",
    "covers_physicians",
    "duties_in_words",
    "field_of",
    "impossible_days",
    "is_allowed",
    "says_none",
    "usual_duties",
    "why_not",
    "without_licence",
]
