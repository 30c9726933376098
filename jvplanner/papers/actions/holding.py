"""The lock under which everything that happens to a paper happens."""

from datetime import datetime

from jvplanner import clock
from jvplanner.db import db
from jvplanner.papers import letters
from jvplanner.papers.models import Paper, PaperState


def hold(paper: Paper) -> None:
    """Wait for whatever is being done to the paper just now, see it, and what time has done."""
    db.session.flush()
    db.session.refresh(paper, with_for_update={"of": Paper})
    notice_time(paper, clock.now())


def notice_time(paper: Paper, now: datetime) -> None:
    """Let the paper expire if its time has run out, with what still asks for an answer."""
    was = paper.state
    paper.notice_time(now)
    if was is not paper.state and paper.state is PaperState.EXPIRED:
        for recipient in paper.recipients:
            letters.take_back_unsent(recipient)
