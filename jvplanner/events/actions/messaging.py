"""Writing to the guests of an event in a member's own words."""

from sqlalchemy import select

from jvplanner.db import db, insert_once
from jvplanner.errors import Conflict
from jvplanner.events import queries
from jvplanner.events.letters import tell_message
from jvplanner.events.models import Event, EventMessage, EventState
from jvplanner.events.queries import Wanted


class NobodyToWriteTo(Conflict):
    """None of the guests who were chosen has an address and still comes."""


class NotAnnounced(Conflict):
    """A draft has no guests to whom anything could be said."""


def write_to_guests(event: Event, wanted: Wanted, *, subject: str, text: str, key: str) -> int:
    """Write to the guests who are wanted, have an address and have not cancelled; return how many.

    key  made by the page; sent twice, it is one message, of which the number is returned again

    The caller holds the event's lock. Raises NotAnnounced and NobodyToWriteTo.
    """
    if event.state is EventState.DRAFT:
        raise NotAnnounced("Publish the event first: nobody can be registered for a draft.")
    recipients = queries.within_reach(event, wanted)
    if not recipients:
        raise NobodyToWriteTo("None of these guests has an e-mail address and still comes.")
    is_new = insert_once(
        EventMessage,
        unique=("event_id", "key"),
        event_id=event.id,
        key=key,
        subject=subject,
        text=text,
        recipients=recipients,
    )
    message = db.session.scalars(
        select(EventMessage).where(EventMessage.event_id == event.id, EventMessage.key == key)
    ).one()
    if is_new:
        tell_message(message, event, wanted)
    return message.recipients
