"""What the letters say that ask somebody at the partner to read and answer."""

from datetime import datetime

from sqlalchemy import select

from jvplanner import clock
from jvplanner.db import db
from jvplanner.links import addresses
from jvplanner.outbox.letters import Contents, letter
from jvplanner.papers import queries, rules
from jvplanner.papers.kinds import kind_of
from jvplanner.papers.models import PAPER, Paper, PaperState, PaperVersion, Question, Recipient
from jvplanner.people.models import Person
from jvplanner.practices.models import Practice
from jvplanner.tenancy import current_practice_id


def _is_awaited(recipient_id: int, version: int, by_id: int = 0) -> bool:  # noqa: ARG001
    """Tell whether this reader's answer to this version is still awaited."""
    recipient = db.session.get_one(Recipient, recipient_id)
    paper = recipient.paper
    return (
        paper.state is PaperState.SENT
        and paper.version == version
        and recipient.handed_to_id is None
        and addresses.link_for(PAPER, recipient_id).is_open(clock.now())
    )


def _is_to_be_reminded(recipient_id: int, version: int, number: int) -> bool:
    recipient = db.session.get_one(Recipient, recipient_id)
    paper, since = recipient.paper, queries.awaited_since(recipient)
    if not paper.reminds or since is None or queries.owes_reply(paper):
        return False
    overtaken = rules.is_overtaken(number, since, clock.now())
    return not overtaken and _is_awaited(recipient_id, version)


@letter("paper_sent", "To read and answer", is_needed=_is_awaited)
def _to_read(recipient_id: int, version: int) -> Contents:
    recipient = db.session.get_one(Recipient, recipient_id)
    return _with_link(recipient_id, version, since=_changed_since(recipient, version))


@letter("paper_reminder", "Reminder to answer", is_needed=_is_to_be_reminded)
def _reminder(recipient_id: int, version: int, number: int) -> Contents:
    return _with_link(recipient_id, version, number=number)


@letter("paper_handed_over", "Handed over by a colleague", is_needed=_is_awaited)
def _handed_over(recipient_id: int, version: int, by_id: int) -> Contents:
    by = db.session.get_one(Recipient, by_id)
    return _with_link(recipient_id, version, by=by.person)


@letter("paper_reply", "Reply to a question")
def _reply(recipient_id: int, version: int, question_id: int) -> Contents:
    question = db.session.get_one(Question, question_id)
    return _with_link(recipient_id, version, question=question)


def to_be_read(
    paper: Paper, person: Person, *, version: PaperVersion, message: str, until: datetime
) -> Contents:
    """Return the letter as a person would read it if the version, not kept yet, were sent."""
    address = addresses.absolute(f"{PAPER.path}/…")
    known = db.session.scalar(select(Recipient).filter_by(paper_id=paper.id, person_id=person.id))
    return _to_person(
        paper,
        person,
        version=version,
        since=_changed_since(known, version.number) if known else None,
        message=message,
        address=address,
        open_until=until,
    )


def _changed_since(recipient: Recipient, version: int) -> int | None:
    """Return the version that the reader knows, if what this letter brings differs from it."""
    if recipient.seen_version == version:
        return None
    return queries.last_read(recipient, before=version)


def _with_link(recipient_id: int, version: int, **more: object) -> Contents:
    recipient = db.session.get_one(Recipient, recipient_id)
    link = addresses.link_for(PAPER, recipient_id)
    return _to_person(
        recipient.paper,
        recipient.person,
        message=recipient.message,
        version=queries.version_of(recipient.paper, version),
        address=addresses.private(PAPER, link),
        open_until=link.expires_at,
        **more,
    )


def _to_person(paper: Paper, person: Person, *, version: PaperVersion, **more: object) -> Contents:
    practice, kind = db.session.get_one(Practice, current_practice_id()), kind_of(paper.kind)
    about = {"paper": paper, "noun": kind.noun, "headline": kind.headline(version.content)}
    context = {"practice": practice, "person": person, "version": version, **about, **more}
    return Contents(context, practice.name, reply_to=practice.reply_email)
