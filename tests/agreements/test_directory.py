"""Finding an agreement: in its list, on its partner's page, by search."""

import pytest

from jvplanner import clock
from jvplanner.agreements import queries
from jvplanner.agreements.models import Agreement
from jvplanner.db import db
from jvplanner.papers.queries import PaperList, Sought
from jvplanner.papers.queries import directory as lists
from tests.browser import HTMX, Browser
from tests.builders import PracticeOfTheCast
from tests.builders_agreements import make_agreed, make_agreement, make_physicians
from tests.builders_partners import make_partner
from tests.statements import counted


def test_without_any_the_list_says_what_it_is_for(
    as_maya: Browser, in_riverside: PracticeOfTheCast
) -> None:
    page = as_maya.get("/agreements").text

    assert "Your agreements stand here" in page
    assert "Draft your first agreement" in page


def test_the_list_says_how_each_stands(as_maya: Browser, in_riverside: PracticeOfTheCast) -> None:
    make_agreed()
    make_agreement(make_partner("Backbone"))

    page = as_maya.get("/agreements").text

    assert "Working together with Lee Family Medicine" in page
    assert ">Approved</span>" in page
    assert ">Draft</span>" in page


@pytest.mark.parametrize(
    ("text", "found"), [("lee", True), ("WORKING", True), ("zebra", False), ("%", False)]
)
def test_the_list_is_searched_by_title_and_partner(
    as_maya: Browser, in_riverside: PracticeOfTheCast, text: str, found: bool
) -> None:
    make_agreement()

    page = as_maya.get("/agreements", query_string={"q": text}, headers=HTMX).text

    assert ("Working together" in page) is found
    assert ("Nothing here matches" in page) is not found


def test_pages_follow_each_other_without_a_gap(
    in_riverside: PracticeOfTheCast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lists, "PAGE", 2)
    partner = make_physicians()
    made = [make_agreement(partner).id for _ in range(5)]
    db.session.rollback()

    def page_after(after: str | None) -> PaperList[Agreement]:
        return queries.agreement_list(
            Sought(), after, now=clock.now(), zone="UTC", sends_by_itself=True
        )

    seen, after = [], None
    while True:
        listed = page_after(after)
        seen += [row.draft.id for row in listed.rows]
        if not (after := listed.after):
            break

    assert seen == made[::-1]
    assert page_after("nonsense").rows[0].draft.id == made[-1]


def test_the_partners_page_has_a_chapter_for_them(
    as_maya: Browser, in_riverside: PracticeOfTheCast
) -> None:
    partner = make_physicians()
    empty = as_maya.get(f"/partners/{partner.id}").text
    make_agreement(partner)

    page = as_maya.get(f"/partners/{partner.id}").text

    assert "None yet. An agreement says who does what" in empty
    assert "Working together with Lee Family Medicine" in page


def test_search_finds_them(as_maya: Browser, in_riverside: PracticeOfTheCast) -> None:
    agreement = make_agreement()

    page = as_maya.get("/search?q=working").text

    assert f'href="/agreements/{agreement.id}"' in page


def test_the_list_asks_the_database_as_often_for_many_as_for_one(
    as_maya: Browser, in_riverside: PracticeOfTheCast
) -> None:
    partner = make_physicians()
    make_agreement(partner)
    db.session.rollback()
    with counted() as for_one:
        as_maya.get("/agreements")
    for _ in range(5):
        make_agreement(partner)
    db.session.rollback()
    with counted() as for_many:
        as_maya.get("/agreements")

    assert len(for_many) == len(for_one)


def test_a_new_one_needs_a_partner_of_ones_own(
    as_maya: Browser, in_riverside: PracticeOfTheCast
) -> None:
    make_physicians()

    assert "Lee Family Medicine" in as_maya.get("/agreements/new").text
    assert as_maya.post("/agreements/new", data={}).status_code == 422
    assert as_maya.post("/agreements/new", data={"partner_id": 99999}).status_code == 404
