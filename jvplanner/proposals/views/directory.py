"""The list of proposals, one proposal's page, and beginning a new one."""

from flask import Response, request, url_for

from jvplanner import clock
from jvplanner.papers.models import PaperState
from jvplanner.papers.queries import HEADINGS, TOGETHER, partners_asked, put_away
from jvplanner.papers.views.directory import partner_choice, sought
from jvplanner.partners.models import Partner
from jvplanner.proposals import actions, queries, starters
from jvplanner.proposals.forms import BLANK, COPY, NewProposalForm
from jvplanner.proposals.models import FORMAT_LABELS, Proposal
from jvplanner.proposals.queries import Sought
from jvplanner.proposals.rules import Quarter
from jvplanner.proposals.views.blueprint import bp
from jvplanner.proposals.views.editor import editor_page
from jvplanner.proposals.views.sent import proposal_page
from jvplanner.wall_time import local
from jvplanner.web.access import viewer
from jvplanner.web.letters import letters_go_out
from jvplanner.web.loading import asked_id, load
from jvplanner.web.pages import page, see_other

EDITED = (PaperState.DRAFT, PaperState.CHANGES_REQUESTED)


@bp.get("")
def directory() -> Response:
    wanted, zone, now = _sought(), viewer().practice.time_zone, clock.now()
    this_quarter = Quarter.of(local(now, zone).date())
    nearby = [this_quarter.later(each) for each in range(-4, 5)]
    return page(
        "proposals/directory.html",
        fragment="proposals/_proposal_list.html",
        listed=queries.proposal_list(
            wanted,
            request.args.get("after"),
            now=now,
            zone=zone,
            sends_by_itself=letters_go_out(),
        ),
        partners=partners_asked(Proposal, wanted.partner_id),
        put_away=put_away(Proposal, asked_id("put_away")),
        headings=HEADINGS,
        sought=wanted,
        quarters=sorted({*nearby, *filter(None, [wanted.quarter])}),
        states=TOGETHER,
        zone=zone,
    )


def _sought() -> Sought:
    quarter = Quarter.read(request.args.get("quarter", ""))
    return Sought(**vars(sought()), quarter=quarter)


@bp.get("/new")
def new() -> Response:
    """Choose a partner, then what to begin with; ?like= names a proposal to copy."""
    like = _like(asked_id("like"))
    partner_id = request.args.get("partner", type=int)
    if partner_id is None:
        return partner_choice("proposal", like)
    return _beginning(load(Partner, partner_id), NewProposalForm(formdata=None), like)


@bp.post("/new")
def begin() -> Response:
    form = NewProposalForm()
    if not form.validate_on_submit():
        return partner_choice("proposal", status=422)
    partner, like = load(Partner, form.partner_id.data or 0), _like(form.like.data)
    if like and form.starter.data == COPY:
        return _begun(actions.copy_proposal(like, partner))
    try:
        starter = starters.starter(form.starter.data) if form.starter.data != BLANK else None
    except starters.UnknownStarter as refusal:
        form.starter.errors = [str(refusal)]
        return _beginning(partner, form, like, status=422)
    wording = actions.wording_from(starter, partner, viewer().practice.name)
    return _begun(actions.draft_proposal(partner, wording))


@bp.get("/<int:proposal_id>")
def one(proposal_id: int) -> Response:
    """Show the editor while it waits for the practice, and afterwards what was sent."""
    proposal = load(Proposal, proposal_id)
    if proposal.paper.state in EDITED:
        return editor_page(proposal)
    return proposal_page(proposal)


def _like(proposal_id: int | None) -> Proposal | None:
    return load(Proposal, proposal_id) if proposal_id else None


def _begun(proposal: Proposal) -> Response:
    return see_other(url_for(".one", proposal_id=proposal.id))


def _beginning(
    partner: Partner, form: NewProposalForm, like: Proposal | None, status: int = 200
) -> Response:
    return page(
        "proposals/beginning.html",
        partner=partner,
        form=form,
        starters=starters.starters_for(partner.hub_kind),
        like=like,
        formats=FORMAT_LABELS,
        blank=BLANK,
        copy=COPY,
        status=status,
    )
