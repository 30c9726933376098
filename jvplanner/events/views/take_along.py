"""An event's guests to take along: as a file, and on paper for the door."""

from collections.abc import Callable

from flask import Blueprint, Response, make_response

from jvplanner import sheets
from jvplanner.events import queries
from jvplanner.events.models import Event, GuestState
from jvplanner.events.queries import Wanted
from jvplanner.events.views.guests import asked_for
from jvplanner.web.loading import load
from jvplanner.web.pages import page

bp = Blueprint("take_along", __name__)

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@bp.get("/<int:event_id>/guests.csv")
def as_csv(event_id: int) -> Response:
    """Give the guests that the list shows, all of them, for any program."""
    return _file(load(Event, event_id), sheets.as_csv, "csv", "text/csv; charset=utf-8")


@bp.get("/<int:event_id>/guests.xlsx")
def as_xlsx(event_id: int) -> Response:
    """Give the guests that the list shows, all of them, for a spreadsheet."""
    return _file(load(Event, event_id), sheets.as_xlsx, "xlsx", XLSX)


@bp.get("/<int:event_id>/guests/print")
def door_list(event_id: int) -> Response:
    """Show everybody who has a seat, to be printed and ticked where no telephone works."""
    event = load(Event, event_id)
    seated = queries.everybody(event, Wanted(state=GuestState.CONFIRMED))
    return page("events/door_list.html", event=event, guests=seated)


def _file(
    event: Event, write: Callable[[sheets.Sheet], bytes], ending: str, content_type: str
) -> Response:
    response = make_response(write(queries.guest_sheet(event, asked_for())))
    response.content_type = content_type
    response.headers["Content-Disposition"] = f'attachment; filename="guests-{event.code}.{ending}"'
    return response
