"""The list of proposals, one proposal's page, and beginning a new one."""

from flask import Response, request, url_for

from jvplanner.papers.models import PaperState
from jvplanner.papers.queries import sent_state
from jvplanner.papers.rules import spans
from jvplanner.partners.models import Partner
from jvplanner.partners.queries import partner_list
from jvplanner.proposals import actions, queries, starters
from jvplanner.proposals.forms import BLANK, NewProposalForm
from jvplanner.proposals.models import Proposal
from jvplanner.proposals.standing import STATE_LABELS, standing_of
from jvplanner.proposals.views.blueprint import bp
from jvplanner.proposals.views.editor import editor_page
from jvplanner.web.access import viewer
from jvplanner.web.forms import one_line
from jvplanner.web.loading import asked_id, load
from jvplanner.web.pages import page, see_other

EDITED = (PaperState.DRAFT, PaperState.CHANGES_REQUESTED)


@bp.get("")
def directory() -> Response:
    text = one_line(request.args.get("q"))[:200]
    named = request.args.get("state")
    state = PaperState(named) if named in set(PaperState) else None
    partner_id = asked_id("partner")
    return page(
        "proposals/directory.html",
        fragment="proposals/_proposal_list.html",
        listed=queries.proposal_list(text, state, partner_id, request.args.get("after")),
        standing_of=standing_of,
        text=text,
        state=state,
        states=STATE_LABELS,
        partner_id=partner_id,
        zone=viewer().practice.time_zone,
    )


@bp.get("/new")
def new() -> Response:
    """Choose a partner, then what to begin with."""
    partner_id = request.args.get("partner", type=int)
    if partner_id is None:
        return _partner_choice()
    return _beginning(load(Partner, partner_id), NewProposalForm(formdata=None))


@bp.post("/new")
def begin() -> Response:
    form = NewProposalForm()
    if not form.validate_on_submit():
        return _partner_choice(status=422)
    partner = load(Partner, form.partner_id.data or 0)
    try:
        starter = starters.starter(form.starter.data) if form.starter.data != BLANK else None
    except starters.UnknownStarter as refusal:
        form.starter.errors = [str(refusal)]
        return _beginning(partner, form, status=422)
    wording = actions.wording_from(starter, partner, viewer().practice.name)
    proposal = actions.draft_proposal(partner, wording)
    return see_other(url_for(".one", proposal_id=proposal.id))


@bp.get("/<int:proposal_id>")
def one(proposal_id: int) -> Response:
    """Show the editor while it waits for the practice, and afterwards what was sent."""
    proposal = load(Proposal, proposal_id)
    if proposal.paper.state in EDITED:
        return editor_page(proposal)
    sent = sent_state(proposal.paper)
    content = sent.version.content if sent.version else {}
    return page(
        "proposals/one.html",
        proposal=proposal,
        sent=sent,
        content=content,
        dates=spans(content),
    )


def _partner_choice(status: int = 200) -> Response:
    text = one_line(request.args.get("q"))[:200]
    return page(
        "proposals/partner_choice.html",
        fragment="proposals/_partner_choice.html",
        listed=partner_list(text, None, request.args.get("after")),
        text=text,
        status=status,
    )


def _beginning(partner: Partner, form: NewProposalForm, status: int = 200) -> Response:
    return page(
        "proposals/beginning.html",
        partner=partner,
        form=form,
        starters=starters.starters_for(partner.hub_kind),
        blank=BLANK,
        status=status,
    )
