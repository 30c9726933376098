"""Occasions with seats, and the guests who take them."""

from jvplanner.events.models.event import (
    EVENT_PAGE,
    Event,
    EventState,
    NoFreeSeat,
    NoLongerPossible,
    NotReady,
)
from jvplanner.events.models.guest import TICKET, Guest, GuestState
from jvplanner.events.models.message import LONGEST_MESSAGE, LONGEST_SUBJECT, EventMessage
from jvplanner.events.models.source import LONGEST_LABEL, EventSource, EventVisit

__all__ = [
    "EVENT_PAGE",
    "LONGEST_LABEL",
    "LONGEST_MESSAGE",
    "LONGEST_SUBJECT",
    "TICKET",
    "Event",
    "EventMessage",
    "EventSource",
    "EventState",
    "EventVisit",
    "Guest",
    "GuestState",
    "NoFreeSeat",
    "NoLongerPossible",
    "NotReady",
]
