"""Putting a proposal away: out of the list until asked for, undone by one press."""

import pytest

from jvplanner import clock
from jvplanner.db import db
from jvplanner.papers.models import PaperState, Verdict
from jvplanner.papers.queries import due as papers_due
from jvplanner.proposals.models import Proposal
from jvplanner.proposals.queries import due
from tests.browser import Browser
from tests.builders import PracticeOfTheCast
from tests.builders_proposals import make_answered, make_proposal, make_sent, send


def archive(browser: Browser, proposal: Proposal):
    db.session.rollback()
    return browser.post(f"/papers/{proposal.paper_id}/archive")


def again(proposal: Proposal) -> Proposal:
    db.session.rollback()
    db.session.expire_all()
    return proposal


def test_what_is_archived_leaves_the_list_until_asked_for(
    as_maya: Browser, in_riverside: PracticeOfTheCast
) -> None:
    proposal = make_proposal(title="A tasting")
    link = f'href="/proposals/{proposal.id}"'

    answer = archive(as_maya, proposal)

    assert answer.status_code == 303
    assert link not in as_maya.get("/proposals").text
    assert link not in as_maya.get("/proposals?state=draft").text
    assert link in as_maya.get("/proposals?archived=yes").text
    assert "Archived" in as_maya.get(f"/proposals/{proposal.id}").text


def test_archiving_is_undone_by_one_press(
    as_maya: Browser, in_riverside: PracticeOfTheCast
) -> None:
    proposal = make_proposal(title="A tasting")

    listed = as_maya.get(archive(as_maya, proposal).headers["Location"]).text
    assert "is archived." in listed
    assert f'action="/papers/{proposal.paper_id}/archive/removal"' in listed
    as_maya.post(f"/papers/{proposal.paper_id}/archive/removal")

    assert f'href="/proposals/{proposal.id}"' in as_maya.get("/proposals").text
    assert "is archived." not in as_maya.get(f"/proposals?put_away={proposal.paper_id}").text


def test_what_awaits_an_answer_is_not_archived(
    as_maya: Browser, in_riverside: PracticeOfTheCast
) -> None:
    proposal = make_sent()

    assert "/archive" not in as_maya.get(f"/proposals/{proposal.id}").text
    answer = archive(as_maya, proposal)

    assert answer.status_code == 409
    assert "An answer is awaited." in answer.text
    assert again(proposal).paper.archived_at is None


@pytest.mark.parametrize("verdict", [Verdict.APPROVED, Verdict.CHANGES, Verdict.DECLINED])
def test_what_has_its_answer_can_be_archived_and_is_due_no_more(
    as_maya: Browser, in_riverside: PracticeOfTheCast, verdict: Verdict
) -> None:
    proposal = make_answered(verdict)

    assert archive(as_maya, proposal).status_code == 303

    assert again(proposal).paper.archived_at is not None
    assert papers_due(clock.now()) == []
    assert due(clock.now()) == []


def test_sending_takes_it_out_of_the_archive(
    as_maya: Browser, in_riverside: PracticeOfTheCast
) -> None:
    proposal = make_proposal()
    archive(as_maya, proposal)

    send(again(proposal))

    assert again(proposal).paper.state is PaperState.SENT
    assert proposal.paper.archived_at is None


def test_another_practice_can_neither_archive_nor_take_out(
    as_maya: Browser, as_outsider: Browser, in_riverside: PracticeOfTheCast
) -> None:
    proposal = make_proposal()
    assert archive(as_outsider, proposal).status_code == 404
    archive(as_maya, proposal)
    assert as_outsider.post(f"/papers/{proposal.paper_id}/archive/removal").status_code == 404
    assert "is archived." not in as_outsider.get(f"/proposals?put_away={proposal.paper_id}").text
    assert again(proposal).paper.archived_at is not None
