"""What was sent and agreed: its page, looking at it again, and noting its end."""

from flask import Response, flash, url_for

from jvplanner import clock
from jvplanner.agreements import actions
from jvplanner.agreements.forms import ReviewForm
from jvplanner.agreements.models import Agreement, TooEarly
from jvplanner.agreements.standing import standing_of
from jvplanner.agreements.views.blueprint import bp, held
from jvplanner.papers.queries import sent_state, signature_under
from jvplanner.papers.views.editor import Typed
from jvplanner.wall_time import day_text
from jvplanner.web.access import viewer
from jvplanner.web.letters import letters_go_out
from jvplanner.web.pages import page, see_other


@bp.post("/<int:agreement_id>/review")
def review(agreement_id: int) -> Response:
    agreement, form = held(agreement_id), ReviewForm()
    # What does not hold is refused whatever was typed: a draft has no version to show with it.
    if form.validate_on_submit() or not agreement.is_in_force:
        try:
            zone = viewer().practice.time_zone
            actions.review(agreement, form.next_on.data, zone=zone)
            flash(f"Looked at, and next on {day_text(form.next_on.data)}.")
            return see_other(url_for(".one", agreement_id=agreement_id))
        except TooEarly as refusal:
            form.next_on.errors = [str(refusal)]
    return agreement_page(agreement, form=form, status=422)


@bp.post("/<int:agreement_id>/end")
def end(agreement_id: int) -> Response:
    agreement = held(agreement_id)
    actions.end(agreement)
    flash("It is noted as ended. What was agreed stays here to read.")
    return see_other(url_for(".one", agreement_id=agreement_id))


def agreement_page(
    agreement: Agreement,
    *,
    form: ReviewForm | None = None,
    typed: Typed | None = None,
    status: int = 200,
) -> Response:
    """Show the version that was sent, how it stands, and what is to do while it holds.

    typed  what was typed in the editor and cannot be kept any more
    """
    sent = sent_state(agreement.paper, sends_by_itself=letters_go_out())
    today = clock.today(viewer().practice.time_zone)
    return page(
        "agreements/one.html",
        status=status,
        draft=agreement,
        agreement=agreement,
        typed=typed or [],
        form=form or ReviewForm(formdata=None),
        sent=sent,
        content=sent.version.content if sent.version else {},
        signed=signature_under(agreement.paper),
        standing=standing_of(agreement, today, sent.standing),
        today=today,
    )
