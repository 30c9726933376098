"""Who was asked for an answer to the version that is out, and who could be."""

from collections.abc import Sequence

from sqlalchemy import select

from jvplanner.db import db
from jvplanner.papers.models import EntryKind, Paper, PaperEntry, Recipient
from jvplanner.partners.models import PartnerPerson


def usual_readers(paper: Paper, people: Sequence[PartnerPerson]) -> list[int]:
    """Return who of the people read it before, or the only one there is, by id."""
    readers = {recipient.person_id for recipient in paper.recipients}
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
    """Return to whom the current version was sent, whoever answers in their place now."""
    sending = newest_sending(paper)
    ids = set(sending.facts["recipients"]) if sending else set()
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
