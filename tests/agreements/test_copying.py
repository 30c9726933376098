"""Using an agreement for another partner, and putting one away, as with any paper."""

from html import unescape

import pytest
from sqlalchemy import select

from jvplanner.agreements.models import Agreement
from jvplanner.agreements.rules import Side
from jvplanner.db import db
from tests.browser import Browser
from tests.builders import PracticeOfTheCast
from tests.builders_agreements import duty_named, make_agreed, make_agreement, make_sent, typed
from tests.builders_partners import make_partner

LEE, BACKBONE = "Lee Family Medicine", "Backbone Chiropractic"


@pytest.fixture
def original(in_riverside: PracticeOfTheCast) -> Agreement:
    agreement = make_agreement(scope=f"Patients of {LEE} with fatigue.")
    coaching = duty_named(agreement, "One-to-one coaching")
    agreement.remove_duty(coaching, agreement.updated_at)
    db.session.commit()
    return agreement


def copied(browser: Browser, original: Agreement, **licences: str) -> Agreement:
    partner = make_partner(BACKBONE, people=())
    data = {"partner_id": partner.id, "like": original.id, **licences}
    db.session.rollback()
    assert browser.post("/agreements/new", data=data).status_code == 303
    return db.session.scalars(select(Agreement).order_by(Agreement.id.desc()).limit(1)).one()


def test_the_partner_is_chosen_and_the_licences_asked_for(
    as_maya: Browser, original: Agreement
) -> None:
    partner = make_partner(BACKBONE, people=())
    like = f"like={original.id}"

    assert f"/agreements/new?{like}" in as_maya.get(f"/agreements/{original.id}").text
    choice = unescape(as_maya.get(f"/agreements/new?{like}").text)
    assert f"/agreements/new?partner={partner.id}&{like}" in choice
    page = as_maya.get(f"/agreements/new?partner={partner.id}&{like}").text
    assert f'name="like" value="{original.id}"' in page
    assert "Begin with this copy" in page


def test_a_copy_has_texts_and_duties_and_no_days(as_maya: Browser, original: Agreement) -> None:
    copy = copied(as_maya, original, partner_licence="DC, New York")

    assert (copy.scope, copy.notice) == (original.scope, original.notice)
    assert copy.title == f"Working together with {BACKBONE}"
    assert (copy.starts_on, copy.ends_on, copy.review_on) == (None, None, None)
    assert [(duty.text, duty.owner, duty.needs_licence) for duty in copy.duties] == [
        (duty.text, duty.owner, duty.needs_licence) for duty in original.duties
    ]
    assert copy.licences == {Side.PRACTICE: "", Side.PARTNER: "DC, New York"}


def test_what_needs_a_licence_that_nobody_has_is_left_out(
    as_maya: Browser, original: Agreement
) -> None:
    copy = copied(as_maya, original)

    assert copy.duties
    assert not any(duty.needs_licence for duty in copy.duties)


def test_the_former_partner_is_pointed_out_and_replaced_by_one_press(
    as_maya: Browser, original: Agreement
) -> None:
    copy = copied(as_maya, original)
    db.session.rollback()

    page = as_maya.get(f"/agreements/{copy.id}").text
    remark = page.split('id="scope-remarks"')[1].split("</section>")[0]
    assert f"This was first written for {LEE}." in remark
    assert "perhaps not meant" in as_maya.get(f"/agreements/{copy.id}/sending").text

    key = remark.split('name="use" value="')[1].split('"')[0]
    as_maya.post(f"/agreements/{copy.id}/draft", data=typed(copy, use=key))
    db.session.rollback()
    db.session.expire_all()
    assert copy.scope == f"Patients of {BACKBONE} with fatigue."


def test_another_practices_agreement_is_not_copied(
    as_outsider: Browser, original: Agreement
) -> None:
    assert as_outsider.get(f"/agreements/new?like={original.id}").status_code == 404
    data = {"partner_id": 1, "like": original.id}
    assert as_outsider.post("/agreements/new", data=data).status_code == 404


def test_an_agreement_is_archived_and_taken_out_by_one_press(
    as_maya: Browser, original: Agreement
) -> None:
    link = f'href="/agreements/{original.id}"'

    answer = as_maya.post(f"/papers/{original.paper_id}/archive")

    listed = as_maya.get(answer.headers["Location"]).text
    assert link not in listed
    assert "is archived." in listed
    assert link in as_maya.get("/agreements?archived=yes").text
    as_maya.post(f"/papers/{original.paper_id}/archive/removal")
    assert link in as_maya.get("/agreements").text


@pytest.mark.parametrize("make", [make_sent, make_agreed])
def test_what_is_awaited_or_holds_is_not_offered_to_be_put_away(
    in_riverside: PracticeOfTheCast, as_maya: Browser, make
) -> None:
    agreement = make()
    path = f"/agreements/{agreement.id}"
    assert "/archive" not in as_maya.get(path).text

    as_maya.post(f"{path}/end")

    offered = f'action="/papers/{agreement.paper_id}/archive"' in as_maya.get(path).text
    assert offered is (make is make_agreed)
