"""Remarks under a part while it is written, and the better wording taken over with one press."""

import pytest

from jvplanner.db import db
from jvplanner.papers.wording import changed_fields
from jvplanner.proposals.models import Proposal
from jvplanner.proposals.rules import (
    BLANK,
    Wording,
    missing,
    reworded,
    suggestions,
    with_key,
)
from tests.browser import HTMX, Browser
from tests.builders import PracticeOfTheCast
from tests.builders_proposals import WORDING, make_proposal

CLAIM = "My protocol cures fatigue."
PAID = "We pay you $50 for every referral."


def worded(**changed: str) -> Wording:
    return {**WORDING, **changed}  # type: ignore[typeddict-item]


@pytest.fixture
def draft(in_riverside: PracticeOfTheCast) -> Proposal:
    proposal = make_proposal()
    db.session.rollback()
    return proposal


def test_four_parts_and_a_title_are_needed() -> None:
    """J1"""
    assert missing(WORDING) == []
    assert missing(BLANK) == [
        "A title",
        "The hook",
        "Their part",
        "Your part",
        "What guests are offered",
    ]
    assert missing(worded(hook=" \n ")) == ["The hook"]


def test_a_remark_names_its_place_and_a_better_wording() -> None:
    (one,) = suggestions(worded(your_role=CLAIM))["your_role"]

    assert CLAIM[one.start : one.end] == one.said
    assert not one.stops
    remarked = suggestions(worded(your_role=CLAIM))
    taken = reworded(worded(your_role=CLAIM), with_key(remarked, one.key))["your_role"]
    assert taken == CLAIM.replace(one.said, one.better)
    assert suggestions(worded(your_role=taken)) == {}


def test_a_better_wording_begins_as_large_as_what_it_replaces() -> None:
    (one,) = suggestions(worded(your_role="Cures fatigue."))["your_role"]
    assert one.better[0].isupper()


def test_a_key_that_fits_nothing_changes_nothing() -> None:
    remarked = suggestions(worded(your_role=CLAIM))
    assert with_key(remarked, "your_role:0:1") is None
    assert with_key({}, "nonsense") is None
    assert reworded(WORDING, None) == WORDING


def stopped(content: Wording) -> list[str]:
    found = suggestions(content)
    return [field for field, remarked in found.items() if any(one.stops for one in remarked)]


def test_payment_for_referrals_stops_a_proposal_wherever_it_stands() -> None:
    assert not stopped(worded(your_role=CLAIM))
    for field in ("title", "hook", "partner_role", "your_role", "call_to_action", "place"):
        assert stopped(worded(**{field: PAID})) == [field]


def test_remarks_are_renewed_only_where_something_else_is_said() -> None:
    before = suggestions(worded(your_role=CLAIM))
    assert changed_fields(before, suggestions(worded(your_role=f"Yes. {CLAIM}"))) == set()
    assert changed_fields(before, suggestions(WORDING)) == {"your_role"}
    assert changed_fields(before, suggestions(worded(your_role=CLAIM, hook=PAID))) == {"hook"}


def test_a_remark_appears_under_its_part_while_it_is_typed(
    as_maya: Browser, draft: Proposal
) -> None:
    address, data = f"/proposals/{draft.id}/draft", {**worded(your_role=CLAIM), "revision": 1}

    first = as_maya.post(address, data=data, headers=HTMX).text
    again = as_maya.post(
        address, data=data | {"revision": 2, "title": "Another"}, headers=HTMX
    ).text

    assert "Use this wording" in first.split("innerHTML:#your_role-remarks")[1]
    assert "innerHTML:#hook-remarks" not in first
    assert "innerHTML:#your_role-remarks" not in again, "what was read aloud is not repeated"
    page = as_maya.get(f"/proposals/{draft.id}").text
    assert "Use this wording" in page.split('id="your_role-remarks"')[1].split("</section>")[0]


def test_the_better_wording_is_taken_without_a_script(as_maya: Browser, draft: Proposal) -> None:
    (one,) = suggestions(worded(your_role=CLAIM))["your_role"]

    answer = as_maya.post(
        f"/proposals/{draft.id}/draft",
        data={**worded(your_role=CLAIM), "revision": 1, "use": one.key},
    )

    assert answer.status_code == 303
    db.session.rollback()
    db.session.expire_all()
    assert draft.your_role == CLAIM.replace(one.said, one.better)


def test_a_remark_on_markup_is_text(as_maya: Browser, draft: Proposal) -> None:
    claim = 'cures "<script>alert(1)</script>" fatigue'
    as_maya.post(f"/proposals/{draft.id}/draft", data={**worded(your_role=claim), "revision": 1})
    assert "<script>alert" not in as_maya.get(f"/proposals/{draft.id}").text
