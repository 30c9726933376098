"""What a member does with letters that have not gone out."""

from collections.abc import Collection

from sqlalchemy import select

from jvplanner import clock
from jvplanner.db import db
from jvplanner.outbox.letters import NOT_GONE_OUT
from jvplanner.outbox.models import Letter, LetterState

MOST_AT_ONCE = 500


def note_sent_by_hand(letter_ids: Collection[int]) -> int:
    """Note that a member sent these of the acting practice's letters; return how many that is news.

    What has gone out meanwhile, or is being sent, stays as it is. At most MOST_AT_ONCE.
    """
    sent = db.session.scalars(
        select(Letter)
        .where(Letter.id.in_(list(letter_ids)[:MOST_AT_ONCE]), NOT_GONE_OUT)
        .order_by(Letter.id)
        .with_for_update()
    ).all()
    for letter in sent:
        letter.sent_by_hand(clock.now())
    return len(sent)


def try_failed_again() -> int:
    """Make the acting practice's failed letters due now, oldest first; return how many.

    Mended a wrong password or a full mailbox? Nobody should have to open every letter.
    """
    failed = db.session.scalars(
        select(Letter)
        .where(Letter.state == LetterState.FAILED)
        .order_by(Letter.id)
        .limit(MOST_AT_ONCE)
        .with_for_update(skip_locked=True)
    ).all()
    for letter in failed:
        letter.try_again(clock.now())
    return len(failed)
