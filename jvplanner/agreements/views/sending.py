"""Sending: to whom, what is still missing, what they will read, and the sender's signature."""

from flask import Response, flash, url_for
from wtforms import SelectChoice

from jvplanner import clock
from jvplanner.agreements import actions, rules
from jvplanner.agreements.forms import SendingForm
from jvplanner.agreements.models import Agreement
from jvplanner.agreements.views.blueprint import bp, held
from jvplanner.agreements.views.editor import content_of
from jvplanner.errors import Conflict
from jvplanner.papers.actions import Dispatch, Signature
from jvplanner.papers.queries import recipients_of
from jvplanner.papers.rules import CONSENTS, SENDER_CONSENT
from jvplanner.partners.models import PartnerPerson
from jvplanner.web.access import viewer
from jvplanner.web.loading import load
from jvplanner.web.pages import page, see_other


@bp.get("/<int:agreement_id>/sending")
def sending(agreement_id: int) -> Response:
    agreement = load(Agreement, agreement_id)
    if not agreement.is_open:
        return see_other(url_for(".one", agreement_id=agreement_id))
    return _sending_page(agreement, SendingForm(formdata=None, people=_usual_readers(agreement)))


@bp.post("/<int:agreement_id>/sending")
def send(agreement_id: int) -> Response:
    agreement, form = held(agreement_id), SendingForm()
    if not form.validate_on_submit():
        return _sending_page(agreement, form, status=422)
    partner_id, practice = agreement.paper.partner_id, viewer().practice
    listed = [load(PartnerPerson, one, partner_id=partner_id) for one in form.people.data]
    signature = Signature(form.name.data, SENDER_CONSENT)
    try:
        agreement.refuse_if_changed_since(form.revision.data)
        actions.send_agreement(
            agreement,
            [each.person for each in listed],
            practice=practice.name,
            zone=practice.time_zone,
            after_version=form.version.data,
            dispatch=Dispatch(message=form.message.data, signed=signature),
        )
    except actions.SentMeanwhile as refusal:
        flash(f"{refusal} Nothing more was sent.")
    except Conflict as refusal:
        return _sending_page(agreement, form, refusal=refusal, status=409)
    else:
        to = ", ".join(each.person.name for each in listed)
        flash(f"Version {agreement.paper.version} is on its way to {to}.")
    return see_other(url_for(".one", agreement_id=agreement_id))


def _sending_page(
    agreement: Agreement,
    form: SendingForm,
    *,
    refusal: Conflict | None = None,
    status: int = 200,
) -> Response:
    content = content_of(agreement, agreement.draft)
    people = _people(agreement)
    form.people.choices = [SelectChoice(each.id, each.person.name) for each in people]
    return page(
        "agreements/sending.html",
        status=status,
        agreement=agreement,
        form=form,
        people=people,
        why_not=rules.why_not(content, clock.now()),
        remarks=rules.remarks_on(content),
        refusal=refusal,
        consent=CONSENTS[SENDER_CONSENT],
        content=content,
    )


def _people(agreement: Agreement) -> list[PartnerPerson]:
    return [each for each in agreement.paper.partner.people if each.person.email]


def _usual_readers(agreement: Agreement) -> list[int]:
    """Return whoever read the last version, or the only person there is."""
    people = _people(agreement)
    readers = {recipient.person_id for recipient in recipients_of(agreement.paper)}
    known = [each.id for each in people if each.person_id in readers]
    return known or ([people[0].id] if len(people) == 1 else [])
