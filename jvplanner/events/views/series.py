"""Events made of an event: a copy, or a series of dates; and the page of such a series."""

from datetime import timedelta

from flask import Blueprint, Response, flash, request, url_for
from werkzeug.datastructures import MultiDict

from jvplanner import clock
from jvplanner.events import queries
from jvplanner.events.actions import copying
from jvplanner.events.actions import series as actions
from jvplanner.events.forms.series import RepetitionForm
from jvplanner.events.models import SERIES_PAGE, Event, EventSeries, EventState
from jvplanner.events.repeating import Span, TooFewDates, TooManyDates, spans
from jvplanner.events.rules import tracked_source
from jvplanner.links import addresses
from jvplanner.pictures.queries import logos
from jvplanner.practices.queries import acting_practice
from jvplanner.tenancy import acting_for
from jvplanner.wall_time import local
from jvplanner.web.access import public
from jvplanner.web.headers import cached
from jvplanner.web.loading import load, load_for_update
from jvplanner.web.pages import page, see_other

bp = Blueprint("series", __name__)
pages = Blueprint("series_pages", __name__)


@bp.post("/<int:event_id>/copies")
def copy(event_id: int) -> Response:
    made = copying.copy(load(Event, event_id), clock.now())
    flash("This is a copy, and a draft. Look at its date first.", "info")
    return see_other(url_for("events.edit", event_id=made.id))


@bp.get("/<int:event_id>/dates")
def repeat(event_id: int) -> Response:
    """Ask how an event comes again and, once that is said, show on which dates; make nothing."""
    return _repeating(load(Event, event_id), request.args)


@bp.post("/<int:event_id>/dates")
def add_dates(event_id: int) -> Response:
    """Make a draft for each of the dates that were shown."""
    event = load_for_update(Event, event_id)
    form = _form(event, request.form)
    dates = _dates(event, form)
    if not dates:
        return _repeating(event, request.form, status=422)
    made = copying.repeat(event, form.repetition(), dates, clock.now())
    flash("The dates are drafts. Change one by itself where it differs, then publish them.")
    return see_other(url_for(".dates", series_id=made.id))


@bp.get("/series/<int:series_id>")
def dates(series_id: int) -> Response:
    series, now = load(EventSeries, series_id), clock.now()
    events = queries.dates_of(series.id)
    drafts = [
        event for event in events if event.state is EventState.DRAFT and event.starts_at > now
    ]
    return page(
        "events/series.html",
        series=series,
        events=events,
        drafts=drafts,
        now=now,
        address=addresses.absolute(f"{SERIES_PAGE.path}/{series.code}"),
    )


@bp.post("/series/<int:series_id>/publication")
def publish_dates(series_id: int) -> Response:
    published = actions.publish_drafts(load(EventSeries, series_id), clock.now())
    flash(f"Published: {published} {'date' if published == 1 else 'dates'}.")
    return see_other(url_for(".dates", series_id=series_id))


@pages.get("/<code>")
@public
def series_page(code: str) -> Response:
    """Show everybody the dates to come. The same for everybody, for a minute."""
    place, now = addresses.find_code(SERIES_PAGE.name, code), clock.now()
    with acting_for(place.practice_id):
        events = queries.coming_dates(place.subject_id, now)
        waited_for = queries.waiting_at(events)
        practice, of_both = acting_practice(), logos(events[0].partner_id if events else None)
    response = page(
        "events/series_page.html",
        source=tracked_source(request.args.get("s", "")),
        events=events,
        waited_for=waited_for,
        now=now,
        practice=practice,
        logos=of_both,
        brand_href=practice.brand_href,
    )
    return cached(response, timedelta(minutes=1))


def _repeating(event: Event, sent: MultiDict[str, str], *, status: int = 200) -> Response:
    form = _form(event, sent)
    dates = _dates(event, form) if sent else []
    return page("events/repeat.html", status=status, event=event, form=form, dates=dates)


def _form(event: Event, sent: MultiDict[str, str]) -> RepetitionForm:
    form = RepetitionForm(formdata=sent or None)
    form.offer_ways(local(event.starts_at, event.time_zone).date())
    return form


def _dates(event: Event, form: RepetitionForm) -> list[Span]:
    """Return the dates as they were asked for; none, with what is wrong said, if they cannot be."""
    if not form.validate():
        return []
    try:
        return spans(copying.span_of(event), event.time_zone, form.repetition())
    except (TooFewDates, TooManyDates) as refusal:
        (form.times if form.times.data else form.until).errors = [str(refusal)]
        return []
