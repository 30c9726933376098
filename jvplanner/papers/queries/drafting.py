"""What a draft waits for, whatever its kind: the partner's wishes, or somebody who goes on."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from jvplanner.db import db
from jvplanner.papers.models import Answer, Paper, PaperState, Question, Recipient
from jvplanner.papers.queries.directory import Draft, drafts
from jvplanner.questions import Due, When, named_first

AT_MOST = 20
DRAFT_RESTS_FOR = timedelta(days=7)


def changes_asked(paper: Paper) -> Answer | None:
    """Return the answer in which the partner asked to change the last version, if they did."""
    if paper.state is not PaperState.CHANGES_REQUESTED:
        return None
    return db.session.scalar(select(Answer).filter_by(paper_id=paper.id, version=paper.version))


def without_reply(paper: Paper) -> Sequence[Question]:
    """Return the questions about a paper that wait for the practice, the oldest first."""
    if not paper.version:
        return []
    waiting = (
        select(Question)
        .filter_by(paper_id=paper.id, replied_at=None)
        .options(joinedload(Question.recipient).joinedload(Recipient.person))
        .order_by(Question.id)
    )
    return db.session.scalars(waiting).all()


def resting(model: type[Draft], now: datetime, *, called: str) -> list[Due]:
    """Return the drafts of a kind that nobody has touched for a week.

    called  what stands before the partner's name, such as "proposal for"
    """
    found = (
        drafts(model)
        .where(
            Paper.state == PaperState.DRAFT,
            Paper.archived_at.is_(None),
            model.updated_at < now - DRAFT_RESTS_FOR,
        )
        .order_by(model.updated_at, model.id)
        .limit(AT_MOST + 1)
    )
    rows = [
        Due(
            when=When.THIS_WEEK,
            what=f"Finish the {called} {draft.paper.partner.name}",
            why=f"“{draft.called}” has not been sent yet.",
            href=f"/{model.NOUN}s/{draft.id}",
            step="Go on writing",
            since=draft.updated_at,
        )
        for draft in db.session.scalars(found)
    ]
    rest, all_of_them = f"More {model.NOUN}s are drafts", f"/{model.NOUN}s?state=draft"
    return named_first(rows, AT_MOST, rest, all_of_them, "See the drafts")
