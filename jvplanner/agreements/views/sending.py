"""Sending: to whom and when, what is still missing, and the sender's own signature."""

from flask import Response, request, url_for

from jvplanner import clock
from jvplanner.agreements import actions, rules, wording
from jvplanner.agreements.forms import SigningForm
from jvplanner.agreements.models import Agreement
from jvplanner.agreements.views.blueprint import bp, held
from jvplanner.agreements.views.editor import content_of
from jvplanner.agreements.views.keeping import agreement_page
from jvplanner.errors import Conflict
from jvplanner.papers.actions import Signature
from jvplanner.papers.forms import guarded
from jvplanner.papers.rules import CONSENTS, SENDER_CONSENT
from jvplanner.papers.views.sending import (
    Obstacle,
    dispatch_of,
    sending_page,
    sent_from,
    typed_about,
)
from jvplanner.papers.wording import Suggestion
from jvplanner.people.models import Person
from jvplanner.web.access import viewer
from jvplanner.web.loading import load
from jvplanner.web.pages import see_other
from jvplanner.web.transactions import reads_first


@bp.get("/<int:agreement_id>/sending")
def sending(agreement_id: int) -> Response:
    agreement = load(Agreement, agreement_id)
    if not agreement.is_open:
        return see_other(url_for(".one", agreement_id=agreement_id))
    return _sending_page(agreement, _form(agreement, is_sent=False))


@bp.post("/<int:agreement_id>/sending")
def send(agreement_id: int) -> Response:
    agreement = held(agreement_id)
    form, practice = _form(agreement), viewer().practice
    if not agreement.is_open:
        return agreement_page(agreement, typed=typed_about(form), status=409)
    if not form.validate_on_submit():
        return _sending_page(agreement, form, status=422)

    def send_to(people: list[Person]) -> None:
        signature = Signature(form.name.data, SENDER_CONSENT)
        actions.send_agreement(
            agreement,
            people,
            practice=practice.name,
            zone=practice.time_zone,
            after_version=form.version.data,
            dispatch=dispatch_of(form, agreement.paper, signature),
        )

    content = content_of(agreement, agreement.draft)
    if refusal := sent_from(form, agreement, content, send_to, practice.time_zone):
        return _sending_page(agreement, form, refusal=refusal, status=409)
    return see_other(url_for(".one", agreement_id=agreement_id))


@bp.post("/<int:agreement_id>/sending/letter")
@reads_first
def letter_to_send(agreement_id: int) -> Response:
    """Show the letter as it would be read, with what is typed. Nothing is written."""
    agreement = load(Agreement, agreement_id)
    return _sending_page(agreement, _form(agreement))


@bp.post("/<int:agreement_id>/sending/wording")
def reword(agreement_id: int) -> Response:
    """Take over a better wording; what is typed about the sending stays where it stands."""
    agreement = held(agreement_id)
    form, refusal, key = _form(agreement), None, request.form.get("use", "")
    if form.take_over(key):
        return _sending_page(agreement, form)
    draft = agreement.draft
    draft = wording.reworded(draft, wording.suggestions(draft), key)
    try:
        actions.save_draft(agreement, draft, revision=form.revision.data)
    except Conflict as problem:
        refusal = problem
    status = 409 if refusal else 200
    return _sending_page(agreement, _form(agreement), refusal=refusal, status=status)


def _form(agreement: Agreement, *, is_sent: bool = True) -> SigningForm:
    also = [one for found in wording.suggestions(agreement.draft).values() for one in found]
    zone = viewer().practice.time_zone
    return guarded(SigningForm, also, is_sent=is_sent, zone=zone)


def _sending_page(
    agreement: Agreement,
    form: SigningForm,
    *,
    refusal: Conflict | None = None,
    status: int = 200,
) -> Response:
    content = content_of(agreement, agreement.draft)
    why_not = rules.why_not(content, clock.now())
    return sending_page(
        agreement,
        form,
        content,
        [Obstacle("Before it can be sent", why_not)] if why_not else [],
        act="Sign and send",
        refusal=refusal,
        status=status,
        consent=CONSENTS[SENDER_CONSENT],
        carried=_carried(agreement),
    )


def _carried(agreement: Agreement) -> list[Suggestion]:
    """Return what a copied or pasted text still carries; it may be sent all the same."""
    partner = agreement.paper.partner.name
    found = wording.carried(agreement.draft, former=agreement.written_for, partner=partner)
    return [one for remarks in found.values() for one in remarks]
