"""The doors of an event, for its members."""

from flask import Blueprint, Response, flash, make_response, request, url_for
from sqlalchemy.orm import joinedload

from jvplanner import clock
from jvplanner.door import actions, queries
from jvplanner.door.forms import DoorForm
from jvplanner.door.models import DOOR, Door, Scan
from jvplanner.door.rules import DoorVerdict
from jvplanner.errors import Gone, NotFound
from jvplanner.events.codes import code_svg
from jvplanner.events.models import Event
from jvplanner.links import addresses
from jvplanner.web.loading import asked_id, load, sent_id
from jvplanner.web.pages import page, see_other

bp = Blueprint("doors", __name__)

SAID = {
    DoorVerdict.ADMITTED: "{} came in.",
    DoorVerdict.REPEAT: "{} had come in already.",
    DoorVerdict.UNDONE: "Taken back: {} does not count as in.",
    DoorVerdict.UNKNOWN: "There was nothing to take back.",
}
NOTHING_DONE = {DoorVerdict.REPEAT, DoorVerdict.UNKNOWN}


@bp.get("/<int:event_id>/doors")
def listed(event_id: int) -> Response:
    return _doors_page(load(Event, event_id), DoorForm(formdata=None))


@bp.post("/<int:event_id>/doors")
def open_one(event_id: int) -> Response:
    event, form = load(Event, event_id), DoorForm()
    if not form.validate_on_submit():
        return _doors_page(event, form, status=422)
    actions.open_door(event, form.label.data)
    return see_other(url_for(".listed", event_id=event.id))


@bp.get("/<int:event_id>/doors/<int:door_id>/code.svg")
def code(event_id: int, door_id: int) -> Response:
    """Show the door's private address as a QR code, for the helper's phone to read."""
    door = load(Door, door_id, event_id=event_id)
    link = addresses.link_for(DOOR, door.id)
    if not addresses.has_key(link):
        raise Gone("This door’s link must be made anew before it can be shown.")
    response = make_response(code_svg(addresses.private(DOOR, link)))
    response.content_type = "image/svg+xml"
    return response


@bp.post("/<int:event_id>/doors/<int:door_id>/link")
def renew(event_id: int, door_id: int) -> Response:
    actions.renew_door(load(Door, door_id, joinedload(Door.event), event_id=event_id))
    return see_other(url_for(".listed", event_id=event_id, _anchor=f"door-{door_id}"))


@bp.post("/<int:event_id>/doors/<int:door_id>/closing")
def close(event_id: int, door_id: int) -> Response:
    door = load(Door, door_id, event_id=event_id)
    actions.close_door(door)
    return see_other(url_for(".listed", event_id=event_id))


@bp.post("/<int:event_id>/doors/scans/<int:scan_id>/arrival")
def accept(event_id: int, scan_id: int) -> Response:
    """Take a member's word that whoever a closed door scanned came in."""
    event, scan = _event_and_scan(event_id, scan_id)
    verdict = actions.accept(event, scan)
    if words := SAID.get(verdict):
        kind = "info" if verdict in NOTHING_DONE else "message"
        flash(words.format(scan.guest.name if scan.guest else ""), kind)
    return _to_kept(event)


@bp.post("/<int:event_id>/doors/scans/<int:scan_id>/setting-aside")
def set_aside(event_id: int, scan_id: int) -> Response:
    event, scan = _event_and_scan(event_id, scan_id)
    actions.set_aside(event, scan)
    return _to_kept(event)


@bp.post("/<int:event_id>/doors/scans/arrivals")
def accept_all(event_id: int) -> Response:
    event = load(Event, event_id)
    number = actions.accept_all(event, _through())
    flash(f"{number} {'guest' if number == 1 else 'guests'} came in by this.")
    return _to_kept(event)


@bp.post("/<int:event_id>/doors/scans/setting-aside")
def set_all_aside(event_id: int) -> Response:
    event = load(Event, event_id)
    actions.set_all_aside(event, _through())
    return _to_kept(event)


def _event_and_scan(event_id: int, scan_id: int) -> tuple[Event, Scan]:
    event, scan = load(Event, event_id), load(Scan, scan_id, joinedload(Scan.door))
    if scan.door.event_id != event.id:
        raise NotFound("There is nothing at this address.")
    return event, scan


def _through() -> int:
    """Return the newest scan that the page had shown; what came since was not meant."""
    return sent_id("through")


def _to_kept(event: Event) -> Response:
    return see_other(url_for(".listed", event_id=event.id, _anchor="kept-scans"))


def _doors_page(event: Event, form: DoorForm, status: int = 200) -> Response:
    return page(
        "door/doors.html",
        fragment="door/_kept_scans.html",
        event=event,
        form=form,
        opened=queries.doors_of(event, clock.now()),
        counts=queries.counts(event),
        kept=queries.kept_scans(event, is_aside="aside" in request.args, after=asked_id("after")),
        why_no_door=actions.why_no_door(event),
        status=status,
    )
