"""The front page."""

from flask import Blueprint, Response

from jvplanner.web.access import public
from jvplanner.web.pages import see_other

front = Blueprint("front", __name__)
settings = Blueprint("settings", __name__)
invitations = Blueprint("invitations", __name__)
public_pages = Blueprint("practices", __name__)


@front.get("/")
@public
def home() -> Response:
    return see_other("/today")
