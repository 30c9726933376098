"""Sessions that end for good: a copy of a browser's cookies opens nothing after signing out."""

from datetime import timedelta

import pytest
import time_machine
from flask import Flask
from sqlalchemy import func, select

from jvplanner import clock
from jvplanner.db import db
from jvplanner.practices.models import EndedSession
from jvplanner.practices.security import reset_address
from tests.browser import Browser
from tests.builders import PracticeOfTheCast
from tests.builders_practices import send_form, sign_in
from tests.statements import counted

MAYA = "maya@riverside.example"


def signed_in(app: Flask, **more: str) -> Browser:
    """A browser in which Maya has typed her password."""
    browser = Browser(app)
    assert sign_in(browser, MAYA, **more).headers["Location"] == "/today"
    return browser


def copied(app: Flask, browser: Browser, *names: str) -> Browser:
    """Another browser with the same cookies, or those of these names."""
    other = Browser(app)
    for cookie in browser._client._cookies.values():
        if not names or cookie.key in names:
            other._client.set_cookie(cookie.key, cookie.value)
    return other


def is_in(browser: Browser) -> bool:
    return browser.get("/settings").status_code == 200


def sign_out(browser: Browser) -> None:
    response = send_form(browser, "/settings", to="/sign-out")
    assert response.headers["Location"] == "/sign-in"


def ended() -> int:
    db.session.rollback()
    return db.session.scalar(select(func.count(EndedSession.key))) or 0


def test_a_copied_cookie_opens_nothing_after_signing_out(
    app: Flask, riverside: PracticeOfTheCast
) -> None:
    browser, elsewhere = signed_in(app), signed_in(app)
    copy = copied(app, browser)
    assert is_in(copy)

    sign_out(browser)

    assert not is_in(browser)
    assert not is_in(copy)
    assert is_in(elsewhere)


def test_a_copied_cookie_that_remembers_opens_nothing_either(
    app: Flask, riverside: PracticeOfTheCast
) -> None:
    browser, elsewhere = signed_in(app, remember="y"), signed_in(app, remember="y")
    copy = copied(app, browser, "remember_token")
    assert is_in(copied(app, copy))

    sign_out(copied(app, copy))

    assert not is_in(copy)
    assert not is_in(browser)
    assert is_in(copied(app, elsewhere, "remember_token"))


def test_signing_out_everywhere_ends_every_session_of_this_account_alone(
    app: Flask, as_tom: Browser, riverside: PracticeOfTheCast
) -> None:
    browser, elsewhere = signed_in(app), signed_in(app, remember="y")
    assert "Sign out everywhere" in browser.get("/settings").text
    assert browser.without_token("/settings/sessions/ending").status_code == 400
    assert is_in(elsewhere)

    response = send_form(browser, "/settings", to="/settings/sessions/ending")

    assert response.headers["Location"] == "/sign-in"
    assert "signed out everywhere" in browser.get("/sign-in").text
    assert not is_in(browser)
    assert not is_in(elsewhere)
    assert not is_in(copied(app, elsewhere, "remember_token"))
    assert is_in(as_tom)
    assert is_in(signed_in(app))


def test_a_new_password_ends_what_was_remembered_too(
    app: Flask, riverside: PracticeOfTheCast
) -> None:
    remembered = copied(app, signed_in(app, remember="y"), "remember_token")
    path = reset_address(riverside.owner).removeprefix("http://localhost")
    db.session.rollback()
    send_form(Browser(app), path, password="an entirely new one")
    assert not is_in(remembered)


def test_a_cookie_that_names_no_session_opens_nothing(app: Flask, as_maya: Browser) -> None:
    """Such cookies were given before sessions could end; their owners sign in once more."""
    before = Browser(app)
    session = {"_user_id": as_maya._user.fs_uniquifier, "_fresh": True}  # type: ignore[union-attr]
    serializer = app.session_interface.get_signing_serializer(app)  # type: ignore[attr-defined]
    before._client.set_cookie(app.config["SESSION_COOKIE_NAME"], serializer.dumps(session))
    assert is_in(as_maya)
    assert not is_in(before)
    assert sign_in(before, MAYA).headers["Location"] == "/today"


def test_an_ended_session_is_not_carried_on_by_the_pages_before_signing_in(
    app: Flask, riverside: PracticeOfTheCast
) -> None:
    """Written anew with a new date, its cookie would outlast what is remembered of its end."""
    browser = signed_in(app)
    copy = copied(app, browser)
    sign_out(browser)
    copy.get("/sign-in")
    with copy._client.session_transaction("/sign-in") as session:
        assert "_user_id" not in session


def test_the_ends_are_remembered_for_as_long_as_a_cookie_can_last(
    app: Flask, riverside: PracticeOfTheCast
) -> None:
    browser, later, last = signed_in(app), signed_in(app), signed_in(app)
    assert app.config.get("REMEMBER_COOKIE_DURATION", timedelta(365)) <= timedelta(365)
    sign_out(browser)
    with time_machine.travel(clock.now() + timedelta(days=20)):
        sign_out(later)
        assert ended() == 2
    assert is_in(last)
    with time_machine.travel(clock.now() + timedelta(days=367)):
        sign_out(signed_in(app))
    assert ended() == 2


@pytest.mark.parametrize("path", ["/settings", "/outbox"])
def test_asking_whether_a_session_has_ended_costs_no_statement_of_its_own(
    as_maya: Browser, path: str
) -> None:
    with counted() as statements:
        as_maya.get(path)
    [asked] = [one for one in statements if "ended_session" in one]
    assert "FROM account" in asked
    assert statements[0] == asked
    assert "FROM membership" in statements[1]
