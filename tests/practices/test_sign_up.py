"""Opening an account and the practice that belongs to it."""

import re
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from threading import Barrier

import pytest
from flask import Flask
from sqlalchemy import func, select

from jvplanner import create_app
from jvplanner.db import db
from jvplanner.links import addresses
from jvplanner.practices.models import Membership, Practice, Role, User
from tests.browser import Browser
from tests.builders import PracticeOfTheCast
from tests.builders_practices import ZOE, send_form, sign_in
from tests.conftest import settings_for


def accounts() -> int:
    return db.session.scalar(select(func.count(User.id))) or 0


def test_signing_up_opens_an_account_and_its_practice(as_nobody: Browser) -> None:
    response = send_form(as_nobody, "/sign-up", **ZOE)

    assert response.headers["Location"] == "/today"
    membership = db.session.scalars(select(Membership)).one()
    assert membership.role is Role.OWNER
    assert membership.user.name == "Zoë O'Hara"
    practice = membership.practice
    assert (practice.name, practice.slug) == ("Zoë's Kitchen", "zoes-kitchen")
    assert practice.time_zone == "Europe/London"
    assert practice.currency == "GBP", "that of the country where the zone is"
    assert practice.reply_email == "zoe@newtown.example"
    assert practice.postal_address == "7 Mill Lane\nNewtown"
    assert "Zoë&#39;s Kitchen" in as_nobody.get("/settings").text


def test_the_password_is_kept_as_a_hash_that_survives_a_new_server_key(
    app: Flask, as_nobody: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    send_form(as_nobody, "/sign-up", **ZOE)
    stored = db.session.scalars(select(User.password)).one()
    assert stored
    assert stored.startswith("$argon2id$")
    assert ZOE["password"] not in stored

    db.session.rollback()
    monkeypatch.setattr(addresses, "_installation", addresses._here())  # put back afterwards
    settings = app.extensions["settings"]
    rotated = create_app(replace(settings, secret_key="the key of another year, long enough"))
    with rotated.app_context():
        assert sign_in(Browser(rotated), ZOE["email"]).headers["Location"] == "/today"
        db.session.remove()
        db.engine.dispose()


def test_a_known_address_is_refused_at_its_field_in_whatever_case(
    as_nobody: Browser, riverside: PracticeOfTheCast
) -> None:
    response = send_form(as_nobody, "/sign-up", **ZOE | {"email": " Maya@Riverside.Example "})

    assert response.status_code == 422
    assert "maya@riverside.example has an account already" in response.text
    assert 'value="Zoë O&#39;Hara"' in response.text
    assert accounts() == 2


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("name", "", "Enter your name."),
        ("name", "x" * 201, "up to 200 characters"),
        ("name", ".", "A name needs at least one letter."),
        ("name", "Zoë\x00", "characters that cannot be shown"),
        ("email", "zoe", "has an @ in it"),
        ("email", "zoe@new.example\r\nBcc: all@evil.example", "has no spaces"),
        ("email", "zoë@new.example", "with “ë” before the @. Enter another one."),
        ("email", "x" * 255 + "@new.example", "at most 254 characters"),
        ("password", "short", "Use at least 10 characters."),
        ("password", "x" * 129, "Use at most 128 characters."),
        ("practice_name", " ", "Enter the name of your practice."),
        ("time_zone", "Mars/Olympus", "Choose one of those offered"),
        ("brand_colour", "red;}", "Choose a colour."),
        ("postal_address", "", "Enter the address of your practice."),
    ],
)
def test_what_cannot_be_taken_is_said_at_its_field_and_the_rest_is_kept(
    as_nobody: Browser, field: str, value: str, words: str
) -> None:
    response = send_form(as_nobody, "/sign-up", **ZOE | {field: value})

    assert response.status_code == 422
    assert words in response.text
    assert "7 Mill Lane\nNewtown" in response.text or field == "postal_address"
    assert accounts() == 0


def test_what_needs_a_look_is_listed_in_the_order_of_the_page(as_nobody: Browser) -> None:
    page = send_form(as_nobody, "/sign-up").text

    listed = re.findall(r'<li><a href="#(\w+)">', page)
    assert listed == ["name", "email", "password", "practice_name", "postal_address"]
    places = [page.index(f'id="{name}"') for name in listed]
    assert places == sorted(places)


def test_a_short_password_is_refused_with_one_sentence(as_nobody: Browser) -> None:
    page = send_form(as_nobody, "/sign-up", **ZOE | {"password": "short"}).text

    assert page.count("Use at least 10 characters.") == 1


def test_markup_in_names_is_shown_as_text(as_nobody: Browser) -> None:
    send_form(as_nobody, "/sign-up", **ZOE | {"practice_name": "<script>alert(1)</script>{{7*7}}"})

    text = as_nobody.get("/settings").text
    assert "<script>alert(1)" not in text
    assert "&lt;script&gt;alert(1)&lt;/script&gt;{{7*7}}" in text


def test_two_practices_of_one_name_have_two_public_addresses(app: Flask) -> None:
    for email in ("one@new.example", "two@new.example"):
        send_form(Browser(app), "/sign-up", **ZOE | {"email": email})
    assert set(db.session.scalars(select(Practice.slug))) == {"zoes-kitchen", "zoes-kitchen-2"}


def test_practices_of_one_name_that_sign_up_at_once_are_all_opened(app: Flask) -> None:
    """Each from an application of its own, as several web processes are."""
    database, people = str(app.config["SQLALCHEMY_DATABASE_URI"]), 6
    apps, everybody = [create_app(settings_for(database)) for _ in range(people)], Barrier(people)

    def sign_up(number: int) -> int:
        with apps[number].app_context():
            browser = Browser(apps[number])
            shown = browser.get("/sign-up").text
            token = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', shown)
            assert token
            form = ZOE | {"csrf_token": token[1], "email": f"zoe{number}@new.example"}
            everybody.wait()
            status = browser.post("/sign-up", data=form).status_code
            db.engine.dispose()
            return status

    with ThreadPoolExecutor(people) as pool:
        statuses = list(pool.map(sign_up, range(people)))

    assert statuses == [302] * people
    slugs = set(db.session.scalars(select(Practice.slug)))
    assert slugs == {"zoes-kitchen", *(f"zoes-kitchen-{n}" for n in range(2, people + 1))}


def test_a_zone_under_its_older_name_is_taken(as_nobody: Browser) -> None:
    send_form(as_nobody, "/sign-up", **ZOE | {"time_zone": "Asia/Calcutta"})
    assert db.session.scalars(select(Practice.time_zone)).one() == "Asia/Kolkata"


def test_the_zone_is_guessed_once_and_not_over_what_was_chosen(as_nobody: Browser) -> None:
    assert 'data-zone="guess"' in as_nobody.get("/sign-up").text
    assert 'data-zone="guess"' not in send_form(as_nobody, "/sign-up", **ZOE | {"name": ""}).text


def test_who_is_signed_in_is_sent_to_today(as_maya: Browser) -> None:
    assert as_maya.get("/sign-up").headers["Location"] == "/today"
