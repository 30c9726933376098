"""Accounts as Flask-Security keeps them, in our session and our transaction."""

from typing import Any, cast

from flask import current_app
from flask_security import SQLAlchemyUserDatastore, UserMixin
from flask_security.mail_util import EmailValidateException, MailUtil
from flask_security.recoverable import generate_reset_password_token
from flask_security.utils import get_message, hash_password, verify_password

from jvplanner.db import db
from jvplanner.links import addresses
from jvplanner.mailboxes import InvalidEmail, one_spelling, reachable_key
from jvplanner.outbox.letters import Contents, letter
from jvplanner.practices.letters import PRODUCT, tell_address_was_changed, tell_password_was_changed
from jvplanner.practices.models import User
from jvplanner.web.transactions import begin_writing


class Accounts(SQLAlchemyUserDatastore):
    """Accounts in our session: a request verifies as a reader and writes at its very end."""

    def commit(self) -> None:
        self.db.session.flush()

    def put(self, model: Any) -> Any:
        begin_writing()
        return super().put(model)  # type: ignore[no-untyped-call]

    def create_user(self, **kwargs: Any) -> UserMixin:
        begin_writing()
        kwargs = self._prepare_create_user_args(**kwargs)  # type: ignore[no-untyped-call]
        del kwargs["roles"]  # what an account may do is said by its memberships
        user = User(**kwargs)
        self.db.session.add(user)
        return user


class Addresses(MailUtil):
    """An account's address in one spelling, so that the unique column means one person each."""

    def normalize(self, email: str) -> str:
        try:
            return one_spelling(email)
        except InvalidEmail as refusal:
            raise EmailValidateException(get_message("INVALID_EMAIL_ADDRESS")[0]) from refusal

    def validate(self, email: str) -> str:
        try:
            reachable_key(email)
            return one_spelling(email)
        except InvalidEmail as refusal:
            raise EmailValidateException(str(refusal)) from refusal


def make_account(*, name: str, email: str, password: str) -> User:
    """Make an account; hashes first, so that no write lock is held meanwhile."""
    security = current_app.extensions["security"]
    hashed = hash_password(security.password_util.normalize(password))
    email = one_spelling(email)
    return cast("User", security.datastore.create_user(name=name, email=email, password=hashed))


def is_password_of(user: User, typed: str) -> bool:
    normalized = current_app.extensions["security"].password_util.normalize(typed)
    return bool(user.password and verify_password(normalized, user.password))


def change_password(user: User, password: str) -> None:
    """Let user sign in with another password, and write to them that it was changed."""
    hashed = hash_password(current_app.extensions["security"].password_util.normalize(password))
    begin_writing()
    user.password = hashed
    tell_password_was_changed(user)


def change_address(user: User, email: str) -> None:
    """Let user sign in with another address, and write to both; sessions go on.

    Raises IntegrityError where somebody took the address meanwhile.
    """
    begin_writing()
    before, user.email = user.email, email
    db.session.flush()
    tell_address_was_changed(user, before)


def reset_address(user: User) -> str:
    """Return the address at which user chooses a new password, good for two hours."""
    token = generate_reset_password_token(user)  # type: ignore[no-untyped-call]
    return addresses.absolute(f"/reset/{token}")


@letter("password_reset", "Password reset")
def _password_reset(user_id: int) -> Contents:
    """Fill the letter; its token is made now, so that it is stored nowhere."""
    user = db.session.get_one(User, user_id)
    return Contents({"user": user, "address": reset_address(user)}, PRODUCT)
