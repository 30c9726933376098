"""Adding a partner, its page, and correcting it."""

import pytest
from sqlalchemy import select

from jvplanner.db import db
from jvplanner.partners.models import HubKind, Partner
from jvplanner.people.models import Person
from tests.browser import HTMX, Browser
from tests.builders import PracticeOfTheCast
from tests.builders_partners import make_partner

PHARMACY = {
    "name": "  Riverside   Compounding Pharmacy ",
    "hub_kind": "compounding_pharmacy",
    "address": "214 Canal Street",
    "website": "riverside-compounding.example",
    "notes": "Ask for the back room.\r\nThursdays are quiet.",
    "person_name": "Dana O'Hara",
    "person_email": "Dana@Riverside.example",
    "works_as": "Pharmacist",
}


def partners() -> list[Partner]:
    db.session.rollback()
    return list(db.session.scalars(select(Partner).order_by(Partner.id)))


def test_a_partner_is_added_with_the_first_person(
    as_maya: Browser, in_riverside: PracticeOfTheCast
) -> None:
    answer = as_maya.post("/partners/new", data=PHARMACY)

    (partner,) = partners()
    assert (answer.status_code, answer.headers["Location"]) == (303, f"/partners/{partner.id}")
    assert partner.name == "Riverside Compounding Pharmacy"
    assert partner.hub_kind is HubKind.COMPOUNDING_PHARMACY
    assert partner.website == "https://riverside-compounding.example"
    assert partner.notes == "Ask for the back room.\nThursdays are quiet."
    (listed,) = partner.people
    assert (listed.person.name, listed.works_as) == ("Dana O'Hara", "Pharmacist")
    assert listed.person.email_key == "dana@riverside.example"
    page = as_maya.get(f"/partners/{partner.id}").text
    assert "Dana O&#39;Hara" in page
    assert "Thursdays are quiet." in page
    assert f'href="/proposals/new?partner={partner.id}"' in page


def test_a_name_and_a_kind_of_place_are_enough(
    as_maya: Browser, in_riverside: PracticeOfTheCast
) -> None:
    answer = as_maya.post("/partners/new", data={"name": "Nour", "hub_kind": "chiropractor"})

    assert answer.status_code == 303
    assert partners()[0].people == []
    assert "Nobody yet" in as_maya.get(answer.headers["Location"]).text


@pytest.mark.parametrize(
    ("field", "typed", "said"),
    [
        ("name", " ", "Enter the partner&#39;s name."),
        ("name", "n" * 121, "Use at most 120 characters."),
        ("name", "a\x00b", "characters that cannot be shown"),
        ("hub_kind", "bakery", "Choose one of those offered"),
        ("hub_kind", "", "Choose what comes closest."),
        ("address", "a" * 301, "Use at most 300 characters."),
        ("website", "javascript:alert(1)", "This is not a web address."),
        ("website", "ftp://riverside.example", "This is not a web address."),
        ("website", "https://[", "This is not a web address."),
        ("website", "w" * 300 + ".example", "Use at most 300 characters."),
        ("notes", "n" * 4001, "Use at most 4000 characters."),
        ("notes", "\x1b[31m", "characters that cannot be shown"),
        ("person_name", "", "Enter a name."),
        ("person_email", "dana", "An e-mail address has an @ in it"),
        ("person_email", "", "Enter an e-mail address."),
        ("works_as", "w" * 121, "Use at most 120 characters."),
    ],
)
def test_what_cannot_be_is_said_at_its_field_and_nothing_is_lost(
    as_maya: Browser, in_riverside: PracticeOfTheCast, field: str, typed: str, said: str
) -> None:
    answer = as_maya.post("/partners/new", data=PHARMACY | {field: typed})

    assert answer.status_code == 422
    after_control = answer.text.split(f'id="{field}"')[1]
    assert said in after_control.split('class="field"')[0]
    assert "214 Canal Street" in answer.text or field == "address"
    assert partners() == []


def test_markup_in_a_name_stays_text(as_maya: Browser, in_riverside: PracticeOfTheCast) -> None:
    answer = as_maya.post("/partners/new", data=PHARMACY | {"name": "<b>Nour</b> {{7*7}}"})

    page = as_maya.get(answer.headers["Location"]).text
    assert "&lt;b&gt;Nour&lt;/b&gt; {{7*7}}" in page
    assert "<b>Nour" not in page


def test_a_partner_of_the_same_name_is_pointed_out_and_not_forced(
    as_maya: Browser, in_riverside: PracticeOfTheCast
) -> None:
    known = make_partner("Élan  Pilates")
    db.session.rollback()

    fragment = as_maya.get("/partners/new?name=elan+PILATES", headers=HTMX).text
    assert fragment.lstrip().startswith('<div id="same-name"')
    assert f'href="/partners/{known.id}"' in fragment
    assert "remark" not in as_maya.get("/partners/new?name=Elan", headers=HTMX).text
    assert (
        as_maya.post("/partners/new", data=PHARMACY | {"name": "elan pilates"}).status_code == 303
    )
    assert len(partners()) == 2


def test_a_partner_is_corrected(as_maya: Browser, in_riverside: PracticeOfTheCast) -> None:
    partner = make_partner()
    address = f"/partners/{partner.id}/edit"
    assert 'value="Riverside Compounding Pharmacy"' in as_maya.get(address).text

    refused = as_maya.post(address, data={"name": "", "hub_kind": "organic_market"})
    assert refused.status_code == 422
    assert partners()[0].name == "Riverside Compounding Pharmacy"

    answer = as_maya.post(address, data={"name": "The Old Mill", "hub_kind": "organic_market"})
    assert answer.status_code == 303
    (partner,) = partners()
    assert (partner.name_key, partner.hub_kind) == ("the old mill", HubKind.ORGANIC_MARKET)


def test_somebody_the_practice_knows_is_not_written_twice(
    as_maya: Browser, in_riverside: PracticeOfTheCast
) -> None:
    make_partner("The Old Mill", people=(("Dana", "DANA@riverside.example"),))

    as_maya.post("/partners/new", data=PHARMACY)

    db.session.rollback()
    assert [person.name for person in db.session.scalars(select(Person))] == ["Dana"]
