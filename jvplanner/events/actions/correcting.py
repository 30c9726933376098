"""Putting a guest's name or address right. The caller holds the event's lock in every case."""

from datetime import datetime

from sqlalchemy import exists, select

from jvplanner.db import db
from jvplanner.events import letters
from jvplanner.events.actions.registering import AlreadyRegistered, active_guest
from jvplanner.events.models import TICKET, EventState, Guest, NoLongerPossible
from jvplanner.languages import gettext as _
from jvplanner.links import addresses
from jvplanner.mailboxes import email_key, suggested_address
from jvplanner.people.models import Person, person_known_as
from jvplanner.people.names import name_key


def may_correct_own(guest: Guest, now: datetime) -> bool:
    """Tell whether the guest may take another address: before anybody can have come."""
    return guest.is_active and guest.event.is_on(now) and not guest.event.has_begun(now)


def correct_own(guest: Guest, now: datetime) -> None:
    """Give the guest the address that was probably meant, and write to it. Source: A4.

    Does nothing if no slip is seen, so that a second press changes nothing.
    Raises NoLongerPossible, and AlreadyRegistered if that address is on the list itself.
    """
    meant = suggested_address(guest.email or "")
    if meant is None:
        return
    if not may_correct_own(guest, now):
        raise NoLongerPossible("The address of this ticket can no longer be changed.")
    _take(guest, meant)
    letters.tell_corrected(guest, now)


def correct_name(guest: Guest, name: str, now: datetime) -> None:
    """Let a guest be called otherwise, before anybody can have come; the ticket stays the same.

    Raises NoLongerPossible.
    """
    if not may_correct_own(guest, now):
        raise NoLongerPossible(_("The name on this ticket can no longer be changed."))
    if _known_by_this_only(guest):
        guest.person.name = name
    guest.name, guest.name_key = name, name_key(name)
    db.session.flush()


def may_correct(guest: Guest) -> bool:
    """Tell whether a member may correct the address; afterwards, too: they still write there."""
    is_expected = guest.is_active and guest.event.state is not EventState.CANCELLED
    return is_expected and guest.purged_at is None


def correct(guest: Guest, email: str, now: datetime) -> None:
    """Give the guest another address, or a first one, for a member.

    email  a valid address; the one that the guest has changes nothing but how it is typed

    If a letter has gone to the old address, a stranger may hold the ticket: its link then is
    another from now on. While the guest is awaited, the ticket goes to the new address.
    Raises NoLongerPossible, and AlreadyRegistered if that address is on the list itself.
    """
    if not may_correct(guest):
        raise NoLongerPossible("This guest does not come, so no letter goes to them.")
    if email_key(email) == guest.email_key:
        guest.email = email
        return
    is_elsewhere = letters.has_gone_out(guest)
    _take(guest, email)
    if is_elsewhere:
        addresses.renew(addresses.link_for(TICKET, guest.id))
        db.session.flush()
    if may_correct_own(guest, now):
        letters.tell_corrected(guest, now)


def _take(guest: Guest, email: str) -> None:
    key = email_key(email)
    if known := active_guest(guest.event, key):
        raise AlreadyRegistered(known)
    if not _known_by_this_only(guest) or _is_known(key):
        guest.person = person_known_as(guest.name, email)
    else:
        guest.person.email, guest.person.email_key = email, key
    guest.email, guest.email_key = email, key
    db.session.flush()


def _known_by_this_only(guest: Guest) -> bool:
    """Tell whether this registration made the person, and nothing else refers to them since.

    Only then is the person's own address corrected: a stranger who registers with the address of
    somebody known must not change it.
    """
    others = exists(Guest).where(Guest.person_id == guest.person_id, Guest.id != guest.id)
    return guest.person.known_since >= guest.registered_at and not db.session.scalar(select(others))


def _is_known(key: str) -> bool:
    return bool(db.session.scalar(select(exists(Person).where(Person.email_key == key))))
