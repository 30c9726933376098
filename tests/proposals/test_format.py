"""What kind of occasion it is: begun by the starter, chosen in the editor, read by the partner."""

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError, StatementError

from jvplanner.db import db
from jvplanner.papers.rules import differences
from jvplanner.partners.models import HubKind
from jvplanner.proposals.models import Format, Proposal
from jvplanner.proposals.paper import KIND
from jvplanner.proposals.starters import starters_for
from tests.browser import HTMX, Browser
from tests.builders import PracticeOfTheCast
from tests.builders_papers import content
from tests.builders_partners import make_partner
from tests.builders_proposals import WORDING, make_proposal, make_sent


def stored(proposal: Proposal) -> Proposal:
    db.session.rollback()
    db.session.expire_all()
    return proposal


@pytest.mark.parametrize("kind", HubKind)
def test_every_starter_says_what_kind_of_occasion_it_is(kind: HubKind) -> None:
    assert {one.format for one in starters_for(kind)} <= set(Format)


def test_a_proposal_has_the_format_of_its_starter(
    as_maya: Browser, in_riverside: PracticeOfTheCast
) -> None:
    data = {"partner_id": make_partner().id, "starter": "staff_lunch_and_learn"}
    begun = as_maya.post("/proposals/new", data=data, follow_redirects=True)

    assert '<option selected value="lunch_and_learn">Staff lunch-and-learn</option>' in begun.text
    proposal = db.session.scalars(select(Proposal)).one()
    assert proposal.format is Format.LUNCH_AND_LEARN


def test_the_format_is_changed_in_the_editor_and_seen_by_the_partner_at_once(
    as_maya: Browser, in_riverside: PracticeOfTheCast
) -> None:
    proposal = make_proposal()
    data = {**WORDING, "revision": 1, "format": "webinar"}

    preview = as_maya.post(f"/proposals/{proposal.id}/preview", data=data, headers=HTMX)
    saved = as_maya.post(f"/proposals/{proposal.id}/draft", data=data, headers=HTMX)

    assert " · Webinar</p>" in preview.text
    assert saved.status_code == 200
    assert stored(proposal).format is Format.WEBINAR
    assert proposal.revision == 2


def test_a_form_that_sends_no_format_leaves_it_as_it_is(
    as_maya: Browser, in_riverside: PracticeOfTheCast
) -> None:
    proposal = make_proposal(format="tasting")
    data = {name: text for name, text in WORDING.items() if name != "format"}

    as_maya.post(f"/proposals/{proposal.id}/draft", data={**data, "revision": 1, "hook": "New"})

    assert (stored(proposal).hook, proposal.format) == ("New", Format.TASTING)


def test_a_format_that_does_not_exist_is_refused_at_its_field(
    as_maya: Browser, in_riverside: PracticeOfTheCast
) -> None:
    proposal = make_proposal()
    data = {**WORDING, "revision": 1, "format": "cruise"}

    answer = as_maya.post(f"/proposals/{proposal.id}/draft", data=data, headers=HTMX)

    assert answer.status_code == 422
    assert "Choose one of those offered" in answer.text.split("innerHTML:#format-error")[1]
    assert stored(proposal).format is Format.WORKSHOP


def test_the_database_knows_the_formats_too(in_riverside: PracticeOfTheCast) -> None:
    make_proposal()
    with pytest.raises((IntegrityError, StatementError)):
        db.session.connection().exec_driver_sql("UPDATE proposal SET format = 'cruise'")
    db.session.rollback()


def test_a_version_holds_format_and_places_for_good(in_riverside: PracticeOfTheCast) -> None:
    proposal = make_sent(format="patient_evening", dates=1)
    content = proposal.paper.versions[0].content

    assert content["format"] == "patient_evening"
    assert [date["place"] for date in content["dates"]] == [""]


def test_another_format_is_a_difference_in_words() -> None:
    now = content(format="lunch_and_learn")
    was, old = content(format="workshop"), content()

    (one,) = differences(KIND.told(was), KIND.told(now), for_partner=True)

    assert (one.label, one.before, one.now) == ("Format", "Workshop", "Staff lunch-and-learn")
    assert differences(KIND.told(old), KIND.told(old), for_partner=True) == []
