"""A kind of paper says itself what keeps a content from being sent, and how it is told."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from jvplanner import clock
from jvplanner.db import db
from jvplanner.links import addresses
from jvplanner.papers import actions, kinds
from jvplanner.papers.actions import Dispatch, NotReady, NotSigned, Signature
from jvplanner.papers.kinds import kind_of
from jvplanner.papers.models import PAPER, EntryKind, PaperEntry, PaperState
from jvplanner.papers.rules import SENDER_CONSENT
from jvplanner.people.models import person_known_as
from tests.browser import Browser
from tests.builders import PracticeOfTheCast
from tests.builders_papers import DANA, HOOK, content, make_paper, make_sent


@pytest.fixture
def signed_by_both(app, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let proposals be signed by both sides, as agreements are."""
    both = replace(kind_of("proposal"), both_sign=True)
    monkeypatch.setitem(kinds._kinds, "proposal", both)


@pytest.mark.parametrize(
    ("texts", "said"),
    [
        ({"hook": " "}, "Still to be written: The hook."),
        ({"your_role": "We pay you $20 for every referral."}, "paid for referrals"),
        ({"in_days": (-1,)}, "is over by then"),
    ],
)
def test_what_the_kind_finds_fault_with_is_not_sent(
    in_riverside: PracticeOfTheCast, texts: dict[str, object], said: str
) -> None:
    paper = make_paper()

    with pytest.raises(NotReady, match=said):
        actions.send(paper, title="Tired", content=content(**texts), to=[person_known_as(*DANA)])

    assert (paper.state, paper.version) == (PaperState.DRAFT, 0)


def test_a_proposal_is_told_in_headings_and_texts(app) -> None:
    told = {one.for_partner: one.text for one in kind_of("proposal").told(content())}

    assert told["The question we answer"] == HOOK
    assert told["Where"] == "214 Canal Street"
    assert told["Dates on offer"].count("\n") == 1


def test_what_both_sign_does_not_go_out_unsigned(
    in_riverside: PracticeOfTheCast, signed_by_both: None
) -> None:
    with pytest.raises(NotSigned):
        make_sent()


def test_the_partner_reads_who_signed_for_the_practice(
    in_riverside: PracticeOfTheCast, signed_by_both: None, as_nobody: Browser
) -> None:
    paper = make_paper()
    signed = Dispatch(signed=Signature("Maya O’Neill", SENDER_CONSENT), lasts=timedelta(days=9))
    to = [person_known_as(*DANA)]
    [recipient] = actions.send(paper, title="Tired", content=content(), to=to, dispatch=signed)
    db.session.commit()
    path = addresses.path(PAPER, addresses.link_for(PAPER, recipient.id))
    db.session.rollback()

    page = as_nobody.get(path).text

    assert "Signed for Riverside Nutrition by" in page
    assert "Maya O’Neill" in page
    entry = db.session.scalars(select(PaperEntry).filter_by(kind=EntryKind.SIGNED)).one()
    assert entry.facts["consent"] == SENDER_CONSENT
    assert "Maya" not in entry.payload, "what is hashed names nobody (P7)"
    assert entry.happened_at <= clock.now()
