"""Who came by whom."""

from dataclasses import dataclass

from sqlalchemy import select

from jvplanner.db import db
from jvplanner.events.models import TICKET, Guest, GuestState
from jvplanner.links import addresses


@dataclass(frozen=True)
class Friend:
    """Whom a guest brings, as far as that guest may know of them.

    ticket  where it is; empty for who has an address of their own: it went there, and nobody else
            sees it, nor what they are called since
    """

    name: str
    waits: bool
    ticket: str = ""


def brought_by(guest: Guest) -> list[Friend]:
    """Return the friends who are on the list because the guest registered them."""
    friends = db.session.scalars(
        select(Guest)
        .where(Guest.brought_by_id == guest.id, Guest.state != GuestState.CANCELLED)
        .order_by(Guest.id)
    ).all()
    alone = [friend.id for friend in friends if friend.email is None]
    links = addresses.links_for(TICKET, alone) if alone else {}
    found = []
    for friend in friends:
        if friend.email is not None:
            found.append(Friend(friend.brought_as, friend.waits))
        elif addresses.has_key(links[friend.id]):
            ticket = addresses.path(TICKET, links[friend.id])
            found.append(Friend(friend.name, friend.waits, ticket))
    return [friend for friend in found if friend.name]


def bringer_of(guest: Guest) -> str | None:
    """Return the name of who registered the guest beside themselves."""
    if guest.brought_by_id is None:
        return None
    return db.session.scalar(select(Guest.name).where(Guest.id == guest.brought_by_id))
