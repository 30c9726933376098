"""Reading events and guests: their lists, the public page, and what of them is due or sought."""

from jvplanner.events.queries.agreed import changes_since_agreed
from jvplanner.events.queries.answers import came_of, coming_events, due, found
from jvplanner.events.queries.guest_list import (
    GuestCounts,
    Wanted,
    everybody,
    guest_counts,
    guests_of,
    how_many,
)
from jvplanner.events.queries.lists import (
    Part,
    PartnersToChoose,
    Shelf,
    events_on,
    partners_to_choose,
    waiting_at,
)
from jvplanner.events.queries.public import announced, registration_of
from jvplanner.events.queries.take_along import guest_sheet
from jvplanner.events.queries.ways_in import ways_in, ways_to_choose

__all__ = [
    "GuestCounts",
    "Part",
    "PartnersToChoose",
    "Shelf",
    "Wanted",
    "announced",
    "came_of",
    "changes_since_agreed",
    "coming_events",
    "due",
    "events_on",
    "everybody",
    "found",
    "guest_counts",
    "guest_sheet",
    "guests_of",
    "how_many",
    "partners_to_choose",
    "registration_of",
    "waiting_at",
    "ways_in",
    "ways_to_choose",
]
