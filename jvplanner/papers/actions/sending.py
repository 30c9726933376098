"""Putting a version of a paper before one or several people at the partner."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select

from jvplanner import clock
from jvplanner.db import db
from jvplanner.errors import Conflict
from jvplanner.links import addresses
from jvplanner.links.models import Link
from jvplanner.papers import letters
from jvplanner.papers.actions.guarding import KeptWording, NotReady, refuse_unguarded
from jvplanner.papers.actions.holding import hold
from jvplanner.papers.kinds import kind_of
from jvplanner.papers.models import PAPER, EntryKind, Paper, PaperVersion, Recipient
from jvplanner.papers.rules import CONSENTS, LINK_LASTS
from jvplanner.papers.rules.chain import hash_of
from jvplanner.papers.wording import Worded
from jvplanner.people.models import Person


class NotSigned(Conflict):
    """A paper that both sides sign lacks the sender's signature."""


@dataclass(frozen=True)
class Signature:
    """A member's own signature under what is sent.

    consent  which wording of the consent to signing electronically was agreed to
    """

    name: str
    consent: str


@dataclass(frozen=True)
class Dispatch:
    """How a version goes out.

    message    a few lines of the sender's own above the link; may be empty
    letter_at  when the letter goes out; None for now
    lasts      how long an answer is awaited, from when the letter goes out
    reminders  whether who says nothing is reminded
    """

    message: str = ""
    letter_at: datetime | None = None
    lasts: timedelta = LINK_LASTS
    reminders: bool = True
    kept: Sequence[KeptWording] = field(default=())
    signed: Signature | None = None

    @property
    def worded(self) -> list[Worded]:
        """Return what goes along with the version, for the wording guard."""
        name = self.signed.name if self.signed else ""
        return [Worded("message", self.message), Worded("name", name)]


def send(
    paper: Paper,
    *,
    title: str,
    content: Mapping[str, Any],
    to: Sequence[Person],
    dispatch: Dispatch = Dispatch(),
) -> list[Recipient]:
    """Put a new version before people at the partner, each by a private link and a letter.

    content  what this kind of paper consists of, as JSON; it is kept as it is now, for good
    to       the link of who read an earlier version stays the same; one that was revoked is
             replaced. Without an e-mail address no letter is written.

    Raises NotReady, NotSigned, and Conflict when it is settled: agreed, declined or withdrawn.
    """
    hold(paper)
    now, kind = clock.now(), kind_of(paper.kind)
    letter_at = max(dispatch.letter_at or now, now)
    if why_not := kind.check(content, letter_at):
        raise NotReady(" ".join(why_not))
    refuse_unguarded([*kind.worded(content), *dispatch.worded], dispatch.kept)
    if kind.both_sign and dispatch.signed is None:
        raise NotSigned("Type your name first: both sides sign this.")
    until = letter_at + dispatch.lasts
    version = paper.send(title, content, now, until=until)
    paper.letters_at, paper.reminds = letter_at, dispatch.reminders
    recipients = [_recipient(paper, person) for person in to]
    _record(paper, version, recipients, dispatch, now)
    # Whoever read an earlier version and is not asked again is not reminded of it either.
    for recipient in paper.recipients:
        letters.take_back_unsent(recipient)
    for recipient in recipients:
        link = _open_link(recipient, until)
        recipient.message = dispatch.message
        letters.tell_sent(paper, recipient, generation=link.generation)
    return recipients


def _recipient(paper: Paper, person: Person) -> Recipient:
    known = select(Recipient).filter_by(paper_id=paper.id, person_id=person.id)
    if recipient := db.session.scalar(known):
        recipient.have_back()
        return recipient
    recipient = Recipient(paper=paper, person=person)
    db.session.add(recipient)
    db.session.flush()
    addresses.issue(PAPER, recipient.id)
    db.session.flush()
    return recipient


def _open_link(recipient: Recipient, until: datetime) -> Link:
    link = addresses.link_for(PAPER, recipient.id)
    if link.revoked_at:
        addresses.renew(link)
    link.expires_at = until
    return link


def _record(
    paper: Paper,
    version: PaperVersion,
    recipients: Sequence[Recipient],
    dispatch: Dispatch,
    now: datetime,
) -> None:
    kept = [vars(one) for one in dispatch.kept]
    said = {"kept": kept, "message": dispatch.message}
    asked = sorted({recipient.id: recipient.person_id for recipient in recipients}.items())
    paper.record(
        EntryKind.SENT,
        now,
        personal={name: text for name, text in said.items() if text},
        version=version.number,
        sha256=version.sha256,
        recipients=[recipient_id for recipient_id, _ in asked],
        people=[person_id for _, person_id in asked],
        until=paper.expires_at.isoformat() if paper.expires_at else None,
    )
    if signed := dispatch.signed:
        paper.record(
            EntryKind.SIGNED,
            now,
            personal={"name": signed.name},
            version=version.number,
            consent=signed.consent,
            wording=hash_of("\n".join(CONSENTS[signed.consent])),
        )
