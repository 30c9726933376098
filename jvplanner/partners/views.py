"""The directory of partners, and one partner's page."""

from typing import Any
from urllib.parse import urlencode

from flask import Blueprint, Response, request, url_for

from jvplanner.partners import actions, queries
from jvplanner.partners.forms import (
    GroundworkForm,
    KnownPartnerForm,
    NewPartnerForm,
    PartnerForm,
    PersonForm,
    SkippingForm,
)
from jvplanner.partners.models import HubKind, Partner, PartnerPerson
from jvplanner.pictures.actions import change as change_picture
from jvplanner.pictures.forms import HEAVIEST_FORM, choose_again
from jvplanner.pictures.models import PictureOf
from jvplanner.pictures.queries import partner_logo
from jvplanner.typed_text import one_line, searched
from jvplanner.web.asking import questions
from jvplanner.web.bodies import takes_files
from jvplanner.web.loading import asked_id, load, load_for_update
from jvplanner.web.pages import page, see_other, wants_part
from jvplanner.web.transactions import begin_writing, reads_first

bp = Blueprint("partners", __name__)


@bp.get("")
def directory() -> Response:
    text = searched(request.args.get("q"))
    kind = request.args.get("kind")
    hub_kind = HubKind(kind) if kind in set(HubKind) else None
    return page(
        "partners/directory.html",
        fragment="partners/_partner_list.html",
        listed=queries.partner_list(text, hub_kind, request.args.get("after")),
        text=text,
        hub_kind=hub_kind,
        hub_kinds=list(HubKind),
    )


@bp.get("/new")
def new() -> Response:
    return _new_page(NewPartnerForm(name=one_line(request.args.get("name"))[:120]))


@bp.post("/new")
def add() -> Response:
    form = NewPartnerForm()
    if not form.validate_on_submit():
        return _new_page(form, status=422)
    partner = actions.add_partner(_particulars(form))
    if form.person_email.data:
        actions.add_person(
            partner,
            name=form.person_name.data,
            email=form.person_email.data,
            works_as=form.works_as.data,
        )
    return see_other(url_for(".one", partner_id=partner.id))


@bp.get("/<int:partner_id>")
def one(partner_id: int) -> Response:
    partner = load(Partner, partner_id)
    return _partner_page(partner, PersonForm(formdata=None))


@bp.get("/<int:partner_id>/edit")
def edit(partner_id: int) -> Response:
    partner = load(Partner, partner_id)
    return _edit_page(partner, KnownPartnerForm(obj=partner))


@bp.post("/<int:partner_id>/edit")
@takes_files(HEAVIEST_FORM)
@reads_first
def change(partner_id: int) -> Response:
    partner, form = load(Partner, partner_id), KnownPartnerForm()
    if not form.validate_on_submit():
        choose_again(form)
        return _edit_page(partner, form, status=422)
    begin_writing()
    partner = load_for_update(Partner, partner_id)
    actions.change_partner(partner, _particulars(form))
    change_picture(
        PictureOf.PARTNER_LOGO, partner.id, drawing=form.logo.data, is_removed=form.remove_logo.data
    )
    return see_other(url_for(".one", partner_id=partner.id))


def _edit_page(partner: Partner, form: KnownPartnerForm, status: int = 200) -> Response:
    logo = partner_logo(partner.id)
    return page("partners/edit.html", partner=partner, form=form, logo=logo, status=status)


def _particulars(form: PartnerForm) -> actions.Particulars:
    return actions.Particulars(
        name=form.name.data,
        hub_kind=HubKind(form.hub_kind.data),
        address=form.address.data,
        website=form.website.data,
        notes=form.notes.data,
    )


def _new_page(form: NewPartnerForm, status: int = 200) -> Response:
    same = queries.called_the_same(form.name.data) if form.name.data else ()
    return page(
        "partners/new.html",
        fragment="partners/_same_name.html",
        form=form,
        same=same,
        status=status,
    )


def _partner_page(partner: Partner, form: PersonForm, status: int = 200) -> Response:
    return page(
        "partners/one.html",
        fragment="partners/_people.html",
        partner=partner,
        form=form,
        taken_off=queries.taken_off(partner, asked_id("taken_off")),
        worked_as=one_line(request.args.get("works_as"))[:120],
        chapters=questions().happened(partner.id),
        status=status,
        **groundwork_of(partner, back=url_for(".one", partner_id=partner.id) + "#groundwork"),
    )


def groundwork_of(partner: Partner, *, back: str, in_place: bool = True) -> dict[str, Any]:
    """Return what partners/_groundwork.html needs on a page that includes it.

    back      path of that page, to return to without a script
    in_place  whether a script saves without leaving the page
    """
    return {
        "back": back,
        "groundwork": GroundworkForm(formdata=None, obj=partner),
        "skipping": SkippingForm(formdata=None, skip_reason=partner.groundwork_skipped),
        "in_place": in_place,
        "saved": False,
    }


@bp.get("/<int:partner_id>/groundwork")
def groundwork(partner_id: int) -> Response:
    """Show what a proposal to the partner stands on: their problem, our part, what we ask (N3)."""
    return _groundwork_page(load(Partner, partner_id), saved="saved" in request.args)


@bp.post("/<int:partner_id>/groundwork")
def lay_groundwork(partner_id: int) -> Response:
    partner, form = load_for_update(Partner, partner_id), GroundworkForm()
    if not form.validate_on_submit():
        return _groundwork_page(partner, groundwork=form, back=form.back_or(""), status=422)
    actions.lay_groundwork(
        partner,
        problem=form.problem.data,
        our_part=form.our_part.data,
        asked_back=form.asked_back.data,
    )
    return _groundwork_kept(partner, form)


@bp.post("/<int:partner_id>/groundwork/skipping")
def skip_groundwork(partner_id: int) -> Response:
    partner, form = load_for_update(Partner, partner_id), SkippingForm()
    if not form.validate_on_submit():
        return _groundwork_page(partner, skipping=form, back=form.back_or(""), status=422)
    actions.skip_groundwork(partner, form.skip_reason.data)
    return _groundwork_kept(partner, form)


def _groundwork_kept(partner: Partner, form: GroundworkForm | SkippingForm) -> Response:
    here = url_for(".groundwork", partner_id=partner.id, saved="yes")
    return see_other(here if wants_part() else form.back_or(here))


def _groundwork_page(partner: Partner, *, status: int = 200, **changed: Any) -> Response:
    about = groundwork_of(partner, back=url_for(".one", partner_id=partner.id) + "#groundwork")
    given = {name: value for name, value in changed.items() if value}
    return page(
        "partners/groundwork.html",
        fragment="partners/_groundwork.html",
        status=status,
        partner=partner,
        **{**about, **given},
    )


@bp.post("/<int:partner_id>/people")
def add_person(partner_id: int) -> Response:
    partner, form = load_for_update(Partner, partner_id), PersonForm()
    if form.validate_on_submit():
        try:
            actions.add_person(
                partner,
                name=form.name.data,
                email=form.email.data,
                works_as=form.works_as.data,
            )
            return see_other(url_for(".one", partner_id=partner.id) + "#people")
        except actions.ListedAlready as refusal:
            form.email.errors = [str(refusal)]
    return _partner_page(partner, form, status=422)


@bp.get("/<int:partner_id>/people/<int:person_id>")
def person(partner_id: int, person_id: int) -> Response:
    listed = load(PartnerPerson, person_id, partner_id=partner_id)
    form = PersonForm(name=listed.person.name, email=listed.person.email, works_as=listed.works_as)
    return page("partners/person.html", partner=listed.partner, listed=listed, form=form)


@bp.post("/<int:partner_id>/people/<int:person_id>")
def change_person(partner_id: int, person_id: int) -> Response:
    partner, form = load_for_update(Partner, partner_id), PersonForm()
    listed = load(PartnerPerson, person_id, partner_id=partner_id)
    if form.validate_on_submit():
        try:
            actions.change_person(
                listed,
                name=form.name.data,
                email=form.email.data,
                works_as=form.works_as.data,
            )
            return see_other(url_for(".one", partner_id=partner_id) + "#people")
        except actions.ListedAlready as refusal:
            form.email.errors = [str(refusal)]
    return page("partners/person.html", partner=partner, listed=listed, form=form, status=422)


@bp.post("/<int:partner_id>/people/<int:person_id>/removal")
def remove_person(partner_id: int, person_id: int) -> Response:
    listed = load(PartnerPerson, person_id, partner_id=partner_id)
    undo = urlencode({"taken_off": listed.person_id, "works_as": listed.works_as})
    actions.take_off_list(listed)
    return see_other(f"{url_for('.one', partner_id=partner_id)}?{undo}#people")
