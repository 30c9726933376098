"""Who is signed in, and for which of their practices they act."""

from flask import abort, session, url_for
from flask_security import current_user
from sqlalchemy import select
from sqlalchemy.orm import joinedload

from jvplanner.db import db
from jvplanner.practices.models import Membership, Practice, User
from jvplanner.web.access import OnePractice, Viewer
from jvplanner.web.pages import see_other

CURRENT = "practice_id"


def signed_in() -> User | None:
    """Return the account that is signed in; on members' and entrance pages only."""
    return current_user._get_current_object() if current_user.is_authenticated else None


def identify() -> Viewer | None:
    """Return who is signed in, acting for the practice that this browser chose last.

    Sends an account that works in no practice to where it opens one.
    """
    user = signed_in()
    if user is None:
        return None
    memberships = db.session.scalars(
        select(Membership)
        .where(Membership.user_id == user.id)
        .options(joinedload(Membership.practice, innerjoin=True))
        .order_by(Membership.id)
    ).all()
    if not memberships:
        abort(see_other(url_for("settings.new_practice")))
    chosen = next(
        (one for one in memberships if one.practice_id == session.get(CURRENT)), memberships[0]
    )
    return Viewer(
        user_id=user.id,
        name=user.name,
        email=user.email,
        role=chosen.role,
        practice=_one(chosen.practice),
        practices=tuple(_one(membership.practice) for membership in memberships),
    )


def act_for(practice_id: int) -> None:
    """Remember the practice that this browser acts for from now on."""
    session[CURRENT] = practice_id


def _one(practice: Practice) -> OnePractice:
    return OnePractice(
        id=practice.id,
        name=practice.name,
        slug=practice.slug,
        brand_colour=practice.brand_colour,
        time_zone=practice.time_zone,
    )
