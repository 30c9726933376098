"""What a member does with letters that have not gone out."""

from sqlalchemy import select

from jvplanner import clock
from jvplanner.db import db
from jvplanner.outbox.models import Letter, LetterState

MOST_AT_ONCE = 500


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
