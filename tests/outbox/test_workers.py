"""Workers as processes of their own: killed, and several at once (L1, L3)."""

import os
import signal
import subprocess
import sys
import time
from collections import Counter
from datetime import timedelta
from pathlib import Path

import time_machine
from flask import Flask

from jvplanner import clock
from jvplanner.db import db
from jvplanner.outbox.models import BACKOFF, LetterState
from jvplanner.outbox.worker import LEASE, send_due
from tests.builders import PracticeOfTheCast, letters
from tests.builders_outbox import letter_now, round_of_worker, write_letters
from tests.conftest import SECRET
from tests.smtp import mail_server

ROOT = Path(__file__).parents[2]
PATIENCE = 60  # seconds; a busy machine starts a worker in five


def database_of(app: Flask) -> str:
    return str(app.config["SQLALCHEMY_DATABASE_URI"])


def start_worker(app: Flask, smtp_url: str) -> subprocess.Popen[bytes]:
    ours = {
        "JVPLANNER_DATABASE_URL": database_of(app),
        "JVPLANNER_SECRET_KEY": SECRET,
        "JVPLANNER_BASE_URL": "http://localhost",
        "JVPLANNER_SMTP_URL": smtp_url,
        "JVPLANNER_MAIL_FROM": "planner@localhost",
    }
    command = [str(Path(sys.executable).parent / "jvplanner"), "worker"]
    return subprocess.Popen(command, cwd=ROOT, env=os.environ | ours, stderr=subprocess.DEVNULL)


def test_a_worker_killed_after_the_servers_yes_repeats_once_with_the_same_message_id(
    app: Flask, in_riverside: PracticeOfTheCast
) -> None:
    (letter,) = write_letters(1, in_riverside.owner)
    db.session.rollback()
    with mail_server() as server:
        command = [sys.executable, "-m", "tests.outbox.dying_worker", database_of(app), server.url]
        killed = subprocess.run(command, cwd=ROOT, timeout=PATIENCE, check=False)
        assert killed.returncode == -signal.SIGKILL
        assert len(server.received) == 1
        assert letter_now(letter).state is LetterState.SENDING

        assert round_of_worker(app, server) == 0
        with time_machine.travel(clock.now() + LEASE + timedelta(seconds=1)):
            assert round_of_worker(app, server) == 1
            assert round_of_worker(app, server) == 0

    one, other = server.received
    assert one.message["Message-ID"] == other.message["Message-ID"]
    assert letter_now(letter).state is LetterState.SENT


def test_two_workers_send_sixty_letters_once_each(
    app: Flask, in_riverside: PracticeOfTheCast
) -> None:
    written = write_letters(60, in_riverside.owner)
    db.session.rollback()
    with mail_server() as server:
        workers = [start_worker(app, server.url) for _ in range(2)]
        try:
            deadline = time.monotonic() + PATIENCE
            while len(server.received) < len(written) and time.monotonic() < deadline:
                time.sleep(0.2)
            time.sleep(1.5)  # a second sending would come with the next round
        finally:
            for worker in workers:
                worker.terminate()
            codes = [worker.wait(PATIENCE) for worker in workers]

    assert codes == [0, 0]
    sent = Counter(received.message["Message-ID"] for received in server.received)
    assert sent == {f"<{letter.message_key}@localhost>": 1 for letter in written}
    assert {letter.state for letter in letters()} == {LetterState.SENT}


def test_a_letter_whose_worker_dies_each_time_is_parked_in_the_end(
    app: Flask, in_riverside: PracticeOfTheCast
) -> None:
    (letter,) = write_letters(1, in_riverside.owner)
    letter.claim(clock.now(), LEASE)
    letter.tries = len(BACKOFF) + 1
    db.session.commit()
    with mail_server() as server, time_machine.travel(clock.now() + LEASE + LEASE):
        round_of_worker(app, server)
    assert server.received == []
    assert letter_now(letter).state is LetterState.FAILED
    assert "the worker stopped" in str(letter_now(letter).problem)


def test_a_letter_taken_back_while_it_was_on_its_way_stops_no_worker(
    app: Flask, in_riverside: PracticeOfTheCast
) -> None:
    first, second = write_letters(2, in_riverside.owner)
    postroom = app.extensions["postroom"]

    def deliver(message: object) -> None:
        db.session.delete(letter_now(first))
        db.session.commit()

    db.session.rollback()
    assert send_due(postroom, deliver, limit=1) == 1
    assert [letter.id for letter in letters()] == [second.id]
