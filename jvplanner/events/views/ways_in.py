"""By which ways people come to an event: what each brought, and counting who looks."""

from flask import Blueprint, Response, flash, request, url_for

from jvplanner import clock
from jvplanner.events import queries
from jvplanner.events.actions import ways_in
from jvplanner.events.forms.ways_in import WayInForm
from jvplanner.events.models import EVENT_PAGE, Event
from jvplanner.events.rules import tracked_source
from jvplanner.events.sources import tracked_address
from jvplanner.links import addresses
from jvplanner.tenancy import acting_for
from jvplanner.web.access import public
from jvplanner.web.limits import address_and, limiter
from jvplanner.web.loading import load, load_for_update
from jvplanner.web.pages import page, see_other
from jvplanner.web.transactions import end_writing

bp = Blueprint("ways_in", __name__)
visits = Blueprint("visits", __name__)


@bp.get("/<int:event_id>/ways-in")
def ways(event_id: int) -> Response:
    return _ways_page(load(Event, event_id), WayInForm(formdata=None))


@bp.post("/<int:event_id>/ways-in")
def name_way(event_id: int) -> Response:
    event, form = load_for_update(Event, event_id), WayInForm()
    if not form.validate():
        return _ways_page(event, form, status=422)
    try:
        ways_in.name_way_in(event, form.label.data)
    except (ways_in.NamedAlready, ways_in.TooManyWays) as refusal:
        form.label.errors = [str(refusal)]
        return _ways_page(event, form, status=422)
    flash(f"“{form.label.data}” has an address of its own now.")
    return see_other(url_for(".ways", event_id=event_id))


@visits.post("/<code>/visits")
@limiter.limit("100 per minute", key_func=lambda: address_and("code"))
@public
def count_visit(code: str) -> Response:
    """Count that somebody sees the page; the page's own script sends this once it is visible."""
    place = addresses.find_code(EVENT_PAGE.name, code)
    with acting_for(place.practice_id):
        event = load(Event, place.subject_id)
        if event.is_on(clock.now()):
            ways_in.count_visit(event, tracked_source(request.form.get("source", "")), clock.now())
    return Response(status=204)


def _ways_page(event: Event, form: WayInForm, *, status: int = 200) -> Response:
    if status >= 400:
        end_writing()
    found = queries.ways_in(event)
    return page(
        "events/ways_in.html",
        status=status,
        event=event,
        form=form,
        found=found,
        nobody_yet=queries.brought_nobody_yet(found),
        tracked={way.code: tracked_address(event.code, way.code) for way in found if way.is_own},
    )
