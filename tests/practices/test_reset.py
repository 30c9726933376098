"""Choosing a new password."""

import re
from datetime import timedelta

import pytest
import time_machine
from click.testing import CliRunner
from flask import Flask

from jvplanner import clock
from jvplanner.cli import main
from jvplanner.db import db
from jvplanner.practices.security import reset_address
from tests.browser import Browser
from tests.builders import PASSWORD, PracticeOfTheCast, letters
from tests.builders_practices import send_form, sign_in

MAYA = "maya@riverside.example"
NEW = "an entirely new one"


def test_who_asks_gets_a_letter_with_an_address(
    app: Flask, with_mail_server: None, as_nobody: Browser, riverside: PracticeOfTheCast
) -> None:
    response = send_form(as_nobody, "/reset", email="Maya@Riverside.Example")

    assert "We wrote to maya@riverside.example" in response.text
    (letter,) = letters("password_reset")
    assert letter.practice_id is None
    written = app.extensions["postroom"].written(letter)
    assert "Maya Okafor" in written.text
    (address,) = set(re.findall(r"http://localhost/reset/\S+", written.text))

    path = address.removeprefix("http://localhost")
    assert as_nobody.get(path).status_code == 200
    assert send_form(as_nobody, path, password=NEW).headers["Location"] == "/sign-in"
    assert "Your new password is saved" in as_nobody.get("/sign-in").text
    assert sign_in(Browser(app), MAYA, PASSWORD).status_code == 422
    assert sign_in(Browser(app), MAYA, NEW).headers["Location"] == "/today"


def test_the_new_password_signs_every_device_out_and_says_so_by_letter(
    app: Flask, as_maya: Browser, as_nobody: Browser, riverside: PracticeOfTheCast
) -> None:
    assert as_maya.get("/settings").status_code == 200
    path = reset_address(riverside.owner).removeprefix("http://localhost")
    db.session.rollback()
    send_form(as_nobody, path, password=NEW)

    assert as_maya.get("/settings").status_code == 303
    assert [letter.to_email for letter in letters("password_changed")] == [MAYA]
    assert "http://localhost/reset" in app.extensions["postroom"].written(letters()[0]).text


def test_an_address_works_once_and_for_two_hours(
    as_nobody: Browser, riverside: PracticeOfTheCast
) -> None:
    path = reset_address(riverside.owner).removeprefix("http://localhost")
    db.session.rollback()
    with time_machine.travel(clock.now() + timedelta(hours=2, minutes=1)):
        late = as_nobody.get(path)
        assert late.status_code == 410
        assert "was good for two hours" in late.text
    send_form(as_nobody, path, password=NEW)
    spent = as_nobody.get(path)
    assert spent.status_code == 410
    assert "does not work any more" in spent.text
    assert "jvplanner account reset-link" in spent.text


@pytest.mark.parametrize("token", ["x", "a.b.c", "é", "%F0%9F%8E%89", "x" * 3000])
def test_an_invented_address_leads_to_asking_for_one(as_nobody: Browser, token: str) -> None:
    response = as_nobody.get(f"/reset/{token}")
    assert response.status_code == 410
    assert "does not work any more" in response.text


@pytest.mark.parametrize("password", ["", "short", "x" * 129])
def test_a_password_that_will_not_do_changes_nothing(
    as_nobody: Browser, riverside: PracticeOfTheCast, password: str
) -> None:
    path = reset_address(riverside.owner).removeprefix("http://localhost")
    db.session.rollback()
    response = send_form(as_nobody, path, password=password)
    assert response.status_code == 422
    assert 'class="error"' in response.text
    assert sign_in(as_nobody, MAYA).headers["Location"] == "/today"
    assert letters("password_changed") == []


def test_an_unknown_address_is_said_at_its_field(
    with_mail_server: None, as_nobody: Browser
) -> None:
    response = send_form(as_nobody, "/reset", email="nobody@riverside.example")
    assert response.status_code == 422
    assert "No account has this address" in response.text
    assert letters() == []


def test_asking_twice_within_a_minute_writes_one_letter(
    with_mail_server: None, as_nobody: Browser, riverside: PracticeOfTheCast
) -> None:
    with time_machine.travel("2027-01-11 09:00:10 +0000", tick=False):
        for _ in range(2):
            assert send_form(as_nobody, "/reset", email=MAYA).status_code == 200
    assert len(letters("password_reset")) == 1


def test_without_a_mail_server_the_page_says_what_to_do(as_nobody: Browser) -> None:
    text = as_nobody.get("/reset").text
    assert "cannot send mail" in text
    assert "jvplanner account reset-link" in text
    assert 'name="email"' not in text


def test_the_command_prints_an_address_that_works(
    app: Flask, as_nobody: Browser, riverside: PracticeOfTheCast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("jvplanner.cli.open_app", lambda: app)
    db.session.rollback()
    result = CliRunner().invoke(main, ["account", "reset-link", "MAYA@riverside.example"])

    assert result.exit_code == 0
    path = result.output.strip().removeprefix("http://localhost")
    assert send_form(as_nobody, path, password=NEW).headers["Location"] == "/sign-in"


def test_the_command_says_in_one_line_that_there_is_no_such_account(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("jvplanner.cli.open_app", lambda: app)
    result = CliRunner().invoke(main, ["account", "reset-link", "nobody@new.example"])
    assert result.exit_code == 1
    assert result.stderr.strip() == "jvplanner: no account has the address 'nobody@new.example'."
