"""The settings of a practice, its people, and changing between practices."""

import re

import pytest
from flask import Flask

from jvplanner.db import db
from jvplanner.practices.models import Membership, Practice, Role
from tests.browser import Browser
from tests.builders import PracticeOfTheCast, make_practice
from tests.builders_practices import make_invitation, send_form

CHANGED = {
    "name": "Riverside Food & Care",
    "reply_email": "hello@riverside.example",
    "time_zone": "America/Chicago",
    "brand_colour": "#7a3e6b",
    "postal_address": "2 New Street\nRiverside",
    "currency": "CAD",
    "keeps_guests_months": 6,
}


def practice(of: PracticeOfTheCast) -> Practice:
    db.session.rollback()
    return db.session.get_one(Practice, of.id, populate_existing=True)


def test_an_owner_changes_what_the_practice_says_of_itself(
    as_maya: Browser, riverside: PracticeOfTheCast
) -> None:
    assert as_maya.post("/settings", data=CHANGED).headers["Location"] == "/settings"

    now = practice(riverside)
    assert {name: getattr(now, name) for name in CHANGED} == CHANGED
    assert now.slug == "riverside-nutrition"
    text = as_maya.get("/settings").text
    assert "Saved." in text
    assert "Riverside Food &amp; Care" in text


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("name", "", "Enter the name of your practice."),
        ("reply_email", "nowhere", "has an @ in it"),
        ("reply_email", "zoë@riverside.example", "with “ë” before the @. Enter another one."),
        ("time_zone", "", "Choose one of those offered"),
        ("currency", "DEM", "Choose one of those offered"),
        ("brand_colour", "#ffff", "Choose a colour."),
        ("keeps_guests_months", "0", "Enter a whole number of months from 1 to 120."),
        ("keeps_guests_months", "121", "Enter a whole number of months from 1 to 120."),
        ("keeps_guests_months", "", "Enter a whole number of months from 1 to 120."),
        ("postal_address", "x" * 301, "Use at most 300 characters."),
    ],
)
def test_what_cannot_be_saved_is_said_at_its_field_and_the_rest_is_kept(
    as_maya: Browser, riverside: PracticeOfTheCast, field: str, value: str, words: str
) -> None:
    response = as_maya.post("/settings", data=CHANGED | {field: value})
    assert response.status_code == 422
    assert words in response.text
    kept = "hello@riverside.example" if field != "reply_email" else "Riverside Food &amp; Care"
    assert kept in response.text
    assert practice(riverside).name == "Riverside Nutrition"


def test_a_form_that_says_nothing_of_the_currency_leaves_it(
    as_maya: Browser, riverside: PracticeOfTheCast
) -> None:
    practice(riverside).currency = "EUR"
    db.session.commit()
    as_maya.post("/settings", data={name: CHANGED[name] for name in CHANGED if name != "currency"})

    assert practice(riverside).name == "Riverside Food & Care"
    assert practice(riverside).currency == "EUR"


def test_a_colleague_sees_the_settings_and_changes_none(
    as_tom: Browser, in_riverside: PracticeOfTheCast
) -> None:
    invitation = make_invitation(in_riverside)
    text = as_tom.get("/settings").text
    assert "1 Canal Street" in text
    assert "Maya Okafor" in text
    assert "Björk" in text
    assert "US Dollar" in text
    assert "/invitations/" not in text.replace("/settings/invitations/", "")
    for path, data in [
        ("/settings", CHANGED),
        ("/settings/invitations", {"name": "A", "email": "a@new.example", "role": "owner"}),
        (f"/settings/invitations/{invitation.id}/sending", {}),
        (f"/settings/invitations/{invitation.id}/withdrawal", {}),
    ]:
        response = as_tom.post(path, data=data)
        assert response.status_code == 403
        assert "Only an owner" in response.text
    assert practice(in_riverside).name == "Riverside Nutrition"


def test_one_click_leads_to_another_of_ones_own_practices(
    as_maya: Browser, riverside: PracticeOfTheCast, hillside: PracticeOfTheCast
) -> None:
    db.session.add(
        Membership(user_id=riverside.owner.id, practice_id=hillside.id, role=Role.COLLEAGUE)
    )
    db.session.commit()
    today = as_maya.get("/today").text
    assert re.search(rf'value="{hillside.id}">Change to Hillside', today)
    assert "Change practice" not in today, "nothing to open first"
    response = as_maya.post("/settings/current-practice", data={"practice_id": hillside.id})

    assert response.headers["Location"] == "/today"
    text = as_maya.get("/settings").text
    assert "An owner can change these" in text
    assert "Noor" in text
    assert "Tom O&#39;Neill" not in text


@pytest.mark.parametrize("wanted", ["{hillside}", "", "0", "-1", "x", "9" * 30])
def test_a_practice_that_is_not_ones_own_is_not_there(
    as_maya: Browser, riverside: PracticeOfTheCast, hillside: PracticeOfTheCast, wanted: str
) -> None:
    data = {"practice_id": wanted.format(hillside=hillside.id)}
    assert as_maya.post("/settings/current-practice", data=data).status_code == 404
    assert "Tom O&#39;Neill" in as_maya.get("/settings").text


def test_one_account_may_open_a_second_practice(
    as_maya: Browser, riverside: PracticeOfTheCast
) -> None:
    fields = {"name": "Maya's Studio", **{k: CHANGED[k] for k in ("time_zone", "brand_colour")}}
    response = as_maya.post("/settings/practices/new", data=fields)
    assert response.status_code == 422
    assert "Enter the address of your practice." in response.text

    response = as_maya.post("/settings/practices/new", data=fields | {"postal_address": "3 Hill"})
    assert response.headers["Location"] == "/today"
    text = as_maya.get("/settings").text
    assert "Maya&#39;s Studio" in text
    assert "Tom O&#39;Neill" not in text
    assert f'name="practice_id" value="{riverside.id}"' in text


def test_who_works_nowhere_is_led_to_opening_a_practice(
    as_tom: Browser, riverside: PracticeOfTheCast
) -> None:
    db.session.query(Membership).filter_by(user_id=riverside.colleague.id).delete()  # type: ignore[union-attr]
    db.session.commit()
    assert as_tom.get("/settings").headers["Location"] == "/settings/practices/new"
    assert send_form(as_tom, "/settings/practices/new", **CHANGED).headers["Location"] == "/today"


def test_the_signed_out_sign_in_first(as_nobody: Browser) -> None:
    assert "/sign-in" in as_nobody.get("/settings/practices/new").headers["Location"]


def test_settings_show_only_ones_own_practice(
    app: Flask, as_outsider: Browser, in_riverside: PracticeOfTheCast
) -> None:
    invitation = make_invitation(in_riverside)
    text = as_outsider.get("/settings").text
    assert "Björk" not in text
    assert "Maya" not in text
    for verb in ("sending", "withdrawal"):
        path = f"/settings/invitations/{invitation.id}/{verb}"
        assert as_outsider.post(path).status_code == 404


def test_two_practices_do_not_share_their_members(app: Flask) -> None:
    one = make_practice("One", owner=("Ana", "ana@one.example"))
    make_practice("Two", owner=("Ben", "ben@two.example"))
    text = Browser(app, one.owner).get("/settings").text
    assert "ana@one.example" in text
    assert "ben@two.example" not in text


def test_the_places_of_a_phone_are_named_by_its_bar_alone(as_maya: Browser) -> None:
    """Each twice: in the rail of a laptop and under “More”."""
    page = as_maya.get("/settings").text
    assert [page.count(f'href="{place}"') for place in ("/proposals", "/outbox")] == [2, 2]
