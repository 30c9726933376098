"""The letters that carry a paper to the partner and its answer to both sides."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from jvplanner import clock
from jvplanner.db import db
from jvplanner.links import addresses
from jvplanner.mailboxes import email_key
from jvplanner.outbox.letters import Contents, letter, withdraw_all, write
from jvplanner.papers import queries, rules
from jvplanner.papers.kinds import Kind, Part, kind_of
from jvplanner.papers.models import (
    PAPER,
    SAID,
    Answer,
    Paper,
    PaperState,
    PaperVersion,
    Question,
    Recipient,
    Verdict,
)
from jvplanner.papers.rules import CONSENTS, spans
from jvplanner.people.models import Person
from jvplanner.practices.models import Practice
from jvplanner.tenancy import current_practice_id

# What a letter about an answer says in its first lines, and the dates, which it tells as ticked.
TOLD_APART = {"title", "practice", "partner", "dates"}


def tell_sent(paper: Paper, recipient: Recipient, *, generation: int) -> None:
    """Write to the recipient where to read and answer; once for a version and address.

    It goes out when the paper's letters do, and the reminders that the paper has count from then.
    """
    take_back_unsent(recipient)
    now = clock.now()
    _write(
        "paper_sent",
        recipient,
        once=f"paper_sent:{recipient.id}:{paper.version}:{generation}",
        not_before=max(paper.letters_at or now, now),
    )
    remind(recipient)


def remind(recipient: Recipient) -> None:
    """Write the reminders that are still ahead, if the paper reminds; once for each version.

    Written here and taken back by whatever ends the waiting, they need nobody who looks daily.
    They count from when it became this reader's turn, and while the practice owes a reply to a
    question it is not their turn.
    """
    stop_reminding(recipient)
    paper, since = recipient.paper, queries.awaited_since(recipient)
    if not paper.reminds or since is None or paper.expires_at is None or queries.owes_reply(paper):
        return
    for number, due in rules.reminders(since, paper.expires_at, clock.now()):
        once = f"paper_reminder:{recipient.id}:{paper.version}:{number}"
        _write("paper_reminder", recipient, once=once, not_before=due, number=number)


def stop_reminding(recipient: Recipient) -> None:
    """Take back the reminders that have not gone out."""
    withdraw_all(f"paper_reminder:{recipient.id}:")


def tell_handed_over(recipient: Recipient, colleague: Recipient, *, generation: int) -> None:
    """Write to the colleague where to read and answer, and who handed it to them."""
    which = f"{colleague.id}:{colleague.paper.version}:{generation}"
    once = f"paper_handed_over:{which}"
    if not _write("paper_handed_over", colleague, once=once, by_id=recipient.id):
        # They had it before, and gave it back.
        again = f"{once}:{colleague.paper.entry_count}"
        _write("paper_handed_over", colleague, once=again, by_id=recipient.id)


def tell_passed_on(by: Recipient, to: Recipient, *, taken_back: bool = False) -> None:
    """Write to the practice who answers now, and who did before."""
    practice = db.session.get_one(Practice, current_practice_id())
    write(
        "paper_passed_on",
        to_name=practice.name,
        to_email=practice.reply_email,
        once=f"paper_passed_on:{to.paper_id}:{to.paper.entry_count}",
        by_id=by.id,
        recipient_id=to.id,
        version=to.paper.version,
        taken_back=int(taken_back),
    )


def tell_asked(question: Question) -> None:
    """Write to the practice what somebody at the partner wants to know."""
    practice = db.session.get_one(Practice, current_practice_id())
    write(
        "paper_question",
        to_name=practice.name,
        to_email=practice.reply_email,
        once=f"paper_question:{question.id}",
        question_id=question.id,
    )


def tell_replied(question: Question) -> None:
    """Write the practice's reply to who asked."""
    once = f"paper_reply:{question.id}"
    _write("paper_reply", question.recipient, once=once, question_id=question.id)


def take_back_unsent(recipient: Recipient) -> None:
    """Withdraw what asks the recipient for an answer and has not gone out."""
    for name in ("paper_sent", "paper_reminder", "paper_handed_over"):
        withdraw_all(f"{name}:{recipient.id}:")


def _write(
    name: str,
    recipient: Recipient,
    *,
    once: str,
    not_before: datetime | None = None,
    **ids: int,
) -> bool:
    """Write to a reader who has an address; say whether that was not written before."""
    if recipient.person.email is None:
        return False
    return write(
        name,
        to_name=recipient.person.name,
        to_email=recipient.person.email,
        once=once,
        not_before=not_before,
        recipient_id=recipient.id,
        version=recipient.paper.version,
        # None of them is called like another parameter.
        **ids,  # type: ignore[arg-type]
    )


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
    for place, (key, (name, email)) in enumerate(theirs.items()):
        write(
            "paper_answer_copy",
            to_name=name or person.name,
            to_email=email,
            once=f"paper_answer_copy:{answer.id}:{place}",
            answer_id=answer.id,
            is_their_own=int(key == person.email_key),
        )


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


@letter("paper_passed_on", "Handed over at a partner")
def _passed_on(by_id: int, recipient_id: int, version: int, taken_back: int = 0) -> Contents:
    by, to = (db.session.get_one(Recipient, one) for one in (by_id, recipient_id))
    practice = db.session.get_one(Practice, current_practice_id())
    context = {
        "by": by.person,
        "to": to.person,
        "paper": to.paper,
        "version": version,
        "taken_back": bool(taken_back),
        "address": addresses.absolute(f"/papers/{to.paper_id}"),
    }
    return Contents(context, practice.name, reply_to=by.person.email)


@letter("paper_question", "Question from a partner")
def _question(question_id: int) -> Contents:
    question = db.session.get_one(Question, question_id)
    recipient = question.recipient
    practice = db.session.get_one(Practice, current_practice_id())
    context = {
        "question": question,
        "person": recipient.person,
        "paper": recipient.paper,
        "address": addresses.absolute(f"/papers/{recipient.paper_id}"),
    }
    return Contents(context, practice.name, reply_to=recipient.person.email)


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
        version=_version(recipient.paper_id, version),
        address=addresses.private(PAPER, link),
        open_until=link.expires_at,
        **more,
    )


def _to_person(paper: Paper, person: Person, *, version: PaperVersion, **more: object) -> Contents:
    practice, kind = db.session.get_one(Practice, current_practice_id()), kind_of(paper.kind)
    about = {"paper": paper, "noun": kind.noun, "headline": kind.headline(version.content)}
    context = {"practice": practice, "person": person, "version": version, **about, **more}
    return Contents(context, practice.name, reply_to=practice.reply_email)


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
        version=_version(paper.id, answer.version),
        practice=db.session.get_one(Practice, current_practice_id()),
        to_partner=to_partner,
    )


def _version(paper_id: int, number: int) -> PaperVersion:
    return db.session.scalars(
        select(PaperVersion).filter_by(paper_id=paper_id, number=number)
    ).one()
