"""One's own name and password, whichever practice one works in."""

from flask import Blueprint, Response, flash, url_for

from jvplanner.practices.forms.you import NameForm, PasswordForm
from jvplanner.practices.models import User
from jvplanner.practices.security import change_password, end_every_session, is_password_of
from jvplanner.web.access import viewer
from jvplanner.web.limits import limiter
from jvplanner.web.loading import load
from jvplanner.web.pages import page, see_other
from jvplanner.web.transactions import reads_first

bp = Blueprint("you", __name__)


@bp.get("")
def show() -> Response:
    return _page(NameForm(formdata=None, name=viewer().name), PasswordForm(formdata=None))


@bp.post("")
def change_name() -> Response:
    form = NameForm()
    if not form.validate_on_submit():
        return _page(form, PasswordForm(formdata=None), status=422)
    load(User, viewer().user_id).name = form.name.data
    flash("Saved.")
    return see_other(url_for("settings.show"))


@bp.post("/password")
@limiter.limit("10 per minute")
@reads_first
def choose_password() -> Response:
    """Take another password and sign out everywhere, as after a reset."""
    user, form = load(User, viewer().user_id), PasswordForm()
    sound = form.validate_on_submit()
    if sound and not is_password_of(user, form.present.data):
        form.present.errors = ["This is not your present password."]
    if not sound or form.errors:
        return _page(NameForm(formdata=None, name=user.name), form, status=422)
    change_password(user, form.new.data)
    end_every_session()
    flash("Your new password is saved. Sign in with it.")
    return see_other(url_for("security.login"))


def _page(name_form: NameForm, password_form: PasswordForm, status: int = 200) -> Response:
    return page(
        "practices/you.html", status=status, name_form=name_form, password_form=password_form
    )
