"""Sending: to whom and when, what is still missing, and what they will read."""

from collections.abc import Mapping
from typing import Any

from flask import Response, request, url_for

from jvplanner import clock
from jvplanner.errors import Conflict
from jvplanner.papers.forms import SendingForm, guarded
from jvplanner.papers.rules import spans
from jvplanner.papers.views.sending import (
    Obstacle,
    dispatch_of,
    sending_page,
    sent_from,
    typed_about,
)
from jvplanner.papers.wording import Suggestion
from jvplanner.partners.views import groundwork_of
from jvplanner.people.models import Person
from jvplanner.proposals import actions, paper, queries, rules
from jvplanner.proposals.carried import carried
from jvplanner.proposals.models import Proposal
from jvplanner.proposals.views.blueprint import bp, held
from jvplanner.proposals.views.editor import content_now
from jvplanner.proposals.views.sent import proposal_page
from jvplanner.web.access import viewer
from jvplanner.web.loading import load
from jvplanner.web.pages import see_other
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
    if not proposal.is_open:
        return proposal_page(proposal, typed=typed_about(form), status=409)
    if not form.validate_on_submit():
        return _sending_page(proposal, form, status=422)

    def send_to(people: list[Person]) -> None:
        actions.send_proposal(
            proposal,
            people,
            practice=practice.name,
            zone=practice.time_zone,
            after_version=form.version.data,
            dispatch=dispatch_of(form, proposal.paper),
        )

    content = content_now(proposal)
    if refusal := sent_from(form, proposal, content, send_to, practice.time_zone):
        return _sending_page(proposal, form, refusal=refusal, status=409)
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
    form, refusal, key = _form(proposal), None, request.form.get("use", "")
    if form.take_over(key):
        return _sending_page(proposal, form)
    taken = rules.with_key(rules.suggestions(content_now(proposal)), key)
    try:
        if taken:
            actions.take_wording(proposal, taken, revision=form.revision.data)
    except Conflict as problem:
        refusal = problem
    return _sending_page(proposal, _form(proposal), refusal=refusal, status=409 if refusal else 200)


def _form(proposal: Proposal, *, is_sent: bool = True) -> SendingForm:
    remarked = rules.suggestions(content_now(proposal)).values()
    also = [one for found in remarked for one in found]
    zone = viewer().practice.time_zone
    return guarded(SendingForm, also, is_sent=is_sent, zone=zone)


def _sending_page(
    proposal: Proposal,
    form: SendingForm,
    *,
    refusal: Conflict | None = None,
    status: int = 200,
) -> Response:
    content = content_now(proposal)
    asks_for_groundwork = queries.asks_for_groundwork(proposal)
    return sending_page(
        proposal,
        form,
        content,
        _obstacles(proposal, content),
        is_held_up=asks_for_groundwork,
        refusal=refusal,
        status=status,
        proposal=proposal,
        dates=spans(content),
        carried=_carried(proposal),
        asks_for_groundwork=asks_for_groundwork,
        **groundwork_of(
            proposal.paper.partner,
            back=url_for(".sending", proposal_id=proposal.id),
            in_place=False,
        ),
    )


def _obstacles(proposal: Proposal, content: Mapping[str, Any]) -> list[Obstacle]:
    found = []
    if missing := rules.missing(content):
        found.append(Obstacle("Still to be written", missing))
    over = [date.id for date in proposal.dates if date.starts_at <= clock.now()]
    if over:
        dates, step = spans(content, over), "Take it back, or offer another"
        found.append(Obstacle("A date on offer is over", dates, "#dates", step))
    return found


def _carried(proposal: Proposal) -> list[Suggestion]:
    """Return what a copied or pasted wording still carries; it may be sent all the same."""
    partner = proposal.paper.partner.name
    found = carried(paper.wording_of(proposal), former=proposal.written_for, partner=partner)
    return [one for remarks in found.values() for one in remarks]
