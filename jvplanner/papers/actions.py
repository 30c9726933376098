"""Sending a paper, answering it, and looking after its private links."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import select

from jvplanner import clock
from jvplanner.db import db
from jvplanner.errors import Conflict
from jvplanner.links import addresses
from jvplanner.papers import letters
from jvplanner.papers.models import PAPER, Answer, Paper, PaperState, Recipient
from jvplanner.papers.rules import LINK_LASTS
from jvplanner.people.models import Person


def send(paper: Paper, *, title: str, content: Mapping[str, Any], to: Person) -> Recipient:
    """Put a new version before a person at the partner, by private link and by letter.

    content  what this kind of paper consists of, as JSON; it is kept as it is now, for good
    to       their link stays the same from version to version, and lasts another 30 days; one that
             was revoked is replaced by a new one. Without an e-mail address no letter is written.

    Raises Conflict when the paper is settled: agreed, declined or withdrawn.
    """
    _hold(paper)
    now = clock.now()
    paper.send(title, content, now)
    recipient, is_new = _recipient(paper, to)
    if is_new:
        link = addresses.issue(PAPER, recipient.id, expires_at=now + LINK_LASTS)
    else:
        link = addresses.link_for(PAPER, recipient.id)
        if link.revoked_at:
            addresses.renew(link)
        link.expires_at = now + LINK_LASTS
    letters.tell_sent(paper, recipient, generation=link.generation)
    return recipient


def answer(paper: Paper, answer: Answer, recipient: Recipient) -> None:
    """Take the answer that came by the recipient's link and tell both sides.

    Raises as Paper.answer().
    """
    answer.recipient_id = recipient.id
    paper.answer(answer, clock.now())
    db.session.flush()
    letters.tell_answered(answer, recipient)


def withdraw(paper: Paper) -> None:
    """Take the paper back: every link of it then says so. Raises Conflict once it is settled."""
    paper.withdraw(clock.now())
    for recipient in paper.recipients:
        letters.take_back_unsent(recipient)


def revoke(recipient: Recipient) -> None:
    """Close the recipient's address."""
    addresses.link_for(PAPER, recipient.id).revoke(clock.now())
    letters.take_back_unsent(recipient)


def reopen(recipient: Recipient) -> None:
    """Let the same address work again, for 30 days from now. Source: P3."""
    link = addresses.link_for(PAPER, recipient.id)
    link.revoked_at, link.expires_at = None, clock.now() + LINK_LASTS


def renew(paper: Paper, recipient: Recipient) -> None:
    """Make a new address; the old one is gone at once. Source: P3.

    While an answer is awaited a letter takes the new address there. Raises Conflict for a paper
    that was withdrawn.
    """
    if paper.state is PaperState.WITHDRAWN:
        raise Conflict("This was withdrawn; there is nothing to send again.")
    link = addresses.link_for(PAPER, recipient.id)
    addresses.renew(link, expires_at=clock.now() + LINK_LASTS)
    if paper.state is PaperState.SENT:
        letters.tell_sent(paper, recipient, generation=link.generation)


def _hold(paper: Paper) -> None:
    """Wait for an answer that is being given just now, and see it."""
    db.session.flush()
    db.session.refresh(paper, with_for_update={"of": Paper})


def _recipient(paper: Paper, person: Person) -> tuple[Recipient, bool]:
    known = select(Recipient).filter_by(paper_id=paper.id, person_id=person.id)
    if recipient := db.session.scalar(known):
        return recipient, False
    recipient = Recipient(paper=paper, person=person)
    db.session.add(recipient)
    db.session.flush()
    return recipient, True
