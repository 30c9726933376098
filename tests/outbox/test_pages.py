"""The outbox, read and worked through by a member."""

import dataclasses
from datetime import timedelta

import pytest
from flask import Flask

from jvplanner import clock
from jvplanner.db import db
from jvplanner.outbox.letters import Attachment, Contents, Kind
from jvplanner.outbox.models import LetterState
from jvplanner.outbox.queries import PAGE
from jvplanner.practices.letters import tell_password_was_changed
from jvplanner.tenancy import acting_for
from tests.browser import HTMX, Browser
from tests.builders import PracticeOfTheCast, letters
from tests.builders_outbox import letter_now, write_letters
from tests.builders_practices import make_invitation
from tests.statements import counted

NO_SERVER = "No mail server is set up"


def test_an_empty_outbox_says_what_it_is_for(as_maya: Browser) -> None:
    text = as_maya.get("/outbox").text
    assert "Nothing waits" in text
    assert NO_SERVER in text


def test_letters_stand_on_the_shelf_of_their_state(
    as_maya: Browser, in_riverside: PracticeOfTheCast
) -> None:
    for state, name in (
        (LetterState.WAITING, "Wanda"),
        (LetterState.SENDING, "Sunil"),
        (LetterState.SENT, "Sara"),
        (LetterState.FAILED, "עדה"),
    ):
        (letter,) = write_letters(1, in_riverside.owner, name=name)
        letter.state, letter.sent_at = state, clock.now()
        db.session.commit()

    waiting = as_maya.get("/outbox").text
    assert "Wanda" in waiting
    assert "Sunil" in waiting
    assert "Sara" not in waiting
    assert "עדה" in as_maya.get("/outbox?show=failed").text
    assert "Sara" in as_maya.get("/outbox?show=sent").text
    assert "Wanda" in as_maya.get("/outbox?show=nonsense&before=x").text


def test_letters_of_no_practice_and_of_others_never_appear(
    as_maya: Browser, riverside: PracticeOfTheCast, hillside: PracticeOfTheCast
) -> None:
    tell_password_was_changed(riverside.owner)
    with acting_for(hillside.id):
        write_letters(1, hillside.owner, name="Somebody Else")
    for letter in letters():
        db.session.rollback()
        assert as_maya.get(f"/outbox/{letter.id}").status_code == 404
        assert as_maya.get(f"/outbox/{letter.id}/view").status_code == 404
        assert as_maya.get(f"/outbox/{letter.id}/attachments/1").status_code == 404
        assert as_maya.post(f"/outbox/{letter.id}/delivery").status_code == 404
        assert as_maya.post(f"/outbox/{letter.id}/sending").status_code == 404
    assert "Nothing waits" in as_maya.get("/outbox").text


def test_a_long_list_comes_in_pages_that_lose_and_repeat_nobody(
    as_maya: Browser, in_riverside: PracticeOfTheCast
) -> None:
    for number in range(PAGE + 3):
        write_letters(1, in_riverside.owner, name=f"Reader-{number:03}")
    first = as_maya.get("/outbox")
    second = as_maya.get(
        first.text.split('class="button plain" href="')[1].split('"')[0].replace("&amp;", "&"),
        headers=HTMX,
    )
    assert first.text.count('class="row-link"') == PAGE
    assert second.text.count('class="row-link"') == 3
    assert "<html" not in second.text
    assert "Show more" not in second.text
    assert "Reader-052" in first.text
    assert "Reader-000" in second.text


def test_the_list_asks_the_database_as_often_for_sixty_letters_as_for_five(
    as_maya: Browser, in_riverside: PracticeOfTheCast
) -> None:
    asked = []
    for more in (5, 55):
        write_letters(more, in_riverside.owner)
        db.session.rollback()
        with counted() as statements:
            as_maya.get("/outbox")
        asked.append(len(statements))
    assert asked[0] == asked[1]


def test_a_letter_is_shown_as_its_reader_gets_it(
    as_maya: Browser, in_riverside: PracticeOfTheCast
) -> None:
    (letter,) = write_letters(1, in_riverside.owner, name="Dana <b>Ruiz</b>")
    page = as_maya.get(f"/outbox/{letter.id}")
    assert "<h1>Your password was changed</h1>" in page.text
    assert "Dana &lt;b&gt;Ruiz&lt;/b&gt;" in page.text
    assert "Hello Maya Okafor," in page.text
    assert "frame-src 'self'" in page.headers["Content-Security-Policy"]

    view = as_maya.get(f"/outbox/{letter.id}/view")
    assert "Your password was changed" in view.text
    assert view.headers["Content-Security-Policy"].startswith("sandbox; default-src 'none'")
    assert view.headers["X-Frame-Options"] == "SAMEORIGIN"
    assert "<script" not in view.text


def test_a_letter_on_its_way_is_left_alone(
    as_maya: Browser, in_riverside: PracticeOfTheCast
) -> None:
    (letter,) = write_letters(1, in_riverside.owner)
    letter.claim(clock.now(), timedelta(minutes=5))
    db.session.commit()
    for verb in ("delivery", "sending"):
        response = as_maya.post(f"/outbox/{letter.id}/{verb}")
        assert response.status_code == 409
        assert "on its way just now" in response.text
    assert "I sent it myself" not in as_maya.get(f"/outbox/{letter.id}").text


def test_a_failed_letter_says_why_and_can_be_tried_again(
    with_mail_server: None, as_maya: Browser, in_riverside: PracticeOfTheCast
) -> None:
    (letter,) = write_letters(1, in_riverside.owner)
    letter.tries = 6
    letter.park("The mail server refused the letter: 550 No such mailbox")
    db.session.commit()
    page = as_maya.get(f"/outbox/{letter.id}").text
    assert "550 No such mailbox" in page
    assert "Try again now" in page
    assert NO_SERVER not in as_maya.get("/outbox?show=failed").text

    as_maya.post(f"/outbox/{letter.id}/sending")
    now = letter_now(letter)
    assert (now.state, now.tries, now.problem) == (LetterState.WAITING, 0, None)
    assert now.try_at <= clock.now()


def test_all_failed_letters_can_be_tried_again_at_once(
    with_mail_server: None,
    as_maya: Browser,
    in_riverside: PracticeOfTheCast,
    hillside: PracticeOfTheCast,
) -> None:
    for letter in write_letters(2, in_riverside.owner):
        letter.park("Away")
    db.session.commit()
    with acting_for(hillside.id):
        (other,) = write_letters(1, hillside.owner)
        other.park("Away")
        db.session.commit()
    assert "Try all again" in as_maya.get("/outbox?show=failed").text
    as_maya.post("/outbox/sending")
    assert "2 letters are tried again now." in as_maya.get("/outbox").text
    assert letter_now(other).state is LetterState.FAILED


def test_a_letter_about_something_gone_says_so(
    as_maya: Browser, in_riverside: PracticeOfTheCast
) -> None:
    gone, unknown = write_letters(2, in_riverside.owner)
    gone.ids, unknown.name = {"user_id": 999}, "of_an_earlier_version"
    db.session.commit()
    assert "is no longer there" in as_maya.get(f"/outbox/{gone.id}").text
    assert "no longer written" in as_maya.get(f"/outbox/{unknown.id}").text
    assert as_maya.get(f"/outbox/{unknown.id}/view").status_code == 404


def test_a_colleague_cannot_read_a_letter_that_lets_an_owner_in(
    as_maya: Browser, as_tom: Browser, in_riverside: PracticeOfTheCast
) -> None:
    make_invitation(in_riverside)
    (letter,) = letters("invitation")
    assert "/invitations/" in as_maya.get(f"/outbox/{letter.id}").text
    page = as_tom.get(f"/outbox/{letter.id}")
    assert page.status_code == 200
    assert "Only an owner can read this letter" in page.text
    assert "/invitations/" not in page.text
    assert as_tom.get(f"/outbox/{letter.id}/view").status_code == 404


def test_pictures_and_attachments_come_with_the_letter(
    app: Flask,
    as_maya: Browser,
    in_riverside: PracticeOfTheCast,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    contents = Contents(
        {"user": in_riverside.owner, "address": "http://localhost/reset"},
        "Riverside",
        attachments=(
            Attachment("event.ics", "text/calendar; method=REQUEST; charset=utf-8", b"BEGIN"),
            Attachment("code.png", "image/png", b"\x89PNG", content_id="code"),
        ),
    )
    kinds = {
        "password_changed": Kind(lambda **_ids: contents, "Password changed", owners_only=False)
    }
    monkeypatch.setattr("jvplanner.outbox.letters._kinds", kinds)
    (letter,) = write_letters(1, in_riverside.owner)

    assert "event.ics" in as_maya.get(f"/outbox/{letter.id}").text
    file = as_maya.get(f"/outbox/{letter.id}/attachments/1")
    assert file.data == b"BEGIN"
    assert file.headers["Content-Type"].startswith("text/calendar")
    assert file.headers["Content-Disposition"] == "attachment; filename=event.ics"
    assert as_maya.get(f"/outbox/{letter.id}/attachments/3").status_code == 404
    written = app.extensions["postroom"].written(letter)
    shown = dataclasses.replace(written, html='<img src="cid:code">').html_alone
    assert shown == '<img src="data:image/png;base64,iVBORw==">'


def test_a_letter_that_was_put_off_is_tried_again_only_where_somebody_tries(
    as_maya: Browser, in_riverside: PracticeOfTheCast, request: pytest.FixtureRequest
) -> None:
    (letter,) = write_letters(1, in_riverside.owner)
    letter.claim(clock.now(), timedelta(minutes=6))
    letter.put_off("451 Later.", clock.now())
    db.session.commit()
    for tries in (False, True):
        if tries:
            request.getfixturevalue("with_mail_server")
        assert ("It is tried again" in as_maya.get(f"/outbox/{letter.id}").text) is tries
        assert ("Tried, will try again" in as_maya.get("/outbox").text) is tries
