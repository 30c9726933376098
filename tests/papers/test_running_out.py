"""The time to answer runs out by itself: the worker sees to it, whatever else happens just then."""

import time
from datetime import timedelta

import time_machine
from flask import Flask

from jvplanner import clock
from jvplanner.db import db
from jvplanner.papers import actions
from jvplanner.papers.models import PaperState
from jvplanner.papers.rules.chain import checked
from jvplanner.tenancy import acting_for
from tests.browser import Browser
from tests.builders import PracticeOfTheCast, letters
from tests.builders_papers import (
    NO,
    YES,
    SentPaper,
    answers_to,
    close_link,
    make_sent,
    paper_of,
)
from tests.outbox.test_workers import start_worker
from tests.pressing import Press, at_once

A_DAY = timedelta(days=1)


def run_out(sent: SentPaper) -> None:
    close_link(sent, expired_on=clock.now() - A_DAY)


def expire_now(ahead: timedelta = timedelta(0)) -> int:
    db.session.rollback()
    expired = actions.expire_due(clock.now() + ahead)
    db.session.commit()
    return expired


def test_papers_of_every_practice_run_out_with_what_still_asked_for_an_answer(
    in_riverside: PracticeOfTheCast, hillside: PracticeOfTheCast
) -> None:
    gone, waiting = make_sent(), make_sent(partner="Green Basket")
    run_out(gone)
    with acting_for(hillside.id):
        theirs = make_sent(partner="Mill Lane")
        run_out(theirs)

    assert expire_now() == 2
    assert expire_now() == 0

    assert paper_of(gone).state is PaperState.EXPIRED
    assert paper_of(waiting).state is PaperState.SENT
    with acting_for(hillside.id):
        assert paper_of(theirs).state is PaperState.EXPIRED
    asking = {letter.ids["recipient_id"] for letter in letters()}
    assert asking == {waiting.recipient_id}, "nothing asks for what has run out"


def test_what_was_answered_in_time_does_not_run_out(
    in_riverside: PracticeOfTheCast, as_nobody: Browser
) -> None:
    sent = make_sent()
    as_nobody.post(sent.answer_path, data=NO)
    assert expire_now(31 * A_DAY) == 0
    assert paper_of(sent).state is PaperState.DECLINED


def test_a_worker_lets_papers_run_out_where_there_is_no_mail_server(
    app: Flask, in_riverside: PracticeOfTheCast
) -> None:
    sent = make_sent()
    run_out(sent)
    worker = start_worker(app, "")
    try:
        deadline = time.monotonic() + 60
        while paper_of(sent).state is PaperState.SENT and time.monotonic() < deadline:
            db.session.rollback()
            time.sleep(0.2)
    finally:
        worker.terminate()
        worker.wait(60)
    assert paper_of(sent).state is PaperState.EXPIRED


def test_an_answer_at_the_moment_of_running_out_counts_or_is_refused_never_both(
    app: Flask, in_riverside: PracticeOfTheCast
) -> None:
    """P4"""
    for _ in range(3):
        sent = make_sent()
        status, expired = at_once(
            app, [Press(sent.answer_path, YES), lambda: expire_now(ahead=31 * A_DAY)]
        )
        paper = paper_of(sent)
        if status == 303:
            assert (paper.state, len(answers_to(sent)), expired) == (PaperState.APPROVED, 1, 0)
        else:
            assert (status, paper.state, expired) == (410, PaperState.EXPIRED, 1)
            assert answers_to(sent) == []
        paper = paper_of(sent)
        entries = db.session.scalars(paper.entries.select()).all()
        assert checked(entries, length=paper.entry_count, head=paper.head).faults == ()
        db.session.rollback()


def test_a_letter_that_goes_out_after_the_end_is_dropped(
    app: Flask, in_riverside: PracticeOfTheCast
) -> None:
    """The mail server was away for a month."""
    make_sent()
    letter = letters("paper_sent")[0]
    postroom = app.extensions["postroom"]
    assert postroom.is_needed(letter)
    with time_machine.travel(clock.now() + 31 * A_DAY):
        assert not postroom.is_needed(letter)
