"""What papers ask of the practice today."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from textwrap import shorten

from sqlalchemy import and_, select
from sqlalchemy.orm import aliased, joinedload

from jvplanner.db import db
from jvplanner.papers.models import SAID, Answer, Paper, PaperState, Question, Recipient
from jvplanner.papers.queries.reach import NEEDS_US, Reach, reached
from jvplanner.questions import Due, When, named_first

AT_MOST = 20
SEE_ALL = "See the list"
LONGEST_WHY = 120
NEWS_LASTS = timedelta(days=7)


def due(now: datetime, *, sends_by_itself: bool = True) -> list[Due]:
    """Return what papers ask of the practice: answers and questions that came, and what is awaited.

    sends_by_itself  whether a mail server is set up; without one a member sends the letters

    A no is news, not a task, and stands for a week. What follows a yes (making the event) is known
    to higher floors only and is theirs to name.
    """
    asked = (
        select(Paper, Answer)
        .outerjoin(Answer, and_(Answer.paper_id == Paper.id, Answer.version == Paper.version))
        .where(
            Paper.archived_at.is_(None),
            Paper.state.in_((PaperState.SENT, PaperState.CHANGES_REQUESTED, PaperState.EXPIRED))
            | ((Paper.state == PaperState.DECLINED) & (Paper.state_since > now - NEWS_LASTS)),
        )
        # What came back stands before what is still awaited, so that the limit cannot hide it.
        .order_by(Paper.state == PaperState.SENT, Paper.state_since, Paper.id)
        .limit(AT_MOST + 1)
    )
    found = [(paper, answer) for paper, answer in db.session.execute(asked)]
    lists = f"/{found[-1][0].kind}s" if found else ""
    out = [paper for paper, _ in found if paper.state is PaperState.SENT]
    far = reached(out, now, sends_by_itself=sends_by_itself)
    questions = _open_questions()
    asked_about = {paper.id for _, paper in questions}
    rows = [_due(paper, answer, far.get(paper.id)) for paper, answer in found]
    # A question puts the answer off: the paper does not wait for others meanwhile.
    put_off = {
        _address(paper)
        for paper in out
        if paper.id in asked_about and _waits_for_others(paper, far.get(paper.id))
    }
    named = named_first(rows, AT_MOST, "More papers are out or came back", lists, SEE_ALL)
    asking = [_asked(question, paper) for question, paper in questions]
    return [
        *named_first(asking, AT_MOST, "More partners asked something", "/proposals", SEE_ALL),
        *named_first(_handed_over(now), AT_MOST, "More was handed over", "/proposals", SEE_ALL),
        *(row for row in named if row.href not in put_off),
    ]


def _open_questions() -> Sequence[tuple[Question, Paper]]:
    """Return the questions that wait for a reply, oldest first."""
    open_ones = (
        select(Question, Paper)
        .join(Paper, Paper.id == Question.paper_id)
        .where(Question.replied_at.is_(None), Paper.state != PaperState.WITHDRAWN)
        .order_by(Question.id)
        .limit(AT_MOST + 1)
        .options(joinedload(Question.recipient))
    )
    return [(question, paper) for question, paper in db.session.execute(open_ones)]


def _address(paper: Paper) -> str:
    return f"/papers/{paper.id}"


def _waits_for_others(paper: Paper, reach: Reach | None) -> bool:
    return paper.state is PaperState.SENT and reach not in NEEDS_US


def _asked(question: Question, paper: Paper) -> Due:
    return Due(
        When.NOW,
        f"{question.recipient.person.name} asks about “{paper.title}”",
        shorten(question.text, LONGEST_WHY, placeholder=" …"),
        f"/papers/{paper.id}/questions/{question.id}/reply",
        "Reply",
        question.asked_at,
    )


def _handed_over(now: datetime) -> list[Due]:
    """Return who answers in whose place now; that is news, not a task, and stands for a week."""
    colleague = aliased(Recipient)
    recent = (
        select(Recipient, colleague, Paper)
        .join(Paper, Paper.id == Recipient.paper_id)
        .join(colleague, colleague.id == Recipient.handed_to_id)
        .where(
            Paper.state == PaperState.SENT,
            Recipient.handed_at > now - NEWS_LASTS,
            colleague.handed_to_id.is_(None),
        )
        .order_by(Recipient.handed_at)
        .limit(AT_MOST + 1)
    )
    return [
        Due(
            When.THIS_WEEK,
            f"{there.person.name} answers in place of {before.person.name}",
            f"“{paper.title}” was handed over at {paper.partner.name}.",
            _address(paper),
            "See it",
            before.handed_at or now,
        )
        for before, there, paper in db.session.execute(recent)
    ]


def _due(paper: Paper, answer: Answer | None, reach: Reach | None) -> Due:
    """Return the row of a paper.

    reach  how far one that is out has got; None for what has come back
    """
    partner, address = paper.partner.name, _address(paper)
    if paper.state is PaperState.EXPIRED:
        what, why = f"{partner} did not answer in time", f"“{paper.title}” has run out."
        return Due(When.NOW, what, why, address, "Ask again or let it go", paper.state_since)
    if answer is None:
        return _awaited(paper, reach)
    what = f"{partner} {SAID[answer.verdict]}"
    if paper.state is PaperState.CHANGES_REQUESTED:
        why = f"Their notes stand beside “{paper.title}”."
        return Due(When.NOW, what, why, address, "Read the notes", paper.state_since)
    return Due(When.THIS_WEEK, what, answer.reason, address, "See it", paper.state_since)


def _awaited(paper: Paper, reach: Reach | None) -> Due:
    """Return the row of a paper that is out: it waits for others only once they can have it."""
    partner, about = paper.partner.name, f"“{paper.title}”, version {paper.version}"
    when, step = When.WAITING_FOR_OTHERS, "See it"
    match reach:
        case Reach.CLOSED:
            when, step = When.NOW, "Open the link again"
            what, why = (
                f"{partner} cannot answer any more",
                f"The link to “{paper.title}” is closed.",
            )
        case Reach.LATER:
            what = f"Your letter to {partner} waits"
            why = f"{about}: it is for the time you chose."
        case Reach.BY_HAND:
            when, step = When.NOW, "Send it"
            what = f"{partner} has no letter from you yet"
            why = f"{about}. No mail server is set up, so you send it yourself."
        case Reach.REFUSED:
            when = When.NOW
            what, why = f"Your letter to {partner} did not get through", about
        case Reach.BY_LINK:
            what = f"{partner} has not answered yet"
            why = f"{about}. No letter was written: pass the link on if you have not."
        case _:
            what, why = f"{partner} has not answered yet", about
    return Due(when, what, why, _address(paper), step, paper.state_since)
