"""The ticket: a guest's own page, whose address is the authority."""

from flask import Blueprint, Response, make_response

from jvplanner import clock
from jvplanner.calendars import calendar_file
from jvplanner.events import queries
from jvplanner.events.actions import correcting, registering
from jvplanner.events.codes import code_png, code_svg
from jvplanner.events.entries import calendar_entry
from jvplanner.events.models import TICKET, Event, Guest
from jvplanner.events.rules import is_fresh
from jvplanner.events.standing import standing_of
from jvplanner.languages import gettext as _
from jvplanner.links import addresses
from jvplanner.links.models import Link
from jvplanner.mailboxes import suggested_address
from jvplanner.pictures.queries import logos
from jvplanner.web.access import by_link
from jvplanner.web.errors import problem_page
from jvplanner.web.languages import in_this_language, prefer
from jvplanner.web.limits import address_and, limiter
from jvplanner.web.loading import load, load_for_update
from jvplanner.web.pages import page, see_other

bp = Blueprint("tickets", __name__)


@bp.get("/<token>")
@by_link(TICKET)
def ticket(link: Link) -> Response:
    registration = queries.registration_of(link.subject_id)
    guest, event, now = registration.guest, registration.event, clock.now()
    prefer(guest.language)
    address = addresses.private(TICKET, link)
    meant = None
    if is_fresh(guest.registered_at, now) and correcting.may_correct_own(guest, now):
        meant = suggested_address(guest.email or "")
    return page(
        "events/ticket.html",
        guest=guest,
        event=event,
        practice=registration.practice,
        standing=standing_of(guest, now),
        may_leave=guest.may_leave(now),
        may_register=event.takes_registrations(now),
        path=addresses.path(TICKET, link),
        address=address,
        code=code_svg(address).decode(),
        logos=logos(event.partner_id),
        meant=meant,
        online=guest.online_address(now),
        online_from=guest.online_from(now),
        brand_href=registration.practice.brand_href,
    )


@bp.get("/<token>/code.svg")
@by_link(TICKET)
def code_as_svg(link: Link) -> Response:
    return _file(code_svg(addresses.private(TICKET, link)), "image/svg+xml")


@bp.get("/<token>/code.png")
@by_link(TICKET)
def code_as_png(link: Link) -> Response:
    return _file(code_png(addresses.private(TICKET, link)), "image/png")


@bp.get("/<token>/event.ics")
@by_link(TICKET)
def calendar(link: Link) -> Response:
    """Give the event for a calendar; nothing in it is private, because calendars are shared."""
    registration = queries.registration_of(link.subject_id)
    prefer(registration.guest.language)
    entry = calendar_entry(registration.event, registration.practice, registration.guest)
    file = calendar_file(entry)
    response = _file(file, "text/calendar; charset=utf-8")
    response.headers["Content-Disposition"] = 'attachment; filename="event.ics"'
    return response


@bp.post("/<token>/cancellation")
@limiter.limit("20 per minute", key_func=lambda: address_and("token"))
@by_link(TICKET)
def cancel(link: Link) -> Response:
    guest = _guest_with_lock(link)
    registering.cancel(guest, clock.now())
    return _back(link, guest)


@bp.post("/<token>/address")
@limiter.limit("20 per minute", key_func=lambda: address_and("token"))
@by_link(TICKET)
def correct_address(link: Link) -> Response:
    """Take the address that was probably meant. It is computed anew: nothing is typed here."""
    try:
        guest = _guest_with_lock(link)
        correcting.correct_own(guest, clock.now())
    except registering.AlreadyRegistered:
        return problem_page(
            409,
            _(
                "That address has a ticket of its own for this event. "
                "You can cancel this ticket if you do not need both."
            ),
            _("That address has a seat already"),
        )
    return _back(link, guest)


def _back(link: Link, guest: Guest) -> Response:
    return see_other(in_this_language(addresses.path(TICKET, link), guest.language))


def _guest_with_lock(link: Link) -> Guest:
    """Return the link's guest, with the lock of the event held until the transaction ends."""
    guest = load(Guest, link.subject_id)
    prefer(guest.language)
    event_id = guest.event_id
    load_for_update(Event, event_id)
    return load_for_update(Guest, link.subject_id)


def _file(content: bytes, kind: str) -> Response:
    response = make_response(content)
    response.content_type = kind
    return response
