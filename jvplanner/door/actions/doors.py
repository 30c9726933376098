"""Opening a door for helpers, and closing it."""

from jvplanner import clock
from jvplanner.db import db
from jvplanner.door.models import DOOR, Door
from jvplanner.door.rules import is_over
from jvplanner.errors import Conflict
from jvplanner.events.models import Event, EventState
from jvplanner.links import addresses


class NoDoor(Conflict):
    """The event is not one that people come to."""


def why_no_door(event: Event) -> str | None:
    """Return what keeps a door from being opened, in words; None if nothing does."""
    if event.state is EventState.CANCELLED:
        return "This event was called off, so nobody comes."
    if event.state is not EventState.PUBLISHED:
        return "A door is for the guests of a published event. Publish this one first."
    if is_over(event.ends_at, clock.now()):
        return "This event is over. You can still mark on its result page who came."
    return None


def open_door(event: Event, label: str) -> Door:
    """Open one more door of an event and give it its private address.

    The address closes a day after the event, whenever that will be: see rules.is_over().
    Raises NoDoor for a draft, a cancelled event and one that is long over.
    """
    if why := why_no_door(event):
        raise NoDoor(why)
    door = Door(event_id=event.id, label=label)
    db.session.add(door)
    db.session.flush()
    addresses.issue(DOOR, door.id)
    return door


def renew_door(door: Door) -> None:
    """Give an open door a new address, such as when the key of its old one was thrown away.

    What a phone sends to the old one is kept, as long as that can be told from a forged one.
    Raises NoDoor when nobody may be let in by this door any more.
    """
    link = addresses.link_for(DOOR, door.id)
    if why := why_no_door(door.event):
        raise NoDoor(why)
    if not link.is_open(clock.now()):
        raise NoDoor("This door is closed. Open another one.")
    addresses.renew(link)


def close_door(door: Door) -> None:
    """Let the door's address admit nobody any more. What it sends is kept for the owner."""
    addresses.link_for(DOOR, door.id).revoke(clock.now())
