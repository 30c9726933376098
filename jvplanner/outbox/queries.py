"""Reads about the acting practice's letters."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from enum import StrEnum

from sqlalchemy import ColumnElement, and_, func, not_, or_, select

from jvplanner import clock
from jvplanner.db import db
from jvplanner.mailboxes import email_key
from jvplanner.outbox.models import Letter, LetterState, OptOut
from jvplanner.questions import Due, When, named_first

PAGE = 50
MOST_COUNTED = 1000
MOST_DUE = 20


class Shelf(StrEnum):
    """One of the four places in which the outbox keeps its letters.

    LATER  letters that are meant to go out later, such as reminders
    """

    WAITING = "waiting"
    LATER = "later"
    FAILED = "failed"
    SENT = "sent"

    def holds(self, now: datetime) -> ColumnElement[bool]:
        """Return what is true of the letters on it."""
        if self is Shelf.WAITING:
            open_ones = Letter.state.in_((LetterState.WAITING, LetterState.SENDING))
            return and_(open_ones, not_(_for_later(now)))
        if self is Shelf.LATER:
            return _for_later(now)
        return Letter.state == LetterState(self.value)


def _for_later(now: datetime) -> ColumnElement[bool]:
    """Say in SQL what Letter.waits_for_its_hour() says."""
    return and_(Letter.state == LetterState.WAITING, Letter.tries == 0, Letter.try_at > now)


def opted_out(emails: Iterable[str]) -> set[str]:
    """Return those addresses that want nothing commercial from the acting practice, as typed."""
    keys = {email_key(email): email for email in emails}
    found = db.session.scalars(
        select(OptOut.email_key).where(OptOut.email_key.in_(keys), OptOut.opted_out_at.is_not(None))
    )
    return {keys[key] for key in found}


def letters_on(shelf: Shelf, beyond: int | None = None) -> tuple[Sequence[Letter], int | None]:
    """Return a page of letters and, if there are more, the id beyond which the next one begins.

    The newest come first; of those for later, the one that goes out next.
    """
    query = select(Letter).where(shelf.holds(clock.now()))
    if shelf is Shelf.LATER:
        query = query.order_by(Letter.try_at, Letter.id)
        if beyond is not None:
            last = select(Letter.try_at).where(Letter.id == beyond).scalar_subquery()
            query = query.where(
                or_(Letter.try_at > last, and_(Letter.try_at == last, Letter.id > beyond))
            )
    else:
        query = query.order_by(Letter.id.desc())
        if beyond is not None:
            query = query.where(Letter.id < beyond)
    letters = db.session.scalars(query.limit(PAGE + 1)).all()
    return letters[:PAGE], letters[PAGE - 1].id if len(letters) > PAGE else None


def how_many(shelf: Shelf) -> int:
    """Count the letters on a shelf, up to MOST_COUNTED."""
    some = select(Letter.id).where(shelf.holds(clock.now())).limit(MOST_COUNTED)
    return db.session.scalar(select(func.count()).select_from(some.subquery())) or 0


def due(now: datetime, *, sends_by_itself: bool = True) -> list[Due]:
    """Return the letters that could not be sent, and that letters wait to be sent by hand.

    sends_by_itself  whether a mail server is set up; without one a member sends the letters
    """
    failed = db.session.scalars(
        select(Letter)
        .where(Letter.state == LetterState.FAILED)
        .order_by(Letter.id)
        .limit(MOST_DUE + 1)
    )
    found = [
        Due(
            when=When.NOW,
            what=f"A letter to {letter.to_name} was not sent",
            why=letter.problem or "It could not be sent.",
            href=f"/outbox/{letter.id}",
            step="Look at it",
            since=letter.written_at,
        )
        for letter in failed
    ]
    rest, href = "More letters were not sent", f"/outbox?show={Shelf.FAILED}"
    found = named_first(found, MOST_DUE, rest, href, "See them all")
    return found if sends_by_itself else found + _waiting_for_a_hand(now)


def _waiting_for_a_hand(now: datetime) -> list[Due]:
    oldest = db.session.scalar(
        select(Letter.try_at)
        .where(Letter.state == LetterState.WAITING, Letter.try_at <= now)
        .order_by(Letter.try_at)
        .limit(1)
    )
    if oldest is None:
        return []
    count = how_many(Shelf.WAITING)
    return [
        Due(
            when=When.NOW,
            what="1 letter waits" if count == 1 else f"{count} letters wait",
            why="No mail server is set up, so you send them yourself.",
            href="/outbox",
            step="Open the letters",
            since=oldest,
        )
    ]
