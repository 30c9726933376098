"""The lock under which everything that happens to a paper happens."""

from jvplanner import clock
from jvplanner.db import db
from jvplanner.papers.models import Paper


def hold(paper: Paper) -> None:
    """Wait for whatever is being done to the paper just now, see it, and what time has done."""
    db.session.flush()
    db.session.refresh(paper, with_for_update={"of": Paper})
    paper.notice_time(clock.now())
