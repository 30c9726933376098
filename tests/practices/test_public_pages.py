"""The front page, and what a practice shows everybody."""

from dataclasses import dataclass
from datetime import datetime

import pytest
from flask import Flask

from jvplanner.db import db
from jvplanner.tenancy import current_practice_id
from tests.browser import Browser, as_read
from tests.builders import PracticeOfTheCast
from tests.builders_papers import make_sent

SIX_THIRTY = datetime.fromisoformat("2027-03-11T23:30:00+00:00")
EIGHT = datetime.fromisoformat("2027-03-12T01:00:00+00:00")


@dataclass(frozen=True)
class Coming:
    title: str = "Why you're still tired"
    href: str = "/e/bcdfghj"
    starts_at: datetime = SIX_THIRTY
    ends_at: datetime = EIGHT
    time_zone: str = "America/New_York"
    place: str = "Corner Pharmacy"


@pytest.fixture
def coming(app: Flask, monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Let composition know one coming event; collect for which practice it was asked."""
    asked: list[int] = []

    def events() -> list[Coming]:
        asked.append(current_practice_id())
        return [Coming()]

    monkeypatch.setattr(app.extensions["questions"].coming, "_domains", (events,))
    return asked


def test_the_front_page_says_what_this_is_and_leads_in(as_nobody: Browser) -> None:
    response = as_nobody.get("/")
    assert response.status_code == 200
    assert 'href="/sign-in"' in response.text
    assert 'href="/sign-up"' in response.text
    assert response.headers["Cache-Control"] == "public, max-age=60"
    assert "Set-Cookie" not in response.headers
    assert "nonce" not in response.headers["Content-Security-Policy"]


def test_a_practice_shows_its_coming_events(
    as_nobody: Browser, riverside: PracticeOfTheCast, coming: list[int]
) -> None:
    response = as_nobody.get("/h/riverside-nutrition")

    assert response.status_code == 200
    assert coming == [riverside.id]
    assert "Riverside Nutrition" in response.text
    assert 'href="/e/bcdfghj"' in response.text
    assert "Why you&#39;re still tired" in response.text
    assert "Thu 11 Mar 2027, 18:30 – 20:00 (New York)" in as_read(response.text)
    assert "maya@riverside.example" not in response.text
    assert "Set-Cookie" not in response.headers
    assert "public" in response.headers["Cache-Control"]


def test_an_unchanged_page_is_not_sent_again(
    as_nobody: Browser, riverside: PracticeOfTheCast, coming: list[int]
) -> None:
    for path in ("/", "/h/riverside-nutrition", "/h/riverside-nutrition/brand.css"):
        tag = as_nobody.get(path).headers["ETag"]
        again = as_nobody.get(path, headers={"If-None-Match": tag})
        assert again.status_code == 304
        assert again.data == b""


def test_a_practice_without_events_says_so(
    app: Flask, as_nobody: Browser, riverside: PracticeOfTheCast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(app.extensions["questions"].coming, "_domains", ())
    assert "Nothing is planned just now" in as_nobody.get("/h/riverside-nutrition").text


def test_the_brand_travels_as_a_stylesheet_that_changes_with_it(
    as_nobody: Browser, riverside: PracticeOfTheCast
) -> None:
    path = "/h/riverside-nutrition/brand.css"
    first = as_nobody.get(path)
    assert first.headers["Content-Type"] == "text/css; charset=utf-8"
    assert "--brand: #0f5c4d; --on-brand: #ffffff;" in first.text
    assert "prefers-color-scheme: dark" in first.text

    riverside.practice.brand_colour = "#ffcc00"
    db.session.commit()
    second = as_nobody.get(path, headers={"If-None-Match": first.headers["ETag"]})
    assert second.status_code == 200
    assert "--brand: #ffcc00; --on-brand: #16201d;" in second.text


def test_a_new_colour_is_a_new_address_so_that_it_is_seen_at_once(
    as_nobody: Browser, in_riverside: PracticeOfTheCast, coming: list[int]
) -> None:
    sent = make_sent()
    for colour in ("#ffcc00", "#0f5c4d"):
        in_riverside.practice.brand_colour = colour
        db.session.commit()
        sheet = f"/h/riverside-nutrition/brand.css?v={colour[1:]}"
        for path in ("/h/riverside-nutrition", sent.path):
            assert f'<link rel="stylesheet" href="{sheet}">' in as_nobody.get(path).text


@pytest.mark.parametrize("slug", ["nobody", "Riverside-Nutrition", "a\x00b", "x" * 500])
def test_an_unknown_practice_is_not_there(
    as_nobody: Browser, riverside: PracticeOfTheCast, slug: str
) -> None:
    for path in (f"/h/{slug}", f"/h/{slug}/brand.css"):
        response = as_nobody.get(path)
        assert response.status_code == 404
        assert "no practice at this address" in response.text
