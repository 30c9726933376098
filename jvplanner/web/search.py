"""One box that asks every part of the product."""

from collections.abc import Callable, Iterable

from flask import Blueprint, Response, current_app, request

from jvplanner.questions import Found
from jvplanner.web.forms import one_line
from jvplanner.web.pages import page

bp = Blueprint("search", __name__)

LONGEST = 200
Asker = Callable[[str], list[Found]]


@bp.get("")
def search() -> Response:
    """Show what the acting practice has under these words; nothing is asked for no words."""
    text = one_line(request.args.get("q")).replace("\x00", "")[:LONGEST]
    askers: Iterable[Asker] = current_app.extensions.get("askers", ())
    found = [answer for ask in askers for answer in ask(text)] if text else []
    return page("search/search.html", fragment="search/_found.html", text=text, found=found)
