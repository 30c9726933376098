"""Sessions that end on the server: after signing out, copies of the cookies open nothing."""

from datetime import timedelta

from flask import current_app, session
from flask_security import current_user
from flask_security.utils import logout_user, set_request_attr
from sqlalchemy import delete, exists, select

from jvplanner import clock
from jvplanner.db import db, insert_once
from jvplanner.practices.models import EndedSession, User
from jvplanner.web.transactions import begin_writing

# A cookie that remembers lasts a year, any other a month.
LONGEST = timedelta(days=366)


def owner_of(said: str) -> User | None:
    """Return whose session a cookie is of; None once it has ended or the account is closed."""
    uniquifier, _, key = said.partition(".")
    ended = exists().where(EndedSession.key == key)
    query = select(User).where(User.fs_uniquifier == uniquifier, User.active.is_(True), ~ended)
    user = db.session.scalar(query) if key else None
    if user is None:
        # Written anew with a new date, the cookie would outlast what is remembered of its end.
        session.pop("_user_id", None)
        return None
    set_request_attr("fs_authn_via", "session")
    set_request_attr("fs_paa", session.get("fs_paa", 0))
    return user


def end_this_session() -> None:
    """Remember that this browser signs out; called before the library clears its cookies."""
    if not current_user.is_authenticated:
        return
    begin_writing()
    now = clock.now()
    db.session.execute(delete(EndedSession).where(EndedSession.ended_at < now - LONGEST))
    key = session["_user_id"].partition(".")[2]
    insert_once(EndedSession, unique=("key",), key=key, ended_at=now)


def end_every_session() -> None:
    """Sign out the account that asks on every device, this one too."""
    current_app.extensions["security"].datastore.set_uniquifier(current_user._get_current_object())
    logout_user()
