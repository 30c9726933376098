"""What a private address says once there is nothing to answer at it, and what came too late."""

from collections.abc import Callable

from flask import Response, request

from jvplanner import clock
from jvplanner.links.models import Link
from jvplanner.papers import queries
from jvplanner.papers.forms import AnswerForm, HandoverForm, QuestionForm, answer_form
from jvplanner.papers.models import PaperState, Recipient
from jvplanner.papers.queries import Reading
from jvplanner.web.loading import load
from jvplanner.web.pages import page


def closed(link: Link) -> Response:
    """Say why there is nothing to answer any more, and how to reach the practice."""
    return _closed(link, _nothing)


def closed_to_answer(link: Link) -> Response:
    return _closed(link, lambda reading: typed_in(reading, answer_form_of(reading)))


def closed_to_question(link: Link) -> Response:
    return _closed(link, lambda _reading: as_text(QuestionForm().typed()))


def just_handed_over(link: Link, form: AnswerForm) -> Response:
    """Say that a colleague answers now, with the answer that was begun, to copy."""
    return _closed(link, lambda reading: typed_in(reading, form), status=200)


def closed_to_handover(link: Link) -> Response:
    return _closed(link, lambda _reading: as_text(HandoverForm().typed()))


def answer_form_of(reading: Reading) -> AnswerForm:
    """Return the form for an answer to what is read, filled with what was sent if it was sent."""
    return answer_form(reading.paper, reading.version)


def typed_in(reading: Reading, form: AnswerForm) -> str:
    """Return an answer that cannot be taken, as text to copy."""
    return as_text(form.typed_about(queries.version_read(reading, form.version_number)))


def as_text(typed: list[tuple[str, str]]) -> str:
    return "\n\n".join(f"{label}\n{text}" for label, text in typed)


def _closed(link: Link, typed: Callable[[Reading], str], *, status: int = 410) -> Response:
    recipient = load(Recipient, link.subject_id)
    reading = queries.read_by(recipient, recipient.paper)
    return page(
        "papers/closed.html",
        status=status,
        reading=reading,
        why=_why(reading, link),
        link=link,
        paper_path=_path_in_use(reading, link),
        typed=typed(reading),
    )


def _path_in_use(reading: Reading, link: Link) -> str | None:
    """Return the page's path if it was opened by it; an old address must not tell the new one."""
    is_opened_by_it = request.path.startswith(reading.path)
    return reading.path if is_opened_by_it and link.is_open(clock.now()) else None


def _nothing(_reading: Reading) -> str:
    return ""


def _why(reading: Reading, link: Link) -> str:
    if reading.paper.state is PaperState.WITHDRAWN:
        return "withdrawn"
    if reading.recipient.handed_to_id:
        return "taken_back" if queries.was_taken_back(reading.recipient) else "handed_over"
    if link.is_open(clock.now()):
        return "renewed"
    return "revoked" if link.revoked_at else "expired"
