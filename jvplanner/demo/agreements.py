"""Agreements as they come about: drafted, signed and sent, signed by the partner."""

from datetime import datetime, timedelta

from jvplanner import clock
from jvplanner.agreements import actions
from jvplanner.agreements.models import Agreement
from jvplanner.agreements.rules import Side
from jvplanner.demo import partners, practices
from jvplanner.demo.proposals import deliver
from jvplanner.demo.scene import Scene
from jvplanner.papers import actions as papers
from jvplanner.papers.actions import Dispatch, Signature
from jvplanner.papers.models import Answer, Recipient, Verdict
from jvplanner.papers.rules import CONSENT, SENDER_CONSENT
from jvplanner.partners.models import Partner
from jvplanner.practices.models import Practice

SHARED_PATIENTS = (
    "Adults with fatigue, perimenopause or digestive complaints who are patients of Lee Family "
    "Medicine and come to us for coaching.\nWhat we learn goes to the other side in writing within "
    "a week, with the patient's consent."
)
NEW_MOTHERS = "Mothers in their first year, from the first appointment at either of us."
A_MONTH = (
    "Either side ends it with one month's notice in writing. Whoever is looked after just then "
    "hears it from both of us, and appointments that stand are kept."
)


def tell(scene: Scene, practice: Practice, known: dict[str, Partner]) -> None:
    """One that holds and is looked at again after its first weeks, one that waits, and a draft."""
    lee = _draft(known[partners.PHYSICIANS], "MD, New York", SHARED_PATIENTS, at=scene.at(-25, 10))
    _set_days(scene, lee, starts=-14, review=27)
    recipient = _send(lee, practice, at=scene.at(-24, 9))
    _say_yes(recipient, at=scene.at(-22, 17, 40))

    midwives = _draft(known[partners.MIDWIVES], "CNM, New York", NEW_MOTHERS, at=scene.at(-5, 16))
    _set_days(scene, midwives, starts=21, review=386, ends=751)
    _send(midwives, practice, at=scene.at(-4, 9, 20))

    _draft(known[partners.CHIROPRACTOR], "DC, New York", "", at=scene.at(-2, 15, 10))


def _draft(partner: Partner, licence: str, scope: str, *, at: datetime) -> Agreement:
    with clock.as_of(at):
        licences = {Side.PRACTICE: "", Side.PARTNER: licence}
        agreement = actions.begin_agreement(partner, licences)
        agreement.scope, agreement.notice = scope, A_MONTH if scope else ""
    agreement.updated_at = agreement.paper.state_since = at
    return agreement


def _set_days(
    scene: Scene, agreement: Agreement, *, starts: int, review: int, ends: int | None = None
) -> None:
    """Set its days, each so many after today."""
    agreement.starts_on = scene.today + timedelta(days=starts)
    agreement.review_on = scene.today + timedelta(days=review)
    agreement.ends_on = None if ends is None else scene.today + timedelta(days=ends)


def _send(agreement: Agreement, practice: Practice, *, at: datetime) -> Recipient:
    with clock.as_of(at):
        [recipient] = actions.send_agreement(
            agreement,
            [agreement.paper.partner.people[0].person],
            practice=practice.name,
            zone=practice.time_zone,
            after_version=None,
            dispatch=Dispatch(signed=Signature(practices.RIVERSIDE.owner, SENDER_CONSENT)),
        )
    deliver(recipient, at)
    return recipient


def _say_yes(recipient: Recipient, *, at: datetime) -> None:
    name = recipient.person.name
    with clock.as_of(at):
        papers.see(recipient)
        yes = Answer(
            version=recipient.paper.version,
            verdict=Verdict.APPROVED,
            name=name,
            role="Family physician",
            consent=CONSENT,
        )
        papers.answer(recipient.paper, yes, recipient)
