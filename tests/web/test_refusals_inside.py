"""A member who is refused something stays among their own places; nobody else sees them."""

import pytest
from flask import Flask

from jvplanner.practices import security
from tests.browser import Browser
from tests.builders import PracticeOfTheCast, make_user
from tests.statements import counted

PLACES = 'aria-label="Places"'
FAR_TOO_LONG = "x" * (1024 * 1024 + 1)


def is_inside(text: str) -> bool:
    return PLACES in text and "Sign out" in text and "data-problem" in text


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/partners/999999", 404),
        ("GET", "/events/abc", 404),
        ("GET", "/events/1/no/such/page", 404),
        ("GET", "/outbox/99999999999999", 404),
        ("DELETE", "/outbox", 405),
        ("POST", "/proposals/999999/sending", 404),
    ],
)
def test_a_member_stays_inside_whatever_was_refused(
    as_maya: Browser, method: str, path: str, status: int
) -> None:
    response = as_maya.open(path, method=method)

    assert response.status_code == status
    assert is_inside(response.text)
    assert "Riverside Nutrition" in response.text
    assert response.headers["Cache-Control"] == "no-store"


def test_a_form_that_is_too_large_leaves_the_member_inside(as_maya: Browser) -> None:
    response = as_maya.post("/settings", data={"name": FAR_TOO_LONG})

    assert response.status_code == 413
    assert is_inside(response.text)


def test_the_place_where_it_happened_is_marked(as_maya: Browser) -> None:
    page = as_maya.get("/events/abc").text

    assert '<a class="rail-link" href="/events" aria-current="page">' in page
    assert page.count("<h1>") == 1


@pytest.mark.parametrize("path", ["/events/abc", "/partners/999999/nothing"])
def test_the_signed_out_see_the_public_frame(as_nobody: Browser, path: str) -> None:
    response = as_nobody.get(path)

    assert response.status_code == 404
    assert PLACES not in response.text
    assert "Set-Cookie" not in response.headers


@pytest.mark.parametrize(
    "path",
    ["/nothing", "/e/nothing", "/t/nothing", "/p/nothing/more", "/h/nothing", "/door/nothing"],
)
def test_a_public_address_reads_no_cookie_even_of_a_member(as_maya: Browser, path: str) -> None:
    with counted() as statements:
        response = as_maya.get(path)

    assert response.status_code == 404
    assert PLACES not in response.text
    assert "Cookie" not in response.headers.get("Vary", "")
    assert "Set-Cookie" not in response.headers
    assert not [statement for statement in statements if "account" in statement]


def test_an_address_that_leads_nowhere_costs_no_more_than_identity(as_maya: Browser) -> None:
    with counted() as usual:
        as_maya.get("/settings/practices/new")
    with counted() as statements:
        as_maya.get("/events/abc")

    assert len(statements) == len(usual) + 1, "the account, then what it works in"


@pytest.mark.parametrize(("path", "status"), [("/partners", 500), ("/events/abc", 404)])
def test_identity_that_fails_is_asked_once_and_the_refusal_shown_outside(
    app: Flask, as_maya: Browser, monkeypatch: pytest.MonkeyPatch, path: str, status: int
) -> None:
    asked = []

    def identify() -> None:
        asked.append(path)
        raise RuntimeError("the accounts are away")

    monkeypatch.setattr(security, "identify", identify)
    monkeypatch.setattr(app, "testing", False)
    monkeypatch.setitem(app.config, "PROPAGATE_EXCEPTIONS", False)

    response = as_maya.get(path)

    assert response.status_code == status
    assert "data-problem" in response.text
    assert PLACES not in response.text
    assert asked == [path]


def test_an_account_without_a_practice_is_told_in_the_public_frame(app: Flask) -> None:
    response = Browser(app, make_user("Ines", "ines@alone.example")).get("/events/abc")

    assert response.status_code == 404
    assert PLACES not in response.text


def test_a_colleague_who_may_not_change_settings_stays_inside(
    as_tom: Browser, riverside: PracticeOfTheCast
) -> None:
    response = as_tom.post("/settings", data={})

    assert response.status_code == 403
    assert is_inside(response.text)
    assert "Only an owner" in response.text
