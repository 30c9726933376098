"""What a member writes to guests in their own words."""

from sqlalchemy import exists, select

from jvplanner.db import db
from jvplanner.events.entries import where_in_words
from jvplanner.events.letters.telling import tell_each
from jvplanner.events.models import TICKET, Event, EventMessage, Guest, GuestState
from jvplanner.events.queries import Wanted
from jvplanner.links import addresses
from jvplanner.outbox.letters import Contents, letter
from jvplanner.practices.models import Practice
from jvplanner.tenancy import current_practice_id

MESSAGE = "event_message"


def tell_message(message: EventMessage, event: Event, wanted: Wanted) -> None:
    """Write a letter to each of the wanted guests who has an address and has not cancelled."""
    tell_each(MESSAGE, event, f":{message.id}", wanted=wanted, message_id=message.id)


def message_contents(guest: Guest, subject: str, text: str) -> Contents:
    """Return what fills the letter to a guest; the message itself may not be kept yet."""
    practice = db.session.get_one(Practice, current_practice_id())
    context = {
        "guest": guest,
        "event": guest.event,
        "where": where_in_words(guest.event),
        "practice": practice,
        "subject": subject,
        "text": text,
        "ticket_address": addresses.private(TICKET, addresses.link_for(TICKET, guest.id)),
    }
    return Contents(context, practice.name, practice.reply_email)


def _still_comes(guest_id: int, **_message: int) -> bool:
    comes = exists(Guest).where(Guest.id == guest_id, Guest.state != GuestState.CANCELLED)
    return bool(db.session.scalar(select(comes)))


@letter(MESSAGE, "Message to guests", is_needed=_still_comes)
def _message(guest_id: int, message_id: int) -> Contents:
    message = db.session.get_one(EventMessage, message_id)
    return message_contents(db.session.get_one(Guest, guest_id), message.subject, message.text)
