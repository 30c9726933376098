"""How the demo's letters fared: nearly all were sent, some wait, one could not be delivered."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import select

from jvplanner.db import db
from jvplanner.demo.scene import Scene
from jvplanner.events.models import Guest
from jvplanner.events.rules import OFFER_STANDS
from jvplanner.outbox.models import Letter, LetterState
from jvplanner.practices.models import Invitation

# Proposals come about step by step, each on its own day.
DATED_ALREADY = "paper_"
ON_THE_WAY = timedelta(seconds=2)
NO_MAILBOX = "The mail server refused the letter: 550 5.1.1 No such mailbox here"
TRY_LATER = "The mail server asked to try again later: 451 4.7.1 Please try again later"


def settle(scene: Scene, *, returned_by: str, waiting: int = 3) -> None:
    """Date the acting practice's letters by what they tell, and let them fare.

    returned_by  the address whose mail server refuses
    waiting      how many of the newest have not been sent; the first of them was put off
    """
    everything = list(db.session.scalars(select(Letter).order_by(Letter.once)))
    for letter in everything:
        letter.message_key = scene.key()
        if not letter.name.startswith(DATED_ALREADY):
            letter.written_at = letter.try_at = _told_at(letter)
    letters = [one for one in everything if one.is_open and one.try_at < scene.now]
    letters.sort(key=lambda letter: (letter.try_at, letter.once))
    newest = letters[len(letters) - waiting :]
    for letter in letters[: len(letters) - waiting]:
        due = letter.try_at
        letter.claim(due, ON_THE_WAY)
        if letter.to_email == returned_by:
            letter.park(NO_MAILBOX)
        else:
            letter.sent(due + ON_THE_WAY)
    _let_wait(scene, newest)
    db.session.flush()


def by_hand() -> None:
    """Let the acting practice have no mail server: what went out, its members sent."""
    for letter in db.session.scalars(select(Letter)):
        if letter.state is LetterState.FAILED:
            letter.sent_by_hand(letter.try_at)
        elif letter.state is LetterState.SENT:
            letter.by_hand = True
        elif letter.problem:
            letter.try_again(letter.written_at)
    db.session.flush()


def _let_wait(scene: Scene, letters: Sequence[Letter]) -> None:
    for put_off in letters[:1]:
        put_off.claim(put_off.written_at, ON_THE_WAY)
        put_off.put_off(TRY_LATER, scene.now)


def _told_at(letter: Letter) -> datetime:
    """Return when what the letter tells came about."""
    ids = letter.ids
    if "guest_id" in ids:
        guest = db.session.get_one(Guest, ids["guest_id"])
        if letter.name == "event_cancelled":
            return guest.event.updated_at
        if letter.name == "seat_offered" and guest.offer_expires_at:
            return guest.offer_expires_at - OFFER_STANDS
        return guest.cancelled_at or guest.registered_at
    return db.session.get_one(Invitation, ids["invitation_id"]).invited_at
