"""The worker: claims letters that are due, sends them, and records what became of them."""

import logging
from collections.abc import Callable
from datetime import timedelta
from email.message import EmailMessage

from sqlalchemy import select

from jvplanner import clock
from jvplanner.db import db, reading, writing
from jvplanner.errors import Refusal
from jvplanner.outbox.delivery import PutOff, Refused
from jvplanner.outbox.models import Letter, LetterState
from jvplanner.outbox.postroom import Postroom
from jvplanner.tenancy import across_practices

# Longer than the slowest delivery of one letter: a dozen steps of at most SECONDS each.
LEASE = timedelta(minutes=6)
UNDECIDED = "Whenever this letter was tried, the worker stopped. The log of that time says why."


class NotNeeded(Exception):
    """What the letter says has come to pass meanwhile, or is no longer so."""


log = logging.getLogger(__name__)


def send_due(postroom: Postroom, deliver: Callable[[EmailMessage], None], limit: int = 20) -> int:
    """Send up to limit letters that are due; return how many were tried.

    Any number of workers may do this at once. One that dies between the mail server's yes and
    its own commit leaves the letter claimed: it is sent once more after the lease, with the same
    Message-ID, so that mail programs recognise the repeat.
    """
    for tried in range(limit):
        letter_id = _claimed()
        if letter_id is None:
            return tried
        _send(letter_id, postroom, deliver)
    return limit


def _claimed() -> int | None:
    """Claim the letter that has been due longest; one at a time, so that no lease runs out."""
    now = clock.now()
    due = (
        select(Letter)
        .where(Letter.state.in_((LetterState.WAITING, LetterState.SENDING)), Letter.try_at <= now)
        .order_by(Letter.try_at, Letter.id)
        .limit(1)
    )
    with across_practices():
        with reading():
            nothing_due = db.session.scalar(due) is None
            db.session.rollback()
        if nothing_due:
            return None
        with writing():
            letter = db.session.scalar(due.with_for_update(skip_locked=True))
            if letter is not None:
                letter.claim(now, LEASE)
            letter_id = None if letter is None else letter.id
            db.session.commit()
    return letter_id


def _send(letter_id: int, postroom: Postroom, deliver: Callable[[EmailMessage], None]) -> None:
    outcome = _outcome(letter_id, postroom, deliver)
    with across_practices(), writing():
        letter = db.session.get(Letter, letter_id, with_for_update=True)
        # Its practice may have been closed while the letter was on its way.
        if letter is not None:
            outcome(letter)
        db.session.commit()


def _outcome(
    letter_id: int, postroom: Postroom, deliver: Callable[[EmailMessage], None]
) -> Callable[[Letter], None]:
    """Write and send the letter, outside any write transaction; return what to record."""
    try:
        deliver(_message(letter_id, postroom))
    except NotNeeded:
        return db.session.delete
    except PutOff as problem:
        words = str(problem)
        return lambda letter: letter.put_off(words, clock.now())
    except (Refused, Refusal) as problem:
        words = str(problem)
        return lambda letter: letter.park(words)
    except Exception:
        # A letter that cannot be written must not hold up the others behind it.
        log.exception("letter %s could not be written", letter_id)
        return lambda letter: letter.park("This letter could not be written. The log says why.")
    return lambda letter: letter.sent(clock.now())


def _message(letter_id: int, postroom: Postroom) -> EmailMessage:
    """Read the letter and what it speaks of; raises NotNeeded, and Refusal for what cannot be."""
    with reading():
        try:
            with across_practices():
                letter = db.session.get_one(Letter, letter_id)
            if letter.is_worn_out:
                raise Refusal(UNDECIDED)
            if not postroom.is_needed(letter):
                raise NotNeeded
            return postroom.message(letter)
        finally:
            db.session.rollback()
