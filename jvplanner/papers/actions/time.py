"""What time alone does to papers."""

from datetime import datetime

from sqlalchemy import select

from jvplanner.db import db
from jvplanner.papers.models import Paper, PaperState
from jvplanner.tenancy import across_practices, acting_for

AT_ONCE = 50


def expire_due(now: datetime) -> int:
    """Let papers of every practice expire whose time has run out; return how many.

    At most AT_ONCE; the caller commits, and asks again. For the worker.
    """
    with across_practices():
        run_out = (
            select(Paper)
            .where(Paper.state == PaperState.SENT, Paper.expires_at <= now)
            .order_by(Paper.expires_at)
            .limit(AT_ONCE)
            .with_for_update(of=Paper, skip_locked=True)
        )
        papers = db.session.scalars(run_out).all()
    for paper in papers:
        with acting_for(paper.practice_id):
            paper.notice_time(now)
            db.session.flush()
    return len(papers)
