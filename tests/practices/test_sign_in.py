"""Signing in and out."""

import re
import sqlite3
import time
from urllib.parse import quote, urljoin, urlsplit

import pytest
from argon2 import PasswordHasher
from flask import Flask
from flask_security.utils import verify_password
from sqlalchemy import select

from jvplanner.db import db
from jvplanner.practices.models import User
from tests.browser import Browser
from tests.builders import PASSWORD, PracticeOfTheCast
from tests.builders_practices import send_form, sign_in

MAYA = "maya@riverside.example"


@pytest.mark.parametrize("email", [MAYA, "  MAYA@Riverside.Example "])
def test_address_and_password_open_the_door(
    as_nobody: Browser, riverside: PracticeOfTheCast, email: str
) -> None:
    assert sign_in(as_nobody, email).headers["Location"] == "/today"
    assert "Maya Okafor" in as_nobody.get("/settings").text


@pytest.mark.parametrize(
    ("email", "password"),
    [(MAYA, "not my password"), ("nobody@riverside.example", PASSWORD)],
    ids=["wrong password", "unknown address"],
)
def test_what_was_wrong_is_not_told_apart(
    as_nobody: Browser, riverside: PracticeOfTheCast, email: str, password: str
) -> None:
    response = sign_in(as_nobody, email, password)

    assert response.status_code == 422
    assert response.text.count('class="error"') == 1
    assert "Address and password do not fit together" in response.text
    assert f'value="{email}"' in response.text
    assert password not in response.text
    assert as_nobody.get("/settings").status_code == 303


@pytest.mark.parametrize(
    ("email", "password", "words"),
    [
        ("", PASSWORD, "Enter your e-mail address."),
        ("maya", PASSWORD, "does not look like an e-mail address"),
        (MAYA, "", "Enter your password."),
    ],
)
def test_what_is_missing_is_said_at_its_field(
    as_nobody: Browser, riverside: PracticeOfTheCast, email: str, password: str, words: str
) -> None:
    response = sign_in(as_nobody, email, password)
    assert response.status_code == 422
    assert words in response.text


def test_the_eleventh_try_within_a_minute_waits(app: Flask, riverside: PracticeOfTheCast) -> None:
    for _ in range(10):
        assert sign_in(Browser(app), MAYA, "guess").status_code == 422
    refused = sign_in(Browser(app), MAYA.upper(), PASSWORD)

    assert refused.status_code == 429
    assert 0 < int(refused.headers["Retry-After"]) <= 60
    assert "A moment, please" in refused.text
    assert sign_in(Browser(app), "tom@riverside.example").status_code == 302


@pytest.mark.parametrize(
    "other",
    ["maya@ｒｉｖｅｒｓｉｄｅ.example", "maya@riverside。example", "\u00a0Maya@RIVERSIDE.example "],
    ids=["wide letters", "a wide dot", "case and space"],
)
@pytest.mark.parametrize("path", ["/sign-in", "/reset"])
def test_another_spelling_of_an_address_is_a_try_at_the_same_account(
    app: Flask, with_mail_server: None, riverside: PracticeOfTheCast, path: str, other: str
) -> None:
    for number in range(10):
        spelling = (MAYA, other)[number % 2]
        assert send_form(Browser(app), path, email=spelling).status_code in (200, 422)
    assert send_form(Browser(app), path, email=other).status_code == 429
    assert send_form(Browser(app), path, email="tom@riverside.example").status_code != 429


def test_a_hostile_address_costs_no_more_than_another(app: Flask, as_nobody: Browser) -> None:
    hostile = "a" + "\u0301" * 20_000 + "\u0316" * 20_000 + "@example.org"
    began = time.process_time()
    assert sign_in(as_nobody, hostile).status_code == 422
    assert time.process_time() - began < 1.0  # composing it once would take longer


def test_one_comes_back_to_the_page_that_asked(
    as_nobody: Browser, riverside: PracticeOfTheCast
) -> None:
    asked = as_nobody.get("/settings?part=people").headers["Location"]
    response = send_form(
        as_nobody,
        asked,
        to="/sign-in",
        email=MAYA,
        password=PASSWORD,
        next="/settings?part=people",
    )
    assert response.headers["Location"] == "/settings?part=people"


@pytest.mark.parametrize(
    "elsewhere",
    [
        "https://evil.example/",
        "//evil.example",
        "\\\\evil.example",
        "/\\evil.example",
        "javascript:alert(1)",
        "http:evil.example",
        "https://localhost.evil.example/",
        " //evil.example",
        "////evil.example",
    ],
)
@pytest.mark.parametrize("place", ["form", "address"])
def test_nobody_is_sent_to_another_site(
    as_nobody: Browser, riverside: PracticeOfTheCast, elsewhere: str, place: str
) -> None:
    to = "/sign-in" if place == "form" else f"/sign-in?next={quote(elsewhere)}"
    more = {"next": elsewhere} if place == "form" else {}
    response = send_form(as_nobody, "/sign-in", to, email=MAYA, password=PASSWORD, **more)

    assert response.status_code == 302
    location = response.headers["Location"]
    assert urlsplit(urljoin("http://localhost/sign-in", location)).netloc == "localhost"
    assert not location.startswith(("//", "/\\", "\\"))


def test_signing_in_takes_no_write_lock(
    app: Flask, engine: str, as_nobody: Browser, riverside: PracticeOfTheCast
) -> None:
    if engine != "sqlite":
        return  # PostgreSQL locks rows, and signing in writes none
    db.session.rollback()
    writer = sqlite3.connect(str(db.engine.url.database), isolation_level=None)
    writer.execute("PRAGMA busy_timeout=0")
    writer.execute("BEGIN IMMEDIATE")
    try:
        assert sign_in(as_nobody, MAYA).headers["Location"] == "/today"
        assert sign_in(Browser(app), MAYA, "wrong password").status_code == 422
    finally:
        writer.rollback()
        writer.close()


def test_a_weaker_hash_is_renewed_when_its_owner_signs_in(
    as_nobody: Browser, riverside: PracticeOfTheCast
) -> None:
    """The request begins as a reader, and begins writing only for this."""
    weak = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash(PASSWORD)
    riverside.owner.password = weak
    db.session.commit()

    assert sign_in(as_nobody, MAYA).headers["Location"] == "/today"

    db.session.rollback()
    renewed = db.session.scalars(select(User.password).where(User.email == MAYA)).one()
    assert renewed
    assert renewed != weak
    assert verify_password(PASSWORD, renewed)


def test_signing_out_ends_the_session_and_needs_the_token(app: Flask, as_maya: Browser) -> None:
    assert as_maya.without_token("/sign-out").status_code == 400
    assert as_maya.get("/settings").status_code == 200
    assert as_maya.get("/sign-out").status_code == 405
    assert as_maya.post("/sign-out").headers["Location"] == "/sign-in"
    assert as_maya.get("/settings").status_code == 303


def test_who_is_signed_in_is_sent_to_today(as_maya: Browser) -> None:
    assert as_maya.get("/sign-in").headers["Location"] == "/today"


def test_a_form_without_its_token_is_refused(
    as_nobody: Browser, riverside: PracticeOfTheCast
) -> None:
    response = as_nobody.post("/sign-in", data={"email": MAYA, "password": PASSWORD})
    assert response.status_code == 400
    assert "gone stale" in response.text


def test_only_forms_are_taken(as_maya: Browser, as_nobody: Browser) -> None:
    assert as_maya.post("/sign-in", json=[1]).status_code == 415
    assert as_nobody.get("/settings", query_string={"auth_token": "x"}).status_code == 303


def test_staying_signed_in_is_asked_for(app: Flask, riverside: PracticeOfTheCast) -> None:
    shortly, long = Browser(app), Browser(app)
    sign_in(shortly, MAYA)
    sign_in(long, MAYA, remember="y")
    assert "remember_token" not in shortly.cookies()
    assert "remember_token" in long.cookies()


@pytest.mark.parametrize("path", ["/verify", "/fs-static/js/webauthn.js", "/confirm", "/change"])
def test_what_is_not_wanted_of_the_library_has_no_address(as_maya: Browser, path: str) -> None:
    assert as_maya.get(path).status_code == 404


def test_one_password_cannot_be_tried_with_account_after_account(app: Flask, riverside) -> None:
    machine = Browser(app)
    shown = machine.get("/sign-in").text
    [token] = set(re.findall(r'name="csrf_token"[^>]*value="([^"]+)"', shown))
    for number in range(100):
        # Without a password, because looking at one takes a while each time.
        typed = {"csrf_token": token, "email": f"somebody{number}@example.org"}
        assert machine.post("/sign-in", data=typed).status_code == 422
    assert sign_in(Browser(app), MAYA).status_code == 429


def test_whoever_signs_in_rightly_is_never_one_too_many(app: Flask, riverside) -> None:
    for _ in range(3):
        for member in ("maya", "tom"):
            assert sign_in(Browser(app), f"{member}@riverside.example").status_code in (302, 303)
    assert sign_in(Browser(app), "somebody@example.org").status_code == 422
