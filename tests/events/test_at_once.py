"""The quick reading of a registration and the form that words refusals are of one opinion."""

from itertools import product

import pytest
from flask import Flask
from werkzeug.datastructures import MultiDict
from werkzeug.test import create_environ
from werkzeug.wrappers import Response

from jvplanner.db import db
from jvplanner.events.announcement import shown_page
from jvplanner.events.forms.at_once import Slip, typed_in
from jvplanner.events.forms.registration import registration_form
from jvplanner.events.views.at_once import FORM
from jvplanner.mailboxes import email_key
from tests.browser import Browser
from tests.builders_events import make_event

NAMES = [
    *("Ana", "  Ana  Peña ", "", "\u200b", "x" * 201, "a\x00b", "1", "."),
    *("www.spam.example", "https:\u200b//spam.example", "Win at spam.example/now"),
]
EMAILS = [
    "ana@example.org",
    "ANA@Example.ORG ",
    "ü@example.org",
    "a b@c.de",
    "",
    "ana@x",
    "a@b.local",
]
FRIENDS = [("", ""), ("Ben", ""), ("", "ben@example.org"), ("Ben", "ana@example.org"), ("Ben", "b")]
PHONES = ["", "+1 212 555 0100", "call me", "1" * 33]


@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
def test_what_is_taken_at_once_is_what_the_form_finds_nothing_wrong_with(
    app: Flask, in_riverside
) -> None:
    shown = shown_page(make_event().code, "", "en", db.engine)
    assert shown is not None
    for name, email, phone, (friend, address) in product(NAMES, EMAILS, PHONES, FRIENDS):
        sent = {"name": name, "email": email, "phone": phone}
        sent |= {"friend_1_name": friend, "friend_1_email": address}
        with app.test_request_context("/", method="POST"):
            form = registration_form(shown, MultiDict(sent))
            is_valid = form.validate()
        try:
            typed = typed_in({field: [text] for field, text in sent.items()})
        except Slip:
            assert not is_valid, sent
            continue
        assert is_valid, sent
        assert (typed.guest.name, typed.guest.email) == (form.name.data, form.email.data)
        assert typed.guest.key == email_key(form.email.data)


def test_what_nobody_foresaw_is_logged_without_whom_it_was_about(
    in_riverside,
    as_nobody: Browser,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    def fails(*_arguments: object) -> str:
        raise RuntimeError("Key (email)=(ana@example.org)")

    monkeypatch.setattr("jvplanner.events.views.at_once.seat", fails)
    event = make_event()
    form = {"name": "Ana", "email": "ana@example.org"}
    assert as_nobody.post(f"/e/{event.code}/guests", data=form).status_code == 303
    assert "RuntimeError" in caplog.text
    assert "ana@" not in caplog.text


class BrokenOff:
    """What a server gives to read when the other side has gone."""

    def read(self, *_size: int) -> bytes:
        raise ConnectionResetError


@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
def test_a_form_that_breaks_off_is_refused_like_any_other(app: Flask) -> None:
    environ = create_environ("/e/abc/guests", method="POST", content_type=FORM)
    environ |= {"CONTENT_LENGTH": "30", "wsgi.input": BrokenOff()}
    response = Response.from_app(app.wsgi_app, environ)
    assert response.status_code == 400
