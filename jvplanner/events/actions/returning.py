"""Taking back that one left the list. The caller holds the event's lock."""

from datetime import datetime

from jvplanner.db import db
from jvplanner.events import letters
from jvplanner.events.actions.registering import AlreadyRegistered, active_guest
from jvplanner.events.models import Departure, Guest, GuestState, NoLongerPossible
from jvplanner.languages import gettext as _


def come_back(guest: Guest, now: datetime) -> bool:
    """Put the guest back where they were; say whether they have all they had.

    False when somebody else took the seat meanwhile: then they wait for the next one, before
    everybody who came to the list after them. Done twice, it is done once.
    Raises NoLongerPossible, and AlreadyRegistered if they registered again in the meantime.
    """
    if guest.is_active:
        return True
    if not guest.may_return(now):
        raise NoLongerPossible(_("This can no longer be undone. Register again if you can come."))
    if guest.email_key and (known := active_guest(guest.event, guest.email_key)):
        raise AlreadyRegistered(known)
    state, had_a_seat = _state_again(guest, now), guest.departure is not Departure.LINE
    guest.come_back(state)
    seat_is_gone = had_a_seat and state is GuestState.WAITING
    if state is not GuestState.CONFIRMED:
        guest.event.look_after_line(now)
    db.session.flush()
    letters.tell_back(guest, now, seat_is_gone=seat_is_gone)
    return not seat_is_gone


def _state_again(guest: Guest, now: datetime) -> GuestState:
    if guest.departure is Departure.SEAT and (guest.walked_in or guest.event.free_seats):
        return GuestState.CONFIRMED
    still_offered = guest.offer_expires_at is not None and now < guest.offer_expires_at
    if guest.departure is Departure.OFFER and still_offered and guest.event.free_seats:
        return GuestState.OFFERED
    return GuestState.WAITING
