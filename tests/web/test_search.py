"""The search box asks every part of the product."""

import pytest
from flask import Flask

from jvplanner.questions import Found
from tests.browser import HTMX, Browser


@pytest.fixture
def asked(app: Flask, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Let two parts of the product answer; collect what they were asked."""
    words: list[str] = []

    def partners(text: str) -> list[Found]:
        words.append(text)
        return [Found("Partner", "Corner <Pharmacy>", "Riverside", "/partners/1")]

    def guests(_text: str) -> list[Found]:
        return [Found("Guest", "עדה", "", "/events/3#guest-4")]

    monkeypatch.setattr(app.extensions["questions"].found, "_domains", (partners, guests))
    return words


def test_every_part_is_asked_and_answers_lead_to_their_pages(
    as_maya: Browser, asked: list[str]
) -> None:
    response = as_maya.get("/search", query_string={"q": "  corner   phar "})
    assert asked == ["corner phar"]
    assert 'href="/partners/1">Corner &lt;Pharmacy&gt;</a>' in response.text
    assert 'href="/events/3#guest-4">עדה</a>' in response.text
    assert response.text.count('id="found"') == 1
    assert response.text.count('type="search"') == 1
    assert 'name="q" value="corner phar"' in response.text, "the one box holds what was asked"


def test_the_box_gets_the_answers_alone(as_maya: Browser, asked: list[str]) -> None:
    response = as_maya.get("/search?q=corner", headers=HTMX)
    assert response.text.lstrip().startswith('<div id="found"')
    assert "HX-Request" in response.headers["Vary"]


def test_no_words_ask_nobody(as_maya: Browser, asked: list[str]) -> None:
    assert "/partners/1" not in as_maya.get("/search?q=%20").text
    assert as_maya.get("/search").status_code == 200
    assert asked == []


@pytest.mark.parametrize("text", ["x" * 5000, "a\x00b", "%' OR 1=1 --", "{{7*7}}", "\ud83d"])
def test_any_text_can_be_searched_for(as_maya: Browser, asked: list[str], text: str) -> None:
    response = as_maya.get("/search", query_string={"q": text.encode("utf-8", "surrogatepass")})
    assert response.status_code == 200
    assert len(asked[0]) <= 200
    assert "\x00" not in asked[0]
    assert "49" not in response.text.split('id="found"')[1]


def test_nothing_found_says_so(
    app: Flask, as_maya: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(app.extensions["questions"].found, "_domains", (lambda _text: [],))
    assert "Nothing here has “zzz” in its name." in as_maya.get("/search?q=zzz").text


def test_the_signed_out_search_nothing(as_nobody: Browser) -> None:
    assert as_nobody.get("/search?q=a").status_code == 303
    response = as_nobody.get("/search?q=a", headers=HTMX)
    assert response.status_code == 401
    assert response.headers["HX-Redirect"].startswith("/sign-in")
