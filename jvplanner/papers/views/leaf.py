"""The partner's page as it is shown: a version to answer, or the answer that was given."""

from dataclasses import dataclass

from flask import Response

from jvplanner import clock
from jvplanner.links.models import Link
from jvplanner.papers import queries
from jvplanner.papers.forms import AnswerForm, HandoverForm, QuestionForm
from jvplanner.papers.models import Paper, Recipient
from jvplanner.papers.queries import Reading
from jvplanner.papers.rules import CONSENT, CONSENTS
from jvplanner.papers.views.closed import answer_form_of
from jvplanner.web.loading import load, load_for_update
from jvplanner.web.pages import page


def reading_of(link: Link, *, hold: bool = False) -> Reading:
    """Return what the link's recipient reads; hold the paper until the answer is kept."""
    recipient = load(Recipient, link.subject_id)
    paper = (load_for_update if hold else load)(Paper, recipient.paper_id)
    return queries.read_by(recipient, paper)


@dataclass(frozen=True)
class Unsaved:
    """What came after the answer, as text; is_again if it is that answer with something added."""

    text: str
    is_again: bool = False


def answered(
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


def question(
    reading: Reading,
    form: AnswerForm,
    link: Link,
    *,
    status: int = 200,
    read: int | None = None,
    asking: QuestionForm | None = None,
    handing: HandoverForm | None = None,
    is_asked: bool = False,
) -> Response:
    """Ask for an answer to the current version.

    read             number of the version that an outdated answer was given to
    asking, handing  the form that was sent and needs a look
    is_asked         a question was kept while the answer is being written
    """
    if read is not None:
        form.agree.data = False  # It was given to what the older version said.
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
        is_asked=is_asked,
        differences=queries.changed_since(reading, since),
        since=since,
        consent=CONSENTS[CONSENT],
        paper_path=reading.path,
        asking=asking or QuestionForm(formdata=None),
        handing=handing or HandoverForm(formdata=None),
    )


def again(
    reading: Reading,
    link: Link,
    *,
    asking: QuestionForm | None = None,
    handing: HandoverForm | None = None,
    is_asked: bool = False,
) -> Response:
    """Show the page with the answer as far as it is written, after something else was sent.

    asking, handing  the form that was sent and needs a look
    is_asked         a question was sent, and is kept
    """
    if reading.answer:
        return answered(reading, asking=asking)
    form = answer_form_of(reading)
    number = form.version_number
    read = None if number == reading.version.number else number
    return question(
        reading,
        form,
        link,
        status=200 if is_asked else 422,
        read=read,
        asking=asking,
        handing=handing,
        is_asked=is_asked,
    )
