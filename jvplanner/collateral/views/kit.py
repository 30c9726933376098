"""Print and share: what members hand out, hang up and send on for an event."""

from collections.abc import Callable

from flask import Blueprint, Response, make_response, request

from jvplanner import clock
from jvplanner.collateral import printed
from jvplanner.collateral.particulars import Told
from jvplanner.collateral.queries import told_of
from jvplanner.collateral.rules import Kind
from jvplanner.collateral.texts import frame_snippet, ready_texts
from jvplanner.events.entries import event_address
from jvplanner.events.models import Event, EventState
from jvplanner.languages import ENGLISH, LANGUAGES
from jvplanner.web.headers import allow_own_frame
from jvplanner.web.loading import load
from jvplanner.web.pages import page

bp = Blueprint("collateral", __name__)

Make = Callable[[Kind, Told], bytes]
WHAT = {
    Kind.POSTER_A4: ("Poster, A4", "For the door and the wall"),
    Kind.POSTER_LETTER: ("Poster, Letter", "The same on American paper"),
    Kind.TABLE_CARD: ("Table card, A5", "For tables and waiting rooms"),
    Kind.COUNTER_CARD: ("Counter card, A6", "To take along from the counter"),
    Kind.SLIDE: ("Slide, 16:9", "For screens, and before a talk"),
}


@bp.get("/<int:event_id>/kit")
def kit(event_id: int) -> Response:
    event = load(Event, event_id)
    told = told_of(event, _language())
    card = f"{event_address(event)}/card"
    allow_own_frame()
    return page(
        "collateral/kit.html",
        event=event,
        told=told,
        language=told.language,
        languages=LANGUAGES,
        what=WHAT,
        code_mm=printed.code_width(told),
        texts=ready_texts(told, event),
        is_public=event.state is not EventState.DRAFT,
        is_past=event.is_past(clock.now()),
        snippet=frame_snippet(told, card),
    )


@bp.get("/<int:event_id>/kit/preview.png")
def preview(event_id: int) -> Response:
    told = told_of(load(Event, event_id), _language())
    return _file(printed.preview(told), "image/png")


def _offer(kind: Kind, ending: str, content_type: str, make: Make) -> None:
    """Give one kind of printed matter an address for its file of one ending."""

    def file(event_id: int) -> Response:
        told = told_of(load(Event, event_id), _language())
        response = _file(make(kind, told), content_type)
        name = f"{kind.value}-{told.code}-{told.language}.{ending}"
        response.headers.set("Content-Disposition", "inline", filename=name)
        return response

    path = f"/<int:event_id>/kit/{kind.value}.{ending}"
    bp.add_url_rule(path, f"{kind.name.lower()}_{ending}", file)


for _kind in Kind:
    _offer(_kind, "pdf", "application/pdf", printed.as_pdf)
    _offer(_kind, "png", "image/png", printed.as_png)


def _language() -> str:
    asked = request.args.get("lang", "")
    return asked if asked in LANGUAGES else ENGLISH


def _file(content: bytes, content_type: str) -> Response:
    response = make_response(content)
    response.content_type = content_type
    return response
