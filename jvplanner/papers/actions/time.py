"""What time alone does to papers."""

from datetime import datetime

from sqlalchemy import Select, select

from jvplanner.db import db
from jvplanner.papers.actions.holding import notice_time
from jvplanner.papers.models import Paper, PaperState
from jvplanner.tenancy import across_practices, acting_for

AT_ONCE = 50


def has_any_run_out(now: datetime) -> bool:
    """Tell whether expire_due() has anything to do; a reader can ask, and holds up nobody."""
    with across_practices():
        return db.session.scalar(_run_out(now).limit(1)) is not None


def expire_due(now: datetime) -> int:
    """Let papers of every practice expire whose time has run out; return how many.

    At most AT_ONCE; the caller commits, and asks again. For any number of workers at once.
    """
    with across_practices():
        locked = _run_out(now).limit(AT_ONCE).with_for_update(of=Paper, skip_locked=True)
        papers = db.session.scalars(locked.execution_options(populate_existing=True)).all()
    for paper in papers:
        with acting_for(paper.practice_id):
            notice_time(paper, now)
            db.session.flush()
    return len(papers)


def _run_out(now: datetime) -> Select[Paper]:
    waiting = select(Paper).where(Paper.state == PaperState.SENT, Paper.expires_at <= now)
    return waiting.order_by(Paper.expires_at)
