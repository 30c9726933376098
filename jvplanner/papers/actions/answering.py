"""What the reader of a paper does: look at it, ask, answer."""

from collections.abc import Sequence

from sqlalchemy import select

from jvplanner import clock
from jvplanner.db import db
from jvplanner.papers import letters
from jvplanner.papers.actions.guarding import KeptWording, refuse_unguarded
from jvplanner.papers.actions.handing_over import refuse_if_handed_over
from jvplanner.papers.actions.holding import hold
from jvplanner.papers.actions.reminding import remind_holders
from jvplanner.papers.models import (
    Answer,
    EntryKind,
    Paper,
    Question,
    Recipient,
)
from jvplanner.papers.wording import Worded


def see(recipient: Recipient, version: int | None = None) -> None:
    """Note that the recipient's visible page shows a version; once for each version.

    version  the number that the page shows, which may be replaced by now; None for the current one
    """
    paper = recipient.paper
    hold(paper)
    now = clock.now()
    number = version if version and 0 < version < paper.version else paper.version
    if recipient.see(number, now):
        paper.record(EntryKind.SEEN, now, recipient=recipient.id, version=number)


def expect_answer(recipient: Recipient, version: int) -> None:
    """Raise HandedOver, or as Paper.expect_answer_to(), if none to the version is awaited."""
    refuse_if_handed_over(recipient)
    recipient.paper.expect_answer_to(version)


def answer(paper: Paper, answer: Answer, recipient: Recipient) -> None:
    """Take the answer that came by the recipient's link and tell both sides.

    Raises as Paper.answer(), and HandedOver.
    """
    refuse_if_handed_over(recipient)
    now = clock.now()
    answer.recipient_id = recipient.id
    paper.answer(answer, now)
    recipient.see(paper.version, now)
    db.session.flush()
    for each in paper.recipients:
        letters.take_back_unsent(each)
    letters.tell_answered(answer, recipient)


def ask(recipient: Recipient, text: str) -> Question:
    """Put a question to the practice; the paper waits for its answer all the same.

    Nobody is reminded until the practice has replied. The same question twice, as by a double
    tap, is one. Raises HandedOver.
    """
    refuse_if_handed_over(recipient)
    paper = recipient.paper
    hold(paper)
    asked = db.session.scalar(
        select(Question).filter_by(recipient_id=recipient.id, text=text).limit(1)
    )
    if asked is not None:
        return asked
    now = clock.now()
    question = Question(
        paper_id=paper.id, recipient=recipient, version=paper.version, text=text, asked_at=now
    )
    db.session.add(question)
    recipient.see(paper.version, now)
    db.session.flush()
    paper.record(
        EntryKind.ASKED, now, personal={"text": text}, recipient=recipient.id, question=question.id
    )
    for each in paper.recipients:
        letters.stop_reminding(each)
    letters.tell_asked(question)
    return question


def reply(question: Question, paper: Paper, text: str, *, kept: Sequence[KeptWording] = ()) -> None:
    """Answer a question; it stands on the partner's page, and a letter takes it there.

    Where no other question is open, reminders count from here.

    kept  why wording stays that the guard warns of

    Raises AlreadyReplied, and NotReady for wording that may not go out.
    """
    hold(paper)
    refuse_unguarded([Worded("reply", text)], kept)
    now = clock.now()
    question.answer(text, now)
    why = {"kept": [vars(one) for one in kept]} if kept else {}
    paper.record(EntryKind.REPLIED, now, personal={"text": text, **why}, question=question.id)
    letters.tell_replied(question)
    remind_holders(paper)
