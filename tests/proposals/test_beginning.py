"""Beginning a proposal: a partner, then a starter for that kind of place, or a blank page (J2)."""

import pytest
from sqlalchemy import select

from jvplanner.db import db
from jvplanner.partners.models import HubKind
from jvplanner.proposals.models import Proposal
from jvplanner.proposals.starters import starters_for
from tests.browser import HTMX, Browser
from tests.builders import PracticeOfTheCast
from tests.builders_partners import make_partner


def proposals() -> list[Proposal]:
    db.session.rollback()
    return list(db.session.scalars(select(Proposal)))


def test_without_a_partner_one_is_asked_for(
    as_maya: Browser, in_riverside: PracticeOfTheCast
) -> None:
    assert "Add your first partner" in as_maya.get("/proposals/new").text
    partner = make_partner()
    assert f"/proposals/new?partner={partner.id}" in as_maya.get("/proposals/new").text
    fragment = as_maya.get("/proposals/new?q=nobody", headers=HTMX).text
    assert fragment.lstrip().startswith('<section id="partner-choice"')
    assert "No partner matches that" in fragment


@pytest.mark.parametrize("hub_kind", HubKind)
def test_every_kind_of_place_has_starters(
    as_maya: Browser, in_riverside: PracticeOfTheCast, hub_kind: HubKind
) -> None:
    partner = make_partner(hub_kind=hub_kind)

    page = as_maya.get(f"/proposals/new?partner={partner.id}").text

    offered = starters_for(hub_kind)
    assert len(offered) >= 2
    assert all(f'value="{starter.key}"' in page for starter in offered)
    assert "A blank page" in page


def test_a_starter_fills_the_parts_with_both_names(
    as_maya: Browser, in_riverside: PracticeOfTheCast
) -> None:
    partner = make_partner("O'Hara & {practice}")
    starter = starters_for(partner.hub_kind)[0]

    answer = as_maya.post("/proposals/new", data={"partner_id": partner.id, "starter": starter.key})

    (proposal,) = proposals()
    assert (answer.status_code, answer.headers["Location"]) == (303, f"/proposals/{proposal.id}")
    assert proposal.title == starter.title
    assert "O'Hara & {practice}" in proposal.partner_role
    assert "Riverside Nutrition" in proposal.your_role
    assert as_maya.get(answer.headers["Location"]).status_code == 200


def test_a_blank_page_is_blank(as_maya: Browser, in_riverside: PracticeOfTheCast) -> None:
    answer = as_maya.post("/proposals/new", data={"partner_id": make_partner().id})

    (proposal,) = proposals()
    assert (proposal.title, proposal.hook, proposal.your_role) == ("", "", "")
    page = as_maya.get(answer.headers["Location"]).text
    assert "A proposal without a title" in page
    assert "What you write appears here" in page


def test_an_unknown_starter_is_refused_at_its_field(
    as_maya: Browser, in_riverside: PracticeOfTheCast
) -> None:
    answer = as_maya.post(
        "/proposals/new", data={"partner_id": make_partner().id, "starter": "../x"}
    )

    assert answer.status_code == 422
    assert 'id="starter-error"' in answer.text
    assert proposals() == []


@pytest.mark.parametrize("typed", ["", "x", "1.5"])
def test_what_is_no_partner_leads_back_to_the_choice(
    as_maya: Browser, in_riverside: PracticeOfTheCast, typed: str
) -> None:
    answer = as_maya.post("/proposals/new", data={"partner_id": typed})
    assert answer.status_code == 422
    assert "For which partner?" in answer.text


def test_a_partner_of_another_practice_is_not_found(
    as_outsider: Browser, in_riverside: PracticeOfTheCast
) -> None:
    partner = make_partner()

    assert as_outsider.get(f"/proposals/new?partner={partner.id}").status_code == 404
    assert as_outsider.post("/proposals/new", data={"partner_id": partner.id}).status_code == 404
    assert proposals() == []
