"""The list of agreements, one agreement's page, and beginning a new one."""

from flask import Response, request, url_for

from jvplanner import clock
from jvplanner.agreements import actions, queries
from jvplanner.agreements.forms import NewAgreementForm
from jvplanner.agreements.models import Agreement
from jvplanner.agreements.rules import Side
from jvplanner.agreements.views.blueprint import bp
from jvplanner.agreements.views.editor import editor_page
from jvplanner.agreements.views.keeping import agreement_page
from jvplanner.papers.models import PaperState
from jvplanner.papers.queries import HEADINGS, TOGETHER, partners_asked, put_away
from jvplanner.papers.views.directory import partner_choice, sought
from jvplanner.partners.models import Partner
from jvplanner.web.access import viewer
from jvplanner.web.letters import letters_go_out
from jvplanner.web.loading import asked_id, load
from jvplanner.web.pages import page, see_other

EDITED = (PaperState.DRAFT, PaperState.CHANGES_REQUESTED)


@bp.get("")
def directory() -> Response:
    wanted, zone = sought(), viewer().practice.time_zone
    return page(
        "agreements/directory.html",
        fragment="agreements/_agreement_list.html",
        listed=queries.agreement_list(
            wanted,
            request.args.get("after"),
            now=clock.now(),
            zone=zone,
            sends_by_itself=letters_go_out(),
        ),
        partners=partners_asked(Agreement, wanted.partner_id),
        put_away=put_away(Agreement, asked_id("put_away")),
        headings=HEADINGS,
        sought=wanted,
        states=TOGETHER,
        zone=zone,
    )


@bp.get("/new")
def new() -> Response:
    """Choose a partner, then say which licence each side has; ?like= names one to copy."""
    like = _like(asked_id("like"))
    partner_id = asked_id("partner")
    if partner_id is None:
        return partner_choice("agreement", like)
    ours = like.licences[Side.PRACTICE] if like else ""
    form = NewAgreementForm(formdata=None, practice_licence=ours)
    return _beginning(load(Partner, partner_id), form, like)


@bp.post("/new")
def begin() -> Response:
    form = NewAgreementForm()
    if form.partner_id.data is None:
        return partner_choice("agreement", status=422)
    partner, like = load(Partner, form.partner_id.data), _like(form.like.data)
    if not form.validate_on_submit():
        return _beginning(partner, form, like, status=422)
    if like:
        agreement = actions.copy_agreement(like, partner, form.licences)
    else:
        agreement = actions.begin_agreement(partner, form.licences)
    return see_other(url_for(".one", agreement_id=agreement.id))


@bp.get("/<int:agreement_id>")
def one(agreement_id: int) -> Response:
    """Show the editor while it waits for the practice, and afterwards what was sent."""
    agreement = load(Agreement, agreement_id)
    if agreement.paper.state in EDITED:
        return editor_page(agreement)
    return agreement_page(agreement)


def _like(agreement_id: int | None) -> Agreement | None:
    return load(Agreement, agreement_id) if agreement_id else None


def _beginning(
    partner: Partner, form: NewAgreementForm, like: Agreement | None, status: int = 200
) -> Response:
    return page("agreements/beginning.html", partner=partner, form=form, like=like, status=status)
