"""Looking after a paper's private links, and taking the paper back."""

from jvplanner import clock
from jvplanner.errors import Conflict
from jvplanner.links import addresses
from jvplanner.links.models import Link
from jvplanner.papers import letters
from jvplanner.papers.actions.holding import hold
from jvplanner.papers.models import PAPER, EntryKind, Paper, PaperState, Recipient
from jvplanner.papers.queries import asked, handed_by, holders
from jvplanner.papers.rules import LINK_LASTS


def withdraw(paper: Paper) -> None:
    """Take the paper back: every link of it then says so. Raises Conflict once it is settled."""
    hold(paper)
    paper.withdraw(clock.now())
    for recipient in paper.recipients:
        letters.take_back_unsent(recipient)


def revoke(recipient: Recipient) -> None:
    """Close the recipient's address."""
    paper, now = recipient.paper, clock.now()
    hold(paper)
    link = addresses.link_for(PAPER, recipient.id)
    if link.revoked_at is None:
        link.revoke(now)
        paper.record(EntryKind.LINK_CLOSED, now, recipient=recipient.id)
    letters.take_back_unsent(recipient)


def reopen(recipient: Recipient) -> None:
    """Let the same address work again, for 30 days from now at least. Source: P3.

    What asks for the answer and was taken back with the address is written anew.
    """
    paper, now = recipient.paper, clock.now()
    hold(paper)
    until = max(now + LINK_LASTS, paper.expires_at or now)
    link = addresses.link_for(PAPER, recipient.id)
    link.revoked_at, link.expires_at = None, until
    paper.await_until(until, now)
    paper.record(EntryKind.LINK_REOPENED, now, recipient=recipient.id, until=until.isoformat())
    if paper.state is PaperState.SENT and recipient in holders(paper):
        _tell_again(recipient, link)


def renew(paper: Paper, recipient: Recipient) -> None:
    """Make a new address; the old one is gone at once. Source: P3.

    While an answer is awaited a letter takes the new address there. Raises Conflict for a paper
    that was withdrawn.
    """
    hold(paper)
    if paper.state is PaperState.WITHDRAWN:
        raise Conflict("This was withdrawn; there is nothing to send again.")
    now = clock.now()
    until = max(now + LINK_LASTS, paper.expires_at or now)
    link = addresses.link_for(PAPER, recipient.id)
    addresses.renew(link, expires_at=until)
    paper.await_until(until, now)
    paper.record(EntryKind.LINK_RENEWED, now, recipient=recipient.id, until=until.isoformat())
    if paper.state is PaperState.SENT:
        _tell_again(recipient, link)


def _tell_again(recipient: Recipient, link: Link) -> None:
    """Write anew what brings the address: the practice's letter, or that of who handed it over."""
    paper, giver = recipient.paper, handed_by(recipient)
    if giver is None or recipient in asked(paper):
        letters.tell_sent(paper, recipient, generation=link.generation)
    else:
        letters.tell_handed_over(giver, recipient, generation=link.generation)
        letters.remind(recipient)
