"""Letters for later: where they stand, and what nobody is asked before their hour."""

from datetime import datetime, timedelta

import pytest
import time_machine
from flask import Flask

from jvplanner import clock
from jvplanner.db import db
from jvplanner.outbox.letters import Kind, kind_of, write
from jvplanner.outbox.models import Letter
from jvplanner.outbox.queries import PAGE, Shelf, due, letters_on
from jvplanner.outbox.worker import send_due
from tests.browser import Browser
from tests.builders import PracticeOfTheCast, letters
from tests.builders_outbox import letter_now, write_letters
from tests.statements import counted

LATER = timedelta(days=3)


@pytest.fixture
def for_later(in_riverside: PracticeOfTheCast) -> Letter:
    write(
        "password_changed",
        to_name="Lena Later",
        to_email="lena@corner.example",
        once="later",
        not_before=clock.now() + LATER,
        user_id=in_riverside.owner.id,
    )
    db.session.commit()
    return letters()[-1]


def test_a_letter_for_later_stands_on_a_shelf_of_its_own_and_says_when_it_goes_out(
    as_maya: Browser, for_later: Letter
) -> None:
    waiting, later = as_maya.get("/outbox").text, as_maya.get("/outbox?show=later").text
    assert "Lena Later" not in waiting
    assert "Later (1)" in waiting
    assert "Waiting (" not in waiting
    assert "Lena Later" in later
    assert "Goes out " in later
    assert "No mail server is set up" not in later, "nobody has to do anything yet"


def test_once_its_hour_has_come_it_waits_like_any_other(
    as_maya: Browser, for_later: Letter
) -> None:
    with time_machine.travel(clock.now() + LATER + timedelta(minutes=1)):
        waiting = as_maya.get("/outbox").text
    assert "Lena Later" in waiting
    assert "Waiting (1)" in waiting
    assert "Goes out " not in waiting


def test_nobody_is_asked_to_send_a_letter_by_hand_before_its_hour(for_later: Letter) -> None:
    def asked(moment: datetime) -> list[str]:
        return [one.what for one in due(moment, sends_by_itself=False)]

    assert asked(clock.now()) == []
    with time_machine.travel(clock.now() + LATER + timedelta(minutes=1)):
        assert asked(clock.now()) == ["1 letter waits"]


def test_a_letter_that_was_put_off_is_not_for_later(
    as_maya: Browser, in_riverside: PracticeOfTheCast
) -> None:
    (letter,) = write_letters(1, in_riverside.owner, name="Wanda")
    letter.claim(clock.now(), timedelta(minutes=6))
    letter.put_off("The mail server asked to try again later.", clock.now())
    db.session.commit()

    assert "Wanda" in as_maya.get("/outbox").text
    assert "Wanda" not in as_maya.get("/outbox?show=later").text


def test_a_letter_for_later_can_be_sent_now(
    with_mail_server: None, as_maya: Browser, for_later: Letter
) -> None:
    page = as_maya.get(f"/outbox/{for_later.id}").text
    assert "It goes out by itself" in page
    assert "Try again" not in page

    as_maya.post(f"/outbox/{for_later.id}/sending")

    assert letter_now(for_later).try_at <= clock.now()


def test_what_goes_out_next_comes_first_and_pages_lose_and_repeat_nobody(
    in_riverside: PracticeOfTheCast,
) -> None:
    written = write_letters(PAGE + 5, in_riverside.owner)
    for place, letter in enumerate(written):
        letter.try_at = clock.now() + LATER + timedelta(hours=(place * 7) % 20)
    db.session.commit()

    first, beyond = letters_on(Shelf.LATER)
    second, end = letters_on(Shelf.LATER, beyond)

    assert end is None
    found = [*first, *second]
    assert {letter.id for letter in found} == {letter.id for letter in written}
    assert len(found) == len(written)
    assert [one.try_at for one in found] == sorted(one.try_at for one in found)


def test_the_count_of_letters_for_later_costs_no_more_for_many(
    as_maya: Browser, in_riverside: PracticeOfTheCast
) -> None:
    asked = []
    for more in (2, 50):
        for letter in write_letters(more, in_riverside.owner):
            letter.try_at = clock.now() + LATER
        db.session.commit()
        with counted() as statements:
            as_maya.get("/outbox?show=later")
        asked.append(len(statements))
    assert asked[0] == asked[1]


def test_a_letter_that_nobody_needs_any_more_is_taken_back_and_not_sent(
    app: Flask, in_riverside: PracticeOfTheCast, monkeypatch: pytest.MonkeyPatch
) -> None:
    usual = kind_of("password_changed")
    asked_for: list[int] = []

    def is_needed(user_id: int) -> bool:
        asked_for.append(user_id)
        return False

    kinds = {"password_changed": Kind(usual.writer, usual.title, usual.owners_only, is_needed)}
    monkeypatch.setattr("jvplanner.outbox.letters._kinds", kinds)
    write_letters(1, in_riverside.owner)
    db.session.rollback()
    delivered: list[object] = []

    assert send_due(app.extensions["postroom"], delivered.append) == 1

    assert delivered == []
    assert letters() == []
    assert asked_for == [in_riverside.owner.id]
