"""Letters to all guests of an event that the hour brings: written in batches, each once."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, exists, select

from jvplanner.db import db, insert_once
from jvplanner.events.models import Event, Guest, LetterRound
from jvplanner.outbox.letters import write

BATCH = 200


def is_over(kind: str) -> ColumnElement[bool]:
    """Say in SQL that the round of this kind for the event's present date has ended."""
    return exists(LetterRound).where(
        LetterRound.event_id == Event.id,
        LetterRound.kind == kind,
        LetterRound.starts_at == Event.starts_at,
        LetterRound.done_at.is_not(None),
    )


def go_round(
    name: str,
    guests: Select[int],
    *,
    event_id: int,
    kind: str,
    starts_at: datetime,
    now: datetime,
) -> int:
    """Write the next letters of a round and note how far it got; return how much was done.

    name    of the letter
    guests  a query for the ids of the event's guests to be told

    Does nothing if another worker holds the round or has ended it. The caller commits, and asks
    again. A letter is of one guest and one date of the event, so it is written once for both.
    """
    going = _held(event_id=event_id, kind=kind, starts_at=starts_at)
    if going is None:
        return 0
    batch = _next_of(guests, going)
    starts = int(starts_at.timestamp())
    for guest_id, to_name, email, language in batch:
        write(
            name,
            to_name=to_name,
            to_email=email or "",
            once=f"{name}:{guest_id}:{starts}",
            language=language,
            guest_id=guest_id,
            starts=starts,
        )
        going.reached = guest_id
    if len(batch) < BATCH:
        going.done_at = now
    db.session.flush()
    return len(batch) or 1


def _held(**which: Any) -> LetterRound | None:
    """Return a round with its row locked; None if another worker holds it, or it has ended."""
    insert_once(LetterRound, unique=tuple(which), **which, reached=0)
    return db.session.scalar(
        select(LetterRound)
        .filter_by(**which, done_at=None)
        .with_for_update(skip_locked=True)
        .execution_options(populate_existing=True)
    )


def _next_of(guests: Select[int], going: LetterRound) -> Sequence[Row[int, str, str | None, str]]:
    """Return the guests with whom a round goes on: id, name, address and language."""
    return db.session.execute(
        select(Guest.id, Guest.name, Guest.email, Guest.language)
        .where(
            Guest.id.in_(guests),
            Guest.event_id == going.event_id,
            Guest.email.is_not(None),
            Guest.id > going.reached,
        )
        .order_by(Guest.id)
        .limit(BATCH)
    ).all()
