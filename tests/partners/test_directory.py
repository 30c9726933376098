"""The list of partners: by name, searched over names and people, as long as it may be (N1)."""

import pytest

from jvplanner.db import db
from jvplanner.partners.models import HubKind
from jvplanner.partners.queries import PAGE, found
from jvplanner.tenancy import acting_for
from tests.browser import HTMX, Browser
from tests.builders import PracticeOfTheCast
from tests.builders_partners import make_partner
from tests.statements import counted


@pytest.fixture
def three_partners(in_riverside: PracticeOfTheCast) -> None:
    make_partner(
        "Élan Pilates", hub_kind=HubKind.BOUTIQUE_GYM, people=(("Siobhán", "s@elan.example"),)
    )
    make_partner("Corner Market", hub_kind=HubKind.ORGANIC_MARKET, people=())
    make_partner("صيدلية النور", people=(("نور الهادي", "nour@alnour.example"),))
    db.session.rollback()


def test_an_empty_directory_says_what_partners_are(as_maya: Browser) -> None:
    page = as_maya.get("/partners")

    assert page.status_code == 200
    assert "Add your first partner" in page.text
    assert 'href="/partners/new"' in page.text


def test_partners_stand_in_the_order_of_their_names(as_maya: Browser, three_partners: None) -> None:
    page = as_maya.get("/partners").text

    assert page.index("Corner Market") < page.index("Élan Pilates") < page.index("صيدلية النور")
    assert "Boutique gym or Pilates studio" in page


@pytest.mark.parametrize(
    ("query", "finds"),
    [
        ("q=elan", {"Élan Pilates"}),
        ("q=ÉLAN", {"Élan Pilates"}),
        ("q=siobhan", {"Élan Pilates"}),
        ("q=alnour.example", {"صيدلية النور"}),
        ("q=النور", {"صيدلية النور"}),
        ("q=%25", set()),
        ("q=%00", {"Élan Pilates", "Corner Market", "صيدلية النور"}),
        ("kind=organic_market", {"Corner Market"}),
        ("kind=nonsense", {"Élan Pilates", "Corner Market", "صيدلية النور"}),
        ("kind=organic_market&q=elan", set()),
        ("after=nonsense", {"Élan Pilates", "Corner Market", "صيدلية النور"}),
    ],
)
def test_a_search_finds_partners_and_their_people(
    as_maya: Browser, three_partners: None, query: str, finds: set[str]
) -> None:
    fragment = as_maya.get(f"/partners?{query}", headers=HTMX)

    assert fragment.status_code == 200
    assert fragment.text.lstrip().startswith('<section id="partner-list"')
    names = {"Élan Pilates", "Corner Market", "صيدلية النور"}
    assert {name for name in names if f">{name}</a>" in fragment.text} == finds


def test_a_search_without_a_result_says_what_helps(as_maya: Browser, three_partners: None) -> None:
    page = as_maya.get("/partners?q=nobody+of+this+name")
    assert "Try fewer letters" in page.text
    assert 'value="nobody of this name"' in page.text


def test_markup_in_a_search_is_shown_as_text(as_maya: Browser, three_partners: None) -> None:
    assert "<script>alert" not in as_maya.get("/partners?q=<script>alert(1)</script>").text


def test_a_long_list_goes_on_where_the_page_ended(
    as_maya: Browser, in_riverside: PracticeOfTheCast
) -> None:
    for number in range(PAGE + 2):
        make_partner("Same Name" if number % 2 else f"Partner {number:03}", people=())
    db.session.rollback()

    first = as_maya.get("/partners").text
    address = first.split('class="button plain" href="')[1].split('"')[0].replace("&amp;", "&")
    second = as_maya.get(address).text

    shown = [part.split('"')[0] for part in (first + second).split('class="row-link" href="')[1:]]
    assert len(shown) == PAGE + 2
    assert len(set(shown)) == PAGE + 2
    assert "Show more" not in second


def test_a_longer_list_asks_the_database_no_more(
    as_maya: Browser, in_riverside: PracticeOfTheCast
) -> None:
    def statements() -> int:
        db.session.rollback()
        with counted() as asked:
            assert as_maya.get("/partners").status_code == 200
        return len(asked)

    as_maya.get("/partners")
    for number in range(5):
        make_partner(f"Partner {number}", people=((f"Ana {number}", f"ana{number}@a.example"),))
    few = statements()
    for number in range(5, 60):
        make_partner(f"Partner {number}", people=((f"Ana {number}", f"ana{number}@a.example"),))
    assert statements() == few


def test_another_practice_sees_none_of_them(as_outsider: Browser, three_partners: None) -> None:
    for path in ("/partners", "/partners?q=elan"):
        assert "Élan" not in as_outsider.get(path).text


def test_a_search_across_the_product_finds_partners_by_their_people(
    three_partners: None, riverside: PracticeOfTheCast, hillside: PracticeOfTheCast
) -> None:
    with acting_for(riverside.id):
        (one,) = found("siobhan")
    assert (one.kind, one.name, one.detail) == ("Partner", "Élan Pilates", "Siobhán")
    with acting_for(hillside.id):
        assert found("siobhan") == []
