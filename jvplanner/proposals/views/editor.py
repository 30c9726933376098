"""The editor: four parts, saved while they are typed, with the partner's view beside them."""

from flask import Response, request, url_for
from sqlalchemy.orm import selectinload

from jvplanner.errors import Conflict
from jvplanner.papers.queries import changes_asked
from jvplanner.papers.rules import spans
from jvplanner.papers.views.editor import editor_context, typed_in
from jvplanner.papers.wording import Suggestions, changed_fields
from jvplanner.partners.views import groundwork_of
from jvplanner.proposals import actions, paper, rules
from jvplanner.proposals.carried import remarks_on_draft
from jvplanner.proposals.forms import DateForm, DraftForm
from jvplanner.proposals.models import MOST_DATES, Proposal
from jvplanner.proposals.views.blueprint import bp, held
from jvplanner.proposals.views.sent import proposal_page
from jvplanner.web.access import viewer
from jvplanner.web.loading import load
from jvplanner.web.pages import page, see_other, wants_part
from jvplanner.web.transactions import keep_now, reads_first


@bp.get("/<int:proposal_id>/draft")
def draft(proposal_id: int) -> Response:
    proposal = load(Proposal, proposal_id)
    if not proposal.is_open:
        return see_other(url_for(".one", proposal_id=proposal_id))
    return editor_page(proposal)


@bp.post("/<int:proposal_id>/draft")
def save(proposal_id: int) -> Response:
    """Keep what is typed, complete or not; a window that is behind overwrites nothing."""
    proposal = held(proposal_id)
    form = DraftForm(format=proposal.format)
    before = paper.wording_of(proposal)
    is_sound = form.validate_on_submit()
    if not proposal.is_open:
        return _too_late(proposal, form, before)
    wording = form.wording if is_sound else form.sound(before)
    taken = rules.with_key(_remarks(proposal, wording), request.form.get("use", ""))
    revision = form.over.data or form.revision.data
    try:
        actions.save_draft(proposal, rules.reworded(wording, taken), revision=revision)
    except Conflict as refusal:
        return editor_page(proposal, form=form, status=409, refusal=refusal, before=before)
    if not is_sound:
        keep_now()
        return editor_page(proposal, form=form, status=422, before=before)
    if wants_part():
        return editor_page(proposal, form=form, before=before)
    if request.form.get("then") == "send":
        return see_other(url_for(".sending", proposal_id=proposal_id))
    return see_other(url_for(".draft", proposal_id=proposal_id))


def _too_late(proposal: Proposal, form: DraftForm, before: rules.Wording) -> Response:
    """Say that it has come to its end, with what was typed to copy."""
    if wants_part():
        return editor_page(proposal, form=form, status=409, before=before)
    saved = DraftForm(formdata=None, obj=proposal)
    return proposal_page(proposal, typed=typed_in(form, saved), status=409)


@bp.route("/<int:proposal_id>/preview", methods=["GET", "POST"])
@reads_first
def preview(proposal_id: int) -> Response:
    """Show what the partner would read. Sent by POST because of its size; nothing is written."""
    proposal = load(Proposal, proposal_id, selectinload(Proposal.dates))
    wording = DraftForm(format=proposal.format).wording if request.method == "POST" else None
    content = content_now(proposal, wording)
    return page(
        "proposals/preview.html",
        fragment="proposals/_preview.html",
        proposal=proposal,
        content=content,
        dates=spans(content),
    )


def content_now(proposal: Proposal, wording: rules.Wording | None = None) -> dict[str, object]:
    """Return what a version sent now would contain, for the practice of who is signed in."""
    practice = viewer().practice
    return paper.content_of(
        proposal, practice=practice.name, time_zone=practice.time_zone, wording=wording
    )


def editor_page(
    proposal: Proposal,
    *,
    form: DraftForm | None = None,
    date_form: DateForm | None = None,
    before: rules.Wording | None = None,
    refusal: Conflict | None = None,
    status: int = 200,
) -> Response:
    """Show the editor; htmx gets the status of a save, and otherwise the dates on offer.

    before   on a save, the wording that the window's remarks were about
    refusal  why nothing was saved
    """
    if form is None:
        form = DraftForm(formdata=None, obj=proposal)
    content = content_now(proposal, form.wording)
    remarks = {**_remarks(proposal, form.wording), **rules.suggestions_on_dates(content)}
    return page(
        "proposals/editor.html",
        fragment="papers/_saved.html" if before else "proposals/_dates.html",
        status=status,
        proposal=proposal,
        form=form,
        date_form=date_form or DateForm(formdata=None, minutes=proposal.usual_minutes),
        most_dates=MOST_DATES,
        parts=rules.PARTS,
        remarks=remarks,
        renewed=changed_fields(_remarks(proposal, before), remarks) if before else (),
        refusal=refusal,
        asked=changes_asked(proposal.paper),
        content=content,
        dates=spans(content),
        **editor_context(proposal),
        **groundwork_of(
            proposal.paper.partner,
            back=url_for(".draft", proposal_id=proposal.id) + "#groundwork",
        ),
    )


def _remarks(proposal: Proposal, wording: rules.Wording) -> Suggestions:
    partner = proposal.paper.partner.name
    return remarks_on_draft(wording, former=proposal.written_for, partner=partner)
