"""An event as calendars and letters show it: the same words everywhere."""

from jvplanner.events.calendar import CalendarEntry
from jvplanner.events.models import EVENT_PAGE, Event, EventState
from jvplanner.links import addresses
from jvplanner.practices.models import Practice


def event_address(event: Event) -> str:
    return addresses.absolute(f"{EVENT_PAGE.path}/{event.code}")


def where_in_words(event: Event) -> str:
    """Return place and postal address in one line; the online address is for tickets only."""
    place = ", ".join(filter(None, (event.place, " ".join(event.address.split()))))
    return place or "Online"


def calendar_entry(event: Event, practice: Practice, *, taken_out: bool = False) -> CalendarEntry:
    """Return the event for a calendar file that may end up in a shared calendar. Source: B5.

    taken_out  the guest comes no longer, though the event takes place
    """
    cancelled = event.state is EventState.CANCELLED
    return CalendarEntry(
        uid=f"{event.calendar_uid}@jvplanner",
        sequence=event.sequence,
        title=event.title,
        starts_at=event.starts_at,
        ends_at=event.ends_at,
        time_zone=event.time_zone,
        place=where_in_words(event),
        details=event.cancellation_reason if cancelled else event.description,
        url=event_address(event),
        organiser_name=practice.name,
        organiser_email=practice.reply_email,
        updated_at=event.updated_at,
        cancelled=cancelled or taken_out,
    )
