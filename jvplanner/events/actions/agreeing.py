"""Taking back what a guest agreed to; giving it is part of registering."""

from datetime import datetime

from sqlalchemy import select

from jvplanner.db import db
from jvplanner.events.models import ConsentPurpose, Guest, GuestConsent


def withdraw(guest: Guest, purpose: ConsentPurpose, now: datetime) -> None:
    """Take a consent back; whoever asks from now on hears that there is none. Source: T3."""
    given = select(GuestConsent).where(
        GuestConsent.guest_id == guest.id,
        GuestConsent.purpose == purpose,
        GuestConsent.withdrawn_at.is_(None),
    )
    for consent in db.session.scalars(given):
        consent.withdrawn_at = now
    db.session.flush()
