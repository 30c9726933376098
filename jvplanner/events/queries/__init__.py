"""Reading events and guests: their lists, the public page, and what of them is due or sought."""

from jvplanner.events.queries.agreed import changes_since_agreed
from jvplanner.events.queries.agreed_to import consents_of, may_share, wants_news
from jvplanner.events.queries.answers import came_of, coming_events, due, found
from jvplanner.events.queries.brought import bringer_of, brought_by
from jvplanner.events.queries.dated import announced_entries, dated
from jvplanner.events.queries.guest_list import (
    GuestCounts,
    Wanted,
    agreed_counts,
    everybody,
    first_within_reach,
    guest_counts,
    guests_of,
    out_of_reach,
    within_reach,
)
from jvplanner.events.queries.line import place_in_line
from jvplanner.events.queries.lists import (
    Part,
    PartnersToChoose,
    Shelf,
    events_on,
    partners_to_choose,
    waiting_at,
)
from jvplanner.events.queries.messages import messages_about
from jvplanner.events.queries.public import announced, registration_of
from jvplanner.events.queries.series import coming_dates, dates_of, how_many_dates
from jvplanner.events.queries.take_along import guest_sheet
from jvplanner.events.queries.ways_in import brought_nobody_yet, ways_in, ways_to_choose
from jvplanner.events.queries.wishes import opted_out_at

__all__ = [
    "GuestCounts",
    "Part",
    "PartnersToChoose",
    "Shelf",
    "Wanted",
    "agreed_counts",
    "announced",
    "announced_entries",
    "bringer_of",
    "brought_by",
    "brought_nobody_yet",
    "came_of",
    "changes_since_agreed",
    "coming_dates",
    "coming_events",
    "consents_of",
    "dated",
    "dates_of",
    "due",
    "events_on",
    "everybody",
    "first_within_reach",
    "found",
    "guest_counts",
    "guest_sheet",
    "guests_of",
    "how_many_dates",
    "may_share",
    "messages_about",
    "opted_out_at",
    "out_of_reach",
    "partners_to_choose",
    "place_in_line",
    "registration_of",
    "waiting_at",
    "wants_news",
    "ways_in",
    "ways_to_choose",
    "within_reach",
]
