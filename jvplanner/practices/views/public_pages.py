"""What a practice shows everybody: its page with its coming events, and its colours."""

from datetime import timedelta

from flask import Blueprint, Response, make_response

from jvplanner import clock
from jvplanner.links.addresses import absolute
from jvplanner.pictures.queries import practice_logo
from jvplanner.practices.queries import practice_called
from jvplanner.practices.rules import brand_sheet
from jvplanner.practices.views import feeds
from jvplanner.tenancy import acting_for
from jvplanner.web.access import public
from jvplanner.web.asking import questions
from jvplanner.web.headers import cached
from jvplanner.web.pages import page

bp = Blueprint("practices", __name__)


@bp.get("/<slug>")
@public
def practice_page(slug: str) -> Response:
    practice = practice_called(slug)
    with acting_for(practice.id):
        events, logo = questions().coming(), practice_logo()
    response = page(
        "practices/public.html",
        practice=practice,
        events=events,
        feed_path=f"/h/{practice.slug}.ics",
        feed_to_open=feeds.to_open(absolute(f"/h/{practice.slug}.ics")),
        logo=logo,
        brand_href=practice.brand_href,
    )
    return cached(response, timedelta(minutes=1))


@bp.get("/<slug>.ics")
@public
def feed(slug: str) -> Response:
    """Give what is announced to calendars that subscribe; the same bytes until it changes."""
    practice = practice_called(slug)
    with acting_for(practice.id):
        entries = questions().announced(clock.now() - feeds.KEPT)
    response = feeds.calendar(practice.name, entries)
    response.vary.add("Accept-Language")
    return cached(response, timedelta(minutes=5))


@bp.get("/<slug>/brand.css")
@public
def brand(slug: str) -> Response:
    response = make_response(brand_sheet(practice_called(slug).brand_colour))
    response.content_type = "text/css; charset=utf-8"
    return cached(response, timedelta(hours=1))
