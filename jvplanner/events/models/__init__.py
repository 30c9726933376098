"""Occasions with seats, the guests who take them, and what guests say of themselves."""

from jvplanner.events.models.consent import ConsentPurpose, GuestConsent
from jvplanner.events.models.event import (
    EVENT_PAGE,
    LONGEST_LINK,
    LONGEST_NOTE,
    LONGEST_ROOM,
    Event,
    NoFreeSeat,
    NoLongerPossible,
    NotReady,
)
from jvplanner.events.models.guest import (
    KEEPS_THE_SEAT,
    TICKET,
    Departure,
    Guest,
    GuestState,
)
from jvplanner.events.models.letter_round import LetterRound
from jvplanner.events.models.message import LONGEST_MESSAGE, LONGEST_SUBJECT, EventMessage
from jvplanner.events.models.question import EventQuestion, GuestAnswer, QuestionKind
from jvplanner.events.models.refused import RefusedAttempts
from jvplanner.events.models.series import SERIES_PAGE, EventSeries
from jvplanner.events.models.source import LONGEST_LABEL, EventSource, EventVisit
from jvplanner.events.rules import EventState, Stage

__all__ = [
    "EVENT_PAGE",
    "KEEPS_THE_SEAT",
    "LONGEST_LABEL",
    "LONGEST_LINK",
    "LONGEST_MESSAGE",
    "LONGEST_NOTE",
    "LONGEST_ROOM",
    "LONGEST_SUBJECT",
    "SERIES_PAGE",
    "TICKET",
    "ConsentPurpose",
    "Departure",
    "Event",
    "EventMessage",
    "EventQuestion",
    "EventSeries",
    "EventSource",
    "EventState",
    "EventVisit",
    "Guest",
    "GuestAnswer",
    "GuestConsent",
    "GuestState",
    "LetterRound",
    "NoFreeSeat",
    "NoLongerPossible",
    "NotReady",
    "QuestionKind",
    "RefusedAttempts",
    "Stage",
]
