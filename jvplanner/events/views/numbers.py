"""An event's numbers at a glance. Counting takes as long as the list is, so a page asks later."""

from flask import Blueprint, Response

from jvplanner import clock
from jvplanner.events import queries
from jvplanner.events.models import Event
from jvplanner.web.loading import load
from jvplanner.web.pages import page

bp = Blueprint("event_numbers", __name__)


@bp.get("/<int:event_id>/numbers")
def numbers(event_id: int) -> Response:
    event = load(Event, event_id)
    return page(
        "events/numbers.html",
        fragment="events/_numbers.html",
        event=event,
        counts=queries.guest_counts(event),
        agreed=queries.agreed_counts(event),
        ways=queries.ways_in(event),
        is_on=event.is_on(clock.now()),
    )
