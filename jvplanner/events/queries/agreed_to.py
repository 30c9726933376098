"""Who has agreed to what, apart from coming. Whatever uses a consent asks here, each time anew."""

from sqlalchemy import ColumnElement, exists, select

from jvplanner.db import db
from jvplanner.events.models import ConsentPurpose, Guest, GuestConsent


def may_share() -> ColumnElement[bool]:
    """Hold for a guest whose name and address may be told the partner; not once withdrawn (T3)."""
    return _agrees(ConsentPurpose.SHARE_WITH_PARTNER)


def wants_news() -> ColumnElement[bool]:
    """Hold for a guest who wants to hear of further events; not once withdrawn (T3)."""
    return _agrees(ConsentPurpose.NEWS)


def consents_of(guest: Guest) -> list[GuestConsent]:
    """Return what the guest has agreed to; what they took back, too, which no longer holds."""
    given = select(GuestConsent).where(GuestConsent.guest_id == guest.id)
    return list(db.session.scalars(given.order_by(GuestConsent.id)))


def _agrees(purpose: ConsentPurpose) -> ColumnElement[bool]:
    return exists(GuestConsent).where(
        GuestConsent.guest_id == Guest.id,
        GuestConsent.purpose == purpose,
        GuestConsent.withdrawn_at.is_(None),
    )
