"""The dates on offer, a small resource of their own inside the editor."""

from flask import Response, url_for

from jvplanner.proposals import actions
from jvplanner.proposals.actions import InThePast, TooFarAhead
from jvplanner.proposals.forms import DateForm
from jvplanner.proposals.models import CandidateDate, DateOffered, TooManyDates
from jvplanner.proposals.views.blueprint import bp, held
from jvplanner.proposals.views.editor import editor_page
from jvplanner.wall_time import NoSuchLocalTime
from jvplanner.web.access import viewer
from jvplanner.web.loading import load
from jvplanner.web.pages import see_other


@bp.post("/<int:proposal_id>/dates")
def offer_date(proposal_id: int) -> Response:
    proposal, form = held(proposal_id), DateForm()
    if form.validate_on_submit():
        try:
            actions.offer_date(
                proposal,
                form.day.data,
                form.starts.data,
                form.minutes.data,
                place=form.elsewhere.data,
                zone=viewer().practice.time_zone,
            )
            return _dates(proposal_id)
        except NoSuchLocalTime as refusal:
            form.starts.errors = [str(refusal)]
        except (InThePast, TooFarAhead, DateOffered, TooManyDates) as refusal:
            form.day.errors = [str(refusal)]
    return editor_page(proposal, date_form=form, status=422)


@bp.post("/<int:proposal_id>/dates/<int:date_id>/removal")
def take_back_date(proposal_id: int, date_id: int) -> Response:
    proposal = held(proposal_id)
    actions.take_back_date(proposal, load(CandidateDate, date_id, proposal_id=proposal_id))
    return _dates(proposal_id)


def _dates(proposal_id: int) -> Response:
    return see_other(url_for(".draft", proposal_id=proposal_id) + "#dates")
