"""The partner's page: one version to read, three answers to choose from, no account."""

from flask import Blueprint, Response

from jvplanner.links import addresses
from jvplanner.links.models import Link
from jvplanner.papers import actions, queries
from jvplanner.papers.forms import AnswerForm, QuestionForm, SeenForm
from jvplanner.papers.models import (
    PAPER,
    AlreadyAnswered,
    HandedOver,
    NothingToAnswer,
    NotTheCurrentVersion,
)
from jvplanner.papers.queries import Reading
from jvplanner.papers.views.certificate import certificate_file, hashed_file
from jvplanner.papers.views.closed import (
    answer_form_of,
    closed,
    closed_to_answer,
    closed_to_question,
    typed_in,
)
from jvplanner.papers.views.leaf import Unsaved, again, answered, question, reading_of
from jvplanner.web.access import by_link
from jvplanner.web.limits import address_and, limiter
from jvplanner.web.pages import see_other

bp = Blueprint("answers", __name__)


@bp.get("/<token>")
@by_link(PAPER, gone=closed)
def paper(link: Link) -> Response:
    reading = reading_of(link)
    if reading.is_closed:
        return closed(link)
    if reading.answer:
        return answered(reading)
    return question(reading, answer_form_of(reading), link)


@bp.get("/<token>/certificate.pdf")
@by_link(PAPER, gone=closed)
def certificate(link: Link) -> Response:
    """Give the reader of an agreed paper a file to keep."""
    reading = reading_of(link)
    return certificate_file(queries.certificate_of(reading.paper))


@bp.get("/<token>/agreed.json")
@by_link(PAPER, gone=closed)
def agreed(link: Link) -> Response:
    """Give the reader what was agreed letter by letter, so that its hash can be computed again."""
    return hashed_file(queries.certificate_of(reading_of(link).paper))


@bp.post("/<token>/seen")
@limiter.limit("60 per minute", key_func=lambda: address_and("token"))
@by_link(PAPER, gone=closed)
def seen(link: Link) -> Response:
    """Note that somebody looks at the page: sent by the visible page, or by a press (P1)."""
    reading = reading_of(link)
    if reading.is_closed:
        return closed(link)
    actions.see(reading.recipient, SeenForm().version_number)
    return see_other(addresses.path(PAPER, link))


@bp.post("/<token>/questions")
@limiter.limit("20 per minute", key_func=lambda: address_and("token"))
@by_link(PAPER, gone=closed_to_question)
def ask(link: Link) -> Response:
    """Take a question; the answer to the paper is awaited all the same."""
    reading, form = reading_of(link, hold=True), QuestionForm()
    if reading.is_closed:
        return closed_to_question(link)
    if not form.validate():
        return again(reading, link, asking=form)
    actions.ask(reading.recipient, form.question.data)
    if reading.answer is None and answer_form_of(reading).is_begun:
        return again(reading_of(link), link, is_asked=True)
    return see_other(f"{addresses.path(PAPER, link)}#questions")


@bp.post("/<token>/answer")
@limiter.limit("20 per minute", key_func=lambda: address_and("token"))
@by_link(PAPER, gone=closed_to_answer)
def answer(link: Link) -> Response:
    """Take the answer. The version counts first, then whether one is awaited, then its fields."""
    reading = reading_of(link, hold=True)
    form = answer_form_of(reading)
    number = form.version_number
    try:
        expected = reading.version.number if number is None else number
        actions.expect_answer(reading.recipient, expected)
        if not form.validate():
            return question(reading, form, link, status=422)
        actions.answer(reading.paper, form.answer(), reading.recipient)
    except (NothingToAnswer, HandedOver):
        return closed_to_answer(link)
    except NotTheCurrentVersion:
        if reading.answer is None:
            return question(reading, form, link, status=409, read=number)
        return answered(reading, unsaved=Unsaved(typed_in(reading, form)))
    except AlreadyAnswered:
        is_again = _is_sent_again(reading, form)
        if not is_again or _adds(reading, form):
            unsaved = Unsaved(typed_in(reading, form), is_again=is_again)
            return answered(reading, unsaved=unsaved)
    return see_other(addresses.path(PAPER, link))


def _is_sent_again(reading: Reading, form: AnswerForm) -> bool:
    assert reading.answer is not None
    return form.validate() and form.answer().says_the_same_as(reading.answer)


def _adds(reading: Reading, form: AnswerForm) -> bool:
    assert reading.answer is not None
    return form.answer().adds_to(reading.answer)
