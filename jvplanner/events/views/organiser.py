"""Where members plan their events."""

from dataclasses import replace
from datetime import timedelta

from flask import Blueprint, Response, abort, flash, request, url_for

from jvplanner import clock
from jvplanner.db import db
from jvplanner.events import queries
from jvplanner.events.actions import organising
from jvplanner.events.actions.series import Changed, change_from_here
from jvplanner.events.announcement import as_linked_data, page_of
from jvplanner.events.entries import event_address
from jvplanner.events.forms.events import CancellationForm, EventForm
from jvplanner.events.forms.registration import registration_form
from jvplanner.events.forms.series import DateOfSeriesForm
from jvplanner.events.models import EVENT_PAGE, Event, EventState, NotReady
from jvplanner.events.queries import Shelf
from jvplanner.events.queries.turned_away import refused_at, rush_at
from jvplanner.events.rules import EndsBeforeItStarts, missing_for_guests
from jvplanner.languages import LANGUAGES, current, speaking
from jvplanner.proposals.models import Proposal
from jvplanner.wall_time import NoSuchLocalTime
from jvplanner.web.access import viewer
from jvplanner.web.letters import letters_go_out
from jvplanner.web.loading import asked_id, load, load_for_update
from jvplanner.web.pages import page, see_other

bp = Blueprint("events", __name__)
# From then on the door comes before inviting people.
NEAR = timedelta(days=1)


@bp.get("")
def events() -> Response:
    shelf = _shelf()
    part = queries.events_on(shelf, now=clock.now(), after=asked_id("after"))
    return page(
        "events/list.html",
        fragment="events/_event_list.html",
        shelf=shelf,
        shelves=tuple(Shelf),
        part=part,
        waiting=queries.waiting_at(part.rows) if shelf is Shelf.COMING else {},
    )


@bp.get("/new")
def new_event() -> Response:
    form = _with_choices(EventForm(), viewer().practice.time_zone)
    return page("events/new.html", form=form)


@bp.post("")
def add_event() -> Response:
    form = _with_choices(EventForm(), viewer().practice.time_zone)
    if form.searches or not form.validate():
        return page("events/new.html", status=200 if form.searches else 422, form=form)
    event = organising.make_event(form.particulars())
    return see_other(url_for(".event", event_id=event.id))


@bp.post("/from-proposal/<int:proposal_id>")
def make_from_proposal(proposal_id: int) -> Response:
    """Make the event that was agreed on; pressed again, this leads to the same event."""
    proposal = load(Proposal, proposal_id)
    zone = viewer().practice.time_zone
    date_id = request.form.get("date", type=int)
    if made := organising.made_of(proposal):
        flash("This event was made already. Whatever is to be different, change it here.", "info")
        return see_other(url_for(".event", event_id=made.id))
    event = organising.event_of(proposal, time_zone=zone, now=clock.now(), date_id=date_id)
    return see_other(url_for(".event", event_id=event.id))


@bp.get("/<int:event_id>")
def event(event_id: int) -> Response:
    return _event_page(load(Event, event_id), CancellationForm(formdata=None))


@bp.get("/<int:event_id>/preview")
def preview(event_id: int) -> Response:
    """Show a draft's public page as strangers will see it, in the language that is asked for.

    What is public is seen where it is.
    """
    event = load(Event, event_id)
    if event.state is not EventState.DRAFT:
        return see_other(f"{EVENT_PAGE.path}/{event.code}")
    announced = queries.announced(event.code, db.engine)
    assert announced is not None
    published = replace(announced, state=EventState.PUBLISHED)
    with speaking(request.args.get("lang", "")):
        shown = page_of(published, source="", now=clock.now(), language=current())
        return page(
            "events/preview.html",
            event=event,
            shown=shown,
            form=registration_form(shown),
            linked_data=as_linked_data(shown),
            brand_href=shown.brand_href,
            previewed=LANGUAGES,
        )


@bp.get("/<int:event_id>/edit")
def edit(event_id: int) -> Response:
    event = load(Event, event_id)
    form = _form_for(event)
    form.show(event)
    return page("events/edit.html", event=event, form=_with_choices(form, event.time_zone))


@bp.post("/<int:event_id>/edit")
def change(event_id: int) -> Response:
    event = load_for_update(Event, event_id)
    form = _with_choices(_form_for(event), event.time_zone)
    if form.searches or not form.validate():
        status = 200 if form.searches else 422
        return page("events/edit.html", status=status, event=event, form=form)
    if not form.goes_on_from(event):
        return page("events/edit.html", status=409, event=event, form=form)
    try:
        done = _changed(event, form)
    except (EndsBeforeItStarts, NoSuchLocalTime, NotReady) as refusal:
        _say_where(form, refusal)
        return page("events/edit.html", status=422, event=event, form=form)
    saved = "Saved." if done.dates == 1 else f"Saved for {done.dates} dates."
    told = f" {_told_words('names the new date or place')}" if done.told else ""
    flash(saved + told)
    return see_other(url_for(".event", event_id=event.id))


def _form_for(event: Event) -> EventForm:
    return DateOfSeriesForm() if event.series_id else EventForm()


def _changed(event: Event, form: EventForm) -> Changed:
    new, now = form.particulars(), clock.now()
    if isinstance(form, DateOfSeriesForm) and form.reaches_later:
        return change_from_here(event, new, now)
    return Changed(dates=1, told=int(organising.change(event, new, now)))


def _say_where(form: EventForm, refusal: ValueError | NotReady) -> None:
    """Say at its field what cannot be on one of the dates that the change is for."""
    if isinstance(refusal, EndsBeforeItStarts):
        field = form.ends
    elif isinstance(refusal, NoSuchLocalTime):
        field = form.starts
    elif form.place.data or form.online_address.data:
        field = form.day
    else:
        field = form.place
    field.errors = [str(refusal)]


@bp.post("/<int:event_id>/publication")
def publish(event_id: int) -> Response:
    organising.publish(load_for_update(Event, event_id), clock.now())
    flash("Published. Share the address below: guests can register now.")
    return see_other(url_for(".event", event_id=event_id))


@bp.post("/<int:event_id>/registration")
def open_registration(event_id: int) -> Response:
    event, said = load_for_update(Event, event_id), request.form.get("open")
    if said not in ("yes", "no"):
        abort(400)  # nobody closes it by what got lost on the way
    organising.open_registration(event, is_open=said == "yes", now=clock.now())
    return see_other(url_for(".event", event_id=event_id))


@bp.post("/<int:event_id>/cancellation")
def cancel(event_id: int) -> Response:
    event, form = load_for_update(Event, event_id), CancellationForm()
    if not form.validate():
        return _event_page(event, form, status=422)
    has_guests = event.state is EventState.PUBLISHED
    organising.cancel(event, form.reason.data, clock.now())
    flash(f"Cancelled. {_told_words('says so')}" if has_guests else "Cancelled.")
    return see_other(url_for(".event", event_id=event_id))


def _told_words(what: str) -> str:
    """Return what becomes of the letters to the guests; what they do, such as "says so"."""
    if letters_go_out():
        return f"Every guest with an e-mail address gets a letter that {what}."
    return f"For every guest with an e-mail address a letter that {what} waits for you to send."


def _with_choices(form: EventForm, zone: str) -> EventForm:
    partners = queries.partners_to_choose(form.partner_search.data, form.partner_id)
    form.offer_choices(partners, zone)
    return form


def _event_page(event: Event, form: CancellationForm, *, status: int = 200) -> Response:
    now = clock.now()
    return page(
        "events/event.html",
        status=status,
        event=event,
        form=form,
        waiting=queries.waiting_at([event]).get(event.id, 0),
        address=event_address(event),
        refused=refused_at(event),
        rush=rush_at(event),
        is_past=event.is_past(now),
        is_near=event.starts_at < now + NEAR,
        stage=event.stage(now),
        changes=queries.changes_since_agreed(event),
        dates=queries.how_many_dates(event.series_id) if event.series_id else 0,
        missing=missing_for_guests(
            starts_at=event.starts_at, where=event.place or event.online_address, now=now
        ),
    )


def _shelf() -> Shelf:
    asked = request.args.get("show", "")
    return Shelf(asked) if asked in Shelf.__members__.values() else Shelf.COMING
