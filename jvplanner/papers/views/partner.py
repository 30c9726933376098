"""The partner's page: one version to read, three answers to choose from, no account."""

from dataclasses import dataclass

from flask import Blueprint, Response

from jvplanner import clock
from jvplanner.links import addresses
from jvplanner.links.models import Link
from jvplanner.papers import actions, queries
from jvplanner.papers.forms import AnswerForm, HandoverForm, QuestionForm, SeenForm
from jvplanner.papers.models import (
    PAPER,
    AlreadyAnswered,
    HandedOver,
    NothingToAnswer,
    NotTheCurrentVersion,
    Paper,
    Recipient,
)
from jvplanner.papers.queries import Reading
from jvplanner.papers.rules import CONSENT, CONSENTS
from jvplanner.papers.views.certificate import certificate_file
from jvplanner.papers.views.closed import (
    answer_form_of,
    as_text,
    closed,
    closed_to_answer,
    closed_to_handover,
    closed_to_question,
    typed_in,
)
from jvplanner.web.access import by_link
from jvplanner.web.limits import address_and, limiter
from jvplanner.web.loading import load, load_for_update
from jvplanner.web.pages import page, see_other

bp = Blueprint("answers", __name__)


@bp.get("/<token>")
@by_link(PAPER, gone=closed)
def paper(link: Link) -> Response:
    reading = _read(link)
    if reading.is_closed:
        return closed(link)
    if reading.answer:
        return _answered(reading)
    return _question(reading, answer_form_of(reading), link)


@bp.get("/<token>/certificate.pdf")
@by_link(PAPER, gone=closed)
def certificate(link: Link) -> Response:
    """Give the reader of an agreed paper a file to keep."""
    reading = _read(link)
    return certificate_file(queries.certificate_of(reading.paper))


@bp.post("/<token>/seen")
@limiter.limit("60 per minute", key_func=lambda: address_and("token"))
@by_link(PAPER, gone=closed)
def seen(link: Link) -> Response:
    """Note that somebody looks at the page: sent by the visible page, or by a press (P1)."""
    reading = _read(link)
    if reading.is_closed:
        return closed(link)
    actions.see(reading.recipient, SeenForm().version_number)
    return see_other(addresses.path(PAPER, link))


@bp.post("/<token>/questions")
@limiter.limit("20 per minute", key_func=lambda: address_and("token"))
@by_link(PAPER, gone=closed_to_question)
def ask(link: Link) -> Response:
    """Take a question; the answer to the paper is awaited all the same."""
    reading, form = _read(link, hold=True), QuestionForm()
    if reading.is_closed:
        return closed_to_question(link)
    if not form.validate():
        return _again(reading, link, asking=form)
    actions.ask(reading.recipient, form.question.data)
    return see_other(f"{addresses.path(PAPER, link)}#questions")


@bp.post("/<token>/handover")
@limiter.limit("20 per minute", key_func=lambda: address_and("token"))
@by_link(PAPER, gone=closed_to_handover)
def hand_over(link: Link) -> Response:
    """Let a colleague answer in this reader's place; this address then says so."""
    reading, form = _read(link, hold=True), HandoverForm()
    if reading.is_closed:
        return closed_to_handover(link)
    if reading.answer:
        return _answered(reading, unsaved=Unsaved(as_text(form.typed())))
    if not form.validate():
        return _again(reading, link, handing=form)
    try:
        actions.hand_over(
            reading.recipient, name=form.colleague_name.data, email=form.colleague_email.data
        )
    except HandedOver as refusal:
        form.colleague_email.errors = [str(refusal)]
        return _again(reading, link, handing=form)
    return see_other(addresses.path(PAPER, link))


def _again(
    reading: Reading,
    link: Link,
    *,
    asking: QuestionForm | None = None,
    handing: HandoverForm | None = None,
) -> Response:
    """Show the page with what is wrong beside what was typed."""
    if reading.answer:
        return _answered(reading, asking=asking)
    form = answer_form_of(reading)
    return _question(reading, form, link, status=422, asking=asking, handing=handing)


@bp.post("/<token>/answer")
@limiter.limit("20 per minute", key_func=lambda: address_and("token"))
@by_link(PAPER, gone=closed_to_answer)
def answer(link: Link) -> Response:
    """Take the answer. The version counts first, then whether one is awaited, then its fields."""
    reading = _read(link, hold=True)
    form = answer_form_of(reading)
    number = form.version_number
    try:
        expected = reading.version.number if number is None else number
        actions.expect_answer(reading.recipient, expected)
        if not form.validate():
            return _question(reading, form, link, status=422)
        actions.answer(reading.paper, form.answer(), reading.recipient)
    except (NothingToAnswer, HandedOver):
        return closed_to_answer(link)
    except NotTheCurrentVersion:
        if reading.answer is None:
            form.agree.data = False  # It was given to what the older version said.
            return _question(reading, form, link, status=409, read=number)
        return _answered(reading, unsaved=Unsaved(typed_in(reading, form)))
    except AlreadyAnswered:
        is_again = _is_sent_again(reading, form)
        if not is_again or _adds(reading, form):
            unsaved = Unsaved(typed_in(reading, form), is_again=is_again)
            return _answered(reading, unsaved=unsaved)
    return see_other(addresses.path(PAPER, link))


def _read(link: Link, *, hold: bool = False) -> Reading:
    """Return what the link's recipient reads; hold the paper until the answer is kept."""
    recipient = load(Recipient, link.subject_id)
    paper = (load_for_update if hold else load)(Paper, recipient.paper_id)
    return queries.read_by(recipient, paper)


@dataclass(frozen=True)
class Unsaved:
    """What came after the answer, as text; is_again if it is that answer with something added."""

    text: str
    is_again: bool = False


def _answered(
    reading: Reading, *, unsaved: Unsaved | None = None, asking: QuestionForm | None = None
) -> Response:
    """Show the answer that is kept; unsaved came too late."""
    status = 409 if unsaved else 422 if asking else 200
    return page(
        "papers/answered.html",
        status=status,
        reading=reading,
        unsaved=unsaved,
        asking=asking or QuestionForm(formdata=None),
        paper_path=reading.path,
    )


def _is_sent_again(reading: Reading, form: AnswerForm) -> bool:
    assert reading.answer is not None
    return form.validate() and form.answer().says_the_same_as(reading.answer)


def _adds(reading: Reading, form: AnswerForm) -> bool:
    assert reading.answer is not None
    return form.answer().adds_to(reading.answer)


def _question(
    reading: Reading,
    form: AnswerForm,
    link: Link,
    *,
    status: int = 200,
    read: int | None = None,
    asking: QuestionForm | None = None,
    handing: HandoverForm | None = None,
) -> Response:
    """Ask for an answer to the current version.

    read             number of the version that an outdated answer was given to
    asking, handing  the form that was sent and needs a look
    """
    number = reading.version.number
    since = queries.last_read(reading.recipient, before=number) if read is None else read
    return page(
        "papers/partner.html",
        status=status,
        reading=reading,
        form=form,
        link=link,
        now=clock.now(),
        is_outdated=read is not None,
        differences=queries.changed_since(reading, since),
        since=since,
        consent=CONSENTS[CONSENT],
        paper_path=reading.path,
        asking=asking or QuestionForm(formdata=None),
        handing=handing or HandoverForm(formdata=None),
    )
