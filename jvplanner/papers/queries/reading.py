"""One version of a paper as a partner reads it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from jvplanner.db import db
from jvplanner.errors import NotFound
from jvplanner.links import addresses
from jvplanner.mailboxes import email_key
from jvplanner.papers.kinds import Kind, kind_of
from jvplanner.papers.models import (
    PAPER,
    SAID,
    Answer,
    EntryKind,
    Paper,
    PaperEntry,
    PaperState,
    PaperVersion,
    Question,
    Recipient,
)
from jvplanner.papers.queries.readers import handed_by
from jvplanner.papers.rules import Difference, differences, spans
from jvplanner.pictures.queries import practice_logo
from jvplanner.pictures.rules import Logo
from jvplanner.practices.models import Practice
from jvplanner.tenancy import current_practice_id


@dataclass(frozen=True)
class SignedBySender:
    """The practice's own signature under a version; the name is empty once it was erased.

    consent  which wording was agreed to with it
    """

    name: str
    at: datetime
    consent: str


@dataclass(frozen=True)
class Reading:
    """One version as a partner reads it, with its answer if it has one.

    giver   who handed it to this reader; None if nobody did
    signed  the practice's signature under it; None for what only the partner signs
    logo    the practice's
    """

    practice: Practice
    paper: Paper
    kind: Kind
    recipient: Recipient
    version: PaperVersion
    answer: Answer | None
    questions: Sequence[Question]
    giver: Recipient | None
    signed: SignedBySender | None
    logo: Logo | None

    @property
    def path(self) -> str:
        """Return the private page's own path."""
        return addresses.path(PAPER, addresses.link_for(PAPER, self.recipient.id))

    @property
    def is_closed(self) -> bool:
        """Tell whether this reader has nothing to read here, though the link is in use."""
        handed_over = self.recipient.handed_to_id is not None and self.answer is None
        return handed_over or self.paper.state in (PaperState.WITHDRAWN, PaperState.EXPIRED)

    @property
    def gets_a_copy(self) -> bool:
        """Tell whether an address of theirs got a copy of the answer; see tell_answered()."""
        if self.answer is None:
            return False
        person = self.recipient.person
        if self.answer.recipient_id == self.recipient.id:
            return bool(self.answer.email or person.email)
        return bool(self.answer.email) and person.email_key == email_key(self.answer.email)

    @property
    def over(self) -> str:
        """Return when what was agreed ended, in a sentence; "" while it holds."""
        return self.kind.over(self.paper) if self.paper.state is PaperState.APPROVED else ""

    @property
    def headline(self) -> str:
        """Return the one line that says what the version is about."""
        return self.kind.headline(self.version.content)

    @property
    def zone(self) -> str:
        """Return the zone in which the version names its dates."""
        return str(self.version.content["time_zone"])

    @property
    def said(self) -> str:
        """Return what the answer says, such as "said yes"; "" while there is none."""
        return SAID[self.answer.verdict] if self.answer else ""

    @property
    def ticked(self) -> list[str]:
        return spans(self.version.content, self.answer.dates) if self.answer else []

    @property
    def notes(self) -> list[tuple[str, str]]:
        """Return what each part is called on the partner's page, and the note about it."""
        given = self.answer.notes if self.answer else {}
        return [
            (part.for_partner, given[part.name]) for part in self.kind.noted if part.name in given
        ]


def read_by(recipient: Recipient, paper: Paper) -> Reading:
    """Return the paper's current version as the recipient reads it."""
    answered = select(Answer).filter_by(paper_id=paper.id, version=paper.version)
    asked = select(Question).filter_by(recipient_id=recipient.id).order_by(Question.id)
    return Reading(
        practice=db.session.get_one(Practice, current_practice_id()),
        paper=paper,
        kind=kind_of(paper.kind),
        recipient=recipient,
        version=version_of(paper, paper.version),
        answer=db.session.scalar(answered),
        questions=db.session.scalars(asked).all(),
        giver=handed_by(recipient),
        signed=signature_under(paper) if kind_of(paper.kind).both_sign else None,
        logo=practice_logo(),
    )


def signature_under(paper: Paper) -> SignedBySender | None:
    """Return the practice's signature under the current version; None if it carries none."""
    newest = (
        select(PaperEntry)
        .filter_by(paper_id=paper.id, kind=EntryKind.SIGNED)
        .order_by(PaperEntry.number.desc())
        .limit(1)
    )
    entry = db.session.scalar(newest)
    if entry is None or entry.facts["version"] != paper.version:
        return None
    return SignedBySender(entry.told.get("name", ""), entry.happened_at, entry.facts["consent"])


def changed_since(reading: Reading, number: int | None) -> list[Difference]:
    """Return what an earlier version said otherwise; nothing if no earlier one has that number."""
    if number is None or not 0 < number < reading.version.number:
        return []
    before, told = version_of(reading.paper, number), reading.kind.told
    return differences(told(before.content), told(reading.version.content), for_partner=True)


def last_read(recipient: Recipient, *, before: int) -> int | None:
    """Return the newest version before this one that the reader is known to have looked at.

    Known from what the chain tells of their looks and answers, and from their questions.
    """
    if before <= 1:
        return None
    told = db.session.scalars(
        select(PaperEntry).where(
            PaperEntry.paper_id == recipient.paper_id,
            PaperEntry.kind.in_((EntryKind.SEEN, EntryKind.ANSWERED)),
        )
    )
    theirs = (entry.facts for entry in told)
    read = {facts["version"] for facts in theirs if facts["recipient"] == recipient.id}
    asked_about = select(Question.version).filter_by(recipient_id=recipient.id)
    read.update(db.session.scalars(asked_about), {recipient.seen_version or 0})
    return max((number for number in read if 0 < number < before), default=None)


def version_read(reading: Reading, number: int | None) -> PaperVersion:
    """Return the version of this number, which somebody says they read; else the current one."""
    if number is None or not 0 < number < reading.version.number:
        return reading.version
    return version_of(reading.paper, number)


def version_of(paper: Paper, number: int) -> PaperVersion:
    """Return the paper's version of that number; raises NotFound where there is none."""
    if 0 < number <= paper.version:
        found = select(PaperVersion).filter_by(paper_id=paper.id, number=number)
        return db.session.scalars(found).one()
    raise NotFound("No version has this number.")
