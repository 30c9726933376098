"""Whatever both sides do, in whatever order, a paper only ever goes where it may."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jvplanner.db import db
from jvplanner.errors import Conflict
from jvplanner.papers.models import (
    Answer,
    IncompleteAnswer,
    NeverChanged,
    Paper,
    PaperState,
    PaperVersion,
    Verdict,
)
from jvplanner.papers.rules.chain import BEGINNING, canonical
from tests.builders import PracticeOfTheCast
from tests.builders_papers import make_sent, paper_of

NOW = datetime(2027, 1, 25, 12, tzinfo=UTC)
ALLOWED = {
    PaperState.DRAFT: {PaperState.SENT},
    PaperState.SENT: {
        PaperState.SENT,
        PaperState.CHANGES_REQUESTED,
        PaperState.APPROVED,
        PaperState.DECLINED,
        PaperState.WITHDRAWN,
        PaperState.EXPIRED,
    },
    PaperState.CHANGES_REQUESTED: {PaperState.SENT, PaperState.WITHDRAWN},
    PaperState.EXPIRED: {PaperState.SENT, PaperState.WITHDRAWN},
    PaperState.APPROVED: set(),
    PaperState.DECLINED: set(),
    PaperState.WITHDRAWN: set(),
}


def answered(verdict: Verdict, version: int, *, complete: bool = True) -> Answer:
    return Answer(
        verdict=verdict,
        version=version,
        name="Dana" if complete else "",
        email="",
        reason="No room." if complete else "",
        notes={"hook": "Shorter."} if complete else {},
        dates=[],
        consent="2026-11" if complete else "",
    )


LATER = NOW + timedelta(days=30)
sending = st.just(
    lambda paper: paper.send("Still tired", {"title": "Still tired"}, NOW, until=LATER)
)
passing = st.just(lambda paper: paper.notice_time(LATER))
reopening = st.just(lambda paper: paper.await_until(LATER, NOW))
withdrawing = st.just(lambda paper: paper.withdraw(NOW))
answering = st.builds(
    lambda verdict, behind, complete: (
        lambda paper: paper.answer(
            answered(verdict, paper.version - behind, complete=complete), NOW
        )
    ),
    st.sampled_from(Verdict),
    st.integers(-1, 2),
    st.booleans(),
)


@given(st.lists(sending | withdrawing | answering | passing | reopening, max_size=25))
def test_no_sequence_of_actions_reaches_a_forbidden_state(
    actions: list[Callable[[Paper], object]],
) -> None:
    paper = Paper(kind="proposal", state=PaperState.DRAFT, version=0, entry_count=0, head=BEGINNING)
    for act in actions:
        before, version, answers = paper.state, paper.version, len(paper.answers)
        try:
            act(paper)
        except (Conflict, IncompleteAnswer):
            assert (paper.state, paper.version, len(paper.answers)) == (before, version, answers)
            continue
        assert paper.state is before or paper.state in ALLOWED[before]
        assert paper.version - version in (0, 1)
        if paper.version > version:
            assert paper.state is PaperState.SENT
            assert len(paper.answers) == answers
    assert [one.number for one in paper.versions] == list(range(1, paper.version + 1))
    given_to = [answer.version for answer in paper.answers]
    assert given_to == sorted(set(given_to))


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)


@given(st.dictionaries(st.text(), JSON, max_size=6), st.randoms())
def test_equal_content_has_one_spelling_and_one_hash(
    content: dict[str, Any], random: Random
) -> None:
    shuffled = list(content.items())
    random.shuffle(shuffled)
    first = PaperVersion.of(content, number=1, now=NOW)
    second = PaperVersion.of(dict(shuffled), number=1, now=NOW)
    assert first.text == second.text == canonical(first.content)
    assert first.sha256 == second.sha256 == sha256(first.text.encode()).hexdigest()
    assert first.content == content


def test_the_spelling_of_content_does_not_change_between_releases() -> None:
    """A hash on paper must be found again from what is kept."""
    content = {"title": "Why “still tired”?", "dates": [{"minutes": 90, "id": 1}], "place": ""}
    version = PaperVersion.of(content, number=1, now=NOW)
    assert (
        version.text == '{"dates":[{"id":1,"minutes":90}],"place":"","title":"Why “still tired”?"}'
    )
    assert version.sha256 == "9fbfd19681f00094a92ae1b0ae1fe5b38ba00974128e2faf353c928e67d63cde"


def test_content_that_is_no_json_is_refused() -> None:
    with pytest.raises(ValueError, match="JSON"):
        canonical({"price": float("nan")})


def test_a_version_is_never_written_over(in_riverside: PracticeOfTheCast) -> None:

    sent = make_sent()
    paper_of(sent).versions[0].text = "{}"
    with pytest.raises(NeverChanged):
        db.session.flush()
    db.session.rollback()
