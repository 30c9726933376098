"""Who was asked for an answer to the version that is out, and who could be."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from jvplanner.db import db
from jvplanner.papers.models import Answer, EntryKind, Paper, PaperEntry, Question, Recipient
from jvplanner.partners.models import PartnerPerson
from jvplanner.people.models import Person


def usual_readers(paper: Paper, people: Sequence[PartnerPerson]) -> list[int]:
    """Return by id who of the people was to answer the last version, or the only one there is."""
    readers = {recipient.person_id for recipient in holders(paper)}
    known = [each.id for each in people if each.person_id in readers]
    return known or ([people[0].id] if len(people) == 1 else [])


def newest_sending(paper: Paper) -> PaperEntry | None:
    """Return the entry of the chain that tells of the current version's sending."""
    return db.session.scalar(
        select(PaperEntry)
        .filter_by(paper_id=paper.id, kind=EntryKind.SENT)
        .order_by(PaperEntry.number.desc())
        .limit(1)
    )


def asked(paper: Paper) -> list[Recipient]:
    """Return to whom the current version was sent, whoever answers in their place now.

    Of a paper that was sent before there were chains, everybody who reads it.
    """
    sending = newest_sending(paper)
    if sending is None:
        return list(paper.recipients)
    ids = set(sending.facts["recipients"])
    return [recipient for recipient in paper.recipients if recipient.id in ids]


def asked_or_in_place(paper: Paper) -> list[Recipient]:
    """Return those whom the current version was sent to, and to whom it was handed over."""
    by_id = {recipient.id: recipient for recipient in paper.recipients}
    found, next_ones = set[int](), [recipient.id for recipient in asked(paper)]
    while next_ones:
        found.update(next_ones)
        handed_to = (by_id[one].handed_to_id for one in next_ones)
        next_ones = [one for one in handed_to if one is not None and one not in found]
    return [recipient for recipient in paper.recipients if recipient.id in found]


def holders(paper: Paper) -> list[Recipient]:
    """Return who is to answer the current version: asked, or in the place of who handed it over."""
    return [one for one in asked_or_in_place(paper) if one.handed_to_id is None]


def handed_by(recipient: Recipient) -> Recipient | None:
    """Return who let this reader answer in their place, the last one of several; None if nobody."""
    given = select(Recipient).filter_by(handed_to_id=recipient.id)
    return db.session.scalar(given.order_by(Recipient.handed_at.desc()).limit(1))


def was_taken_back(recipient: Recipient) -> bool:
    """Tell whether this reader answers no more because who had handed it to them does."""
    handed = (
        select(PaperEntry)
        .filter_by(paper_id=recipient.paper_id, kind=EntryKind.HANDED_OVER)
        .order_by(PaperEntry.number.desc())
    )
    return told_taken_back(recipient, db.session.scalars(handed))


def told_taken_back(recipient: Recipient, latest_first: Iterable[PaperEntry]) -> bool:
    """Tell the same from entries of the paper's chain, the latest first."""
    for entry in latest_first:
        if entry.kind is EntryKind.HANDED_OVER and entry.facts["recipient"] == recipient.id:
            return bool(entry.facts.get("taken_back"))
    return False


def awaited_since(recipient: Recipient) -> datetime | None:
    """Return since when it is this reader's turn; None for a paper that was never sent.

    Since the letters went out, it was handed to them, or their side's last question got its reply.
    """
    if recipient.paper.letters_at is None:
        return None
    giver = handed_by(recipient)
    replied = select(func.max(Question.replied_at)).filter_by(paper_id=recipient.paper_id)
    moments = (giver.handed_at if giver else None, db.session.scalar(replied))
    return max([recipient.paper.letters_at, *filter(None, moments)])


def owes_reply(paper: Paper) -> bool:
    """Tell whether a question about the paper waits for the practice."""
    waiting = select(Question.id).filter_by(paper_id=paper.id, replied_at=None).limit(1)
    return db.session.scalar(waiting) is not None


@dataclass(frozen=True)
class Signatory:
    """Who said yes to a version, and where a letter reaches them; None where none does."""

    name: str
    email: str | None


def signatory(paper_id: int, version: int) -> Signatory | None:
    """Return who answered a version; by the address they left, else by the one it was sent to."""
    row = db.session.execute(
        select(Answer.name, Answer.email, Person.name, Person.email)
        .join(Recipient, Recipient.id == Answer.recipient_id)
        .join(Person, Person.id == Recipient.person_id)
        .where(Answer.paper_id == paper_id, Answer.version == version)
    ).one_or_none()
    if row is None:
        return None
    name, email, sent_to_name, sent_to = row
    return Signatory(name or sent_to_name, email or sent_to)
