"""Sending: to whom, what is still missing, and what they will read."""

from flask import Response, flash, url_for
from wtforms import SelectChoice

from jvplanner import clock
from jvplanner.errors import Conflict
from jvplanner.papers.queries import recipients_of
from jvplanner.papers.rules import spans
from jvplanner.partners.models import PartnerPerson
from jvplanner.partners.views import groundwork_of
from jvplanner.proposals import actions, paper, queries, rules
from jvplanner.proposals.carried import carried
from jvplanner.proposals.forms import SendingForm
from jvplanner.proposals.models import Proposal
from jvplanner.proposals.views.blueprint import bp, held
from jvplanner.proposals.views.editor import content_now
from jvplanner.web.access import viewer
from jvplanner.web.loading import load
from jvplanner.web.pages import page, see_other


@bp.get("/<int:proposal_id>/sending")
def sending(proposal_id: int) -> Response:
    proposal = load(Proposal, proposal_id)
    if not proposal.is_open:
        return see_other(url_for(".one", proposal_id=proposal_id))
    form = SendingForm(formdata=None, version=proposal.paper.version, revision=proposal.revision)
    return _sending_page(proposal, form)


@bp.post("/<int:proposal_id>/sending")
def send(proposal_id: int) -> Response:
    proposal, form = held(proposal_id), SendingForm()
    if not form.validate_on_submit():
        return _sending_page(proposal, form, status=422)
    listed = load(PartnerPerson, form.person_id.data, partner_id=proposal.paper.partner_id)
    practice = viewer().practice
    try:
        proposal.refuse_if_changed_since(form.revision.data)
        actions.send_proposal(
            proposal,
            [listed.person],
            practice=practice.name,
            zone=practice.time_zone,
            after_version=form.version.data,
        )
    except actions.SentMeanwhile as refusal:
        flash(f"{refusal} Nothing more was sent.")
    except Conflict as refusal:
        return _sending_page(proposal, form, refusal=refusal, status=409)
    else:
        flash(f"Version {proposal.paper.version} is on its way to {listed.person.name}.")
    return see_other(url_for(".one", proposal_id=proposal_id))


def _sending_page(
    proposal: Proposal,
    form: SendingForm,
    *,
    refusal: Conflict | None = None,
    status: int = 200,
) -> Response:
    content = content_now(proposal)
    remarks = rules.suggestions(content)
    people = [each for each in proposal.paper.partner.people if each.person.email]
    form.person_id.choices = [SelectChoice(each.id, each.person.name) for each in people]
    if form.person_id.data is None:
        form.person_id.data = _usual_reader(proposal, people)
    return page(
        "proposals/sending.html",
        status=status,
        proposal=proposal,
        form=form,
        people=people,
        missing=rules.missing(content),
        gone_by=[date for date in proposal.dates if date.starts_at <= clock.now()],
        remarks=[one for found in remarks.values() for one in found],
        stops=rules.stops(content),
        refusal=refusal,
        content=content,
        dates=spans(content),
        zone=viewer().practice.time_zone,
        carried=_carried(proposal),
        asks_for_groundwork=queries.asks_for_groundwork(proposal),
        **groundwork_of(
            proposal.paper.partner,
            back=url_for(".sending", proposal_id=proposal.id),
            in_place=False,
        ),
    )


def _carried(proposal: Proposal) -> list[rules.Suggestion]:
    """Return what a copied or pasted wording still carries; it may be sent all the same."""
    partner = proposal.paper.partner.name
    found = carried(paper.wording_of(proposal), former=proposal.written_for, partner=partner)
    return [one for remarks in found.values() for one in remarks]


def _usual_reader(proposal: Proposal, people: list[PartnerPerson]) -> int | None:
    """Return whoever read the last version, or the only person there is."""
    readers = [recipient.person_id for recipient in recipients_of(proposal.paper)]
    known = [each.id for person_id in readers for each in people if each.person_id == person_id]
    if known:
        return known[0]
    return people[0].id if len(people) == 1 else None
