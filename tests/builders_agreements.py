"""Agreements for tests, in any state; each is committed and belongs to the acting practice."""

from datetime import date, timedelta
from typing import Any

from jvplanner import clock
from jvplanner.agreements import actions
from jvplanner.agreements.models import Agreement, Duty
from jvplanner.agreements.rules import Draft, Side, field_of
from jvplanner.db import db
from jvplanner.papers.actions import Dispatch, Signature, answer
from jvplanner.papers.models import Answer, Recipient, Verdict
from jvplanner.papers.rules import CONSENT, SENDER_CONSENT
from jvplanner.partners.models import HubKind, Partner
from tests.builders_partners import make_partner

SAM = ("Sam Carter", "sam@leefamily.example")
ZONE = "America/New_York"
LICENSED = {Side.PRACTICE: "", Side.PARTNER: "MD, New York"}
NOBODY = {Side.PRACTICE: "", Side.PARTNER: ""}


def make_physicians(name: str = "Lee Family Medicine") -> Partner:
    return make_partner(name, hub_kind=HubKind.PHYSICIAN_PRACTICE, people=(SAM,))


def make_agreement(
    partner: Partner | None = None, *, licences: dict[Side, str] = LICENSED, **columns: Any
) -> Agreement:
    """A draft that could be sent, with the usual duties."""
    agreement = actions.begin_agreement(partner or make_physicians(), licences)
    agreement.scope = "Adults with fatigue whom both of us see."
    agreement.notice = "Either side, with a month's notice in writing."
    agreement.starts_on = today() + timedelta(days=10)
    agreement.review_on = today() + timedelta(days=200)
    for name, value in columns.items():
        setattr(agreement, name, value)
    db.session.commit()
    return agreement


def send(agreement: Agreement, name: str = "Maya Okafor") -> Recipient:
    """Sign and send the next version to the first person at the partner."""
    [recipient] = actions.send_agreement(
        agreement,
        [agreement.paper.partner.people[0].person],
        practice="Riverside Nutrition",
        zone=ZONE,
        after_version=agreement.paper.version,
        dispatch=Dispatch(signed=Signature(name, SENDER_CONSENT)),
    )
    db.session.commit()
    return recipient


def make_sent(**columns: Any) -> Agreement:
    agreement = make_agreement(**columns)
    send(agreement)
    return agreement


def make_agreed(**columns: Any) -> Agreement:
    """An agreement that both sides have signed."""
    agreement = make_agreement(**columns)
    recipient = send(agreement)
    yes = Answer(version=1, verdict=Verdict.APPROVED, name="Sam Carter", consent=CONSENT)
    answer(agreement.paper, yes, recipient)
    db.session.commit()
    return agreement


def today() -> date:
    return clock.today(ZONE)


def duty_named(agreement: Agreement, text: str) -> Duty:
    return next(duty for duty in agreement.duties if duty.text == text)


def typed(agreement: Agreement, **changed: object) -> dict[str, object]:
    """What the editor sends when it shows what is saved, apart from what is changed."""
    draft: Draft = agreement.draft
    data: dict[str, object] = {
        "title": draft.title,
        "scope": draft.scope,
        "notice": draft.notice,
        "practice_licence": draft.licences[Side.PRACTICE],
        "partner_licence": draft.licences[Side.PARTNER],
        "starts_on": draft.starts_on or "",
        "ends_on": draft.ends_on or "",
        "review_on": draft.review_on or "",
        "revision": agreement.revision,
    }
    for duty in draft.duties:
        data[field_of(duty.id, "text")] = duty.text
        data[field_of(duty.id, "owner")] = duty.owner.value
        if duty.needs_licence:
            data[field_of(duty.id, "licence")] = "y"
    return data | changed
