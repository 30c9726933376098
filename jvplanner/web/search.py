"""One box that asks every part of the product."""

from flask import Blueprint, Response, request

from jvplanner.typed_text import searched
from jvplanner.web.asking import questions
from jvplanner.web.pages import page

bp = Blueprint("search", __name__)


@bp.get("")
def search() -> Response:
    """Show what the acting practice has under these words; nothing is asked for no words."""
    text = searched(request.args.get("q"))
    found = questions().found(text) if text else []
    return page("search/search.html", fragment="search/_found.html", text=text, found=found)
