"""What a mail server says, and what becomes of the letter (L2)."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
import time_machine
from flask import Flask

from jvplanner import clock
from jvplanner.db import db
from jvplanner.outbox import delivery
from jvplanner.outbox.models import BACKOFF, LetterState
from jvplanner.outbox.queries import due
from jvplanner.questions import When
from tests.builders import PracticeOfTheCast, letters
from tests.builders_outbox import letter_now, round_of_worker, write_letters
from tests.smtp import free_port, mail_server

NOON = "2027-01-11 12:00 +0000"


@pytest.fixture(autouse=True)
def stopped_clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(NOON, tick=False) as traveller:
        yield traveller


def test_a_letter_is_sent_once(app: Flask, in_riverside: PracticeOfTheCast) -> None:
    (letter,) = write_letters(1, in_riverside.owner)
    with mail_server() as server:
        assert round_of_worker(app, server) == 1
        assert round_of_worker(app, server) == 0

    (received,) = server.received
    assert received.recipients == ("dana@corner.example",)
    assert received.message["Subject"] == "Your password was changed"
    assert received.message["Message-ID"] == f"<{letter.message_key}@localhost>"
    for kind in ("plain", "html"):
        body = received.message.get_body((kind,))
        assert body
        assert "Hello Maya Okafor" in body.get_content()
    now = letter_now(letter)
    assert (now.state, now.problem, now.sent_at) == (LetterState.SENT, None, clock.now())


@pytest.mark.parametrize("moment", ["to_recipient", "to_message"])
def test_a_temporary_refusal_waits_and_is_tried_again(
    app: Flask, in_riverside: PracticeOfTheCast, stopped_clock: time_machine.Traveller, moment: str
) -> None:
    (letter,) = write_letters(1, in_riverside.owner)
    with mail_server() as server:
        getattr(server, moment).append("451 4.7.1 Greylisted, come back")
        round_of_worker(app, server)
        now = letter_now(letter)
        assert now.state is LetterState.WAITING
        assert now.problem == (
            "The mail server asked to try again later: 451 4.7.1 Greylisted, come back"
        )
        assert now.try_at == clock.now() + timedelta(minutes=1)
        assert round_of_worker(app, server) == 0
        assert due(clock.now()) == []

        stopped_clock.shift(timedelta(minutes=1))
        assert round_of_worker(app, server) == 1
        assert letter_now(letter).state is LetterState.SENT


@pytest.mark.parametrize("moment", ["to_recipient", "to_message"])
def test_a_permanent_refusal_is_parked_and_on_today_at_once(
    app: Flask, in_riverside: PracticeOfTheCast, moment: str
) -> None:
    (letter,) = write_letters(1, in_riverside.owner)
    with mail_server() as server:
        getattr(server, moment).append("550 5.1.1 No such mailbox")
        round_of_worker(app, server)
        assert round_of_worker(app, server) == 0

    now = letter_now(letter)
    assert now.state is LetterState.FAILED
    assert now.problem == "The mail server refused the letter: 550 5.1.1 No such mailbox"
    (found,) = due(clock.now())
    assert found.when is When.NOW
    assert "Dana Ruiz" in found.what
    assert found.why == now.problem
    assert found.href == f"/outbox/{letter.id}"


def test_a_server_that_does_not_answer_is_asked_again_later(
    app: Flask, in_riverside: PracticeOfTheCast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(delivery, "SECONDS", 0.3)
    (letter,) = write_letters(1, in_riverside.owner)
    with mail_server() as server:
        server.hangs = 2
        round_of_worker(app, server)
    now = letter_now(letter)
    assert now.state is LetterState.WAITING
    assert now.problem == "The mail server did not answer in time."


def test_a_certificate_that_nobody_signed_is_not_trusted(
    app: Flask, in_riverside: PracticeOfTheCast
) -> None:
    (letter,) = write_letters(1, in_riverside.owner)
    with mail_server(encrypted=True) as server:
        round_of_worker(app, server)
        assert server.received == []
    now = letter_now(letter)
    assert now.state is LetterState.WAITING
    assert "No secure connection to the mail server" in str(now.problem)


def test_a_server_that_is_away_is_asked_again_later(
    app: Flask, in_riverside: PracticeOfTheCast
) -> None:
    (letter,) = write_letters(1, in_riverside.owner)
    round_of_worker(app, f"smtp://127.0.0.1:{free_port()}")
    now = letter_now(letter)
    assert now.state is LetterState.WAITING
    assert "could not be reached" in str(now.problem)


def test_a_wrong_password_of_ours_loses_no_letter(
    app: Flask, in_riverside: PracticeOfTheCast, stopped_clock: time_machine.Traveller
) -> None:
    (letter,) = write_letters(1, in_riverside.owner)
    with mail_server(password="right") as server:
        round_of_worker(app, f"smtp://us:wrong@127.0.0.1:{server.port}")
        now = letter_now(letter)
        assert now.state is LetterState.WAITING
        assert "does not accept our name and password" in str(now.problem)

        stopped_clock.shift(timedelta(minutes=1))
        round_of_worker(app, f"smtp://us:right@127.0.0.1:{server.port}")
        assert letter_now(letter).state is LetterState.SENT


def test_our_password_is_not_sent_in_the_open_to_another_machine(
    app: Flask, in_riverside: PracticeOfTheCast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(delivery, "OUR_MACHINE", ())
    (letter,) = write_letters(1, in_riverside.owner)
    with mail_server(password="right") as server:
        round_of_worker(app, f"smtp://us:right@127.0.0.1:{server.port}")
        assert server.received == []
    assert "offers no encryption" in str(letter_now(letter).problem)


def test_a_letter_is_parked_after_the_last_try(
    app: Flask, in_riverside: PracticeOfTheCast, stopped_clock: time_machine.Traveller
) -> None:
    (letter,) = write_letters(1, in_riverside.owner)
    nobody = f"smtp://127.0.0.1:{free_port()}"
    for wait in BACKOFF:
        assert round_of_worker(app, nobody) == 1
        assert letter_now(letter).try_at == clock.now() + wait
        stopped_clock.shift(wait)
    assert round_of_worker(app, nobody) == 1
    assert letter_now(letter).state is LetterState.FAILED


def test_a_letter_that_cannot_be_written_holds_up_no_other(
    app: Flask, in_riverside: PracticeOfTheCast
) -> None:
    bad, good = write_letters(2, in_riverside.owner)
    bad.ids = {"user_id": 999}
    db.session.commit()
    with mail_server() as server:
        assert round_of_worker(app, server) == 2
    assert letter_now(good).state is LetterState.SENT
    assert letter_now(bad).state is LetterState.FAILED
    assert letter_now(bad).problem == "What this letter speaks of is no longer there."
    assert len(letters()) == 2
