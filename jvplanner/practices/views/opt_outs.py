"""The way out of letters that offer something, for whoever reads them."""

from flask import Blueprint, Response, request

from jvplanner import clock
from jvplanner.links import addresses
from jvplanner.links.models import Link
from jvplanner.outbox.letters import opt_in_again, opt_out
from jvplanner.outbox.models import OPT_OUT, OptOut
from jvplanner.pictures.queries import practice_logo
from jvplanner.practices.queries import acting_practice
from jvplanner.web.access import by_link, from_anywhere
from jvplanner.web.limits import address_and, limiter
from jvplanner.web.loading import load, load_for_update
from jvplanner.web.pages import page, see_other

bp = Blueprint("opt_outs", __name__)
a_few = limiter.limit("20 per minute", key_func=lambda: address_and("token"), methods=["POST"])


@bp.get("/<token>")
@by_link(OPT_OUT)
def show(link: Link) -> Response:
    """Say what comes and what does not; programs that open every link change nothing."""
    return _page(link)


@bp.post("/<token>")
@a_few
@from_anywhere
@by_link(OPT_OUT)
def leave(link: Link) -> Response:
    """Send nothing more that offers something. A mail program follows no redirect (RFC 8058)."""
    opt_out(load_for_update(OptOut, link.subject_id), clock.now())
    if "List-Unsubscribe" in request.form:
        return _page(link)
    return see_other(addresses.path(OPT_OUT, link))


@bp.post("/<token>/undoing")
@a_few
@by_link(OPT_OUT)
def undo(link: Link) -> Response:
    opt_in_again(load_for_update(OptOut, link.subject_id))
    return see_other(addresses.path(OPT_OUT, link))


def _page(link: Link) -> Response:
    practice, wish = acting_practice(), load(OptOut, link.subject_id)
    return page(
        "practices/opt_out.html",
        practice=practice,
        wish=wish,
        path=addresses.path(OPT_OUT, link),
        logo=practice_logo(),
        brand_href=practice.brand_href,
    )
