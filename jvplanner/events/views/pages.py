"""The public page of an event, and registering there."""

from hashlib import sha256

from flask import Blueprint, Response, make_response, render_template, request

from jvplanner import clock
from jvplanner.db import db
from jvplanner.events.actions import registering
from jvplanner.events.announcement import EventPage, as_linked_data
from jvplanner.events.forms.guests import RegistrationForm
from jvplanner.events.models import EVENT_PAGE, TICKET, Event, EventState, Guest
from jvplanner.events.rules import LEAVING_COUNTS
from jvplanner.events.views.kept import SHOWN, shown_page
from jvplanner.languages import current
from jvplanner.languages import gettext as _
from jvplanner.links import addresses
from jvplanner.links.models import PublicCode
from jvplanner.tenancy import acting_for
from jvplanner.web.access import public
from jvplanner.web.errors import problem_page
from jvplanner.web.languages import in_this_language, prefer
from jvplanner.web.limits import address_and, limiter
from jvplanner.web.loading import load_for_update
from jvplanner.web.pages import page, see_other
from jvplanner.web.transactions import end_writing

bp = Blueprint("event_pages", __name__)


@bp.get("/<code>")
@public
def event_page(code: str) -> Response:
    """Show the event. The answer differs only with what page_of() reads, so it has an ETag."""
    source = request.args.get("s", "")
    shown = request.environ.get(SHOWN) or shown_page(code, source, current(), db.engine)
    if shown is None:
        return problem_page(404)
    body = _page(shown, RegistrationForm(formdata=None)).encode()
    response = make_response(body)
    response.headers["Cache-Control"] = "no-cache"
    response.set_etag(sha256(body).hexdigest()[:20])
    return response.make_conditional(request)  # type: ignore[return-value]


@bp.post("/<code>/guests")
@limiter.limit("100 per minute", key_func=lambda: address_and("code"), methods=["POST"])
@public
def register(code: str) -> Response:
    """Give a seat, or a place on the waiting list. No letter and no picture is made here."""
    form = RegistrationForm()
    prefer(form.lang.data or "")
    is_valid = form.validate()  # before the write lock is taken
    place = addresses.find_code(EVENT_PAGE.name, code)
    with acting_for(place.practice_id):
        event = load_for_update(Event, place.subject_id)
        if not event.takes_registrations(clock.now()):
            return _not_now(place, event)
        if form.website.data:
            return page("events/thanks.html")
        if not is_valid:
            return _page_with(place, form, 422)
        try:
            guest = _registered(event, form)
        except registering.AlreadyRegistered as known:
            return _known(known.guest)
        except registering.LeftTooOften as refusal:
            return _too_often(refusal)
        return see_other(_ticket_of(guest))


def _ticket_of(guest: Guest) -> str:
    """Return the way to the ticket, in the language that is read now."""
    path = addresses.path(TICKET, addresses.link_for(TICKET, guest.id))
    return in_this_language(path, guest.language)


def _registered(event: Event, form: RegistrationForm) -> Guest:
    now = clock.now()
    try:
        return registering.register(
            event,
            name=form.name.data,
            email=form.email.data,
            phone=form.phone.data or "",
            source=form.source.data,
            language=current(),
            now=now,
        )
    except registering.AlreadyRegistered as known:
        return registering.repeat(known.guest, form.name.data, now)


def _known(guest: Guest) -> Response:
    """Say that the address is on the list, and neither the name nor where the ticket is."""
    return page("events/known.html", guest=guest, event=guest.event)


def _too_often(refusal: registering.LeftTooOften) -> Response:
    response = problem_page(429, str(refusal))
    response.headers["Retry-After"] = str(int(LEAVING_COUNTS.total_seconds()))
    return response


def _not_now(place: PublicCode, event: Event) -> Response:
    if event.state is EventState.DRAFT:
        return problem_page(409, _("Registration for this event has not opened yet."))
    return _page_with(place, RegistrationForm(formdata=None), 409)


def _page_with(place: PublicCode, form: RegistrationForm, status: int) -> Response:
    """Show the page as it stands now, with what was typed; the lock is given back first."""
    end_writing()
    shown = shown_page(place.code, form.source.data or "", current(), db.engine)
    assert shown is not None
    return make_response(_page(shown, form), status)


def _page(shown: EventPage, form: RegistrationForm) -> str:
    return render_template(
        "events/event_page.html",
        shown=shown,
        form=form,
        linked_data=as_linked_data(shown),
        brand_href=shown.brand_href,
    )
