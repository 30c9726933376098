"""Reminding whoever is to answer."""

from jvplanner import clock
from jvplanner.links import addresses
from jvplanner.papers import letters
from jvplanner.papers.models import PAPER, Paper, PaperState
from jvplanner.papers.queries import holders


def remind_holders(paper: Paper) -> None:
    """Write the reminders ahead to everybody who can answer now; the paper's lock is held."""
    if paper.state is not PaperState.SENT:
        return
    for recipient in holders(paper):
        if addresses.link_for(PAPER, recipient.id).is_open(clock.now()):
            letters.remind(recipient)
