"""The installation's front page."""

from datetime import timedelta

from flask import Blueprint, Response

from jvplanner.web.access import public
from jvplanner.web.headers import cached
from jvplanner.web.pages import page

bp = Blueprint("front", __name__)


@bp.get("/")
@public
def home() -> Response:
    return cached(page("practices/front.html"), timedelta(minutes=1))
