"""Reading events and guests: their lists, the public page, and what of them is due or sought."""

from jvplanner.events.queries.agreed import changes_since_agreed
from jvplanner.events.queries.answers import came_of, coming_events, due, found
from jvplanner.events.queries.lists import (
    GuestCounts,
    Part,
    PartnersToChoose,
    Shelf,
    events_on,
    guest_counts,
    guests_of,
    partners_to_choose,
    waiting_at,
)
from jvplanner.events.queries.public import announced, registration_of

__all__ = [
    "GuestCounts",
    "Part",
    "PartnersToChoose",
    "Shelf",
    "announced",
    "came_of",
    "changes_since_agreed",
    "coming_events",
    "due",
    "events_on",
    "found",
    "guest_counts",
    "guests_of",
    "partners_to_choose",
    "registration_of",
    "waiting_at",
]
