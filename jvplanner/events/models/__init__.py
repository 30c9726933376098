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

__all__ = [
    "EVENT_PAGE",
    "TICKET",
    "Event",
    "EventState",
    "Guest",
    "GuestState",
    "NoFreeSeat",
    "NoLongerPossible",
    "NotReady",
]
