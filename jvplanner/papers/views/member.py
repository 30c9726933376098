"""What members do with a paper that is out: its links, and taking it back."""

from datetime import timedelta

from flask import Blueprint, Response, flash, request

from jvplanner import clock
from jvplanner.errors import Conflict, NotFound
from jvplanner.papers import actions, queries
from jvplanner.papers.forms import MoreTimeForm, ReplyForm, guarded
from jvplanner.papers.kinds import kind_of
from jvplanner.papers.models import Paper, Question, Recipient
from jvplanner.papers.rules import spans
from jvplanner.papers.views.certificate import certificate_file, hashed_file
from jvplanner.papers.views.sending import kept_wording
from jvplanner.wall_time import moment_text
from jvplanner.web.access import viewer
from jvplanner.web.letters import letters_go_out
from jvplanner.web.loading import load, load_for_update
from jvplanner.web.pages import page, see_other

bp = Blueprint("papers", __name__)


@bp.get("/<int:paper_id>")
def paper(paper_id: int) -> Response:
    """Lead to the page of what the paper is about, whatever kind it is."""
    return _subject_page(load(Paper, paper_id))


@bp.get("/<int:paper_id>/versions/<int:number>")
def version(paper_id: int, number: int) -> Response:
    """Show a version as it was sent, whatever came after it."""
    paper = load(Paper, paper_id)
    version = queries.version_of(paper, number)
    return page(
        "papers/version.html",
        paper=paper,
        kind=kind_of(paper.kind),
        version=version,
        content=version.content,
        dates=spans(version.content),
        zone=viewer().practice.time_zone,
    )


@bp.post("/<int:paper_id>/revocation")
def revocation(paper_id: int) -> Response:
    paper = load_for_update(Paper, paper_id)
    actions.revoke(_recipient(paper))
    flash("The address is closed. Nobody can open it until you open it again.")
    return _subject_page(paper)


@bp.post("/<int:paper_id>/reopening")
def reopening(paper_id: int) -> Response:
    paper = load_for_update(Paper, paper_id)
    actions.reopen(_recipient(paper))
    flash("The same address works again, for 30 days.")
    return _subject_page(paper)


@bp.post("/<int:paper_id>/renewal")
def renewal(paper_id: int) -> Response:
    paper = load_for_update(Paper, paper_id)
    actions.renew(paper, _recipient(paper))
    flash("There is a new address. The old one is gone for good.")
    return _subject_page(paper)


@bp.post("/<int:paper_id>/departure")
def departure(paper_id: int) -> Response:
    """Let the letters go out now that wait for their hour."""
    paper = load_for_update(Paper, paper_id)
    actions.send_now(paper)
    flash(
        "The letters are on their way."
        if letters_go_out()
        else "The letters wait for you to send them."
    )
    return _subject_page(paper)


@bp.post("/<int:paper_id>/reminders")
def reminders(paper_id: int) -> Response:
    paper, on = load_for_update(Paper, paper_id), bool(request.form.get("on"))
    actions.remind(paper, on=on)
    flash("Reminders are on." if on else "Reminders are off.")
    return _subject_page(paper)


@bp.post("/<int:paper_id>/time")
def more_time(paper_id: int) -> Response:
    """Await the answer for longer, or again."""
    paper, form = load_for_update(Paper, paper_id), MoreTimeForm()
    if not form.validate_on_submit():
        raise Conflict("Choose one of the times offered.")
    has_changed = actions.give_time(paper, timedelta(days=form.lasts.data))
    until = moment_text(paper.expires_at or clock.now(), viewer().practice.time_zone)
    if has_changed:
        flash(f"They can answer until {until}.")
    else:
        flash(f"Nothing was changed: they can answer for longer already, until {until}.", "warn")
    return _subject_page(paper)


@bp.post("/<int:paper_id>/archive")
def archive(paper_id: int) -> Response:
    """Put a paper away; the list it leaves offers to undo that."""
    paper = load_for_update(Paper, paper_id)
    actions.archive(paper)
    return see_other(f"/{paper.kind}s?put_away={paper.id}")


@bp.post("/<int:paper_id>/archive/removal")
def take_out(paper_id: int) -> Response:
    paper = load_for_update(Paper, paper_id)
    actions.take_out(paper)
    return _subject_page(paper)


@bp.post("/<int:paper_id>/withdrawal")
def withdrawal(paper_id: int) -> Response:
    paper = load_for_update(Paper, paper_id)
    actions.withdraw(paper)
    flash("It is withdrawn. Whoever opens its link reads that.")
    return _subject_page(paper)


@bp.post("/<int:paper_id>/questions/<int:question_id>/reply")
def reply(paper_id: int, question_id: int) -> Response:
    """Answer a question; the reply stands on the partner's page and goes there by letter."""
    paper = load_for_update(Paper, paper_id)
    question = load(Question, question_id, paper_id=paper_id)
    form = guarded(ReplyForm)
    if form.take_over(request.form.get("use", "")):
        return _reply_page(paper, question, form)
    if not form.validate_on_submit():
        return _reply_page(paper, question, form, status=422)
    kept = kept_wording(form, kind_of(paper.kind))
    actions.reply(question, paper, form.reply.data, kept=kept)
    flash(_replied_words(question.recipient.person.email))
    return _subject_page(paper)


@bp.get("/<int:paper_id>/questions/<int:question_id>/reply")
def question(paper_id: int, question_id: int) -> Response:
    paper = load(Paper, paper_id)
    asked = load(Question, question_id, paper_id=paper_id)
    return _reply_page(paper, asked, guarded(ReplyForm, is_sent=False))


@bp.get("/<int:paper_id>/certificate.pdf")
def certificate(paper_id: int) -> Response:
    """Give what was agreed as a file to keep, with its hash recomputed."""
    return certificate_file(queries.certificate_of(load(Paper, paper_id)))


@bp.get("/<int:paper_id>/agreed.json")
def agreed(paper_id: int) -> Response:
    """Give what was agreed letter by letter, so that its hash can be computed again."""
    return hashed_file(queries.certificate_of(load(Paper, paper_id)))


def _replied_words(email: str | None) -> str:
    if email is None:
        return "Your reply stands on their page. Tell them: no e-mail address is known."
    if letters_go_out():
        return "Your reply is on its way, and stands on their page."
    return "Your reply stands on their page. The letter with it waits for you to send."


def _reply_page(paper: Paper, question: Question, form: ReplyForm, status: int = 200) -> Response:
    return page(
        "papers/question.html",
        status=status,
        paper=paper,
        question=question,
        form=form,
        warnings=form.warned,
        rewording_path=request.path,
        zone=viewer().practice.time_zone,
    )


def _subject_page(paper: Paper) -> Response:
    return see_other(kind_of(paper.kind).href(paper))


def _recipient(paper: Paper) -> Recipient:
    """Return the recipient that the form names, or the last one when it names none.

    Raises NotFound for one of another paper.
    """
    named = request.form.get("recipient")
    for recipient in queries.recipients_of(paper):
        if named is None or named == str(recipient.id):
            return recipient
    raise NotFound("This was not sent to anybody of that number.")
