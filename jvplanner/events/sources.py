"""By what people find an event: everything that is handed out carries a short code of its own."""

from enum import StrEnum

from jvplanner.events.models import EVENT_PAGE
from jvplanner.events.rules import tracked_source
from jvplanner.links.addresses import absolute


class Source(StrEnum):
    """What every event has; its value is the code in the address, such as /e/<code>?s=p."""

    POSTER = "p"
    TABLE_CARD = "t"
    COUNTER_CARD = "c"
    SLIDE = "s"
    NEWSLETTER = "n"
    SOCIAL_POST = "o"
    COUNTER_STAFF = "w"
    FRIEND = "f"
    EMBEDDED_CARD = "i"
    PRACTICE_PAGE = "h"
    CALENDAR = "k"

    @property
    def label(self) -> str:
        return LABELS[self]


LABELS = {
    Source.POSTER: "Poster",
    Source.TABLE_CARD: "Table card",
    Source.COUNTER_CARD: "Counter card",
    Source.SLIDE: "Slide",
    Source.NEWSLETTER: "Partner’s newsletter",
    Source.SOCIAL_POST: "Social post",
    Source.COUNTER_STAFF: "Counter staff",
    Source.FRIEND: "A friend",
    Source.EMBEDDED_CARD: "Card on the partner’s site",
    Source.PRACTICE_PAGE: "Practice’s page",
    Source.CALENDAR: "Calendar",
}


def tracked_address(event_code: str, source: str) -> str:
    """Return the public address of an event with the code of what leads there.

    Raises ValueError for what is no code: it would be lost on the way.
    """
    if not tracked_source(source):
        raise ValueError(f"{source!r} is no code of a source")
    return absolute(f"{EVENT_PAGE.path}/{event_code}?s={source}")
