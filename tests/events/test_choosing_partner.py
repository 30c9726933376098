"""Choosing an event's partner: all of them while they are few, a search once they are many."""

import re

import pytest
from sqlalchemy import select

from jvplanner.db import db
from jvplanner.events.models import Event
from jvplanner.partners.models import Partner
from jvplanner.tenancy import acting_for
from tests.browser import Browser
from tests.builders_events import again, make_event, typed_from
from tests.builders_partners import make_partner
from tests.statements import counted

MANY = 60
SEARCH = 'name="partner_search"'


def make_many() -> list[Partner]:
    partners = [make_partner(f"Studio {number:02}", people=()) for number in range(MANY - 1)]
    return [*partners, make_partner("Zest Market", people=(("Zoë Quinn", "zoe@zest.example"),))]


def offered(page: str) -> list[str]:
    [choice] = re.findall(r'<select[^>]* name="partner">(.*?)</select>', page, re.DOTALL)
    return re.findall(r">([^<]+)</option>", choice)


def chosen(page: str) -> list[str]:
    [choice] = re.findall(r'<select[^>]* name="partner">(.*?)</select>', page, re.DOTALL)
    return re.findall(r"<option selected[^>]*>([^<]+)<", choice)


def all_events() -> int:
    found = len(db.session.scalars(select(Event)).all())
    db.session.rollback()
    return found


def test_a_few_partners_are_all_listed_without_a_search(in_riverside, as_maya: Browser) -> None:
    for name in ("Canal Pharmacy", "Bend Studio"):
        make_partner(name, people=())
    page = as_maya.get("/events/new").text
    assert offered(page) == ["No partner", "Bend Studio", "Canal Pharmacy"]
    assert SEARCH not in page
    assert 'id="partner-help"' not in page


def test_of_many_the_first_are_listed_and_a_search_is_there(in_riverside, as_maya: Browser) -> None:
    make_many()
    page = as_maya.get("/events/new").text
    assert offered(page) == ["No partner", *(f"Studio {number:02}" for number in range(50))]
    assert "The first 50 are listed here. Search for any other." in page
    assert SEARCH in page


@pytest.mark.parametrize("text", ["zest", "quinn", " ZEST  market "])
def test_a_search_saves_nothing_and_keeps_everything_typed(
    in_riverside, as_maya: Browser, text: str
) -> None:
    make_many()
    draft = make_event()
    typed = typed_from(draft, title="Typed <anew>", seats="many", partner_search=text)
    for address in ("/events", f"/events/{draft.id}/edit"):
        page = as_maya.post(address, data=typed)
        assert page.status_code == 200
        assert offered(page.text) == ["No partner", "Zest Market"]
        assert f"1 matches “{' '.join(text.split())}”. Choose from the list." in page.text
        assert 'value="Typed &lt;anew&gt;"' in page.text
        assert 'value="many"' in page.text
        assert "-error" not in page.text
        assert f'formaction="{address}#partner"' in page.text
    assert all_events() == 1
    assert again(draft).title == draft.title


def test_what_was_found_and_chosen_is_saved_whichever_button_the_key_enter_presses(
    in_riverside, as_maya: Browser
) -> None:
    event, partner = make_event(), make_many()[-1]
    found = {"partner_search": "zest", "partner_searched": "zest", "partner": str(partner.id)}
    saved = as_maya.post(f"/events/{event.id}/edit", data=typed_from(event, **found))
    assert saved.status_code == 303
    assert again(event).partner_id == partner.id
    page = as_maya.get(f"/events/{event.id}/edit").text
    assert chosen(page) == ["Zest Market"]
    assert len(offered(page)) == 52


def test_who_is_chosen_stays_on_offer_whatever_is_searched_for(
    in_riverside, as_maya: Browser
) -> None:
    event = make_event(partner=make_many()[-1])
    typed = typed_from(event, partner_search="studio 07")
    page = as_maya.post(f"/events/{event.id}/edit", data=typed).text
    assert offered(page) == ["No partner", "Zest Market", "Studio 07"]
    assert chosen(page) == ["Zest Market"]
    nobody = as_maya.post(f"/events/{event.id}/edit", data=typed | {"partner_search": "xyz"}).text
    assert "No partner matches “xyz”. Try fewer letters." in nobody
    many = as_maya.post(f"/events/{event.id}/edit", data=typed | {"partner_search": "o"}).text
    assert "More than 50 match “o”" in many


def test_an_emptied_search_lists_the_first_again(in_riverside, as_maya: Browser) -> None:
    make_many()
    typed = typed_from(make_event(), partner_search="", partner_searched="zest")
    assert len(offered(as_maya.post("/events", data=typed).text)) == 51
    assert all_events() == 1


@pytest.mark.parametrize("sent", ["999999", "-1", "9" * 30, "", "x"])
def test_a_partner_that_there_is_not_is_refused(in_riverside, as_maya: Browser, sent: str) -> None:
    event = make_event()
    refused = as_maya.post(f"/events/{event.id}/edit", data=typed_from(event, partner=sent))
    assert refused.status_code == 422
    assert 'id="partner-error"' in refused.text


def test_a_search_finds_no_partner_of_another_practice(
    in_riverside, hillside, as_maya: Browser
) -> None:
    """T1"""
    with acting_for(hillside.id):
        make_partner("Zest of the others", people=())
    make_partner("Zest Market", people=())
    page = as_maya.post("/events", data=typed_from(make_event(), partner_search="zest")).text
    assert offered(page) == ["No partner", "Zest Market"]


def test_many_partners_take_no_more_statements_than_few(in_riverside, as_maya: Browser) -> None:
    partner = make_partner("Zest Market")
    event = make_event(partner=partner)
    path, typed = f"/events/{event.id}/edit", typed_from(event)
    found: list[list[int]] = []
    for many in (2, MANY):
        for number in range(many):
            make_partner(f"Studio {many}-{number}", people=())
        asked = []
        for form in (None, typed, typed | {"partner_search": "studio"}):
            with counted() as statements:
                as_maya.get(path) if form is None else as_maya.post(path, data=form)
            asked.append(len(statements))
        found.append(asked)
    assert found[0] == found[1]
