"""The ticket: a guest's own page, whose address is the authority."""

from dataclasses import dataclass
from datetime import datetime

from flask import Blueprint, Response, make_response, request

from jvplanner import clock
from jvplanner.calendars import calendar_file
from jvplanner.errors import NotFound
from jvplanner.events import letters, queries
from jvplanner.events.actions import correcting, handing_over
from jvplanner.events.codes import code_png, code_svg
from jvplanner.events.entries import calendar_entry, calendar_links
from jvplanner.events.forms.guests import HandOverForm, TicketNameForm
from jvplanner.events.models import (
    EVENT_PAGE,
    TICKET,
    Departure,
    Event,
    EventState,
    Guest,
    GuestState,
)
from jvplanner.events.rules import is_fresh
from jvplanner.events.standing import GuestStanding, standing_of, why_not_kept
from jvplanner.events.ticket_picture import ticket_picture
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
from jvplanner.web.pages import page
from jvplanner.web.transactions import end_writing

bp = Blueprint("tickets", __name__)
# In the address after an undo that came too late for the seat.
SEAT_TAKEN = "seat=taken"


def gone(link: Link) -> Response:
    """Say to who handed their ticket over that they did; every other closed ticket is just that."""
    guest = load(Guest, link.subject_id)
    if guest.departure is not Departure.HANDED_OVER:
        raise addresses.LinkGone(link)
    prefer(guest.language)
    return problem_page(
        410,
        _(
            "You handed this ticket over, so its code opens nothing any more. "
            "Whoever comes in your place gets a ticket of their own by e-mail."
        ),
        _("Somebody else comes with this ticket"),
        to_the_event(guest.event),
    )


def to_the_event(event: Event) -> tuple[str, str]:
    """Return the way on from a ticket that leads nowhere any more."""
    return _("See the event"), in_this_language(f"{EVENT_PAGE.path}/{event.code}")


@bp.get("/<token>")
@by_link(TICKET, gone=gone)
def ticket(link: Link) -> Response:
    return ticket_page(link)


def ticket_page(
    link: Link,
    *,
    naming: TicketNameForm | None = None,
    handing: HandOverForm | None = None,
    status: int = 200,
) -> Response:
    """Show the ticket as it stands, with what was typed into one of its forms."""
    if status >= 400:
        end_writing()
    registration = queries.registration_of(link.subject_id)
    guest, event, now = registration.guest, registration.event, clock.now()
    prefer(guest.language)
    standing, address = standing_of(guest, now), addresses.private(TICKET, link)
    return page(
        "events/ticket.html",
        status=status,
        guest=guest,
        event=event,
        practice=registration.practice,
        standing=standing,
        place=queries.place_in_line(guest) if standing is GuestStanding.WAITING else None,
        seat_is_taken=request.args.get("seat") == "taken",
        may=Possible.of(guest, now),
        path=addresses.path(TICKET, link),
        why_not_kept=why_not_kept(),
        address=address,
        code=code_svg(address).decode(),
        logos=logos(event.partner_id),
        meant=_meant(guest, now),
        consents=queries.consents_of(guest),
        friends=queries.brought_by(guest),
        online=guest.online_address(now),
        online_from=guest.online_from(now),
        naming=naming or TicketNameForm(formdata=None, data={"name": guest.name}),
        handing=handing or HandOverForm(formdata=None),
        calendars=calendar_links(calendar_entry(event, registration.practice)),
        brand_href=registration.practice.brand_href,
    )


@dataclass(frozen=True)
class Possible:
    """What can be done with a ticket now."""

    accept: bool
    leave: bool
    come_back: bool
    register: bool
    rename: bool
    hand_over: bool
    be_sent: bool
    was_sent: bool

    @classmethod
    def of(cls, guest: Guest, now: datetime) -> "Possible":
        event = guest.event
        be_sent = guest.is_active and event.is_on(now) and guest.email is not None
        return cls(
            accept=guest.may_accept(now),
            leave=guest.may_leave(now),
            come_back=guest.may_return(now),
            register=event.takes_registrations(now),
            rename=correcting.may_correct_own(guest, now),
            hand_over=handing_over.may_hand_over(guest, now),
            be_sent=be_sent,
            was_sent=be_sent and letters.was_told_again(guest, now),
        )


def _meant(guest: Guest, now: datetime) -> str | None:
    if is_fresh(guest.registered_at, now) and correcting.may_correct_own(guest, now):
        return suggested_address(guest.email or "")
    return None


@bp.get("/<token>/code.svg")
@by_link(TICKET, gone=gone)
def code_as_svg(link: Link) -> Response:
    return _file(code_svg(addresses.private(TICKET, link)), "image/svg+xml")


@bp.get("/<token>/code.png")
@by_link(TICKET, gone=gone)
def code_as_png(link: Link) -> Response:
    return _file(code_png(addresses.private(TICKET, link)), "image/png")


@bp.get("/<token>/ticket.png")
@limiter.limit("20 per minute", key_func=lambda: address_and("token"))
@by_link(TICKET, gone=gone)
def picture(link: Link) -> Response:
    """Give the ticket as a picture to keep; there is none for who has no seat.

    It is made anew each time, and a few who ask without end would keep everybody waiting.
    """
    registration = queries.registration_of(link.subject_id)
    guest, event = registration.guest, registration.event
    if guest.state is not GuestState.CONFIRMED or event.state is not EventState.PUBLISHED:
        raise NotFound
    prefer(guest.language)
    address = addresses.private(TICKET, link)
    return _file(ticket_picture(guest, event, registration.practice, address), "image/png")


@bp.get("/<token>/event.ics")
@by_link(TICKET, gone=gone)
def calendar(link: Link) -> Response:
    """Give the event for a calendar; nothing in it is private, because calendars are shared."""
    registration = queries.registration_of(link.subject_id)
    prefer(registration.guest.language)
    entry = calendar_entry(registration.event, registration.practice, registration.guest)
    file = calendar_file(entry)
    response = _file(file, "text/calendar; charset=utf-8")
    response.headers["Content-Disposition"] = 'attachment; filename="event.ics"'
    return response


def ticket_address(link: Link, guest: Guest, more: str = "") -> str:
    """Return where the ticket is, in the language that is spoken; more is added to its query."""
    address = in_this_language(addresses.path(TICKET, link), guest.language)
    return f"{address}{'&' if '?' in address else '?'}{more}" if more else address


def guest_with_lock(link: Link) -> Guest:
    """Return the link's guest, with the lock of the event held until the transaction ends."""
    guest = load(Guest, link.subject_id)
    prefer(guest.language)
    load_for_update(Event, guest.event_id)
    return load_for_update(Guest, link.subject_id)


def _file(content: bytes, kind: str) -> Response:
    response = make_response(content)
    response.content_type = kind
    return response
