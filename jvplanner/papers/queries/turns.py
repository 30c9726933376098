"""Whose turn it is with the papers of a practice; lists, search and partners' pages go by it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from jvplanner.db import db
from jvplanner.papers.models import Drafted, Paper, PaperState, Question
from jvplanner.papers.queries.reach import NEEDS_US, Reach, reached
from jvplanner.papers.queries.standing import Standing, standing_of

# Papers run out after sixty days at most; a practice never has as many with partners at once.
OUT_AT_MOST = 1_000


@dataclass(frozen=True)
class Turns:
    """What makes it somebody's turn.

    reached  how far the papers that are out have got, by paper
    asked    since when the oldest question without a reply waits, by paper
    """

    reached: Mapping[int, Reach]
    asked: Mapping[int, datetime]

    @property
    def ours(self) -> set[int]:
        """Return the papers that lack something of the practice's."""
        return {one for one, reach in self.reached.items() if reach in NEEDS_US} | set(self.asked)

    @property
    def later(self) -> set[int]:
        """Return the papers whose letter waits for an hour that its sender chose."""
        return {one for one, reach in self.reached.items() if reach is Reach.LATER}

    def standing(self, draft: Drafted) -> Standing:
        """Return how the paper of a draft stands."""
        return standing_of(
            draft.paper,
            changed_at=draft.updated_at,
            reach=self.reached.get(draft.paper_id, Reach.ON_ITS_WAY),
            asked_at=self.asked.get(draft.paper_id),
        )


def turns(now: datetime, *, sends_by_itself: bool) -> Turns:
    """Return whose turn it is with all papers of the practice, in at most five statements.

    sends_by_itself  whether a mail server is set up; without one a member sends the letters
    """
    out = select(Paper).filter_by(state=PaperState.SENT).order_by(Paper.state_since.desc())
    papers = db.session.scalars(out.limit(OUT_AT_MOST)).all()
    return Turns(reached(papers, now, sends_by_itself=sends_by_itself), _asked())


def turns_of(drafts: Sequence[Drafted], now: datetime, *, sends_by_itself: bool) -> Turns:
    """Return whose turn it is with the papers of some drafts; else as turns()."""
    out = [draft.paper for draft in drafts if draft.paper.state is PaperState.SENT]
    is_any_sent = any(draft.paper.version for draft in drafts)
    return Turns(
        reached(out, now, sends_by_itself=sends_by_itself), _asked() if is_any_sent else {}
    )


def _asked() -> dict[int, datetime]:
    """Return since when each paper with a question that has no reply has had it."""
    open_ones = (
        select(Question.paper_id, func.min(Question.asked_at))
        .join(Paper, Paper.id == Question.paper_id)
        .where(Question.replied_at.is_(None), Paper.state != PaperState.WITHDRAWN)
        .group_by(Question.paper_id)
    )
    return {row[0]: row[1] for row in db.session.execute(open_ones)}
