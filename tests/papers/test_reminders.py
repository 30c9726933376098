"""Reminders: after 4, 8 and 12 days, once each, and never to who has answered (L3)."""

import time
from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from flask import Flask

from jvplanner import clock
from jvplanner.db import db
from jvplanner.outbox.worker import send_due
from jvplanner.papers import actions
from jvplanner.papers.rules import is_overtaken, reminders
from tests.browser import Browser
from tests.builders import PracticeOfTheCast, letters
from tests.builders_papers import (
    CHANGES,
    NO,
    YES,
    SentPaper,
    make_sent,
    paper_of,
    recipient_of,
    send,
)
from tests.outbox.test_workers import PATIENCE, start_worker
from tests.smtp import mail_server

NOW = datetime(2027, 1, 5, 12, tzinfo=UTC)
A_DAY = timedelta(days=1)


@pytest.mark.parametrize(
    ("open_for", "passed", "ahead"),
    [
        pytest.param(30, 0, [(1, 4), (2, 8), (3, 12)], id="first after 4 days, then every 4"),
        pytest.param(7, 0, [(1, 4)], id="none once the time has run out"),
        pytest.param(8, 0, [(1, 4)], id="none at the moment it runs out"),
        pytest.param(30, 5, [(2, 8), (3, 12)], id="only those still ahead"),
        pytest.param(60, 12, [], id="three are enough"),
    ],
)
def test_which_reminders_are_ahead(open_for: int, passed: int, ahead: list[object]) -> None:
    found = reminders(NOW, NOW + open_for * A_DAY, NOW + passed * A_DAY)
    assert [(number, (due - NOW).days) for number, due in found] == ahead


def test_a_reminder_is_overtaken_once_the_next_one_is_due() -> None:
    assert not is_overtaken(1, NOW, NOW + 7 * A_DAY)
    assert is_overtaken(1, NOW, NOW + 8 * A_DAY)
    assert not is_overtaken(2, NOW, NOW + 11 * A_DAY)


def waiting() -> list[int]:
    """Return on which days after now a reminder waits, in order."""
    db.session.rollback()
    now = clock.now()
    return sorted(round((one.try_at - now) / A_DAY) for one in letters("paper_reminder"))


def test_a_paper_is_sent_with_its_reminders(in_riverside: PracticeOfTheCast) -> None:
    make_sent()
    assert waiting() == [4, 8, 12]


@pytest.mark.parametrize("answer", [YES, CHANGES, NO], ids=["yes", "changes", "no"])
def test_any_answer_stops_the_reminders_of_everybody(
    in_riverside: PracticeOfTheCast, as_nobody: Browser, answer: dict[str, str]
) -> None:
    sent = make_sent()
    as_nobody.post(sent.answer_path, data=answer)
    assert waiting() == []


@pytest.mark.parametrize(
    "stop",
    [
        pytest.param(lambda sent: actions.withdraw(paper_of(sent)), id="withdrawal"),
        pytest.param(lambda sent: actions.revoke(recipient_of(sent)), id="revocation"),
    ],
)
def test_what_ends_the_waiting_ends_the_reminders(
    in_riverside: PracticeOfTheCast, stop: Callable[[SentPaper], object]
) -> None:
    sent = make_sent()
    stop(sent)
    db.session.commit()
    assert waiting() == []


def test_a_new_version_to_somebody_else_reminds_only_them(in_riverside: PracticeOfTheCast) -> None:
    sent = make_sent()
    lee = send(paper_of(sent), ("Lee O'Hara", "lee@canal.example"))
    assert {one.ids["recipient_id"] for one in letters("paper_reminder")} == {lee.recipient_id}
    assert waiting() == [4, 8, 12]


def test_a_new_link_brings_no_reminder_beyond_the_three(in_riverside: PracticeOfTheCast) -> None:
    sent = make_sent()
    with time_machine.travel(clock.now() + 5 * A_DAY):
        actions.renew(paper_of(sent), recipient_of(sent))
        db.session.commit()
        assert waiting() == [3, 7]


def test_who_answered_after_the_worker_took_up_the_reminder_does_not_get_it(
    app: Flask, in_riverside: PracticeOfTheCast, as_nobody: Browser
) -> None:
    sent = make_sent()
    postroom, delivered = app.extensions["postroom"], []
    was_needed = postroom.is_needed

    class Answered:
        """Has the partner answer between the claim of a letter and its writing."""

        def is_needed(self, letter: object) -> bool:
            db.session.rollback()
            as_nobody.post(sent.answer_path, data=NO)
            return bool(was_needed(letter))

        message = postroom.message

    db.session.rollback()
    with time_machine.travel(clock.now() + 4 * A_DAY + timedelta(minutes=1)):
        [first] = letters("paper_sent")
        db.session.delete(first)
        db.session.commit()
        send_due(Answered(), delivered.append, limit=1)

    assert delivered == []
    assert letters("paper_reminder") == []


def test_where_letters_were_held_up_one_reminder_is_enough(
    app: Flask, in_riverside: PracticeOfTheCast
) -> None:
    make_sent()
    delivered: list[object] = []
    db.session.rollback()
    with time_machine.travel(clock.now() + 13 * A_DAY):
        send_due(app.extensions["postroom"], delivered.append)
    subjects = [str(message["Subject"])[:10] for message in delivered]
    assert subjects == ["Riverside ", "Still open"]


def test_two_workers_remind_everybody_once(app: Flask, in_riverside: PracticeOfTheCast) -> None:
    """L3"""
    five_days_ago = clock.now() - 5 * A_DAY
    with time_machine.travel(five_days_ago):
        for number in range(20):
            make_sent((f"P {number}", f"p{number}@canal.example"), partner=f"Partner {number}")
    db.session.rollback()
    with mail_server() as server:
        workers = [start_worker(app, server.url) for _ in range(2)]
        try:
            deadline = time.monotonic() + PATIENCE
            while len(server.received) < 40 and time.monotonic() < deadline:
                time.sleep(0.2)
            time.sleep(1.5)  # a second sending would come with the next round
        finally:
            for worker in workers:
                worker.terminate()
            assert [worker.wait(PATIENCE) for worker in workers] == [0, 0]
    reminded = Counter(
        str(received.message["To"])
        for received in server.received
        if str(received.message["Subject"]).startswith("Still open")
    )
    assert len(reminded) == 20
    assert set(reminded.values()) == {1}


def test_reminders_count_anew_from_the_reply_to_a_question(
    in_riverside: PracticeOfTheCast,
) -> None:
    with time_machine.travel(NOW, tick=False) as clocks:
        sent = make_sent()
        clocks.shift(3 * A_DAY)
        question = actions.ask(recipient_of(sent), "May we bring tea?")
        db.session.commit()
        assert waiting() == [], "it is the practice's turn"
        clocks.shift(2 * A_DAY)
        actions.reply(db.session.merge(question), paper_of(sent), "Gladly.")
        db.session.commit()
        assert waiting() == [4, 8, 12]
