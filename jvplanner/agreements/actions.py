"""Drafting an agreement, sharing out its duties, sending it, and looking at it again."""

from collections.abc import Mapping, Sequence
from datetime import date

from sqlalchemy import inspect

from jvplanner import clock
from jvplanner.agreements import paper, rules
from jvplanner.agreements.models import Agreement, Duty, Party
from jvplanner.agreements.rules import Draft, Side
from jvplanner.db import db
from jvplanner.papers import actions as papers
from jvplanner.papers.actions import Dispatch
from jvplanner.papers.models import LONGEST_TITLE, Paper, Recipient
from jvplanner.partners.models import Partner
from jvplanner.people.models import Person


def begin_agreement(partner: Partner, licences: Mapping[Side, str]) -> Agreement:
    """Begin an agreement with the usual duties; its id is known afterwards. Source: R9."""
    agreement = _begun(partner, licences)
    add_usual_duties(agreement)
    return agreement


def copy_agreement(
    original: Agreement, partner: Partner, licences: Mapping[Side, str]
) -> Agreement:
    """Begin an agreement with the duties and texts of another.

    Days are not taken over, nor what needs a licence where nobody has one to take it on.
    """
    agreement = _begun(partner, licences)
    agreement.written_for = original.paper.partner.name
    agreement.scope, agreement.notice = original.scope, original.notice
    for duty in original.duties:
        if rules.is_allowed(needs_licence=duty.needs_licence, licence=licences[duty.owner]):
            agreement.add_duty(
                duty.text, duty.owner, needs_licence=duty.needs_licence, now=clock.now()
            )
    db.session.flush()
    return agreement


def _begun(partner: Partner, licences: Mapping[Side, str]) -> Agreement:
    title = f"Working together with {partner.name}"[:LONGEST_TITLE]
    agreement = Agreement(paper=Paper(kind=paper.KIND.name, title=title, partner=partner))
    agreement.title = title
    agreement.parties = [Party.of(side, licences[side]) for side in Side]
    db.session.add(agreement)
    db.session.flush()
    return agreement


def save_draft(agreement: Agreement, draft: Draft, *, revision: int | None) -> None:
    """Keep what a window shows that last saw the revision; raises as Agreement.rewrite()."""
    agreement.rewrite(draft, revision=revision, now=clock.now())
    _exchange_names(agreement)


def add_duty(agreement: Agreement, text: str, owner: Side, *, needs_licence: bool) -> Duty:
    """Add a duty at the end; raises as Agreement.add_duty()."""
    duty = agreement.add_duty(text, owner, needs_licence=needs_licence, now=clock.now())
    db.session.flush()
    return duty


def add_usual_duties(agreement: Agreement) -> None:
    """Add those of the usual duties that are not named yet and have somebody to take them on."""
    for usual, owner in rules.usual_duties(agreement.licences):
        if not agreement.names(usual.text):
            agreement.add_duty(
                usual.text, owner, needs_licence=usual.needs_licence, now=clock.now()
            )
    db.session.flush()


def add_asked_duty(agreement: Agreement, text: str) -> None:
    """Add a usual duty of which a member says that the licence covers it; nothing for another.

    Raises as Agreement.add_duty().
    """
    for usual, owner in rules.asked_duties(agreement.licences):
        if usual.text == text:
            add_duty(agreement, usual.text, owner, needs_licence=usual.needs_licence)


def remove_duty(agreement: Agreement, duty: Duty) -> None:
    """Take a duty out; raises SettledPaper."""
    agreement.remove_duty(duty, clock.now())
    db.session.flush()


def move_duty(agreement: Agreement, duty: Duty, by: int) -> None:
    """Put a duty so many places further down, or up; raises SettledPaper."""
    agreement.move_duty(duty, by, clock.now())
    db.session.flush()


def send_agreement(
    agreement: Agreement,
    to: Sequence[Person],
    *,
    practice: str,
    zone: str,
    after_version: int | None,
    dispatch: Dispatch,
) -> list[Recipient]:
    """Put the agreement as it is saved before people at the partner, signed by the practice.

    after_version  the last version's number when the sender looked at it; None if nobody looked

    Raises SettledPaper, SentMeanwhile, and NotReady or NotSigned for what it lacks.
    """
    agreement.refuse_if_settled()
    agreement.refuse_if_sent_since(after_version)
    content = rules.content_of(
        agreement.draft,
        practice=practice,
        partner=agreement.paper.partner.name,
        time_zone=zone,
    )
    recipients = papers.send(
        agreement.paper, title=agreement.title, content=content, to=to, dispatch=dispatch
    )
    agreement.note_sent()
    return recipients


def review(agreement: Agreement, next_on: date, *, zone: str) -> None:
    """Note that both sides have looked at it, and when they do next.

    Raises NotInForce, and TooEarly for a day that has begun where the practice is.
    """
    agreement.review(next_on, today=clock.today(zone), now=clock.now())
    db.session.flush()


def end(agreement: Agreement) -> None:
    """Note that it holds no more, in the audit chain, too; raises NotInForce."""
    now = clock.now()
    agreement.end(now)
    papers.note_end(agreement.paper, now)


def _exchange_names(agreement: Agreement) -> None:
    """Write duties that may have taken over each other's names.

    The table looks at each row as it is written, so the new names wait until the old ones are free.
    """
    named = {
        duty: duty.text_key
        for duty in agreement.duties
        if inspect(duty).attrs.text_key.history.has_changes()
    }
    for duty in named:
        duty.text_key = f"\n{duty.id}"
    db.session.flush()
    for duty, key in named.items():
        duty.text_key = key
    db.session.flush()
