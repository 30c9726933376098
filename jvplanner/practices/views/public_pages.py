"""What a practice shows everybody: its page with its coming events, and its colours."""

from flask import Blueprint, Response, make_response

from jvplanner.practices.queries import practice_called
from jvplanner.practices.rules import brand_sheet
from jvplanner.tenancy import acting_for
from jvplanner.web.access import public
from jvplanner.web.asking import questions
from jvplanner.web.headers import cached
from jvplanner.web.pages import page

bp = Blueprint("practices", __name__)

MINUTE = 60  # seconds
HOUR = 3600


@bp.get("/<slug>")
@public
def practice_page(slug: str) -> Response:
    practice = practice_called(slug)
    with acting_for(practice.id):
        events = questions().coming()
    response = page(
        "practices/public.html",
        practice=practice,
        events=events,
        brand_href=practice.brand_href,
    )
    return cached(response, MINUTE)


@bp.get("/<slug>/brand.css")
@public
def brand(slug: str) -> Response:
    response = make_response(brand_sheet(practice_called(slug).brand_colour))
    response.content_type = "text/css; charset=utf-8"
    return cached(response, HOUR)
