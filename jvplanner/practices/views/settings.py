"""The settings of a practice, its people, and which practice one works in."""

from flask import Blueprint, Response, abort, flash, request, url_for

from jvplanner.links import addresses
from jvplanner.pictures.actions import change as change_picture
from jvplanner.pictures.forms import HEAVIEST_FORM, choose_again
from jvplanner.pictures.models import PictureOf
from jvplanner.pictures.queries import practice_logo
from jvplanner.practices import actions, queries
from jvplanner.practices.forms.practice import InvitationForm, NewPracticeForm, PracticeForm
from jvplanner.practices.models import Invitation, Role
from jvplanner.practices.security import end_every_session
from jvplanner.practices.security.identity import act_for, signed_in
from jvplanner.web.access import entrance, to_sign_in, viewer
from jvplanner.web.bodies import takes_files
from jvplanner.web.loading import load_for_update
from jvplanner.web.pages import page, see_other
from jvplanner.web.transactions import begin_writing, reads_first

bp = Blueprint("settings", __name__)


@bp.get("")
def show() -> Response:
    return _settings(PracticeForm(formdata=None, obj=queries.acting_practice()), InvitationForm())


@bp.post("")
@takes_files(HEAVIEST_FORM)
@reads_first
def change() -> Response:
    require_owner()
    practice = queries.acting_practice()
    form = PracticeForm(data={"currency": practice.currency})
    if not form.validate_on_submit():
        choose_again(form)
        return _settings(form, InvitationForm(formdata=None), status=422)
    begin_writing()
    actions.change_practice(
        practice,
        name=form.name.data,
        reply_email=form.reply_email.data,
        time_zone=form.time_zone.data,
        brand_colour=form.brand_colour.data,
        postal_address=form.postal_address.data,
        currency=form.currency.data,
        keeps_guests_months=form.keeps_guests_months.data,
    )
    change_picture(
        PictureOf.PRACTICE_LOGO,
        practice.id,
        drawing=form.logo.data,
        is_removed=form.remove_logo.data,
    )
    flash("Saved.")
    return see_other(url_for(".show"))


@bp.post("/invitations")
def invite() -> Response:
    require_owner()
    form = InvitationForm()
    if form.validate_on_submit():
        try:
            actions.invite(
                name=form.name.data,
                email=form.email.data,
                role=Role(form.role.data),
                invited_by_id=viewer().user_id,
            )
        except (actions.AlreadyAMember, actions.AlreadyInvited) as refusal:
            form.email.errors = [str(refusal)]
        else:
            flash(f"{form.name.data} is invited. The letter is written; the link is below.")
            return see_other(url_for(".show", _anchor="people"))
    return _settings(PracticeForm(formdata=None, obj=queries.acting_practice()), form, status=422)


@bp.post("/invitations/<int:invitation_id>/sending")
def invite_anew(invitation_id: int) -> Response:
    require_owner()
    invitation = load_for_update(Invitation, invitation_id, accepted_at=None)
    actions.invite_anew(invitation)
    flash(f"A new letter to {invitation.name} is written. The earlier link opens nothing any more.")
    return see_other(url_for(".show", _anchor="people"))


@bp.post("/invitations/<int:invitation_id>/withdrawal")
def withdraw_invitation(invitation_id: int) -> Response:
    require_owner()
    invitation = load_for_update(Invitation, invitation_id, accepted_at=None)
    actions.withdraw_invitation(invitation)
    flash(f"The invitation to {invitation.name} is withdrawn.")
    return see_other(url_for(".show", _anchor="people"))


@bp.post("/current-practice")
def switch() -> Response:
    """Act for another of one's own practices from now on."""
    wanted = request.form.get("practice_id", type=int)
    if wanted not in {practice.id for practice in viewer().practices}:
        abort(404)
    act_for(wanted)
    return see_other("/today")


@bp.post("/sessions/ending")
def sign_out_everywhere() -> Response:
    """End every session of this account, such as when a device was lost."""
    end_every_session()
    flash("You are signed out everywhere. Sign in again where you need it.")
    return see_other(url_for("security.login"))


@bp.route("/practices/new", methods=["GET", "POST"])
@entrance
def new_practice() -> Response:
    """Open one more practice, or a first one for an account that works in none."""
    user, form = signed_in(), NewPracticeForm()
    if user is None:
        return to_sign_in()
    if not form.validate_on_submit():
        status = 422 if form.is_submitted() else 200
        return page("practices/new.html", form=form, user=user, status=status)
    begin_writing()
    practice = actions.open_practice(
        user,
        name=form.name.data,
        time_zone=form.time_zone.data,
        brand_colour=form.brand_colour.data,
        postal_address=form.postal_address.data,
    )
    act_for(practice.id)
    return see_other("/today")


def require_owner() -> None:
    """Refuse a colleague, who sees the settings and cannot change them."""
    if viewer().role != Role.OWNER:
        abort(403, "Only an owner of this practice can change its settings. Ask one of them.")


def _settings(
    practice_form: PracticeForm, invitation_form: InvitationForm, status: int = 200
) -> Response:
    practice = queries.acting_practice()
    return page(
        "practices/settings.html",
        status=status,
        practice=practice,
        logo=practice_logo(),
        public_address=addresses.absolute(f"/h/{practice.slug}"),
        members=queries.members(),
        invitations=queries.open_invitations(),
        may_change=viewer().role == Role.OWNER,
        practice_form=practice_form,
        invitation_form=invitation_form,
    )
