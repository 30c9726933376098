"""What members do with their practice: open it, change it, invite a colleague, join."""

from datetime import timedelta

from sqlalchemy import exists, select

from jvplanner import clock
from jvplanner.db import db, insert_once
from jvplanner.errors import Conflict, Gone
from jvplanner.links import addresses
from jvplanner.mailboxes import one_spelling
from jvplanner.money import currency_in
from jvplanner.practices.letters import tell_invited, withdraw_letters_to
from jvplanner.practices.models import (
    FEED,
    INVITATION,
    Invitation,
    Membership,
    Practice,
    Role,
    User,
)
from jvplanner.practices.queries import works_here
from jvplanner.practices.rules import slug_candidates
from jvplanner.wall_time import territory_of

INVITATION_LASTS = timedelta(days=14)
OPEN = Invitation.accepted_at.is_(None)


class AlreadyAMember(Conflict):
    """Whoever was invited works in this practice already."""


class AlreadyInvited(Conflict):
    """There is an open invitation to this address."""


class InvitationSpent(Gone):
    """Somebody has joined by this invitation, or it was withdrawn meanwhile."""


def open_practice(
    owner: User, *, name: str, time_zone: str, brand_colour: str, postal_address: str
) -> Practice:
    """Make a practice whose first owner is owner; answers to its letters go to them.

    Prices are in the currency of the zone's country until somebody says otherwise.
    """
    practice = _with_free_slug(
        name=name,
        time_zone=time_zone,
        brand_colour=brand_colour,
        postal_address=postal_address,
        reply_email=owner.email,
        currency=currency_in(territory_of(time_zone)),
    )
    db.session.add(Membership(user=owner, practice=practice, role=Role.OWNER))
    db.session.flush()
    return practice


def change_practice(
    practice: Practice,
    *,
    name: str,
    reply_email: str,
    time_zone: str,
    brand_colour: str,
    postal_address: str,
    currency: str,
    keeps_guests_months: int,
) -> None:
    """Change what the practice says of itself. Its public address stays: it may be printed.

    currency  that of prices from now on; those recorded before keep theirs
    keeps_guests_months  of events made from now on: guests of all others were told another day
    """
    practice.name, practice.reply_email, practice.time_zone = name, reply_email, time_zone
    practice.brand_colour, practice.postal_address = brand_colour, postal_address
    practice.currency, practice.keeps_guests_months = currency, keeps_guests_months


def change_name(user: User, name: str) -> None:
    """Call an account by another name, in every practice that it works in."""
    user.name = name


def invite(*, name: str, email: str, role: Role, invited_by_id: int) -> Invitation:
    """Invite a colleague to the acting practice by letter; the link can be copied, too.

    Raises InvalidEmail, AlreadyAMember or AlreadyInvited.
    """
    email = one_spelling(email)
    if works_here(User.email == email):
        raise AlreadyAMember("This person works here already.")
    if db.session.scalar(select(exists().where(Invitation.email == email, OPEN))):
        raise AlreadyInvited("There is an open invitation to this address. It can be sent anew.")
    invitation = Invitation(name=name, email=email, role=role, invited_by_id=invited_by_id)
    db.session.add(invitation)
    db.session.flush()
    link = addresses.issue(INVITATION, invitation.id, expires_at=clock.now() + INVITATION_LASTS)
    tell_invited(invitation, link.generation)
    return invitation


def invite_anew(invitation: Invitation) -> None:
    """Send the invitation again with a new address; the earlier one opens nothing any more."""
    link = addresses.link_for(INVITATION, invitation.id)
    withdraw_letters_to(invitation, link.generation)
    addresses.renew(link, expires_at=clock.now() + INVITATION_LASTS)
    tell_invited(invitation, link.generation)


def withdraw_invitation(invitation: Invitation) -> None:
    """Close the invitation's address and take back its letter if it has not gone out."""
    link = addresses.link_for(INVITATION, invitation.id)
    withdraw_letters_to(invitation, link.generation)
    link.revoke(clock.now())
    db.session.delete(invitation)


def join(user: User, invitation_id: int) -> Membership:
    """Make user a member as the invitation says; its link opens nothing afterwards.

    Raises AlreadyAMember, and InvitationSpent if somebody else was faster.
    """
    invitation = db.session.scalar(
        select(Invitation)
        .where(Invitation.id == invitation_id, OPEN)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    if invitation is None:
        raise InvitationSpent("This invitation was used already. Ask for a new one.")
    if works_here(User.id == user.id):
        raise AlreadyAMember("You work in this practice already.")
    now = clock.now()
    membership = Membership(user=user, practice_id=invitation.practice_id, role=invitation.role)
    db.session.add(membership)
    invitation.accepted_at = now
    addresses.link_for(INVITATION, invitation.id).revoke(now)
    return membership


def give_feed(membership: Membership) -> None:
    """Give a member the private address of their calendar, or a new one in place of it."""
    db.session.refresh(membership, with_for_update=True)
    link = addresses.links_for(FEED, [membership.id]).get(membership.id)
    if link is None:
        addresses.issue(FEED, membership.id)
    else:
        addresses.renew(link)
    db.session.flush()


def _with_free_slug(*, name: str, **particulars: str) -> Practice:
    """Keep a practice under the first slug that is free, though others may be after the same."""
    for slug in slug_candidates(name):
        is_taken = select(exists().where(Practice.slug == slug))
        if not db.session.scalar(is_taken) and insert_once(
            Practice, unique=("slug",), slug=slug, name=name, **particulars
        ):
            return db.session.scalars(select(Practice).where(Practice.slug == slug)).one()
    raise AssertionError("slug_candidates never ends")
