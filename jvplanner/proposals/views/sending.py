"""Sending: to whom and when, what is still missing, and what they will read."""

from collections.abc import Iterator

from flask import Response, flash, request, url_for

from jvplanner import clock
from jvplanner.errors import Conflict
from jvplanner.papers.forms import SendingForm, with_reasons
from jvplanner.papers.models import SentMeanwhile
from jvplanner.papers.rules import spans
from jvplanner.papers.views.sending import chosen, dispatch_of, sending_context, sent_words
from jvplanner.papers.wording import Suggestion, Suggestions
from jvplanner.partners.views import groundwork_of
from jvplanner.proposals import actions, paper, queries, rules
from jvplanner.proposals.carried import carried
from jvplanner.proposals.models import Proposal
from jvplanner.proposals.views.blueprint import bp, held
from jvplanner.proposals.views.editor import content_now
from jvplanner.web.access import viewer
from jvplanner.web.loading import load
from jvplanner.web.pages import page, see_other
from jvplanner.web.transactions import reads_first


@bp.get("/<int:proposal_id>/sending")
def sending(proposal_id: int) -> Response:
    proposal = load(Proposal, proposal_id)
    if not proposal.is_open:
        return see_other(url_for(".one", proposal_id=proposal_id))
    return _sending_page(proposal, _form(proposal, is_sent=False))


@bp.post("/<int:proposal_id>/sending")
def send(proposal_id: int) -> Response:
    proposal = held(proposal_id)
    form, practice = _form(proposal), viewer().practice
    if not form.validate_on_submit():
        return _sending_page(proposal, form, status=422)
    listed = chosen(form, proposal.paper)
    try:
        proposal.refuse_if_changed_since(form.revision.data)
        actions.send_proposal(
            proposal,
            [each.person for each in listed],
            practice=practice.name,
            zone=practice.time_zone,
            after_version=form.version.data,
            dispatch=dispatch_of(form, _remarks(proposal)),
        )
    except SentMeanwhile as refusal:
        flash(f"{refusal} Nothing more was sent.")
    except Conflict as refusal:
        return _sending_page(proposal, form, refusal=refusal, status=409)
    else:
        flash(sent_words(proposal.paper, listed, practice.time_zone))
    return see_other(url_for(".one", proposal_id=proposal_id))


@bp.post("/<int:proposal_id>/sending/letter")
@reads_first
def letter_to_send(proposal_id: int) -> Response:
    """Show the letter as it would be read, with what is typed. Nothing is written."""
    proposal = load(Proposal, proposal_id)
    return _sending_page(proposal, _form(proposal))


@bp.post("/<int:proposal_id>/sending/wording")
def reword(proposal_id: int) -> Response:
    """Take over a better wording; what is typed about the sending stays where it stands."""
    proposal = held(proposal_id)
    form, refusal = _form(proposal), None
    remarked = rules.suggestions(content_now(proposal))
    wording = rules.reworded(paper.wording_of(proposal), remarked, request.form.get("use", ""))
    try:
        actions.save_draft(proposal, wording, revision=form.revision.data)
    except Conflict as problem:
        refusal = problem
    return _sending_page(proposal, _form(proposal), refusal=refusal, status=409 if refusal else 200)


def _form(proposal: Proposal, *, is_sent: bool = True) -> SendingForm:
    form = with_reasons(SendingForm, _remarks(proposal))
    zone = viewer().practice.time_zone
    return form(zone=zone) if is_sent else form(formdata=None, zone=zone)


def _remarks(proposal: Proposal) -> list[Suggestion]:
    return list(_each(rules.suggestions(content_now(proposal))))


def _each(remarked: Suggestions) -> Iterator[Suggestion]:
    for found in remarked.values():
        yield from found


def _sending_page(
    proposal: Proposal,
    form: SendingForm,
    *,
    refusal: Conflict | None = None,
    status: int = 200,
) -> Response:
    content = content_now(proposal)
    remarks = list(_each(rules.suggestions(content)))
    return page(
        "proposals/sending.html",
        fragment="papers/_letter_preview.html",
        status=status,
        proposal=proposal,
        missing=rules.missing(content),
        gone_by=[date for date in proposal.dates if date.starts_at <= clock.now()],
        remarks=[one for one in remarks if one.stops],
        stops=rules.stops(content),
        refusal=refusal,
        content=content,
        dates=spans(content),
        zone=viewer().practice.time_zone,
        carried=_carried(proposal),
        rewording_path=url_for(".reword", proposal_id=proposal.id),
        asks_for_groundwork=queries.asks_for_groundwork(proposal),
        **sending_context(proposal.paper, content, form, remarks),
        **groundwork_of(
            proposal.paper.partner,
            back=url_for(".sending", proposal_id=proposal.id),
            in_place=False,
        ),
    )


def _carried(proposal: Proposal) -> list[Suggestion]:
    """Return what a copied or pasted wording still carries; it may be sent all the same."""
    partner = proposal.paper.partner.name
    found = carried(paper.wording_of(proposal), former=proposal.written_for, partner=partner)
    return [one for remarks in found.values() for one in remarks]
