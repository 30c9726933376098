"""The editor: saved while it is typed, with the partner's view beside it."""

from flask import Response, request, url_for
from sqlalchemy.orm import joinedload, selectinload

from jvplanner import clock
from jvplanner.agreements import actions, rules, wording
from jvplanner.agreements.forms import DraftForm, DutyForm, draft_form
from jvplanner.agreements.models import MOST_DUTIES, Agreement
from jvplanner.agreements.rules import Draft
from jvplanner.agreements.views.blueprint import bp, held
from jvplanner.agreements.views.keeping import agreement_page
from jvplanner.errors import Conflict
from jvplanner.papers.queries import changes_asked
from jvplanner.papers.views.editor import editor_context, typed_in
from jvplanner.papers.wording import Suggestions, changed_fields
from jvplanner.web.access import viewer
from jvplanner.web.loading import load
from jvplanner.web.pages import page, see_other, wants_part
from jvplanner.web.transactions import keep_now, reads_first


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
    options = (joinedload(Agreement.parties), selectinload(Agreement.duties))
    agreement = load(Agreement, agreement_id, *options)
    typed = form_of(agreement, typed=True).draft if request.method == "POST" else agreement.draft
    return page(
        "agreements/preview.html",
        fragment="agreements/_preview.html",
        agreement=agreement,
        content=content_of(agreement, typed),
    )


def form_of(agreement: Agreement, *, typed: bool = False) -> DraftForm:
    practice = viewer().practice
    today = clock.today(practice.time_zone)
    sent = request.form if typed else None
    return draft_form(agreement, practice.name, today=today, sent=sent)


def keep_typed(agreement: Agreement, form: DraftForm, before: Draft) -> Response | None:
    """Save what of the form may be kept; return the editor with what is wrong with the rest."""
    is_sound = form.validate_on_submit()
    if not agreement.is_open:
        return _too_late(agreement, form, before)
    draft = form.draft if is_sound else form.sound(before)
    revision = form.over.data or form.revision.data
    try:
        key = request.form.get("use", "")
        draft = wording.reworded(draft, _remarks(agreement, draft), key)
        actions.save_draft(agreement, draft, revision=revision)
    except Conflict as refusal:
        return editor_page(agreement, form=form, before=before, refusal=refusal, status=409)
    if is_sound:
        return None
    keep_now()
    return editor_page(agreement, form=form, before=before, status=422)


def _too_late(agreement: Agreement, form: DraftForm, before: Draft) -> Response:
    """Say that it has come to its end, with what was typed to copy."""
    if wants_part():
        return editor_page(agreement, form=form, before=before, status=409)
    return agreement_page(agreement, typed=typed_in(form, form_of(agreement)), status=409)


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
    remarks = _remarks(agreement, typed)
    usual, asked_of = (
        [(duty.text, side) for duty, side in found if not agreement.names(duty.text)]
        for found in (
            rules.usual_duties(agreement.licences),
            rules.asked_duties(agreement.licences),
        )
    )
    return page(
        "agreements/editor.html",
        fragment="papers/_saved.html",
        status=status,
        agreement=agreement,
        form=form,
        duty_form=duty_form or DutyForm(form.names, formdata=None),
        has_room=len(agreement.duties) < MOST_DUTIES,
        usual_missing=[text for text, _ in usual],
        usual_asked=[text for text, _ in asked_of],
        asked_licence=agreement.licences[asked_of[0][1]] if asked_of else "",
        remarks=remarks,
        renewed=changed_fields(_remarks(agreement, before), remarks) if before else (),
        refusal=refusal,
        asked=changes_asked(agreement.paper),
        content=content_of(agreement, typed),
        **editor_context(agreement),
    )


def _remarks(agreement: Agreement, draft: Draft) -> Suggestions:
    partner = agreement.paper.partner.name
    return wording.remarks_on_draft(draft, former=agreement.written_for, partner=partner)
