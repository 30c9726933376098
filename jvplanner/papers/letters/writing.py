"""Who is written to about a paper, when, and what is taken back before it goes out."""

from datetime import datetime

from jvplanner import clock
from jvplanner.db import db
from jvplanner.mailboxes import email_key
from jvplanner.outbox.letters import let_be_told_again, withdraw_all, write
from jvplanner.papers import queries, rules
from jvplanner.papers.models import Answer, Paper, Question, Recipient
from jvplanner.practices.models import Practice
from jvplanner.tenancy import current_practice_id


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
    # They may have had it before, and given it back.
    let_be_told_again(once)
    _write("paper_handed_over", colleague, once=once, by_id=recipient.id)


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
