"""Fitting Flask-Security into the application."""

from collections.abc import Callable
from contextlib import suppress
from functools import wraps
from typing import Any

from flask import Flask, Response, abort, current_app, make_response, request
from flask_security import RoleMixin, Security
from flask_security.signals import (
    password_reset,
    reset_password_instructions_sent,
    user_registered,
)

from jvplanner.db import db
from jvplanner.practices import actions
from jvplanner.practices.forms.entrance import (
    NewPasswordForm,
    ResetRequestForm,
    SignInForm,
    SignUpForm,
)
from jvplanner.practices.letters import tell_password_was_changed, tell_reset_address
from jvplanner.practices.models import User
from jvplanner.practices.security.accounts import Accounts, Addresses
from jvplanner.practices.security.options import ADDRESSES, FEATURES, WORDS
from jvplanner.practices.security.sessions import end_this_session, owner_of
from jvplanner.typed_text import one_line
from jvplanner.web.access import to_sign_in
from jvplanner.web.limits import address_with, limiter
from jvplanner.web.pages import page
from jvplanner.web.transactions import begin_writing


def init_app(app: Flask) -> None:
    app.config |= FEATURES | ADDRESSES | WORDS
    security = Security(
        app,
        Accounts(db, User, RoleMixin),
        login_form=SignInForm,
        register_form=SignUpForm,
        forgot_password_form=ResetRequestForm,
        reset_password_form=NewPasswordForm,
        mail_util_cls=Addresses,
    )
    security.render_template = _entrance_page  # type: ignore[assignment]
    security.unauthn_handler(lambda *_args, **_kwargs: to_sign_in())
    # Signing in is by cookie only: a token in a header or an address opens nothing.
    security.login_manager.request_loader(lambda _request: None)
    security.login_manager.id_attribute = User.begin_session.__name__
    security.login_manager.user_loader(owner_of)
    _ask_for_identity_only_where_it_counts(app)
    _guard(app)
    user_registered.connect(_open_practice, app)
    reset_password_instructions_sent.connect(_write_reset_address, app)
    password_reset.connect(_write_that_it_changed, app)


def _ask_for_identity_only_where_it_counts(app: Flask) -> None:
    """Take out Flask-Principal's hook, which loads the identity before every request."""
    app.before_request_funcs[None] = [
        hook
        for hook in app.before_request_funcs[None]
        if type(getattr(hook, "__self__", None)).__name__ != "Principal"
    ]


def _account_tried() -> str:
    """Return the address in the form as accounts spell it: each spelling is a try at the same."""
    typed = one_line(request.form.get("email"))
    with suppress(ValueError):
        typed = current_app.extensions["security"].mail_util.normalize(typed)
    return address_with(typed)


@limiter.limit("100 per hour", deduct_when=lambda answer: answer.status_code >= 400)
@limiter.limit("10 per minute", key_func=_account_tried)
def _count_try() -> None:
    """Count a try at an account from an address, and failed ones at whichever accounts.

    Somebody who tries one password with many accounts is stopped by the second.
    """


@limiter.limit("60 per hour")
def _count_sign_up() -> None:
    """Count a sign-up. A class at a workshop shares one address; a machine is faster."""


FIRST = {
    "security.login": _count_try,
    "security.forgot_password": _count_try,
    "security.register": _count_sign_up,
    "security.logout": end_this_session,
}
RESET = "security.reset_password"


def _guard(app: Flask) -> None:
    """Let the library's views take forms only, and do first what has to be done before them."""
    for endpoint, view in app.view_functions.items():
        if endpoint.startswith("security."):
            app.view_functions[endpoint] = _guarded(view, FIRST.get(endpoint))
    app.view_functions[RESET] = _gone_once_spent(app.view_functions[RESET])


def _guarded(view: Callable[..., Any], first: Callable[[], None] | None) -> Callable[..., Any]:
    @wraps(view)
    def answered(**arguments: Any) -> Any:
        if request.is_json:
            abort(415)
        if first and request.method == "POST":
            first()
        return view(**arguments)

    return answered


def _gone_once_spent(view: Callable[..., Any]) -> Callable[..., Any]:
    """Answer a spent or invented address with 410 and the page that asks for a new one."""

    @wraps(view)
    def answered(**arguments: Any) -> Response:
        response = make_response(view(**arguments))
        if request.method != "GET" or response.location is None:
            return response
        page_to_ask = make_response(current_app.view_functions["security.forgot_password"]())
        if page_to_ask.location is None:
            page_to_ask.status_code = 410
        return page_to_ask

    return answered


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


def _write_reset_address(_app: Flask, *, user: User, **_extra: Any) -> None:
    begin_writing()
    tell_reset_address(user)


def _write_that_it_changed(_app: Flask, *, user: User, **_extra: Any) -> None:
    tell_password_was_changed(user)
