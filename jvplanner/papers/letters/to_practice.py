"""What the letters say that tell the practice what somebody at the partner did or asks."""

from jvplanner.db import db
from jvplanner.links import addresses
from jvplanner.outbox.letters import Contents, letter
from jvplanner.papers.models import Question, Recipient
from jvplanner.practices.models import Practice
from jvplanner.tenancy import current_practice_id


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
