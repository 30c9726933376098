"""What other sites show of an event: a picture of it, and a card in a frame."""

from datetime import timedelta

from flask import Blueprint, Response, make_response, request

from jvplanner.collateral import printed
from jvplanner.collateral.queries import told_of
from jvplanner.db import db
from jvplanner.errors import NotFound
from jvplanner.events.announcement import shown_page
from jvplanner.events.models import EVENT_PAGE, Event, EventState
from jvplanner.events.sources import Source
from jvplanner.languages import current
from jvplanner.links import addresses
from jvplanner.tenancy import acting_for
from jvplanner.web.access import public
from jvplanner.web.headers import cached, open_to_other_sites
from jvplanner.web.loading import load
from jvplanner.web.pages import page

bp = Blueprint("shared_collateral", __name__)


@bp.get("/<code>/preview.png")
@public
def preview(code: str) -> Response:
    """Show the event to sites that show what an address leads to; in the language it names."""
    place = addresses.find_code(EVENT_PAGE.name, code)
    with acting_for(place.practice_id):
        event = load(Event, place.subject_id)
        if event.state is EventState.DRAFT:
            raise NotFound
        told = told_of(event, request.args.get("lang", ""))
    response = make_response(printed.preview(told))
    response.content_type = "image/png"
    response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    return cached(response, timedelta(hours=1))


@bp.get("/<code>/card")
@public
def card(code: str) -> Response:
    """Show the event in few words, in a frame on the partner's own site."""
    shown = shown_page(code, Source.EMBEDDED_CARD, current(), db.engine)
    if shown is None:
        raise NotFound
    return cached(
        open_to_other_sites(page("collateral/card.html", shown=shown)), timedelta(minutes=1)
    )
