"""What a guest does with their own ticket. Each is a POST: only to open it changes nothing."""

from flask import Blueprint, Response

from jvplanner import clock
from jvplanner.events.actions import correcting, handing_over, offering, registering, returning
from jvplanner.events.forms.guests import HandOverForm, TicketNameForm
from jvplanner.events.models import TICKET, Guest
from jvplanner.events.views.tickets import (
    SEAT_TAKEN,
    gone,
    guest_with_lock,
    ticket_address,
    ticket_page,
    to_the_event,
)
from jvplanner.languages import gettext as _
from jvplanner.links.models import Link
from jvplanner.web.access import by_link
from jvplanner.web.errors import problem_page
from jvplanner.web.limits import address_and, limiter
from jvplanner.web.pages import see_other

bp = Blueprint("ticket_changes", __name__)
SOMETIMES = limiter.shared_limit(
    "20 per minute", scope="ticket", key_func=lambda: address_and("token")
)


@bp.post("/<token>/presence")
@SOMETIMES
@by_link(TICKET, gone=gone)
def open_ticket(link: Link) -> Response:
    """Tell that somebody looks at a ticket that was taken in a rush; the page's script does."""
    guest = guest_with_lock(link)
    offering.open_ticket(guest, clock.now())
    return see_other(ticket_address(link, guest))


@bp.post("/<token>/acceptance")
@SOMETIMES
@by_link(TICKET, gone=gone)
def accept(link: Link) -> Response:
    """Take the seat that is offered."""
    guest = guest_with_lock(link)
    offering.accept(guest, clock.now())
    return see_other(ticket_address(link, guest))


@bp.post("/<token>/cancellation")
@SOMETIMES
@by_link(TICKET, gone=gone)
def cancel(link: Link) -> Response:
    """Give the seat back, decline the one that is offered, or leave the line."""
    guest = guest_with_lock(link)
    registering.cancel(guest, clock.now())
    return see_other(ticket_address(link, guest))


@bp.post("/<token>/undo")
@SOMETIMES
@by_link(TICKET, gone=gone)
def undo(link: Link) -> Response:
    """Take the cancellation back."""
    guest = guest_with_lock(link)
    try:
        has_all = returning.come_back(guest, clock.now())
    except registering.AlreadyRegistered:
        return problem_page(
            409,
            _("You registered again in the meantime, so nothing is lost: use the newer ticket."),
            _("You are on the list already"),
            to_the_event(guest.event),
        )
    return see_other(ticket_address(link, guest, "" if has_all else SEAT_TAKEN))


@bp.post("/<token>/address")
@SOMETIMES
@by_link(TICKET, gone=gone)
def correct_address(link: Link) -> Response:
    """Take the address that was probably meant. It is computed anew: nothing is typed here."""
    guest = guest_with_lock(link)
    try:
        correcting.correct_own(guest, clock.now())
    except registering.AlreadyRegistered:
        return problem_page(
            409,
            _(
                "That address has a ticket of its own for this event. "
                "You can cancel this ticket if you do not need both."
            ),
            _("That address has a seat already"),
            (_("Open my ticket"), ticket_address(link, guest)),
        )
    return see_other(ticket_address(link, guest))


@bp.post("/<token>/name")
@SOMETIMES
@by_link(TICKET, gone=gone)
def correct_name(link: Link) -> Response:
    """Change the name; the code stays as it is."""
    guest, form = guest_with_lock(link), TicketNameForm()
    if not form.validate():
        return ticket_page(link, naming=form, status=422)
    correcting.correct_name(guest, form.name.data, clock.now())
    return see_other(ticket_address(link, guest))


@bp.post("/<token>/handover")
@SOMETIMES
@by_link(TICKET, gone=gone)
def hand_over(link: Link) -> Response:
    """Let somebody else come; from then on this address says that, and nothing of them."""
    guest, form = guest_with_lock(link), HandOverForm()
    if not form.validate():
        return ticket_page(link, handing=form, status=422)
    if why := _why_not(guest, form):
        form.email.errors = [why]
        return ticket_page(link, handing=form, status=422)
    return see_other(ticket_address(link, guest))


def _why_not(guest: Guest, form: HandOverForm) -> str | None:
    """Hand the ticket over; return what is wrong with the address, if that keeps it from being."""
    name, email, now = form.name.data, form.email.data, clock.now()
    try:
        handing_over.hand_over(guest, name=name, email=email, now=now)
    except (handing_over.OwnAddress, registering.AlreadyRegistered) as refusal:
        return str(refusal)
    return None


@bp.post("/<token>/letter")
@SOMETIMES
@by_link(TICKET, gone=gone)
def send_again(link: Link) -> Response:
    """Send the ticket to its own address once more, at most hourly."""
    guest = guest_with_lock(link)
    registering.send_ticket_again(guest, clock.now())
    # Where the page says so, far below its top on a phone.
    return see_other(f"{ticket_address(link, guest)}#sent")
