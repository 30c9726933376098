"""What the letters say that bring an answer to the practice, and a copy to who gave it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from jvplanner import clock
from jvplanner.db import db
from jvplanner.links import addresses
from jvplanner.outbox.letters import Contents, letter
from jvplanner.papers import queries
from jvplanner.papers.kinds import Kind, Part, kind_of
from jvplanner.papers.models import (
    PAPER,
    SAID,
    Answer,
    Paper,
    PaperVersion,
    Recipient,
    Verdict,
)
from jvplanner.papers.rules import CONSENTS, spans
from jvplanner.practices.models import Practice
from jvplanner.tenancy import current_practice_id

# What a letter about an answer says in its first lines, and the dates, which it tells as ticked.
TOLD_APART = {"title", "practice", "partner", "dates"}


@letter("paper_answered", "Answer from a partner")
def _paper_answered(answer_id: int) -> Contents:
    told = _told(answer_id, to_partner=False)
    reply_to = told.answer.email or told.recipient.person.email
    address = addresses.absolute(f"/papers/{told.paper.id}")
    return Contents({"told": told, "address": address}, told.practice.name, reply_to=reply_to)


@letter("paper_answer_copy", "Copy of an answer")
def _paper_answer_copy(answer_id: int, is_their_own: int = 0) -> Contents:
    """Fill the copy; the private page's address goes only where the paper itself was sent."""
    told = _told(answer_id, to_partner=True)
    practice = told.practice
    link = addresses.link_for(PAPER, told.recipient.id)
    certificate = None
    if is_their_own and told.answer.verdict is Verdict.APPROVED and link.is_open(clock.now()):
        certificate = f"{addresses.private(PAPER, link)}/certificate.pdf"
    context = {"told": told, "practice": practice, "certificate": certificate}
    return Contents(context, practice.name, practice.reply_email)


@dataclass(frozen=True)
class Told:
    """An answer with everything that a letter about it says; each side has its own labels."""

    answer: Answer
    recipient: Recipient
    paper: Paper
    noun: str
    version: PaperVersion
    practice: Practice
    to_partner: bool

    @property
    def who(self) -> str:
        return self.answer.name or self.recipient.person.name

    @property
    def in_words(self) -> str:
        return SAID[self.answer.verdict]

    @property
    def consent(self) -> tuple[str, str] | None:
        """Return the wording that was agreed to; None if the verdict needs none."""
        return CONSENTS[self.answer.consent] if self.answer.consent else None

    @property
    def parts(self) -> list[tuple[str, str]]:
        """Return label and text of each part of the version that was answered."""
        return [
            (one.heading(for_partner=self.to_partner), one.text)
            for one in self.kind.told(self.version.content)
            if one.text and one.name not in TOLD_APART
        ]

    @property
    def notes(self) -> list[tuple[str, str]]:
        """Return label and note of whatever the partner wrote one about."""
        return self._by_label(self.kind.noted, self.answer.notes)

    @property
    def kind(self) -> Kind:
        return kind_of(self.paper.kind)

    def _by_label(self, parts: Sequence[Part], texts: Mapping[str, str]) -> list[tuple[str, str]]:
        return [
            (part.for_partner if self.to_partner else part.label, texts[part.name])
            for part in parts
            if texts.get(part.name)
        ]

    @property
    def dates(self) -> list[str]:
        return spans(self.version.content, self.answer.dates)


def _told(answer_id: int, *, to_partner: bool) -> Told:
    answer = db.session.get_one(Answer, answer_id)
    recipient = db.session.get_one(Recipient, answer.recipient_id)
    paper = recipient.paper
    return Told(
        answer=answer,
        recipient=recipient,
        paper=paper,
        noun=kind_of(paper.kind).noun,
        version=queries.version_of(paper, answer.version),
        practice=db.session.get_one(Practice, current_practice_id()),
        to_partner=to_partner,
    )
