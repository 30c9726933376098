"""What becomes of a paper after its answer: it comes to its end, and is put away."""

from datetime import datetime

from jvplanner import clock
from jvplanner.papers.actions.holding import hold
from jvplanner.papers.models import EntryKind, Paper


def note_end(paper: Paper, now: datetime) -> None:
    """Let the audit chain tell that what was agreed holds no more."""
    hold(paper)
    paper.record(EntryKind.ENDED, now, version=paper.version)


def archive(paper: Paper) -> None:
    """Put the paper away; raises Conflict while an answer is awaited."""
    hold(paper)
    paper.archive(clock.now())


def take_out(paper: Paper) -> None:
    """Let the paper stand in the list again."""
    hold(paper)
    paper.take_out()
