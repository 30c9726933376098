"""Refusals in words: helpful pages in the product's look, and fragments when htmx asked."""

import pytest
from flask import Flask
from sqlalchemy import text
from sqlalchemy.exc import DatabaseError, IntegrityError, OperationalError

from jvplanner.db import db
from jvplanner.errors import Conflict
from tests.browser import HTMX, Browser
from tests.builders import PracticeOfTheCast
from tests.builders_outbox import write_letters


def breaks(app: Flask, monkeypatch: pytest.MonkeyPatch, problem: Exception) -> None:
    """Let the search page meet a problem."""

    def ask(_text: str) -> list[object]:
        raise problem

    monkeypatch.setattr(app.extensions["questions"].found, "_domains", (ask,))
    monkeypatch.setattr(app, "testing", False)
    monkeypatch.setitem(app.config, "PROPAGATE_EXCEPTIONS", False)


def is_whole_page(text: str) -> bool:
    return text.startswith("<!doctype html>") and "data-problem" in text


@pytest.mark.parametrize("path", ["/nothing", "/settings/nothing", "/outbox/99999999999999"])
def test_what_is_not_there_has_a_page_that_says_so(as_maya: Browser, path: str) -> None:
    response = as_maya.get(path)
    assert response.status_code == 404
    assert is_whole_page(response.text)
    assert "The address may be mistyped" in response.text
    assert "no-store" in response.headers["Cache-Control"]


def test_a_wrong_method_says_so_and_which_are_right(as_maya: Browser) -> None:
    response = as_maya.open("/outbox", method="DELETE")
    assert response.status_code == 405
    assert {"GET", "HEAD"} <= set(response.headers["Allow"].split(", "))
    assert is_whole_page(response.text)


def test_what_is_too_large_is_refused_before_it_is_read(as_maya: Browser) -> None:
    response = as_maya.post("/settings", data={"name": "x" * (1024 * 1024 + 1)})
    assert response.status_code == 413
    assert "too large" in response.text


def test_too_many_fields_are_refused_too(as_maya: Browser) -> None:
    response = as_maya.post("/settings", data={f"n{n}": "" for n in range(2000)})
    assert response.status_code in (413, 422)


def test_a_stale_form_says_what_to_do(as_maya: Browser) -> None:
    response = as_maya.without_token("/settings", data={"name": "x"})
    assert response.status_code == 400
    assert "The page has gone stale" in response.text
    assert is_whole_page(response.text)


def test_a_fragment_is_answered_with_a_fragment(
    as_maya: Browser, in_riverside: PracticeOfTheCast
) -> None:
    for path, status in (("/outbox/999", 404), ("/nothing", 404)):
        response = as_maya.get(path, headers=HTMX)
        assert response.status_code == status
        assert response.text.lstrip().startswith('<section id="problem"')
    whole = as_maya.get("/nothing", headers=HTMX | {"HX-Boosted": "true"})
    assert is_whole_page(whole.text)


@pytest.mark.parametrize("headers", [{}, HTMX], ids=["page", "fragment"])
def test_what_nobody_foresaw_is_a_calm_page_without_details(
    app: Flask, as_maya: Browser, monkeypatch: pytest.MonkeyPatch, headers: dict[str, str]
) -> None:
    breaks(app, monkeypatch, RuntimeError("secret detail"))
    response = as_maya.get("/search?q=a", headers=headers)
    assert response.status_code == 500
    assert "Something went wrong on our side" in response.text
    assert "secret detail" not in response.text
    assert is_whole_page(response.text) == (not headers)


@pytest.mark.parametrize(
    ("problem", "answer"),
    [
        (Conflict("Somebody was faster."), (409, "Somebody was faster.")),
        (IntegrityError("s", {}, Exception("c")), (409, "Something changed meanwhile")),
        (OperationalError("s", {}, Exception("c")), (503, "Not ready just now")),
    ],
    ids=["refusal", "constraint", "database away"],
)
def test_each_problem_has_its_status_and_words(
    app: Flask,
    as_maya: Browser,
    monkeypatch: pytest.MonkeyPatch,
    problem: Exception,
    answer: tuple[int, str],
) -> None:
    breaks(app, monkeypatch, problem)
    response = as_maya.get("/search?q=a")
    assert response.status_code == answer[0]
    assert answer[1] in response.text


def test_the_log_says_which_constraint_and_not_about_whom(
    app: Flask,
    as_maya: Browser,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    said = 'violates "uq_account_email"\nDETAIL:  Key (email)=(ana@example.org) already exists.'
    breaks(app, monkeypatch, IntegrityError("s", {}, Exception(said)))
    as_maya.get("/search?q=a")
    assert "uq_account_email" in caplog.text
    assert "ana@example.org" not in caplog.text


def test_a_statement_that_fails_does_not_say_what_it_was_given(app: Flask) -> None:
    statement = text("SELECT * FROM nowhere WHERE email = :email")
    with pytest.raises(DatabaseError) as failed:
        db.session.execute(statement, {"email": "ana@example.org"})
    assert "nowhere" in str(failed.value)
    assert "ana@example.org" not in str(failed.value)


def test_a_program_is_answered_in_json(as_nobody: Browser) -> None:
    response = as_nobody.post("/nothing", json={})
    assert response.status_code == 404
    assert response.json is not None
    assert "mistyped" in response.json["error"]


def test_words_from_the_address_are_shown_as_text(as_nobody: Browser) -> None:
    response = as_nobody.get("/%3Cscript%3Ealert(1)%3C/script%3E?x={{7*7}}")
    assert response.status_code == 404
    assert "<script>alert" not in response.text


def test_a_fragment_of_another_practice_is_not_there(
    as_outsider: Browser, in_riverside: PracticeOfTheCast
) -> None:
    (letter,) = write_letters(1, in_riverside.owner)
    letter_id = letter.id
    db.session.rollback()
    assert as_outsider.get(f"/outbox/{letter_id}", headers=HTMX).status_code == 404
