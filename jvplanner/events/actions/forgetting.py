"""Deleting what guests entered, once the day has come that they were told."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import delete, select, update

from jvplanner.db import db
from jvplanner.events.models import TICKET, Guest, GuestAnswer, GuestConsent
from jvplanner.links import addresses
from jvplanner.mailboxes import email_key
from jvplanner.outbox.letters import delete_about
from jvplanner.people.models import NOBODY
from jvplanner.people.names import name_key


def forget_guests(ids: Sequence[int], now: datetime) -> set[str]:
    """Delete what is known of guests but that they were one; return the keys of their addresses.

    State, source and whom they brought stay: every count of the event is what it was. The caller
    holds the event's lock.
    """
    theirs = select(Guest.email_key).where(Guest.id.in_(ids), Guest.email_key.is_not(None))
    keys = {key for key in db.session.scalars(theirs) if key}
    db.session.execute(
        update(Guest)
        .where(Guest.id.in_(ids))
        .values(
            name=NOBODY,
            name_key=name_key(NOBODY),
            email=None,
            email_key=None,
            phone="",
            brought_as="",
            purged_at=now,
        )
    )
    for model in (GuestAnswer, GuestConsent):
        db.session.execute(delete(model).where(model.guest_id.in_(ids)))
    addresses.close_all(TICKET, ids, now)
    # One that was mistyped is in the letters only.
    return keys | {email_key(email) for email in delete_about("guest_id", ids)}
