"""Several people at once: the paper is answered once, and never while it is being replaced."""

from collections.abc import Callable
from threading import Barrier, Thread
from typing import Any

from flask import Flask

from jvplanner.db import db
from jvplanner.errors import Conflict
from jvplanner.papers.models import PaperState
from jvplanner.tenancy import acting_for
from tests.builders import PracticeOfTheCast, letters
from tests.builders_papers import CHANGES, NO, YES, SentPaper, answers_to, make_sent, paper_of, send

AT_ONCE = 6


def together(works: list[Callable[[], Any]]) -> list[Any]:
    """Run the works in threads that begin at the same moment; return what they returned."""
    barrier = Barrier(len(works))
    results: list[Any] = [None] * len(works)

    def run(place: int) -> None:
        barrier.wait()
        results[place] = works[place]()

    threads = [Thread(target=run, args=(place,)) for place in range(len(works))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    return results


def test_answers_from_several_devices_at_once_leave_exactly_one(
    app: Flask, in_riverside: PracticeOfTheCast
) -> None:
    """P4"""
    sent = make_sent()

    def answering(data: dict[str, str]) -> Callable[[], object]:
        return lambda: app.test_client().post(sent.answer_path, data=data).status_code

    said = [
        YES,
        NO,
        CHANGES,
        YES | {"name": "Lee"},
        NO | {"reason": "No room."},
        YES | {"dates": "1"},
    ]
    statuses = together([answering(data) for data in said])
    assert sorted(statuses) == [303] + [409] * (AT_ONCE - 1)
    assert len(answers_to(sent)) == 1
    assert len(letters("paper_answered")) == 1


def test_one_answer_tapped_many_times_at_once_is_confirmed_each_time(
    app: Flask, in_riverside: PracticeOfTheCast
) -> None:
    sent = make_sent()
    tap = lambda: app.test_client().post(sent.answer_path, data=YES).status_code  # noqa: E731
    assert together([tap] * AT_ONCE) == [303] * AT_ONCE
    assert len(answers_to(sent)) == 1
    assert len(letters("paper_answer_copy")) == 1


def test_an_answer_and_a_new_version_at_once_come_one_after_the_other(
    app: Flask, in_riverside: PracticeOfTheCast
) -> None:
    """P6: whoever is first counts; the other is told."""
    for _ in range(5):
        sent = make_sent()

        def send_again(sent: SentPaper = sent) -> bool:
            with app.app_context(), acting_for(in_riverside.id):
                try:
                    send(paper_of(sent))
                except Conflict:
                    db.session.rollback()
                    return False
                return True

        def answer(sent: SentPaper = sent) -> int:
            return app.test_client().post(sent.answer_path, data=YES).status_code

        was_sent, status = together([send_again, answer])
        paper = paper_of(sent)
        if was_sent:
            assert (status, paper.state, paper.version) == (409, PaperState.SENT, 2)
            assert answers_to(sent) == []
        else:
            assert (status, paper.state, paper.version) == (303, PaperState.APPROVED, 1)
        db.session.rollback()
