"""Closed by default: who may open which route."""

import pytest
from flask import Flask

from jvplanner.web.access import Access, access_of
from tests.browser import Browser

PATHS = {"static": "/static/css/base.css"}


def test_a_page_that_is_not_marked_sends_the_signed_out_to_sign_in(
    app: Flask, as_nobody: Browser
) -> None:
    members = [
        rule for rule in app.url_map.iter_rules() if access_of(app, rule.endpoint) is Access.MEMBER
    ]
    assert members
    for rule in members:
        path = rule.build(dict.fromkeys(rule.arguments, 1))
        assert path
        method = "GET" if "GET" in (rule.methods or ()) else "POST"
        response = as_nobody.open(path[1], method=method)
        assert response.status_code == 303, rule
        assert "/sign-in" in response.headers["Location"]


def test_public_pages_set_no_cookie_and_do_not_vary_on_one(app: Flask, as_maya: Browser) -> None:
    response = as_maya.get("/")
    assert "Set-Cookie" not in response.headers
    assert "Cookie" not in response.headers.get("Vary", "")


@pytest.mark.parametrize("path", ["/healthz", "/", "/nothing/here", "/sign-in"])
def test_every_answer_carries_the_security_headers(as_nobody: Browser, path: str) -> None:
    headers = as_nobody.get(path).headers
    assert "default-src 'none'" in headers["Content-Security-Policy"]
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] in ("same-origin", "no-referrer")
