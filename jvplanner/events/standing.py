"""Where a guest stands: one answer, and one headline, for the ticket and for every letter."""

from datetime import datetime
from enum import StrEnum

from jvplanner.events.models import Departure, EventState, Guest, GuestState
from jvplanner.languages import N_
from jvplanner.languages import gettext as _


class GuestStanding(StrEnum):
    """What is true of a guest at a moment, whatever a letter was once written to say."""

    SEATED = "seated"
    OFFERED = "offered"
    WAITING = "waiting"
    LAPSED = "lapsed"
    UNOPENED = "unopened"
    CANCELLED = "cancelled"
    CALLED_OFF = "called_off"
    OVER = "over"

    @property
    def headline(self) -> str:
        """The headline, in the language spoken now."""
        return _(HEADLINES[self])


HEADLINES = {
    GuestStanding.SEATED: N_("Your seat is saved"),
    GuestStanding.OFFERED: N_("A seat is held for you"),
    GuestStanding.WAITING: N_("You are on the waiting list"),
    GuestStanding.LAPSED: N_("The offer of a seat has run out"),
    GuestStanding.UNOPENED: N_("Your place was not kept"),
    # The guest or a member may have cancelled it; this is true of both.
    GuestStanding.CANCELLED: N_("Your registration is cancelled"),
    GuestStanding.CALLED_OFF: N_("This event does not take place"),
    GuestStanding.OVER: N_("This event is over"),
}
# Who let time pass.
LET_GO: dict[Departure | None, GuestStanding] = {
    Departure.LAPSED: GuestStanding.LAPSED,
    Departure.UNOPENED: GuestStanding.UNOPENED,
}


def why_not_kept() -> str:
    """Return what who registered in a rush is told, in the language spoken now."""
    return _(
        "Very many registered within minutes, and nobody opened this ticket in a browser for half "
        "an hour. Such places are let go, so that people get what machines would take."
    )


def standing_of(guest: Guest, now: datetime) -> GuestStanding:
    """Return where the guest stands; who has cancelled is not concerned by what came after."""
    if guest.state is GuestState.CANCELLED:
        return LET_GO.get(guest.departure, GuestStanding.CANCELLED)
    if guest.event.state is EventState.CANCELLED:
        return GuestStanding.CALLED_OFF
    if guest.event.is_past(now):
        return GuestStanding.OVER
    return _of_who_comes(guest, now)


def _of_who_comes(guest: Guest, now: datetime) -> GuestStanding:
    if guest.state is GuestState.CONFIRMED:
        return GuestStanding.SEATED
    if guest.state is GuestState.WAITING or guest.event.has_begun(now):
        return GuestStanding.WAITING
    # An offer that ran out a moment ago has not been passed on yet.
    return GuestStanding.OFFERED if guest.may_accept(now) else GuestStanding.LAPSED
