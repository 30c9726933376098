"""While an answer is awaited: letters sooner, reminders on or off, more time."""

from datetime import timedelta

from jvplanner import clock
from jvplanner.errors import Conflict
from jvplanner.links import addresses
from jvplanner.papers import letters
from jvplanner.papers.actions.holding import hold
from jvplanner.papers.actions.reminding import remind_holders
from jvplanner.papers.models import PAPER, EntryKind, Paper, PaperState
from jvplanner.papers.queries import asked, asked_or_in_place


def send_now(paper: Paper) -> None:
    """Let the letters go out that wait for their hour; raises Conflict when none does."""
    hold(paper)
    now = clock.now()
    if paper.state is not PaperState.SENT or paper.letters_at is None or paper.letters_at <= now:
        raise Conflict("No letter of this waits for its hour any more.")
    paper.letters_at = now
    for recipient in asked(paper):
        link = addresses.link_for(PAPER, recipient.id)
        if recipient.handed_to_id is None and link.is_open(now):
            letters.tell_sent(paper, recipient, generation=link.generation)
    remind_holders(paper)


def remind(paper: Paper, *, on: bool) -> None:
    """Turn the reminders on, as far as they are still ahead, or take back those that wait."""
    hold(paper)
    paper.reminds = on
    if not on:
        for recipient in paper.recipients:
            letters.stop_reminding(recipient)
    else:
        remind_holders(paper)


def give_time(paper: Paper, lasts: timedelta) -> bool:
    """Await the answer for so long from now; never shorter than it was. Source: P3.

    Every address works again that was not closed by hand, and what had run out is out again.
    Tells whether that changed anything. Raises Conflict when no answer is awaited.
    """
    hold(paper)
    if paper.state not in (PaperState.SENT, PaperState.EXPIRED):
        raise Conflict("No answer to this is awaited any more.")
    now = clock.now()
    until = max(now + lasts, paper.expires_at or now)
    has_changed = until != paper.expires_at
    paper.await_until(until, now)
    for recipient in asked_or_in_place(paper):
        link = addresses.link_for(PAPER, recipient.id)
        if link.revoked_at is None and link.expires_at != until:
            was_open, has_changed = link.is_open(now), True
            link.expires_at = until
            paper.record(
                EntryKind.LINK_REOPENED,
                now,
                recipient=recipient.id,
                until=until.isoformat(),
                was_open=was_open,
            )
    remind_holders(paper)
    return has_changed
