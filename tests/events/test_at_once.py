"""The quick reading of a registration and the form that words refusals are of one opinion."""

from itertools import product

import pytest
from flask import Flask
from werkzeug.datastructures import MultiDict

from jvplanner.db import db
from jvplanner.events.forms.at_once import Slip, typed_in
from jvplanner.events.forms.registration import registration_form
from jvplanner.events.views.kept import shown_page
from jvplanner.mailboxes import email_key
from tests.builders_events import make_event

NAMES = ["Ana", "  Ana  Peña ", "", "\u200b", "x" * 201, "a\x00b", "www.spam.example", "1", "."]
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
