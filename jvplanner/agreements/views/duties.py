"""The duties, rows of their own inside the editor: added, moved, removed.

Their buttons belong to the editor's form, so that what is typed around them is kept first.
"""

from flask import Response, request, url_for

from jvplanner.agreements import actions
from jvplanner.agreements.forms import DutyForm, needs_licence
from jvplanner.agreements.models import Agreement, Duty, DutyTwice, NeedsLicence, TooManyDuties
from jvplanner.agreements.rules import Side
from jvplanner.agreements.views.blueprint import bp, held
from jvplanner.agreements.views.editor import editor_page, form_of, keep_typed
from jvplanner.web.loading import load
from jvplanner.web.pages import see_other

BY = {"up": -1, "down": 1}


@bp.post("/<int:agreement_id>/duties")
def add(agreement_id: int) -> Response:
    agreement = held(agreement_id)
    if refused := _kept(agreement):
        return refused
    form = DutyForm(form_of(agreement).names)
    if form.validate_on_submit():
        owner = Side(form.new_owner.data)
        try:
            duty = actions.add_duty(
                agreement, form.new_text.data, owner, needs_licence=form.new_licence.data
            )
            return _duties(agreement_id, f"duty-{duty.id}")
        except NeedsLicence:
            form.new_owner.errors = [needs_licence(form_of(agreement).names, owner)]
        except (DutyTwice, TooManyDuties) as refusal:
            form.new_text.errors = [str(refusal)]
    return editor_page(agreement, duty_form=form, status=422)


@bp.post("/<int:agreement_id>/duties/usual")
def add_usual(agreement_id: int) -> Response:
    agreement = held(agreement_id)
    if refused := _kept(agreement):
        return refused
    if named := request.form.get("usual"):
        actions.add_asked_duty(agreement, named)
    else:
        actions.add_usual_duties(agreement)
    return _duties(agreement_id)


@bp.post("/<int:agreement_id>/duties/<int:duty_id>/removal")
def remove(agreement_id: int, duty_id: int) -> Response:
    agreement = held(agreement_id)
    duty = load(Duty, duty_id, agreement_id=agreement_id)
    if refused := _kept(agreement):
        return refused
    actions.remove_duty(agreement, duty)
    return _duties(agreement_id)


@bp.post("/<int:agreement_id>/duties/<int:duty_id>/place")
def move(agreement_id: int, duty_id: int) -> Response:
    agreement = held(agreement_id)
    duty = load(Duty, duty_id, agreement_id=agreement_id)
    if refused := _kept(agreement):
        return refused
    actions.move_duty(agreement, duty, BY.get(request.form.get("to", ""), 0))
    return _duties(agreement_id, f"duty-{duty_id}")


def _kept(agreement: Agreement) -> Response | None:
    """Save the editor around the row, if it came along."""
    if "title" not in request.form:
        agreement.refuse_if_settled()
        return None
    return keep_typed(agreement, form_of(agreement, typed=True), agreement.draft)


def _duties(agreement_id: int, at: str = "duties") -> Response:
    return see_other(url_for(".draft", agreement_id=agreement_id) + f"#{at}")
