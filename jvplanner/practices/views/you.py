"""One's own name, sign-in address and password, whichever practice one works in."""

from flask import Blueprint, Response, flash, url_for

from jvplanner.practices import actions, queries
from jvplanner.practices.forms.you import AddressForm, NameForm, PasswordForm
from jvplanner.practices.models import User
from jvplanner.practices.security import (
    change_address,
    change_password,
    end_every_session,
    is_password_of,
)
from jvplanner.practices.views import feeds
from jvplanner.web.access import viewer
from jvplanner.web.forms import MemberForm
from jvplanner.web.limits import limiter
from jvplanner.web.loading import load
from jvplanner.web.pages import page, see_other
from jvplanner.web.transactions import reads_first

bp = Blueprint("you", __name__)
# However it is tried: who has somebody's session must not find out the password by it.
tries_a_password = limiter.shared_limit("10 per minute", scope="password")


@bp.get("")
def show() -> Response:
    return _page()


@bp.post("")
def change_name() -> Response:
    form = NameForm()
    if not form.validate_on_submit():
        return _page(name_form=form)
    actions.change_name(load(User, viewer().user_id), form.name.data)
    flash("Saved.")
    return see_other(url_for("settings.show"))


@bp.post("/address")
@tries_a_password
@reads_first
def choose_address() -> Response:
    """Take another address to sign in with."""
    user, form = load(User, viewer().user_id), AddressForm()
    sound = form.validate_on_submit()
    if sound and not is_password_of(user, form.password.data):
        form.password.errors = ["This is not your password."]
    if not sound or form.errors:
        return _page(address_form=form)
    change_address(user, form.email.data)
    flash(f"From now on you sign in with {user.email}.")
    return see_other(url_for(".show"))


@bp.post("/password")
@tries_a_password
@reads_first
def choose_password() -> Response:
    """Take another password and sign out everywhere, as after a reset."""
    user, form = load(User, viewer().user_id), PasswordForm()
    sound = form.validate_on_submit()
    if sound and not is_password_of(user, form.present.data):
        form.present.errors = ["This is not your present password."]
    if not sound or form.errors:
        return _page(password_form=form)
    change_password(user, form.new.data)
    end_every_session()
    flash("Your new password is saved. Sign in with it.")
    return see_other(url_for("security.login"))


@bp.post("/calendar")
def calendar_address() -> Response:
    """Make the private address of the member's calendar, or a new one: the old one is gone."""
    membership = queries.membership_of(viewer().user_id)
    actions.give_feed(membership)
    flash("This is the address of your calendar. An earlier one opens nothing any more.")
    return see_other(url_for(".show", _anchor="calendar"))


def _page(**refused: MemberForm) -> Response:
    """Show the three forms, with what was refused as it was typed."""
    forms = {
        "name_form": NameForm(formdata=None, name=viewer().name),
        "address_form": AddressForm(formdata=None),
        "password_form": PasswordForm(formdata=None),
    }
    feed = queries.feed_of(viewer().user_id)
    return page(
        "practices/you.html",
        status=422 if refused else 200,
        feed=feed,
        feed_to_open=feeds.to_open(feed) if feed else "",
        **{**forms, **refused},
    )
