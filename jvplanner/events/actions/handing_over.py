"""Letting somebody else come in a guest's place. The caller holds the event's lock."""

from datetime import datetime, timedelta

from sqlalchemy import func, select

from jvplanner.db import db
from jvplanner.errors import Conflict
from jvplanner.events import letters
from jvplanner.events.actions.registering import AlreadyRegistered, active_guest
from jvplanner.events.models import TICKET, Departure, Guest, GuestState, NoLongerPossible
from jvplanner.events.sources import Source
from jvplanner.languages import gettext as _
from jvplanner.links import addresses
from jvplanner.mailboxes import email_key
from jvplanner.people.models import person_known_as
from jvplanner.people.names import name_key

A_DAY = timedelta(days=1)
MOST_A_DAY = 10


class HandedOnTooOften(Conflict):
    """A ticket has gone from hand to hand more often than tickets do: each time we write."""


class OwnAddress(Conflict):
    """The ticket is at this address already."""


def may_hand_over(guest: Guest, now: datetime) -> bool:
    """Tell whether somebody else may come in the guest's place: who has a seat, until the start."""
    is_seated = guest.state is GuestState.CONFIRMED and not guest.walked_in
    return is_seated and guest.event.is_on(now) and not guest.event.has_begun(now)


def hand_over(guest: Guest, *, name: str, email: str, now: datetime) -> Guest:
    """Give the guest's seat to somebody else, by a ticket of their own; the old one opens nothing.

    They are a guest like any other: what the first guest answered and agreed to is not theirs.
    Raises NoLongerPossible, OwnAddress, AlreadyRegistered and HandedOnTooOften.
    """
    if not may_hand_over(guest, now):
        raise NoLongerPossible(_("This ticket can no longer be handed over."))
    key = email_key(email)
    if key == guest.email_key:
        raise OwnAddress(_("This ticket is at that address already."))
    if known := active_guest(guest.event, key):
        raise AlreadyRegistered(known)
    _refuse_too_often(guest, now)
    guest.leave(Departure.HANDED_OVER, now)
    addresses.link_for(TICKET, guest.id).revoke(now)
    other = _seated(guest, name, email, now)
    letters.tell_handed_over(guest, other)
    return other


def _seated(giver: Guest, name: str, email: str, now: datetime) -> Guest:
    event, person = giver.event, person_known_as(name, email)
    db.session.flush()
    source, changes = _known_of(giver.event_id, person.id)
    event.take_seat()
    guest = Guest(
        event=event,
        person=person,
        name=name,
        name_key=name_key(name),
        email=email,
        email_key=email_key(email),
        source=source,
        language=giver.language,
        registered_at=now,
        state=GuestState.CONFIRMED,
        handed_by_id=giver.id,
        calendar_changes=changes,
    )
    db.session.add(guest)
    db.session.flush()
    addresses.issue(TICKET, guest.id)
    db.session.flush()
    return guest


def _known_of(event_id: int, person_id: int) -> tuple[str, int]:
    """Return by which way a person came to an event first, and the changes their calendar knows.

    Whoever was on the list before keeps that way; a friend brings everybody else.
    """
    theirs = (Guest.person_id == person_id, Guest.event_id == event_id)
    first = select(Guest.source).where(*theirs).order_by(Guest.id).limit(1)
    known = select(func.max(Guest.calendar_changes) + 1).where(*theirs)
    source = db.session.scalar(first)
    return Source.FRIEND if source is None else source, db.session.scalar(known) or 0


def _refuse_too_often(guest: Guest, now: datetime) -> None:
    """Raise HandedOnTooOften where a ticket would make us write to strangers without end."""
    hands, holder = 0, guest
    while holder.handed_by_id is not None and holder.registered_at > now - A_DAY:
        hands += 1
        if hands >= MOST_A_DAY:
            raise HandedOnTooOften(_("This ticket was handed over very often today. Try tomorrow."))
        holder = db.session.get_one(Guest, holder.handed_by_id)
