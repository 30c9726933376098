"""Calendars to subscribe to: the practice's for everybody, and each member's own of everything."""

from collections.abc import Iterable
from datetime import timedelta

from flask import Blueprint, Response, make_response, request

from jvplanner import clock
from jvplanner.calendars import CalendarEntry, calendar_feed
from jvplanner.db import db
from jvplanner.links.addresses import LinkGone
from jvplanner.links.models import Link
from jvplanner.practices.models import FEED, Membership
from jvplanner.web.access import by_link
from jvplanner.web.asking import questions

bp = Blueprint("feeds", __name__)

# What is over stays for so long: a calendar drops what its feed no longer names.
KEPT = timedelta(days=60)


@bp.get("/<token>.ics")
@by_link(FEED)
def everything(link: Link) -> Response:
    """Give a member everything that has a time; no guest's name, for calendars are shared."""
    membership = db.session.get(Membership, link.subject_id)
    if membership is None:  # they no longer work here
        raise LinkGone(link)
    entries = questions().dated(clock.now() - KEPT)
    response = calendar(f"{membership.practice.name}: everything", entries)
    response.add_etag()
    return response.make_conditional(request)  # type: ignore[return-value]


def to_open(address: str) -> str:
    """Return a feed's address so that a calendar program opens it and keeps asking."""
    return f"webcal:{address.partition(':')[2]}"


def calendar(name: str, entries: Iterable[CalendarEntry]) -> Response:
    """Return the entries as a calendar in which each stands once, the soonest first."""
    once = {entry.uid: entry for entry in entries}
    ordered = sorted(once.values(), key=lambda entry: (entry.starts_at, entry.uid))
    response = make_response(calendar_feed(name, ordered))
    response.content_type = "text/calendar; charset=utf-8"
    return response
