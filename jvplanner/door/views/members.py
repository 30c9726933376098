"""The doors of an event, for its members."""

from flask import Blueprint, Response, make_response, url_for
from sqlalchemy.orm import joinedload

from jvplanner import clock
from jvplanner.door import actions, queries
from jvplanner.door.forms import DoorForm
from jvplanner.door.models import DOOR, Door
from jvplanner.errors import Gone
from jvplanner.events.codes import code_svg
from jvplanner.events.models import Event
from jvplanner.links import addresses
from jvplanner.web.loading import load
from jvplanner.web.pages import page, see_other

bp = Blueprint("doors", __name__)


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


def _doors_page(event: Event, form: DoorForm, status: int = 200) -> Response:
    return page(
        "door/doors.html",
        event=event,
        form=form,
        opened=queries.doors_of(event, clock.now()),
        counts=queries.counts(event),
        why_no_door=actions.why_no_door(event),
        status=status,
    )
