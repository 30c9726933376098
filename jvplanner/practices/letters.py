"""The letters about accounts and membership."""

from jvplanner import clock
from jvplanner.db import db
from jvplanner.links import addresses
from jvplanner.outbox.letters import Contents, letter, withdraw, write
from jvplanner.practices.models import INVITATION, Invitation, Practice, User
from jvplanner.tenancy import across_practices, current_practice_id

PRODUCT = "JV Planner"


def tell_reset_address(user: User) -> None:
    """Write to user where to choose a new password; at most once a minute, in no outbox."""
    minute = clock.now().strftime("%Y%m%d%H%M")
    with across_practices():
        write(
            "password_reset",
            to_name=user.name,
            to_email=user.email,
            once=f"password_reset:{user.id}:{minute}",
            user_id=user.id,
        )


def tell_password_was_changed(user: User) -> None:
    with across_practices():
        write(
            "password_changed",
            to_name=user.name,
            to_email=user.email,
            once=f"password_changed:{user.id}:{clock.now().isoformat()}",
            user_id=user.id,
        )


def tell_address_was_changed(user: User, before: str) -> None:
    """Write to the address that user signed in with before, and to the one from now on."""
    with across_practices():
        now = clock.now().isoformat()
        for which, email in {"before": before, "now": user.email}.items():
            write(
                "address_changed",
                to_name=user.name,
                to_email=email,
                once=f"address_changed:{user.id}:{which}:{now}",
                user_id=user.id,
            )


def tell_invited(invitation: Invitation, generation: int) -> None:
    """Write to whoever was invited; generation is how often the invitation's link was made."""
    write(
        "invitation",
        to_name=invitation.name,
        to_email=invitation.email,
        once=_once(invitation, generation),
        invitation_id=invitation.id,
    )


def withdraw_letters_to(invitation: Invitation, generation: int) -> None:
    """Take back the invitation's letters, up to this generation of its link, that still wait."""
    withdraw(*(_once(invitation, number) for number in range(1, generation + 1)))


def _once(invitation: Invitation, generation: int) -> str:
    return f"invitation:{invitation.id}:{generation}"


@letter("password_changed", "Password changed")
def _password_changed(user_id: int) -> Contents:
    user = db.session.get_one(User, user_id)
    return Contents({"user": user, "address": addresses.absolute("/reset")}, PRODUCT)


@letter("address_changed", "Sign-in address changed")
def _address_changed(user_id: int) -> Contents:
    return Contents({"user": db.session.get_one(User, user_id)}, PRODUCT)


@letter("invitation", "Invitation", owners_only=True)
def _invitation(invitation_id: int) -> Contents:
    invitation = db.session.get_one(Invitation, invitation_id)
    practice = db.session.get_one(Practice, current_practice_id())
    link = addresses.link_for(INVITATION, invitation.id)
    return Contents(
        {
            "invitation": invitation,
            "practice": practice,
            "address": addresses.private(INVITATION, link),
            "inviter": invitation.invited_by.name if invitation.invited_by else practice.name,
            "until": link.expires_at,
        },
        practice.name,
        reply_to=practice.reply_email,
    )
