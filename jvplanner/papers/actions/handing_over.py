"""Letting a colleague answer in a reader's place, and having it back."""

from datetime import timedelta

from sqlalchemy import func, select

from jvplanner import clock
from jvplanner.db import db
from jvplanner.links import addresses
from jvplanner.papers import letters
from jvplanner.papers.actions.holding import hold
from jvplanner.papers.models import (
    PAPER,
    EntryKind,
    HandedOver,
    Paper,
    PaperEntry,
    PaperState,
    Recipient,
)
from jvplanner.papers.queries import asked, handed_by, was_taken_back
from jvplanner.partners.actions import list_there
from jvplanner.people.models import person_known_as

A_DAY = timedelta(days=1)
MOST_A_DAY = 10


def hand_over(recipient: Recipient, *, name: str, email: str) -> Recipient:
    """Let a colleague answer in the recipient's place, by a link of their own.

    The recipient's own link then says who has it, and the colleague is listed at the partner, so
    that the next version can be sent to them. Raises HandedOver, and Conflict when nothing is
    awaited.
    """
    _hold_while_awaited(recipient)
    refuse_if_handed_over(recipient)
    _refuse_too_often(recipient.paper)
    colleague = _colleague(recipient, name, email)
    list_there(recipient.paper.partner, colleague.person)
    _let_answer(recipient, colleague, name, email)
    return colleague


def give_back(recipient: Recipient) -> None:
    """Let whoever handed it to the recipient answer again; raises as hand_over()."""
    _hold_while_awaited(recipient)
    refuse_if_handed_over(recipient)
    giver = handed_by(recipient)
    if giver is None:
        raise HandedOver("Nobody handed this to you.")
    _let_answer(recipient, giver, giver.person.name, giver.person.email or "")


def take_back(recipient: Recipient) -> None:
    """Let the recipient answer again what they handed over, and nobody in their place.

    A colleague whom the practice asked, too, keeps their own link. Raises HandedOver where
    whoever handed it to the recipient had it back, and Conflict when nothing is awaited.
    """
    _hold_while_awaited(recipient)
    holder = recipient.handed_to
    if holder is None:
        return
    if was_taken_back(recipient):
        raise HandedOver("Whoever handed this to you answers it again.")
    while holder.handed_to is not None:
        holder = holder.handed_to
    now = clock.now()
    recipient.have_back()
    keeps_own = holder in asked(recipient.paper)
    if not keeps_own:
        holder.hand_over(recipient, now)
        letters.take_back_unsent(holder)
    recipient.paper.record(
        EntryKind.HANDED_OVER,
        now,
        recipient=holder.id,
        to=recipient.id,
        person=recipient.person_id,
        taken_back=True,
        keeps_own=keeps_own,
    )
    db.session.flush()
    letters.tell_passed_on(holder, recipient, taken_back=True)
    letters.remind(recipient)


def refuse_if_handed_over(recipient: Recipient) -> None:
    if recipient.handed_to_id is not None and recipient.paper.state is not PaperState.APPROVED:
        raise HandedOver("You handed this over, so somebody else answers it now.")


def _refuse_too_often(paper: Paper) -> None:
    """Raise HandedOver where a link would make us write to strangers without end."""
    today = select(func.count(PaperEntry.id)).where(
        PaperEntry.paper_id == paper.id,
        PaperEntry.kind == EntryKind.HANDED_OVER,
        PaperEntry.happened_at > clock.now() - A_DAY,
    )
    if (db.session.scalar(today) or 0) >= MOST_A_DAY:
        raise HandedOver("This was handed over very often today. Try again tomorrow.")


def _hold_while_awaited(recipient: Recipient) -> None:
    hold(recipient.paper)
    recipient.paper.expect_answer_to(recipient.paper.version)


def _colleague(recipient: Recipient, name: str, email: str) -> Recipient:
    paper, person = recipient.paper, person_known_as(name, email)
    known = db.session.scalar(select(Recipient).filter_by(paper_id=paper.id, person_id=person.id))
    if known is None:
        known = Recipient(paper=paper, person=person)
        db.session.add(known)
        db.session.flush()
        addresses.issue(PAPER, known.id)
        db.session.flush()
    elif known.id == recipient.id:
        raise HandedOver("This link was sent to that address. Type the one of your colleague.")
    return known


def _let_answer(recipient: Recipient, colleague: Recipient, name: str, email: str) -> None:
    paper, now = recipient.paper, clock.now()
    link = addresses.link_for(PAPER, colleague.id)
    if link.revoked_at is not None:
        raise HandedOver("The link of this colleague was closed. Write to who sent you this.")
    colleague.have_back()
    recipient.hand_over(colleague, now)
    link.expires_at = paper.expires_at
    paper.record(
        EntryKind.HANDED_OVER,
        now,
        personal={"name": name, "email": email},
        recipient=recipient.id,
        to=colleague.id,
        person=colleague.person_id,
    )
    db.session.flush()
    letters.take_back_unsent(recipient)
    letters.tell_handed_over(recipient, colleague, generation=link.generation)
    letters.tell_passed_on(recipient, colleague)
    letters.remind(colleague)
