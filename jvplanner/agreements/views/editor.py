"""The editor: saved while it is typed, with the partner's view beside it."""

from flask import Response, request, url_for

from jvplanner.agreements import actions, queries, rules
from jvplanner.agreements.forms import DraftForm, DutyForm, draft_form
from jvplanner.agreements.models import MOST_DUTIES, Agreement
from jvplanner.agreements.rules import Draft
from jvplanner.agreements.views.blueprint import bp, held
from jvplanner.errors import Conflict
from jvplanner.papers.models import PaperState
from jvplanner.papers.queries import history_of, record_of
from jvplanner.papers.wording import changed_fields
from jvplanner.web.access import viewer
from jvplanner.web.loading import load
from jvplanner.web.pages import page, see_other, wants_part
from jvplanner.web.transactions import reads_first


@bp.get("/<int:agreement_id>/draft")
def draft(agreement_id: int) -> Response:
    agreement = load(Agreement, agreement_id)
    if not agreement.is_open:
        return see_other(url_for(".one", agreement_id=agreement_id))
    return editor_page(agreement)


@bp.post("/<int:agreement_id>/draft")
def save(agreement_id: int) -> Response:
    """Keep what is typed, complete or not; a window that is behind overwrites nothing."""
    agreement = held(agreement_id)
    before = agreement.draft
    form = form_of(agreement, typed=True)
    if refused := keep_typed(agreement, form, before):
        return refused
    if wants_part():
        return editor_page(agreement, form=form, before=before)
    if request.form.get("then") == "send":
        return see_other(url_for(".sending", agreement_id=agreement_id))
    return see_other(url_for(".draft", agreement_id=agreement_id))


@bp.route("/<int:agreement_id>/preview", methods=["GET", "POST"])
@reads_first
def preview(agreement_id: int) -> Response:
    """Show what the partner would read. Sent by POST because of its size; nothing is written."""
    agreement = load(Agreement, agreement_id)
    typed = form_of(agreement, typed=True).draft if request.method == "POST" else agreement.draft
    return page(
        "agreements/preview.html",
        fragment="agreements/_preview.html",
        agreement=agreement,
        content=content_of(agreement, typed),
    )


def form_of(agreement: Agreement, *, typed: bool = False) -> DraftForm:
    return draft_form(agreement, viewer().practice.name, sent=request.form if typed else None)


def keep_typed(agreement: Agreement, form: DraftForm, before: Draft) -> Response | None:
    """Save what the form holds; return the editor with the reason if it cannot be saved."""
    if not form.validate_on_submit():
        return editor_page(agreement, form=form, before=before, status=422)
    revision = form.over.data or form.revision.data
    try:
        draft = rules.reworded(form.draft, request.form.get("use", ""))
        actions.save_draft(agreement, draft, revision=revision)
    except Conflict as refusal:
        return editor_page(agreement, form=form, before=before, refusal=refusal, status=409)
    return None


def content_of(agreement: Agreement, draft: Draft) -> dict[str, object]:
    """Return what a version of a draft would contain, for the practice of who is signed in."""
    practice, partner = viewer().practice, agreement.paper.partner
    return rules.content_of(
        draft, practice=practice.name, partner=partner.name, time_zone=practice.time_zone
    )


def editor_page(
    agreement: Agreement,
    *,
    form: DraftForm | None = None,
    duty_form: DutyForm | None = None,
    before: Draft | None = None,
    refusal: Conflict | None = None,
    status: int = 200,
) -> Response:
    """Show the editor; htmx gets the status of a save.

    before   on a save, the draft that the window's remarks were about
    refusal  why nothing was saved
    """
    form = form or form_of(agreement)
    typed = form.draft
    remarks = rules.suggestions(typed)
    usual = rules.usual_duties(agreement.licences)
    return page(
        "agreements/editor.html",
        fragment="agreements/_save_status.html",
        status=status,
        agreement=agreement,
        form=form,
        duty_form=duty_form or DutyForm(form.names, formdata=None),
        has_room=len(agreement.duties) < MOST_DUTIES,
        usual_missing=[one.text for one, _ in usual if not agreement.names(one.text)],
        remarks=remarks,
        renewed=changed_fields(rules.suggestions(before), remarks) if before else (),
        refusal=refusal,
        asked=queries.changes_asked(agreement),
        history=history_of(record_of(agreement.paper), viewer().practice.time_zone),
        content=content_of(agreement, typed),
        zone=viewer().practice.time_zone,
        is_new=agreement.paper.state is PaperState.DRAFT,
    )
