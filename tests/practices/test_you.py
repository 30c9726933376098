"""One's own name, sign-in address and password."""

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from jvplanner.db import db
from jvplanner.practices.models import User
from tests.browser import Browser
from tests.builders import PASSWORD, PracticeOfTheCast, letters
from tests.builders_practices import send_form, sign_in

MAYA = "maya@riverside.example"
NEW = "an entirely new one"


@pytest.fixture
def at_home(app: Flask, riverside: PracticeOfTheCast) -> Browser:
    """A browser in which Maya has typed her password."""
    browser = Browser(app)
    assert sign_in(browser, MAYA).headers["Location"] == "/today"
    return browser


def test_a_member_changes_their_own_name(as_tom: Browser, riverside: PracticeOfTheCast) -> None:
    assert 'href="/settings/you"' in as_tom.get("/settings").text
    assert "Tom O&#39;Neill" in as_tom.get("/settings/you").text

    done = as_tom.post("/settings/you", data={"name": " Tomás  O’Neill "})

    assert done.headers["Location"] == "/settings"
    db.session.rollback()
    assert riverside.colleague
    assert db.session.get_one(User, riverside.colleague.id).name == "Tomás O’Neill"
    assert as_tom.post("/settings/you", data={"name": " "}).status_code == 422
    assert as_tom.post("/settings/you", data={"name": "."}).status_code == 422


def change_address(browser: Browser, email: str, password: str = PASSWORD) -> TestResponse:
    fields = {"email": email, "password": password}
    return send_form(browser, "/settings/you", to="/settings/you/address", **fields)


def test_a_new_address_is_signed_in_with_and_told_to_both(app: Flask, at_home: Browser) -> None:
    done = change_address(at_home, " Maya@Lakeside.example ")

    assert done.headers["Location"] == "/settings/you"
    assert "You sign in with" in at_home.get("/settings/you").text
    assert "maya@lakeside.example" in at_home.get("/settings/you").text
    assert sign_in(Browser(app), MAYA).status_code == 422
    assert sign_in(Browser(app), "maya@lakeside.example").headers["Location"] == "/today"
    told = [letter.to_email for letter in letters("address_changed")]
    assert told == [MAYA, "maya@lakeside.example"]


def test_a_long_address_is_taken_and_told_like_any_other(app: Flask, at_home: Browser) -> None:
    long = f"{'m' * 60}@{'lakeside-' * 6}clinic.{'riverside-' * 5}care.example"
    assert change_address(at_home, long).status_code == 303
    assert [letter.to_email for letter in letters("address_changed")] == [MAYA, long]


@pytest.mark.parametrize(
    ("email", "password", "words"),
    [
        ("maya@lakeside.example", "wrong", "This is not your password."),
        ("maya@lakeside.example", "", "Enter your password."),
        ("tom@riverside.example", PASSWORD, "tom@riverside.example has an account already."),
        ("maya@lakeside", PASSWORD, "The part after the @ is not complete."),
        ("", PASSWORD, "Enter your e-mail address."),
    ],
)
def test_an_address_that_cannot_be_taken_says_why_and_stays_in_the_field(
    app: Flask, at_home: Browser, email: str, password: str, words: str
) -> None:
    refused = change_address(at_home, email, password)

    assert refused.status_code == 422
    assert words in refused.text
    assert f'value="{email}"' in refused.text
    assert sign_in(Browser(app), MAYA).headers["Location"] == "/today"
    assert letters() == []


def test_a_password_is_not_tried_out_at_the_address_instead(as_maya: Browser) -> None:
    for _ in range(10):
        as_maya.post("/settings/you/password", data={"present": "wrong", "new": NEW})
    typed = {"email": "maya@lakeside.example", "password": PASSWORD}
    assert as_maya.post("/settings/you/address", data=typed).status_code == 429


def test_a_new_password_signs_out_everywhere_and_is_told_by_letter(
    app: Flask, at_home: Browser
) -> None:
    elsewhere = Browser(app)
    sign_in(elsewhere, MAYA)

    done = send_form(
        at_home, "/settings/you", to="/settings/you/password", present=PASSWORD, new=NEW
    )

    assert done.headers["Location"] == "/sign-in"
    assert at_home.get("/today").status_code == elsewhere.get("/today").status_code == 303
    assert sign_in(Browser(app), MAYA).status_code == 422
    assert sign_in(Browser(app), MAYA, password=NEW).headers["Location"] == "/today"
    assert [letter.to_email for letter in letters("password_changed")] == [MAYA]


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"present": "wrong", "new": NEW}, "This is not your present password."),
        ({"present": "", "new": NEW}, "Enter your present password."),
        ({"present": PASSWORD, "new": "short"}, "Use at least 10 characters."),
    ],
)
def test_a_password_that_cannot_be_changed_says_why(
    app: Flask, at_home: Browser, typed: dict[str, str], words: str
) -> None:
    refused = send_form(at_home, "/settings/you", to="/settings/you/password", **typed)
    assert refused.status_code == 422
    assert words in refused.text
    assert NEW not in refused.text
    assert sign_in(Browser(app), MAYA).headers["Location"] == "/today"
    assert letters() == []


def test_a_password_is_not_tried_out_without_end(as_maya: Browser) -> None:
    for _ in range(10):
        as_maya.post("/settings/you/password", data={"present": "wrong", "new": NEW})
    refused = as_maya.post("/settings/you/password", data={"present": PASSWORD, "new": NEW})
    assert refused.status_code == 429
