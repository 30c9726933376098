"""What papers ask of the practice today."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from textwrap import shorten

from sqlalchemy import and_, select
from sqlalchemy.orm import joinedload

from jvplanner.db import db
from jvplanner.links import addresses
from jvplanner.papers.models import PAPER, SAID, Answer, Paper, PaperState, Question, Recipient
from jvplanner.questions import Due, When

AT_MOST = 20
LONGEST_WHY = 120
NEWS_LASTS = timedelta(days=7)


def due(now: datetime) -> list[Due]:
    """Return what papers ask of the practice: answers and questions that came, and what is awaited.

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
        .limit(AT_MOST)
    )
    found = [(paper, answer) for paper, answer in db.session.execute(asked)]
    unreachable = _without_open_link(
        [paper.id for paper, _ in found if paper.state is PaperState.SENT], now
    )
    return [
        *_asked(),
        *(
            _due(paper, answer, now, is_unreachable=paper.id in unreachable)
            for paper, answer in found
        ),
    ]


def _asked() -> list[Due]:
    """Return the questions that wait for a reply, oldest first."""
    open_ones = (
        select(Question, Paper)
        .join(Paper, Paper.id == Question.paper_id)
        .where(Question.replied_at.is_(None))
        .order_by(Question.id)
        .limit(AT_MOST)
        .options(joinedload(Question.recipient))
    )
    return [
        Due(
            When.NOW,
            f"{question.recipient.person.name} asks about “{paper.title}”",
            shorten(question.text, LONGEST_WHY, placeholder=" …"),
            f"/papers/{paper.id}/questions/{question.id}/reply",
            "Reply",
            question.asked_at,
        )
        for question, paper in db.session.execute(open_ones)
    ]


def _due(paper: Paper, answer: Answer | None, now: datetime, *, is_unreachable: bool) -> Due:
    partner, address = paper.partner.name, f"/papers/{paper.id}"
    if paper.state is PaperState.EXPIRED:
        what, why = f"{partner} did not answer in time", f"“{paper.title}” has run out."
        return Due(When.NOW, what, why, address, "Ask again or let it go", paper.state_since)
    if answer is None and is_unreachable:
        what, why = f"{partner} cannot answer any more", f"The link to “{paper.title}” is closed."
        return Due(When.NOW, what, why, address, "Open the link again", paper.state_since)
    if answer is None and paper.letters_at is not None and paper.letters_at > now:
        what, why = (
            f"Your letter to {partner} waits",
            "It goes out by itself, at the time you chose.",
        )
        return Due(When.WAITING_FOR_OTHERS, what, why, address, "See it", paper.state_since)
    if answer is None:
        what, why = f"{partner} has not answered yet", f"“{paper.title}”, version {paper.version}"
        return Due(When.WAITING_FOR_OTHERS, what, why, address, "See it", paper.state_since)
    what = f"{partner} {SAID[answer.verdict]}"
    if paper.state is PaperState.CHANGES_REQUESTED:
        why = f"Their notes stand beside “{paper.title}”."
        return Due(When.NOW, what, why, address, "Read the notes", paper.state_since)
    return Due(When.THIS_WEEK, what, answer.reason, address, "See it", paper.state_since)


def _without_open_link(paper_ids: Sequence[int], now: datetime) -> set[int]:
    """Return those papers that nobody at the partner can open."""
    if not paper_ids:
        return set()
    recipients = list(
        db.session.execute(
            select(Recipient.id, Recipient.paper_id).where(Recipient.paper_id.in_(paper_ids))
        )
    )
    links = addresses.links_for(PAPER, [recipient_id for recipient_id, _ in recipients])
    reachable = {
        paper_id for recipient_id, paper_id in recipients if links[recipient_id].is_open(now)
    }
    return set(paper_ids) - reachable
