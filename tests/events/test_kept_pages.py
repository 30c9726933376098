"""Event pages from memory: the same bytes as a page made anew, and never an old one."""

from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy import create_engine, text, update
from werkzeug.test import create_environ

from jvplanner.db import db, for_single_statements
from jvplanner.events.models import EventState, GuestState
from jvplanner.events.views import kept, pages
from jvplanner.links.models import PublicCode
from tests.browser import Browser
from tests.builders_events import make_event, make_guest
from tests.builders_partners import make_partner
from tests.statements import counted


def made_pages(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Collect the codes of the pages that the application makes from here on."""
    made: list[str] = []
    make = pages._page
    monkeypatch.setattr(
        pages, "_page", lambda shown, form: made.append(shown.code) or make(shown, form)
    )
    return made


def test_a_page_is_made_once_and_given_again_byte_for_byte(
    in_riverside, as_nobody: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = f"/e/{make_event(partner=make_partner()).code}"
    made = made_pages(monkeypatch)
    first, second = as_nobody.get(path), as_nobody.get(path)

    assert len(made) == 1
    assert first.data == second.data
    assert list(first.headers) == list(second.headers)
    assert "Content-Security-Policy" in second.headers


def test_an_answer_that_nothing_changed_carries_the_headers_of_the_page(
    in_riverside, as_nobody: Browser
) -> None:
    path = f"/e/{make_event().code}"
    page = as_nobody.get(path)

    unchanged = as_nobody.get(path, headers={"If-None-Match": f'W/{page.headers["ETag"]}, "other"'})

    assert (unchanged.status_code, unchanged.data) == (304, b"")
    body = {"Content-Type", "Content-Length"}
    assert {*unchanged.headers.keys()} == {*page.headers.keys()} - body


def test_what_another_process_wrote_shows_at_once(
    app: Flask, in_riverside, as_nobody: Browser
) -> None:
    event = make_event(seats=2)
    path, event_id = f"/e/{event.code}", event.id
    assert "2 of 2 seats left" in as_nobody.get(path).text
    elsewhere = create_engine(app.config["SQLALCHEMY_DATABASE_URI"])
    for change, says in (
        ("seats_taken = 1", "1 of 2 seats left"),
        ("seats_taken = 2", "This event is full"),
        ("title = 'Another title'", "Another title"),
        (f"state = '{EventState.CANCELLED}'", "This event does not take place"),
    ):
        with elsewhere.begin() as connection:
            connection.execute(text(f"UPDATE event SET {change} WHERE id = {event_id}"))  # noqa: S608
        assert says in as_nobody.get(path).text
    elsewhere.dispose()


def test_who_waits_and_the_practice_and_the_partner_change_the_page(
    in_riverside, as_nobody: Browser
) -> None:
    partner = make_partner()
    event = make_event(partner=partner)
    path = f"/e/{event.code}"
    assert "This event is full" not in as_nobody.get(path).text
    make_guest(event, state=GuestState.WAITING)
    assert "This event is full" in as_nobody.get(path).text
    partner.name = "A shop with another name"
    db.session.commit()
    assert "A shop with another name" in as_nobody.get(path).text


def test_only_so_many_pages_are_kept(
    app: Flask, in_riverside, as_nobody: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kept, "MOST_KEPT", 2)
    path = f"/e/{make_event().code}"
    made = made_pages(monkeypatch)
    for source in ("one", "two", "three", "three", "two", "one"):
        assert f'value="{source}"' in as_nobody.get(f"{path}?s={source}").text

    assert len(made) == 4


def test_a_failing_database_is_told_in_the_applications_words(
    in_riverside, as_nobody: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = f"/e/{make_event().code}"

    def fail(*_: object) -> None:
        raise OSError("the disk is gone")

    monkeypatch.setattr(kept.queries, "announced", fail)
    page = as_nobody.get(path)

    assert page.status_code == 500
    assert "Content-Security-Policy" in page.headers


def test_connections_for_single_statements_end_with_those_of_the_application(app: Flask) -> None:
    own = for_single_statements(db.engine)
    with own.connect():
        pass
    before = own.pool
    assert for_single_statements(db.engine) is own, "one pool for all who ask"

    db.engine.dispose()

    assert own.pool is not before


def test_a_code_finds_nothing_of_another_practice(
    in_riverside, hillside, as_nobody: Browser
) -> None:
    """T1: were a code's practice not that of its event, there would be no event."""
    event = make_event()
    path = f"/e/{event.code}"
    assert as_nobody.get(path).status_code == 200
    db.session.execute(
        update(PublicCode).where(PublicCode.code == event.code).values(practice_id=hillside.id)
    )
    db.session.commit()
    assert as_nobody.get(path).status_code == 404


def test_what_the_application_opened_for_an_answer_is_closed(
    app: Flask, in_riverside, monkeypatch: pytest.MonkeyPatch
) -> None:
    closed: list[bool] = []

    class Answer(list[bytes]):
        def close(self) -> None:
            closed.append(True)

    def answer(_environ: object, start_response: Callable[..., object]) -> Answer:
        start_response("500 INTERNAL SERVER ERROR", [])
        return Answer([b"half", b" a page"])

    said: list[str] = []
    environ = create_environ(f"/e/{make_event().code}")
    monkeypatch.setattr(app.wsgi_app, "_answer", answer)
    body = app.wsgi_app(environ, lambda status, _headers: said.append(status))

    assert (list(body), said, closed) == ([b"half a page"], ["500 INTERNAL SERVER ERROR"], [True])


def test_readers_of_two_languages_who_take_turns_each_read_their_own(
    in_riverside, as_nobody: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = f"/e/{make_event().code}"
    made = made_pages(monkeypatch)
    wishes = {"es": {"Accept-Language": "es"}, "en": {"Accept-Language": "en-US,en;q=0.9"}}
    tags: dict[str, set[str]] = {"es": set(), "en": set()}
    for language in ("es", "en") * 3:
        page = as_nobody.get(path, headers=wishes[language])
        assert f'<html lang="{language}">' in page.text
        assert "Accept-Language" in page.headers["Vary"]
        tags[language].add(page.headers["ETag"])

    assert len(made) == 2, "each language is made once"
    assert len(tags["es"]) == len(tags["en"]) == 1
    assert tags["es"] != tags["en"]
    unchanged = wishes["es"] | {"If-None-Match": tags["es"].copy().pop()}
    assert as_nobody.get(path, headers=unchanged).status_code == 304
    changed = wishes["en"] | {"If-None-Match": tags["es"].pop()}
    assert as_nobody.get(path, headers=changed).status_code == 200


def test_a_page_in_another_language_asks_the_database_once(
    in_riverside, as_nobody: Browser
) -> None:
    path = f"/e/{make_event().code}?lang=es"
    as_nobody.get(path)
    with counted() as statements:
        as_nobody.get(path)

    assert len(statements) == 1
