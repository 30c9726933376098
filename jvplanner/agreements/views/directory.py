"""The list of agreements, one agreement's page, and beginning a new one."""

from flask import Response, request, url_for

from jvplanner import clock
from jvplanner.agreements import actions, queries
from jvplanner.agreements.forms import NewAgreementForm
from jvplanner.agreements.models import Agreement
from jvplanner.agreements.views.blueprint import bp
from jvplanner.agreements.views.editor import editor_page
from jvplanner.agreements.views.keeping import agreement_page
from jvplanner.papers.models import PaperState
from jvplanner.papers.queries import HEADINGS, TOGETHER, partners_asked
from jvplanner.papers.views.directory import sought
from jvplanner.partners.models import Partner
from jvplanner.partners.queries import partner_list
from jvplanner.web.access import viewer
from jvplanner.web.forms import one_line
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
        headings=HEADINGS,
        sought=wanted,
        states=TOGETHER,
        zone=zone,
    )


@bp.get("/new")
def new() -> Response:
    """Choose a partner, then say which licence each side has."""
    partner_id = asked_id("partner")
    if partner_id is None:
        return _partner_choice()
    return _beginning(load(Partner, partner_id), NewAgreementForm(formdata=None))


@bp.post("/new")
def begin() -> Response:
    form = NewAgreementForm()
    if form.partner_id.data is None:
        return _partner_choice(status=422)
    partner = load(Partner, form.partner_id.data)
    if not form.validate_on_submit():
        return _beginning(partner, form, status=422)
    agreement = actions.begin_agreement(partner, form.licences)
    return see_other(url_for(".one", agreement_id=agreement.id))


@bp.get("/<int:agreement_id>")
def one(agreement_id: int) -> Response:
    """Show the editor while it waits for the practice, and afterwards what was sent."""
    agreement = load(Agreement, agreement_id)
    if agreement.paper.state in EDITED:
        return editor_page(agreement)
    return agreement_page(agreement)


def _partner_choice(status: int = 200) -> Response:
    text = one_line(request.args.get("q"))[:200]
    return page(
        "agreements/partner_choice.html",
        fragment="agreements/_partner_choice.html",
        listed=partner_list(text, None, request.args.get("after")),
        text=text,
        status=status,
    )


def _beginning(partner: Partner, form: NewAgreementForm, status: int = 200) -> Response:
    return page("agreements/beginning.html", partner=partner, form=form, status=status)
