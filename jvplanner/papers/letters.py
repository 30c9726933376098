"""The letters that carry a paper to the partner and its answer to both sides."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import select

from jvplanner.db import db
from jvplanner.links import addresses
from jvplanner.outbox.letters import Contents, letter, withdraw_all, write
from jvplanner.papers.kinds import kind_of
from jvplanner.papers.models import PAPER, SAID, Answer, Paper, PaperVersion, Recipient
from jvplanner.papers.rules import CONSENTS, spans
from jvplanner.people.rules import email_key
from jvplanner.practices.models import Practice
from jvplanner.tenancy import current_practice_id


def tell_sent(paper: Paper, recipient: Recipient, *, generation: int) -> None:
    """Write to the recipient where to read and answer; once for a version and address."""
    take_back_unsent(recipient)
    if recipient.person.email is None:
        return
    write(
        "paper_sent",
        to_name=recipient.person.name,
        to_email=recipient.person.email,
        once=f"paper_sent:{recipient.id}:{paper.version}:{generation}",
        recipient_id=recipient.id,
        version=paper.version,
    )


def take_back_unsent(recipient: Recipient) -> None:
    """Withdraw what was written to the recipient before and has not gone out."""
    withdraw_all(f"paper_sent:{recipient.id}:")


def tell_answered(answer: Answer, recipient: Recipient) -> None:
    """Write to the practice who answered what, and a copy to every address known of theirs.

    Who answers may leave an address of their own: the link was passed on. The person it was sent
    to gets the copy all the same, and so learns who answered in their place. Source: P4.
    """
    practice = db.session.get_one(Practice, current_practice_id())
    write(
        "paper_answered",
        to_name=practice.name,
        to_email=practice.reply_email,
        once=f"paper_answered:{answer.id}",
        answer_id=answer.id,
    )
    person = recipient.person
    theirs = {email_key(answer.email): (answer.name, answer.email)} if answer.email else {}
    if person.email:
        theirs.setdefault(email_key(person.email), (person.name, person.email))
    for place, (name, email) in enumerate(theirs.values()):
        write(
            "paper_answer_copy",
            to_name=name or person.name,
            to_email=email,
            once=f"paper_answer_copy:{answer.id}:{place}",
            answer_id=answer.id,
        )


@letter("paper_sent")
def _paper_sent(recipient_id: int, version: int) -> Contents:
    recipient = db.session.get_one(Recipient, recipient_id)
    practice = db.session.get_one(Practice, current_practice_id())
    link = addresses.link_for(PAPER, recipient_id)
    context = {
        "practice": practice,
        "person": recipient.person,
        "paper": recipient.paper,
        "noun": kind_of(recipient.paper.kind).noun,
        "version": _version(recipient.paper_id, version),
        "address": addresses.private(PAPER, link),
        "open_until": link.expires_at,
    }
    return Contents(context, practice.name, reply_to=practice.reply_email)


@letter("paper_answered")
def _paper_answered(answer_id: int) -> Contents:
    told = _told(answer_id, to_partner=False)
    reply_to = told.answer.email or told.recipient.person.email
    address = addresses.absolute(f"/papers/{told.paper.id}")
    return Contents({"told": told, "address": address}, told.practice.name, reply_to=reply_to)


@letter("paper_answer_copy")
def _paper_answer_copy(answer_id: int) -> Contents:
    told = _told(answer_id, to_partner=True)
    practice = told.practice
    return Contents({"told": told, "practice": practice}, practice.name, practice.reply_email)


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
        return self._by_label(self.version.content)

    @property
    def notes(self) -> list[tuple[str, str]]:
        """Return label and note of each part that the partner wrote one about."""
        return self._by_label(self.answer.notes)

    def _by_label(self, texts: Mapping[str, str]) -> list[tuple[str, str]]:
        parts = kind_of(self.paper.kind).parts
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
        version=_version(paper.id, answer.version),
        practice=db.session.get_one(Practice, current_practice_id()),
        to_partner=to_partner,
    )


def _version(paper_id: int, number: int) -> PaperVersion:
    return db.session.scalars(
        select(PaperVersion).filter_by(paper_id=paper_id, number=number)
    ).one()
