"""Taking back, on one's ticket, what one agreed to."""

from flask import Blueprint, Response, request

from jvplanner import clock
from jvplanner.errors import NotFound
from jvplanner.events.actions import agreeing
from jvplanner.events.models import TICKET, ConsentPurpose, Guest
from jvplanner.links import addresses
from jvplanner.links.models import Link
from jvplanner.web.access import by_link
from jvplanner.web.languages import in_this_language, prefer
from jvplanner.web.limits import address_and, limiter
from jvplanner.web.loading import load
from jvplanner.web.pages import see_other

bp = Blueprint("consents", __name__)


@bp.post("/<token>/consents/withdrawal")
@limiter.limit("20 per minute", key_func=lambda: address_and("token"))
@by_link(TICKET)
def withdraw(link: Link) -> Response:
    """Take one consent back. Done twice, it is done once."""
    purpose = request.form.get("purpose", "")
    if purpose not in ConsentPurpose.__members__.values():
        raise NotFound
    guest = load(Guest, link.subject_id)
    prefer(guest.language)
    agreeing.withdraw(guest, ConsentPurpose(purpose), clock.now())
    return see_other(f"{in_this_language(addresses.path(TICKET, link), guest.language)}#agreed")
