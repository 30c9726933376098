"""Who came by whom."""

from sqlalchemy import select

from jvplanner.db import db
from jvplanner.events.models import TICKET, Guest, GuestState
from jvplanner.links import addresses


def brought_without_address(guest: Guest) -> list[tuple[Guest, str]]:
    """Return the friends whose tickets stand on the guest's page, each with where it is.

    Who has an address of their own has their ticket there, and nobody else sees it.
    """
    friends = db.session.scalars(
        select(Guest)
        .where(
            Guest.brought_by_id == guest.id,
            Guest.email.is_(None),
            Guest.state != GuestState.CANCELLED,
        )
        .order_by(Guest.id)
    ).all()
    links = addresses.links_for(TICKET, [friend.id for friend in friends]) if friends else {}
    return [
        (friend, addresses.path(TICKET, links[friend.id]))
        for friend in friends
        if addresses.has_key(links[friend.id])
    ]


def bringer_of(guest: Guest) -> str | None:
    """Return the name of who registered the guest beside themselves."""
    if guest.brought_by_id is None:
        return None
    return db.session.scalar(select(Guest.name).where(Guest.id == guest.brought_by_id))
