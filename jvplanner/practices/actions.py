"""What members do with their practice: open it, change it, invite a colleague, join."""

from datetime import timedelta

from sqlalchemy import exists, select

from jvplanner import clock
from jvplanner.db import db
from jvplanner.errors import Conflict
from jvplanner.links import addresses
from jvplanner.links.models import Link
from jvplanner.practices.letters import tell_invited
from jvplanner.practices.models import INVITATION, Invitation, Membership, Practice, Role, User
from jvplanner.practices.rules import slug_candidates

INVITATION_LASTS = timedelta(days=14)


class AlreadyAMember(Conflict):
    """Whoever was invited works in this practice already."""


def open_practice(
    owner: User, *, name: str, time_zone: str, brand_colour: str, postal_address: str
) -> Practice:
    """Make a practice whose first owner is owner."""
    practice = Practice(
        name=name,
        slug=_free_slug(name),
        time_zone=time_zone,
        brand_colour=brand_colour,
        postal_address=postal_address,
        reply_email=owner.email,
    )
    db.session.add_all([practice, Membership(user=owner, practice=practice, role=Role.OWNER)])
    db.session.flush()
    return practice


def invite(*, name: str, email: str, role: Role, by: str) -> Invitation:
    """Invite a colleague to the acting practice by letter; the link can be copied, too."""
    invitation = Invitation(name=name, email=email, role=role)
    db.session.add(invitation)
    db.session.flush()
    addresses.issue(INVITATION, invitation.id, expires_at=clock.now() + INVITATION_LASTS)
    tell_invited(invitation, by=by)
    return invitation


def withdraw_invitation(invitation: Invitation) -> None:
    addresses.link_for(INVITATION, invitation.id).revoke(clock.now())


def join(user: User, invitation: Invitation, link: Link) -> Membership:
    """Make user a member as the invitation says; the link opens nothing afterwards."""
    known = exists().where(
        Membership.user_id == user.id, Membership.practice_id == invitation.practice_id
    )
    if db.session.scalar(select(known)):
        raise AlreadyAMember("You work in this practice already.")
    now = clock.now()
    membership = Membership(user=user, practice_id=invitation.practice_id, role=invitation.role)
    db.session.add(membership)
    invitation.accepted_at = now
    link.revoke(now)
    return membership


def _free_slug(name: str) -> str:
    for slug in slug_candidates(name):
        if not db.session.scalar(select(exists().where(Practice.slug == slug))):
            return slug
    raise AssertionError("slug_candidates never ends")
