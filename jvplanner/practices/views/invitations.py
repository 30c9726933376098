"""The page behind an invitation's link."""

from collections.abc import Iterator
from contextlib import contextmanager

from flask import Blueprint, Response, flash
from flask_security.utils import login_user

from jvplanner.links import addresses
from jvplanner.practices import actions, queries
from jvplanner.practices.forms.entrance import JoiningForm
from jvplanner.practices.models import INVITATION, Invitation, User
from jvplanner.practices.security import act_for, make_account, signed_in
from jvplanner.tenancy import acting_for, current_practice_id
from jvplanner.web.access import entrance
from jvplanner.web.loading import load
from jvplanner.web.pages import page, see_other
from jvplanner.web.transactions import begin_writing

bp = Blueprint("invitations", __name__)


@bp.get("/<token>")
@entrance
def show(token: str) -> Response:
    with _opened(token) as invitation:
        return _invitation(invitation, token, JoiningForm(name=invitation.name))


@bp.post("/<token>")
@entrance
def join(token: str) -> Response:
    """Join as who is signed in, or with an account made now for the invited address."""
    with _opened(token) as invitation:
        invitation_id, user = invitation.id, signed_in()
        if user is None:
            form = JoiningForm()
            if queries.account_of(invitation.email) or not form.validate_on_submit():
                return _invitation(invitation, token, form, status=422)
            user = make_account(
                name=form.name.data, email=invitation.email, password=form.password.data
            )
        else:
            begin_writing()
        actions.join(user, invitation_id)
        if signed_in() is None:
            login_user(user, authn_via=["invitation"])
        act_for(current_practice_id())
        flash(f"You now work in {queries.acting_practice().name}.")
        return see_other("/today")


@contextmanager
def _opened(token: str) -> Iterator[Invitation]:
    """Act for the practice of an invitation's link; raises NotFound, and LinkGone if it is spent.

    Not access.by_link, because whoever joins needs a session.
    """
    link = addresses.open_link(INVITATION.name, token)
    with acting_for(link.practice_id):
        yield load(Invitation, link.subject_id)


def _invitation(
    invitation: Invitation, token: str, form: JoiningForm, status: int = 200
) -> Response:
    user = signed_in()
    return page(
        "practices/invitation.html",
        status=status,
        invitation=invitation,
        practice=queries.acting_practice(),
        token=token,
        form=form,
        user=user,
        has_account=user is None and queries.account_of(invitation.email) is not None,
        works_here=user is not None and queries.works_here(User.id == user.id),
    )
