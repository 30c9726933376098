"""Odd values at every address there is: refused in words or ignored, never a fault of ours.

The route table and the pages say what to ask and with which names, so what is added later is asked
by itself.
"""

import re
from collections.abc import Iterator
from urllib.parse import quote

import pytest
from flask import Flask
from sqlalchemy import select
from werkzeug.routing import Rule

from jvplanner.db import db
from jvplanner.events.models import Event
from jvplanner.practices.security import reset_address
from jvplanner.tenancy import acting_for
from jvplanner.web.access import Access, access_of
from jvplanner.web.limits import limiter
from tests.browser import Browser
from tests.builders import PracticeOfTheCast
from tests.builders_pictures import make_logo
from tests.evening import make_evening
from tests.statements import counted

MARKUP = "<odd onload='x'>\"{{7*7}}"
# As they stand in an address or in a form's body. Every field is asked with ROUNDS of them, its
# neighbour with the next ones.
ROUNDS = 4
ODD = [
    "",  # nothing
    "a%00b",  # what no text column holds
    quote("\x01\x1b[31m\x85\u202e\u2066 \ufeff\ufffe"),  # control characters
    "%ff%fe%c0%80",  # no UTF-8
    "a%ed%a0%80b",  # half a character
    "9" * 400,  # a number of 400 digits
    str(2**63),  # a number beyond every row
    "-1",  # a number below every row
    "1e999",  # no finite number
    "9999-12-31",  # a day at the end of time
    quote("\u0663\u00b2"),  # digits of another script
    quote(MARKUP),  # markup
    "a%0d%0aBcc:%20x%40elsewhere.example",  # a line that begins a header
    "x" * 4000,  # a long text
]
BODIES = [
    ("application/json", b'{"name": ["\\ud800"], "scans": [{"id": "\\u0000"}]}'),
    ("multipart/form-data; boundary=odd", b"--odd\r\nContent-Disposition: form-data"),
]


class Everywhere:
    """Every address of one practice that has one row of everything."""

    def __init__(self, app: Flask, riverside: PracticeOfTheCast) -> None:
        self._app, self._owner = app, riverside.owner
        ids = make_evening(riverside)
        with acting_for(riverside.id):
            code = db.session.scalars(select(Event.code)).one()
            picture_code = make_logo().code
        reset = reset_address(riverside.owner).rpartition("/")[2]
        self._tokens = ids.tokens | {"reset": reset}
        self._values = ids | {
            "code": code,
            "picture_code": picture_code,
            "slug": riverside.practice.slug,
        }
        db.session.rollback()

    def paths(self, method: str) -> Iterator[tuple[Rule, str]]:
        for rule in self._app.url_map.iter_rules():
            if method in (rule.methods or ()) and rule.endpoint != "static":
                token = self._tokens.get(rule.rule.split("/")[1])
                built = rule.build({**self._values, "token": token})
                assert built, f"the walk has no row for {rule.rule}"
                yield rule, built[1]

    def browser_for(self, rule: Rule) -> tuple[Browser, dict[str, str]]:
        """Return who would ask there, with what proves that a form of theirs is ours."""
        access = access_of(self._app, rule.endpoint)
        if access is Access.MEMBER:
            return Browser(self._app, self._owner), {}
        visitor = Browser(self._app)
        if access is not Access.ENTRANCE:
            return visitor, {}
        token = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', visitor.get("/sign-in").text)
        assert token
        return visitor, {"X-CSRFToken": token[1]}

    def names(self) -> list[str]:
        """Return the names of every field and of everything that a link on a page says."""
        found: set[str] = set()
        for rule, path in self.paths("GET"):
            said = self.browser_for(rule)[0].get(path).get_data().decode(errors="replace")
            found |= set(re.findall(r'\sname="(\w+)"|[?;]([a-z_]+)=', said))
        return sorted({name for pair in found for name in pair if name} - {"csrf_token"})


@pytest.fixture
def everywhere(
    app: Flask, riverside: PracticeOfTheCast, monkeypatch: pytest.MonkeyPatch
) -> Everywhere:
    walk = Everywhere(app, riverside)
    # Nothing is kept, so that each request finds everything in its place.
    monkeypatch.setattr(db.session, "commit", db.session.flush)
    monkeypatch.setattr(limiter, "enabled", False)
    return walk


def oddly_filled(names: list[str], turn: int) -> str:
    """Return a value for each name, none the same as in another turn."""
    odd = (ODD[(place + turn * len(ODD) // ROUNDS) % len(ODD)] for place in range(len(names)))
    return "&".join(f"{name}={value}" for name, value in zip(names, odd, strict=True))


def is_fault(response) -> bool:  # type: ignore[no-untyped-def]
    is_page = response.mimetype in ("text/html", "image/svg+xml")
    return response.status_code >= 500 or (is_page and MARKUP[:4] in response.text)


def test_no_page_fails_on_odd_values_in_its_address_or_writes_anything(
    everywhere: Everywhere,
) -> None:
    names, faults = everywhere.names(), []
    for rule, path in everywhere.paths("GET"):
        browser, _ = everywhere.browser_for(rule)
        for query in (oddly_filled(names, turn) for turn in range(ROUNDS)):
            with counted() as statements:
                response = browser.get(f"{path}?{query}")
            written = [one for one in statements if re.match("INSERT|UPDATE|DELETE", one)]
            if is_fault(response) or written:
                faults.append(f"{response.status} {written} {path}?{query}")
            db.session.rollback()
    assert faults == []


def test_no_form_fails_on_odd_values_in_its_fields(everywhere: Everywhere) -> None:
    names, faults = everywhere.names(), []
    form = "application/x-www-form-urlencoded"
    filled = [(form, oddly_filled(names, turn).encode()) for turn in range(ROUNDS)]
    for rule, path in everywhere.paths("POST"):
        for kind, body in filled + BODIES:
            browser, proof = everywhere.browser_for(rule)
            response = browser.post(path, data=body, content_type=kind, headers=proof)
            if is_fault(response):
                faults.append(f"{response.status} {path} with {kind} {body!r}")
            db.session.rollback()
    assert faults == []
