"""Putting a proposal away, and taking it out again."""

from flask import Response, url_for

from jvplanner.proposals import actions
from jvplanner.proposals.views.blueprint import bp, held
from jvplanner.web.pages import see_other


@bp.post("/<int:proposal_id>/archive")
def archive(proposal_id: int) -> Response:
    actions.archive(held(proposal_id))
    return see_other(url_for(".directory", put_away=proposal_id))


@bp.post("/<int:proposal_id>/archive/removal")
def take_out(proposal_id: int) -> Response:
    actions.take_out(held(proposal_id))
    return see_other(url_for(".one", proposal_id=proposal_id))
