"""An agreement, its two parties, and whose each duty is."""

from jvplanner.agreements.models.agreement import (
    LONGEST_PART,
    MOST_DUTIES,
    Agreement,
    DutyTwice,
    NeedsLicence,
    NotInForce,
    TooEarly,
    TooManyDuties,
)
from jvplanner.agreements.models.duties import LONGEST_DUTY, LONGEST_LICENCE, Duty, Party

__all__ = [
    "LONGEST_DUTY",
    "LONGEST_LICENCE",
    "LONGEST_PART",
    "MOST_DUTIES",
    "Agreement",
    "Duty",
    "DutyTwice",
    "NeedsLicence",
    "NotInForce",
    "Party",
    "TooEarly",
    "TooManyDuties",
]
