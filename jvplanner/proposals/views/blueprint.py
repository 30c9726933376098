"""What all views of proposals share."""

from flask import Blueprint

from jvplanner.db import db
from jvplanner.papers.models import Paper
from jvplanner.proposals.models import Proposal
from jvplanner.web.loading import load_for_update

bp = Blueprint("proposals", __name__)


def held(proposal_id: int) -> Proposal:
    """Return the proposal with its paper, both locked; raises NotFound.

    Neither another window's save nor the partner's answer comes between reading and writing (P6).
    """
    proposal = load_for_update(Proposal, proposal_id)
    db.session.refresh(proposal.paper, with_for_update={"of": Paper})
    return proposal
