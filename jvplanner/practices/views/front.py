"""The installation's front page."""

from flask import Blueprint, Response

from jvplanner.web.access import public
from jvplanner.web.pages import page

bp = Blueprint("front", __name__)


@bp.get("/")
@public
def home() -> Response:
    return page("practices/front.html")
