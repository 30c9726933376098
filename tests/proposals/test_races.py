"""Two presses at the same moment: one version is sent, and no save is lost in silence."""

from collections.abc import Callable
from threading import Barrier, Thread

import pytest
from flask import Flask
from sqlalchemy import func, select

from jvplanner.db import db
from jvplanner.papers.models import PaperVersion
from jvplanner.proposals.models import Proposal
from tests.browser import HTMX, Browser
from tests.builders import PracticeOfTheCast, letters
from tests.builders_proposals import WORDING, make_proposal

AT_ONCE = 5


@pytest.fixture
def draft(in_riverside: PracticeOfTheCast) -> Proposal:
    proposal = make_proposal()
    assert proposal.id, proposal.paper.partner.people[0].id
    return proposal


def at_once(
    app: Flask, practice: PracticeOfTheCast, press: Callable[[Browser, int], int]
) -> list[int]:
    """Let several windows of Maya's press at the same moment; return what each was answered."""
    windows = [Browser(app, practice.owner) for _ in range(AT_ONCE)]
    db.session.rollback()
    barrier, statuses = Barrier(AT_ONCE), [0] * AT_ONCE

    def run(place: int) -> None:
        with app.app_context():
            barrier.wait()
            statuses[place] = press(windows[place], place)

    threads = [Thread(target=run, args=(place,)) for place in range(AT_ONCE)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    return statuses


def test_a_proposal_sent_from_several_windows_at_once_is_one_version(
    app: Flask, riverside: PracticeOfTheCast, draft: Proposal
) -> None:
    address = f"/proposals/{draft.id}/sending"
    data = {
        "person_id": draft.paper.partner.people[0].id,
        "version": draft.paper.version,
        "revision": draft.revision,
    }

    statuses = at_once(app, riverside, lambda maya, _: maya.post(address, data=data).status_code)

    assert statuses == [303] * AT_ONCE
    assert db.session.scalar(select(func.count(PaperVersion.id))) == 1
    assert len(letters("paper_sent")) == 1


def test_of_saves_at_once_that_saw_the_same_one_is_kept_and_the_others_are_told(
    app: Flask, riverside: PracticeOfTheCast, draft: Proposal
) -> None:
    address = f"/proposals/{draft.id}/draft"

    def save(maya: Browser, place: int) -> int:
        data = {**WORDING, "hook": f"Window {place}", "revision": 1}
        return maya.post(address, data=data, headers=HTMX).status_code

    statuses = at_once(app, riverside, save)

    assert sorted(statuses) == [200] + [409] * (AT_ONCE - 1)
    db.session.expire_all()
    assert draft.hook == f"Window {statuses.index(200)}"
