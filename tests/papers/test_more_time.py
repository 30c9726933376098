"""Nobody answered in time: the paper runs out, and more time brings it back (P3, P4)."""

from datetime import timedelta

import time_machine

from jvplanner import clock
from jvplanner.db import db
from jvplanner.papers import actions
from jvplanner.papers.models import EntryKind, PaperState
from jvplanner.papers.queries import due
from jvplanner.papers.rules import LINK_LASTS, reminders
from jvplanner.tenancy import acting_for
from tests.browser import Browser
from tests.builders import PracticeOfTheCast
from tests.builders_papers import YES, make_sent, paper_of, recipient_of
from tests.papers.test_seen import entries

LATER = LINK_LASTS + timedelta(hours=1)


def test_the_worker_lets_a_paper_run_out_once(riverside: PracticeOfTheCast) -> None:
    with acting_for(riverside.id):
        sent = make_sent()
    now = clock.now() + LATER

    assert actions.expire_due(now) == 1
    db.session.commit()
    assert actions.expire_due(now) == 0
    db.session.commit()

    with acting_for(riverside.id):
        assert paper_of(sent).state is PaperState.EXPIRED
        assert entries(sent) == [EntryKind.SENT, EntryKind.EXPIRED]
        [run_out] = due(now)
        assert run_out.what == "Canal Pharmacy did not answer in time"


def test_an_answer_after_the_time_is_not_taken(
    in_riverside: PracticeOfTheCast, as_nobody: Browser
) -> None:
    sent = make_sent()
    with time_machine.travel(clock.now() + LATER, tick=False):
        response = as_nobody.post(sent.answer_path, data=YES)

    assert response.status_code == 410
    assert "This link has run out" in response.text
    assert paper_of(sent).answers == []


def test_more_time_brings_a_paper_back_at_the_same_address(
    in_riverside: PracticeOfTheCast, as_nobody: Browser
) -> None:
    sent = make_sent()
    with time_machine.travel(clock.now() + LATER, tick=False):
        actions.expire_due(clock.now())
        db.session.commit()
        assert as_nobody.get(sent.path).status_code == 410
        actions.reopen(recipient_of(sent))
        db.session.commit()

        assert as_nobody.get(sent.path).status_code == 200
        assert as_nobody.post(sent.answer_path, data=YES).status_code == 303
    assert paper_of(sent).state is PaperState.APPROVED


def test_reminders_come_after_four_days_and_every_four_until_the_time_is_over() -> None:
    now = clock.now()
    days = [(due - now).days for _, due in reminders(now, now + timedelta(days=30), now)]
    assert days == [4, 8, 12]
    week = reminders(now, now + timedelta(days=7), now)
    assert week == [(1, now + timedelta(days=4))]
    assert reminders(now, now + timedelta(days=4), now) == []
