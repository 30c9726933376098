"""The same letters as rows, for whoever seats guests past the session."""

from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, or_, select

from jvplanner.events.letters.telling import ONCE_MORE, again_in, first_letter, hour_of
from jvplanner.events.models import Guest, GuestState
from jvplanner.outbox.letters import as_row
from jvplanner.outbox.models import Letter
from jvplanner.statements import Driver, Prepared, insertion

_LISTED = (Guest.name, Guest.email, Guest.language, Guest.registered_at)
_GUEST = Prepared(
    select(*_LISTED).where(
        Guest.practice_id == bindparam("practice"), Guest.id == bindparam("guest")
    ),
    *_LISTED,
)
_LAST = Prepared(
    select(Letter.written_at).where(
        Letter.practice_id == bindparam("practice"),
        or_(Letter.once == bindparam("this_hour"), Letter.once == bindparam("hour_before")),
    ),
    Letter.written_at,
)


def of_registration(
    *,
    id: int,
    practice_id: int,
    name: str,
    email: str | None,
    state: GuestState,
    language: str,
    now: datetime,
    **_more: Any,
) -> dict[str, object] | None:
    """Return the ticket, or that the guest waits, as a row; None without an address."""
    if email is None:
        return None
    kind = first_letter(state)
    return as_row(
        kind,
        now,
        practice_id=practice_id,
        to_name=name,
        to_email=email,
        once=f"{kind}:{id}",
        ids={"guest_id": id},
        language=language,
    )


def tell_ticket_again(driver: Driver, practice_id: int, guest_id: int, now: datetime) -> None:
    """Send the ticket to its own address once more, at most hourly, as telling.py does."""
    rows = driver.run(_GUEST, practice=practice_id, guest=guest_id)
    name, email, language, registered_at = rows[0]
    hour = hour_of(registered_at, now)
    once, before = again_in(hour, guest_id), again_in(hour - 1, guest_id)
    last = driver.run(_LAST, practice=practice_id, this_hour=once, hour_before=before)
    if any(now - written_at < ONCE_MORE for (written_at,) in last):
        return
    letter = as_row(
        "ticket_again",
        now,
        practice_id=practice_id,
        to_name=name,
        to_email=email,
        once=once,
        ids={"guest_id": guest_id},
        language=language,
    )
    driver.together([insertion(Letter, [letter], unless=("once",))])
