"""Reads about practices, their members and invitations."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import joinedload

from jvplanner import clock
from jvplanner.db import db
from jvplanner.errors import NotFound
from jvplanner.languages import gettext as _
from jvplanner.links import addresses
from jvplanner.links.models import Link
from jvplanner.mailboxes import InvalidEmail, one_spelling
from jvplanner.practices.models import FEED, INVITATION, Invitation, Membership, Practice, User
from jvplanner.tenancy import current_practice_id


@dataclass(frozen=True)
class OpenInvitation:
    """An invitation that nobody has answered, with its address; None if that has run out."""

    invitation: Invitation
    address: str | None


def acting_practice() -> Practice:
    return db.session.get_one(Practice, current_practice_id())


def practice_called(slug: str) -> Practice:
    """Return the practice with this public word; raises NotFound."""
    known = re.fullmatch(r"[a-z0-9-]+", slug)  # PostgreSQL cannot even look for some other texts
    practice = db.session.scalar(select(Practice).where(Practice.slug == slug)) if known else None
    if practice is None:
        raise NotFound(_("There is no practice at this address."))
    return practice


def members() -> Sequence[Membership]:
    """Return who works in the acting practice, longest first."""
    return db.session.scalars(
        select(Membership)
        .where(Membership.practice_id == current_practice_id())
        .options(joinedload(Membership.user, innerjoin=True))
        .order_by(Membership.id)
    ).all()


def membership_of(user_id: int) -> Membership:
    """Return that an account works in the acting practice; raises NotFound."""
    ours = Membership.practice_id == current_practice_id()
    found = db.session.scalar(select(Membership).where(ours, Membership.user_id == user_id))
    if found is None:
        raise NotFound
    return found


def feed_of(user_id: int) -> str | None:
    """Return the address of a member's private calendar; None while they have none."""
    subject = membership_of(user_id).id
    link = addresses.links_for(FEED, [subject]).get(subject)
    is_shown = link is not None and link.is_open(clock.now()) and addresses.has_key(link)
    return f"{addresses.private(FEED, link)}.ics" if link and is_shown else None


def open_invitations() -> list[OpenInvitation]:
    """Return the acting practice's invitations that wait for an answer, oldest first."""
    invitations = db.session.scalars(
        select(Invitation).where(Invitation.accepted_at.is_(None)).order_by(Invitation.id)
    ).all()
    links = addresses.links_for(INVITATION, [invitation.id for invitation in invitations])
    now = clock.now()
    return [
        OpenInvitation(invitation, _address(links[invitation.id], now))
        for invitation in invitations
    ]


def account_of(email: str) -> User | None:
    """Return the account that signs in with this address, in whatever spelling it is typed."""
    try:
        spelling = one_spelling(email)
    except InvalidEmail:
        return None
    return db.session.scalar(select(User).where(User.email == spelling))


def works_here(who: ColumnElement[bool]) -> bool:
    """Tell whether an account of which this holds is a member of the acting practice."""
    members = select(Membership.id).join(User, Membership.user_id == User.id)
    ours = members.where(Membership.practice_id == current_practice_id(), who)
    return bool(db.session.scalar(select(ours.exists())))


def _address(link: Link, now: datetime) -> str | None:
    is_shown = link.is_open(now) and addresses.has_key(link)
    return addresses.private(INVITATION, link) if is_shown else None
