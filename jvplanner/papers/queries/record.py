"""Everything that is kept of one paper, loaded at once for the members' pages."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import joinedload
from sqlalchemy.sql.base import ExecutableOption

from jvplanner.db import db
from jvplanner.links import addresses
from jvplanner.links.models import Link
from jvplanner.outbox.models import Letter, LetterState
from jvplanner.papers.models import (
    PAPER,
    Answer,
    EntryKind,
    Paper,
    PaperEntry,
    PaperVersion,
    Recipient,
)
from jvplanner.papers.queries.reach import carrying
from jvplanner.papers.rules import REMINDERS


@dataclass(frozen=True)
class Record:
    """What is kept of one paper.

    versions  by number
    entries   of its audit chain, in order
    links     by recipient
    letters   that carried a version to somebody, and reminders of the one that is out, by what
              they are written once for
    """

    paper: Paper
    versions: Mapping[int, PaperVersion]
    entries: Sequence[PaperEntry]
    answers: Sequence[Answer]
    recipients: Sequence[Recipient]
    links: Mapping[int, Link]
    letters: Mapping[str, Letter]

    @property
    def version(self) -> PaperVersion | None:
        """Return the version that is out, or was answered last."""
        return self.versions.get(self.paper.version)

    @property
    def answer(self) -> Answer | None:
        """Return the answer to that version."""
        given = (each for each in self.answers if each.version == self.paper.version)
        return next(given, None)

    def letter_to(self, recipient: Recipient) -> Letter | None:
        """Return the letter that carries that version and the address that opens it now."""
        names = carrying(recipient.id, self.paper.version, self.links[recipient.id].generation)
        found = (self.letters[name] for name in names if name in self.letters)
        return max(found, key=lambda letter: letter.id, default=None)

    @property
    def reminders(self) -> list[Letter]:
        """Return the reminders of that version that are still to go out, the next one first."""
        waiting = (
            letter
            for letter in self.letters.values()
            if letter.name == "paper_reminder" and letter.state is LetterState.WAITING
        )
        return sorted(waiting, key=lambda letter: (letter.try_at, letter.id))


def record_of(paper: Paper) -> Record:
    """Return what is kept of a paper, in at most six statements; of a draft, nothing is."""
    if not paper.version:
        return Record(paper, {}, (), (), (), {}, {})
    versions = _all_of(PaperVersion, paper, PaperVersion.number)
    entries = _all_of(PaperEntry, paper, PaperEntry.number)
    recipients = _all_of(Recipient, paper, Recipient.id, joinedload(Recipient.handed_to))
    links = addresses.links_for(PAPER, [each.id for each in recipients])
    return Record(
        paper=paper,
        versions={version.number: version for version in versions},
        entries=entries,
        answers=_all_of(Answer, paper, Answer.id),
        recipients=recipients,
        links=links,
        letters={letter.once: letter for letter in _letters(paper, entries, links)},
    )


def _all_of(
    model: type[Any], paper: Paper, order: Any, *options: ExecutableOption
) -> Sequence[Any]:
    found = select(model).filter_by(paper_id=paper.id).order_by(order).options(*options)
    return db.session.scalars(found).all()


def _letters(
    paper: Paper, entries: Sequence[PaperEntry], links: Mapping[int, Link]
) -> Sequence[Letter]:
    carried = [
        name
        for recipient_id, number in _brought(paper, entries, links)
        for generation in range(1, links[recipient_id].generation + 1)
        for name in carrying(recipient_id, number, generation)
    ]
    carried += [
        f"paper_reminder:{recipient_id}:{paper.version}:{number}"
        for recipient_id in links
        for number in REMINDERS
    ]
    found = select(Letter).where(Letter.once.in_(carried)).order_by(Letter.id)
    return db.session.scalars(found).all() if carried else []


def _brought(
    paper: Paper, entries: Sequence[PaperEntry], links: Mapping[int, Link]
) -> set[tuple[int, int]]:
    """Return to whom which version was brought: recipient and number."""
    brought = {(recipient_id, paper.version) for recipient_id in links}
    number = 0
    for entry in entries:
        if entry.kind is EntryKind.SENT:
            number = entry.facts["version"]
            brought.update((recipient_id, number) for recipient_id in entry.facts["recipients"])
        elif entry.kind is EntryKind.HANDED_OVER:
            brought.add((entry.facts["to"], number))
    return brought
