"""An event as calendars and letters show it: the same words everywhere."""

from datetime import datetime
from urllib.parse import urlencode

from jvplanner.calendars import CalendarEntry, EntryState
from jvplanner.events.models import EVENT_PAGE, Event, EventState, Guest
from jvplanner.events.sources import Source, tracked_address
from jvplanner.languages import gettext as _
from jvplanner.links import addresses
from jvplanner.practices.models import Practice
from jvplanner.wall_time import local

# Longer addresses than this are cut off on the way.
LONGEST_DETAILS = 600


def event_address(event: Event) -> str:
    return addresses.absolute(f"{EVENT_PAGE.path}/{event.code}")


def where_in_words(event: Event) -> str:
    """Return place, room and address in one line; the online address is for tickets only."""
    address = " ".join(event.address.split())
    place = ", ".join(filter(None, (event.place, event.room, address)))
    return place or _("Online")


def calendar_entry(event: Event, practice: Practice, guest: Guest | None = None) -> CalendarEntry:
    """Return the event for a calendar, which may be shared. Source: B5.

    guest  whose calendar it is, in whose file there is an alarm, and which takes the event out
           when they come no longer; None for everybody's

    The entry is the event's, so that it has one UID wherever it stands; what the guest did raises
    their own SEQUENCE only.
    """
    leaves = guest is not None and not guest.is_active
    is_cancelled = event.state is EventState.CANCELLED
    return CalendarEntry(
        uid=f"{event.calendar_uid}@jvplanner",
        sequence=event.sequence + (guest.calendar_changes if guest else 0),
        title=event.title,
        starts_at=event.starts_at,
        ends_at=event.ends_at,
        time_zone=event.time_zone,
        place=where_in_words(event),
        details=event.cancellation_reason if is_cancelled else event.description,
        url=tracked_address(event.code, Source.CALENDAR),
        organiser_name=practice.name,
        organiser_email=practice.reply_email,
        updated_at=max(event.updated_at, _changed_at(guest)) if guest else event.updated_at,
        state=EntryState.CANCELLED if is_cancelled or leaves else EntryState.CONFIRMED,
        alarm=_("In two hours: %(title)s", title=event.title) if guest else "",
    )


def _changed_at(guest: Guest) -> datetime:
    return guest.cancelled_at or guest.registered_at


def calendar_links(entry: CalendarEntry) -> list[tuple[str, str]]:
    """Return where the event can be added to calendars on the web: name and address of each.

    Nothing is loaded from there before somebody follows one; nothing in them is private (B5).
    """
    text = "\n\n".join(filter(None, (entry.details, entry.url)))[:LONGEST_DETAILS]
    starts, ends = (local(at, "UTC") for at in (entry.starts_at, entry.ends_at))
    google = {
        "action": "TEMPLATE",
        "text": entry.title,
        "dates": f"{starts:%Y%m%dT%H%M%SZ}/{ends:%Y%m%dT%H%M%SZ}",
        "ctz": entry.time_zone,
        "location": entry.place,
        "details": text,
    }
    outlook = {
        "path": "/calendar/action/compose",
        "rru": "addevent",
        "subject": entry.title,
        "startdt": f"{starts:%Y-%m-%dT%H:%M:%SZ}",
        "enddt": f"{ends:%Y-%m-%dT%H:%M:%SZ}",
        "location": entry.place,
        "body": text,
    }
    return [
        ("Google", f"https://calendar.google.com/calendar/render?{urlencode(google)}"),
        ("Outlook", f"https://outlook.live.com/calendar/0/deeplink/compose?{urlencode(outlook)}"),
    ]
