"""The public page of an event, and registering there."""

from datetime import timedelta
from hashlib import sha256

from flask import Blueprint, Response, make_response, render_template, request

from jvplanner import clock
from jvplanner.db import db
from jvplanner.errors import NotFound
from jvplanner.events.actions import registering, seating
from jvplanner.events.actions.at_once import NotTaking, seat
from jvplanner.events.announcement import EventPage, as_linked_data, shown_page
from jvplanner.events.answering import NoAnswer
from jvplanner.events.forms.at_once import Slip, fell_in_trap, typed_in
from jvplanner.events.forms.registration import RegistrationForm, registration_form
from jvplanner.events.models import EVENT_PAGE, TICKET, Event, Guest
from jvplanner.events.party import Typed
from jvplanner.events.rules import LEAVING_COUNTS
from jvplanner.events.views.at_once import is_too_many
from jvplanner.events.views.kept import SHOWN
from jvplanner.languages import current
from jvplanner.languages import gettext as _
from jvplanner.links import addresses
from jvplanner.pictures.queries import logos
from jvplanner.practices.queries import acting_practice
from jvplanner.tenancy import acting_for
from jvplanner.web.access import public
from jvplanner.web.errors import problem_page
from jvplanner.web.languages import in_this_language, prefer
from jvplanner.web.loading import load_for_update
from jvplanner.web.pages import page, see_other
from jvplanner.web.transactions import begin_writing, end_writing, reads_first

bp = Blueprint("event_pages", __name__)


@bp.get("/<code>")
@public
def event_page(code: str) -> Response:
    """Show the event. The answer differs only with what page_of() reads, so it has an ETag."""
    source = request.args.get("s", "")
    shown = request.environ.get(SHOWN) or shown_page(code, source, current(), db.engine)
    if shown is None:
        return problem_page(404)
    body = _page(shown, registration_form(shown)).encode()
    response = make_response(body)
    response.headers["Cache-Control"] = "no-cache"
    response.set_etag(sha256(body).hexdigest()[:20])
    return response.make_conditional(request)  # type: ignore[return-value]


@bp.post("/<code>/guests")
@public
@reads_first
def register(code: str) -> Response:
    """Give a seat, or a place on the waiting list. No letter and no picture is made here.

    What is in order has been answered before, and every form was counted: see at_once.py.
    """
    prefer(request.form.get("lang", ""))
    sent = dict(request.form.lists())
    if is_too_many(request.environ, code, sent):
        why = _(
            "Very many register at this moment. Wait a minute, then go back in your browser and "
            "send the form again: what you typed is still there."
        )
        return _refused(problem_page(429, why, onwards=_back(code)), timedelta(minutes=1))
    if fell_in_trap(sent):
        return page("events/thanks.html")
    try:
        return see_other(seat(code, typed_in(sent), current(), db.engine))
    except (Slip, NoAnswer):
        response = _page_with(code, 422)
    except NotTaking:
        response = _page_with(code, 409)
    except seating.LeftTooOften as refusal:
        response = _refused(problem_page(429, str(refusal), onwards=_back(code)), LEAVING_COUNTS)
    except seating.OnTheList:
        response = _again(code, typed_in(sent))
    return response


def _again(code: str, typed: Typed) -> Response:
    """Answer for an address that is on the list already."""
    begin_writing()
    place = addresses.find_code(EVENT_PAGE.name, code)
    with acting_for(place.practice_id):
        event = load_for_update(Event, place.subject_id)
        known = registering.active_guest(event, str(typed.guest.key))
        if known is None:
            raise NotFound
        try:
            guest = registering.repeat(known, typed.guest.name, clock.now())
            registering.bring(event, guest, typed.friends, clock.now())
        except registering.AlreadyRegistered:
            practice = acting_practice()
            return page(
                "events/known.html",
                guest=known,
                event=event,
                names_friends=bool(typed.friends),
                practice=practice,
                logos=logos(event.partner_id),
                brand_href=practice.brand_href,
            )
        except registering.TooManyFriends as refusal:
            end_writing()
            return _page_with(code, 422, str(refusal))
        return see_other(_ticket_of(guest))


def _ticket_of(guest: Guest) -> str:
    """Return the way to the ticket, in the language that is read now."""
    path = addresses.path(TICKET, addresses.link_for(TICKET, guest.id))
    return in_this_language(path, guest.language)


def _back(code: str) -> tuple[str, str]:
    return _("Back to the event"), in_this_language(f"{EVENT_PAGE.path}/{code}")


def _refused(response: Response, wait: timedelta) -> Response:
    response.headers["Retry-After"] = str(int(wait.total_seconds()))
    return response


def _page_with(code: str, status: int, about_friends: str = "") -> Response:
    """Show the page as it stands now, with what was typed and what is wrong with it."""
    shown = shown_page(code, request.form.get("source", ""), current(), db.engine)
    if shown is None:
        addresses.find_code(EVENT_PAGE.name, code)
        return problem_page(409, _("Registration for this event has not opened yet."))
    form = registration_form(shown, request.form)
    if status == 422:
        form.validate()
    if about_friends:
        form.friend_1_name.errors = [about_friends]
    return make_response(_page(shown, form), status)


def _page(shown: EventPage, form: RegistrationForm) -> str:
    return render_template(
        "events/event_page.html",
        shown=shown,
        form=form,
        linked_data=as_linked_data(shown),
        brand_href=shown.brand_href,
    )
