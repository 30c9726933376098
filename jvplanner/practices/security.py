"""Flask-Security, fitted in once: what it stores, how its mail leaves, how its pages answer."""

from datetime import timedelta
from typing import Any

from flask import Flask, Response, session
from flask_security import Security, SQLAlchemyUserDatastore, UserMixin, current_user
from flask_security.mail_util import MailUtil
from flask_security.signals import user_registered
from sqlalchemy import select
from sqlalchemy.orm import joinedload

from jvplanner.db import db
from jvplanner.links import addresses
from jvplanner.practices import actions
from jvplanner.practices.forms import SignUpForm
from jvplanner.outbox.letters import Contents, letter
from jvplanner.practices.letters import PRODUCT, tell_password_was_changed, tell_reset_address
from jvplanner.practices.models import Membership, Practice, User
from jvplanner.web.access import OnePractice, Viewer, to_sign_in
from jvplanner.web.limits import address_and, limiter
from jvplanner.web.pages import page
from jvplanner.web.transactions import begin_writing

CURRENT = "practice_id"


class Accounts(SQLAlchemyUserDatastore):
    """Accounts in our session: a request verifies as a reader and writes at its very end."""

    def commit(self) -> None:
        self.db.session.flush()

    def put(self, model: Any) -> Any:
        begin_writing()
        return super().put(model)

    def create_user(self, **kwargs: Any) -> UserMixin:
        begin_writing()
        kwargs = self._prepare_create_user_args(**kwargs)
        del kwargs["roles"]  # what an account may do is said by its memberships
        user = User(**kwargs)
        self.db.session.add(user)
        return user


class LettersInstead(MailUtil):
    """Flask-Security's mail as letters in the outbox, with our words."""

    def __init__(self, app: Flask) -> None:
        super().__init__(app)

    def send_mail(self, template: str, *_rendered: Any, user: User, **_context: Any) -> None:
        if template == "reset_instructions":
            tell_reset_address(user)
        elif template == "reset_notice":
            tell_password_was_changed(user)


def init_app(app: Flask, *, secret_key: str) -> None:
    app.config |= {
        "SECURITY_PASSWORD_SALT": secret_key,  # only keys the HMAC before argon2
        "SECURITY_PASSWORD_HASH": "argon2",
        "SECURITY_PASSWORD_LENGTH_MIN": 10,
        "SECURITY_PASSWORD_CONFIRM_REQUIRED": False,
        "SECURITY_EMAIL_VALIDATOR_ARGS": {"check_deliverability": False, "test_environment": True},
        "SECURITY_REGISTERABLE": True,
        "SECURITY_USE_REGISTER_V2": True,
        "SECURITY_SEND_REGISTER_EMAIL": False,
        "SECURITY_RECOVERABLE": True,
        "SECURITY_RESET_PASSWORD_WITHIN": timedelta(hours=2),
        "SECURITY_EMAIL_SUBJECT_PASSWORD_RESET": "",
        "SECURITY_RETURN_GENERIC_RESPONSES": False,
        "SECURITY_JOIN_USER_ROLES": False,
        "SECURITY_LOGIN_URL": "/sign-in",
        "SECURITY_LOGOUT_URL": "/sign-out",
        "SECURITY_LOGOUT_METHODS": ["POST"],
        "SECURITY_REGISTER_URL": "/sign-up",
        "SECURITY_RESET_URL": "/reset",
        "SECURITY_POST_LOGIN_VIEW": "/today",
        "SECURITY_POST_REGISTER_VIEW": "/today",
        "SECURITY_POST_LOGOUT_VIEW": "/sign-in",
        "SECURITY_POST_RESET_VIEW": "/sign-in",
        "SECURITY_REQUIRES_CONFIRMATION_ERROR_VIEW": None,
        "SECURITY_SCRIPT_NONCE_KEY": "csp_nonce",
        "SECURITY_CSRF_IGNORE_UNAUTH_ENDPOINTS": False,
        "SECURITY_MSG_INVALID_PASSWORD": ("Address and password do not fit together.", "error"),
        "SECURITY_MSG_USER_DOES_NOT_EXIST": ("Address and password do not fit together.", "error"),
        "WTF_CSRF_CHECK_DEFAULT": False,
        "WTF_CSRF_TIME_LIMIT": None,
    }
    security = Security(
        app,
        Accounts(db, User, UserMixin),
        register_form=SignUpForm,
        mail_util_cls=LettersInstead,
    )
    security.render_template = _entrance_page
    security.unauthn_handler(lambda *_args, **_kwargs: to_sign_in())
    # Flask-Principal asks for the identity before every request, public pages too; we do not.
    app.before_request_funcs[None] = [
        hook
        for hook in app.before_request_funcs[None]
        if type(getattr(hook, "__self__", None)).__name__ != "Principal"
    ]
    for endpoint in ("security.login", "security.forgot_password"):
        app.view_functions[endpoint] = limiter.limit(
            "10 per minute", key_func=lambda: address_and("email"), methods=["POST"]
        )(app.view_functions[endpoint])
    user_registered.connect(_open_practice, app)


def identify() -> Viewer | None:
    """Return who is signed in and for which of their practices they act."""
    if not current_user.is_authenticated:
        return None
    memberships = db.session.scalars(
        select(Membership)
        .where(Membership.user_id == current_user.id)
        .options(joinedload(Membership.practice, innerjoin=True))
        .order_by(Membership.id)
    ).all()
    if not memberships:
        return None
    chosen = next(
        (one for one in memberships if one.practice_id == session.get(CURRENT)), memberships[0]
    )
    return Viewer(
        user_id=current_user.id,
        name=current_user.name,
        email=current_user.email,
        role=chosen.role,
        practice=_one(chosen.practice),
        practices=tuple(_one(membership.practice) for membership in memberships),
    )


def _one(practice: Practice) -> OnePractice:
    return OnePractice(
        id=practice.id,
        name=practice.name,
        slug=practice.slug,
        brand_colour=practice.brand_colour,
        time_zone=practice.time_zone,
    )


def act_for(practice_id: int) -> None:
    """Remember the practice that this browser acts for from now on."""
    session[CURRENT] = practice_id


def _entrance_page(template: str, **context: Any) -> Response:
    """Answer with one of the library's pages; a form with errors answers 422."""
    forms = [value for value in context.values() if hasattr(value, "errors")]
    refused = any(form.errors for form in forms)
    return page(template, status=422 if refused else 200, **context)


def _open_practice(_app: Flask, *, user: User, form_data: dict[str, Any], **_extra: Any) -> None:
    actions.open_practice(
        user,
        name=form_data["practice_name"],
        time_zone=form_data["time_zone"],
        brand_colour=form_data["brand_colour"],
        postal_address=form_data["postal_address"],
    )


def reset_address(user: User) -> str:
    """Return the address at which user chooses a new password, good for two hours."""
    from flask_security.recoverable import generate_reset_password_token  # noqa: PLC0415

    return addresses.absolute(f"/reset/{generate_reset_password_token(user)}")


@letter("password_reset")
def _password_reset(user_id: int) -> Contents:
    """Fill the letter; its token is made now, so that it is stored nowhere."""
    user = db.session.get_one(User, user_id)
    return Contents({"user": user, "address": reset_address(user)}, PRODUCT)
