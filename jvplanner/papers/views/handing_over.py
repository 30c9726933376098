"""Where a reader lets a colleague answer, gives that back, or takes it back."""

from flask import Blueprint, Response

from jvplanner.errors import Conflict
from jvplanner.links import addresses
from jvplanner.links.models import Link
from jvplanner.papers import actions
from jvplanner.papers.forms import HandoverForm
from jvplanner.papers.models import PAPER, HandedOver
from jvplanner.papers.views.closed import (
    answer_form_of,
    as_text,
    closed,
    closed_to_handover,
    just_handed_over,
)
from jvplanner.papers.views.leaf import Unsaved, again, answered, reading_of
from jvplanner.web.access import by_link
from jvplanner.web.limits import address_and, limiter
from jvplanner.web.pages import see_other

bp = Blueprint("handing_over", __name__)


@bp.post("/<token>/handover")
@limiter.limit("20 per minute", key_func=lambda: address_and("token"))
@by_link(PAPER, gone=closed_to_handover)
def hand_over(link: Link) -> Response:
    """Let a colleague answer in this reader's place; this address then says so."""
    reading, form = reading_of(link, hold=True), HandoverForm()
    if reading.is_closed:
        return closed_to_handover(link)
    if reading.answer:
        return answered(reading, unsaved=Unsaved(as_text(form.typed())))
    if not form.validate():
        return again(reading, link, handing=form)
    try:
        actions.hand_over(
            reading.recipient, name=form.colleague_name.data, email=form.colleague_email.data
        )
    except HandedOver as refusal:
        form.colleague_email.errors = [str(refusal)]
        return again(reading, link, handing=form)
    begun = answer_form_of(reading)
    if begun.is_begun:
        return just_handed_over(link, begun)
    return see_other(addresses.path(PAPER, link))


@bp.post("/<token>/handover/return")
@limiter.limit("20 per minute", key_func=lambda: address_and("token"))
@by_link(PAPER, gone=closed)
def give_back(link: Link) -> Response:
    """Let whoever handed it to this reader answer again."""
    reading = reading_of(link, hold=True)
    if reading.is_closed:
        return closed(link)
    if reading.answer:
        return answered(reading)
    try:
        actions.give_back(reading.recipient)
    except HandedOver as refusal:
        form = HandoverForm(formdata=None)
        form.form_errors.append(str(refusal))
        return again(reading, link, handing=form)
    return see_other(addresses.path(PAPER, link))


@bp.post("/<token>/handover/withdrawal")
@limiter.limit("20 per minute", key_func=lambda: address_and("token"))
@by_link(PAPER, gone=closed)
def take_back(link: Link) -> Response:
    """Let this reader answer again what they handed over."""
    reading = reading_of(link, hold=True)
    if reading.answer:
        return answered(reading)
    try:
        actions.take_back(reading.recipient)
    except Conflict:
        return closed(link)
    return see_other(addresses.path(PAPER, link))
