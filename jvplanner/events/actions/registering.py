"""Taking, changing and giving back a seat. The caller holds the event's lock in every case."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select

from jvplanner.db import db
from jvplanner.errors import Conflict
from jvplanner.events import letters, rules
from jvplanner.events.actions import seating
from jvplanner.events.actions.seating import LeftTooOften, OnTheList, seat
from jvplanner.events.models import (
    TICKET,
    Departure,
    Event,
    EventState,
    Guest,
    GuestState,
    NoLongerPossible,
)
from jvplanner.events.party import MOST_FRIENDS, Party
from jvplanner.languages import ENGLISH
from jvplanner.languages import gettext as _
from jvplanner.links import addresses
from jvplanner.mailboxes import email_key
from jvplanner.people.knowing import Human
from jvplanner.people.names import name_key
from jvplanner.statements import driver_of

__all__ = ["AlreadyRegistered", "LeftTooOften", "active_guest", "register"]

DEPARTURES = {
    GuestState.CONFIRMED: Departure.SEAT,
    GuestState.OFFERED: Departure.OFFER,
    GuestState.WAITING: Departure.LINE,
}


class AlreadyRegistered(Conflict):
    """The address has a seat or a place on the waiting list."""

    def __init__(self, guest: Guest) -> None:
        super().__init__("This address is already on the list.")
        self.guest = guest


def register(
    event: Event,
    *,
    name: str,
    email: str,
    now: datetime,
    phone: str = "",
    source: str = "",
    language: str = ENGLISH,
) -> Guest:
    """Seat the guest, or put them on the waiting list, and write to them, as seating.seat() does.

    For whoever is not at the event's page.

    email     a valid address, or "" for somebody of whom there is none; they get no letter
    language  the one in which their ticket and letters speak

    Raises AlreadyRegistered and LeftTooOften.
    """
    human = Human(name, email.strip(), email_key(email) if email else None, phone)
    try:
        seated = seat(
            driver_of(db.session()),
            event,
            Party(human, source=source, language=language),
            now,
            by_hand=True,
        )
    except OnTheList as known:
        raise AlreadyRegistered(db.session.get_one(Guest, known.guest_id)) from None
    db.session.refresh(event, ["seats_taken"])
    return db.session.get_one(Guest, seated.guest_id)


def add_by_hand(event: Event, *, name: str, email: str, phone: str, now: datetime) -> Guest:
    """Register somebody for a member, also while registration is closed.

    Raises NoLongerPossible for a draft and for what is cancelled or over; else as register().
    """
    if not event.is_on(now):
        raise NoLongerPossible(
            "Guests can be added while an event is published and not over. "
            "Whoever comes without a seat is added at the door."
        )
    return register(event, name=name, email=email, phone=phone, now=now)


def repeat(guest: Guest, name: str, now: datetime) -> Guest:
    """Answer a registration for an address that is on the list already.

    Returns the guest when it is the same person's same tap, who may see the ticket. For anybody
    else the ticket goes to the address itself, and AlreadyRegistered is raised: also for whoever
    named the guest, and so knows name and address, but has the ticket no longer. Source: A2.
    """
    is_same = rules.is_same_tap(guest.name, guest.registered_at, name, now)
    if is_same and not guest.was_named_by_another:
        return guest
    letters.tell_ticket_again(guest, now)
    raise AlreadyRegistered(guest)


class TooManyFriends(Conflict):
    """Somebody who registers once more names further friends than one may bring."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "With those whom you bring already there would be more than three friends, "
                "so nobody was added. Whoever else comes can register themselves."
            )
        )


def bring(event: Event, guest: Guest, friends: Sequence[Human], now: datetime) -> None:
    """Seat whom a guest names when they register once more; who was named before is seated.

    Raises TooManyFriends when with them there were more than MOST_FRIENDS, whoever left since.
    """
    if not friends:
        return
    brought = select(Guest.name_key).where(Guest.brought_by_id == guest.id)
    known = db.session.scalars(brought).all()
    new = tuple(friend for friend in friends if name_key(friend.name) not in known)
    if len(known) + len(new) > MOST_FRIENDS:
        raise TooManyFriends
    if new:
        party = Party(Human(guest.name, "", None), new, language=guest.language)
        seating.bring(driver_of(db.session()), event, guest.id, party, now)


def cancel(guest: Guest, now: datetime, *, by_member: bool = False) -> None:
    """Give the guest's place back. Done twice, it is done once. Raises NoLongerPossible.

    A seat is offered to whoever waits once the guest can no longer undo this; see returning.
    """
    if not guest.is_active:
        return
    if not guest.may_leave(now):
        raise NoLongerPossible(_why_nobody_leaves(guest.event, now))
    if guest.holds_a_seat:
        guest.event.look_after_line(now + rules.UNDO)
    guest.leave(Departure.REMOVED if by_member else DEPARTURES[guest.state], now)
    db.session.flush()
    letters.tell_cancelled(guest)


def _why_nobody_leaves(event: Event, now: datetime) -> str:
    if event.state is EventState.CANCELLED:
        return _("This event does not take place, so there is no seat to give back.")
    if event.is_past(now):
        return _("This event is over, so there is no seat to give back.")
    return _("This event has begun, so no seat can be given back any more.")


def send_ticket_again(guest: Guest, now: datetime) -> bool:
    """Send the guest's ticket, or where they wait, once more; False within an hour of the last.

    Raises NoLongerPossible when nobody needs the ticket any more, or it has no address to go to.
    """
    if not guest.email or not guest.is_active or not guest.event.is_on(now):
        raise NoLongerPossible(_("There is no ticket to send, or nowhere to send it."))
    return letters.tell_ticket_again(guest, now)


def send_ticket_anew(guest: Guest, now: datetime) -> None:
    """Give a ticket whose server key is gone a new address, and send it there.

    A ticket that opens stays as it is, so that a second press changes nothing.
    Raises NoLongerPossible when nobody needs the ticket any more.
    """
    link = addresses.link_for(TICKET, guest.id)
    if addresses.has_key(link):
        return
    if not guest.is_active or not guest.event.is_on(now):
        raise NoLongerPossible("Nobody needs this ticket any more.")
    addresses.renew(link)
    db.session.flush()
    letters.tell_new_ticket(guest, link)


def active_guest(event: Event, key: str) -> Guest | None:
    """Return whoever is on the event's list with this e-mail key and has not cancelled."""
    return db.session.scalar(
        select(Guest).where(
            Guest.event_id == event.id,
            Guest.email_key == key,
            Guest.state != GuestState.CANCELLED,
        )
    )
