"""What the partner would read, beside what is typed; looking writes nothing."""

from typing import Any

import pytest
from sqlalchemy import event

from jvplanner.db import db, is_reading
from jvplanner.proposals.models import Proposal
from tests.browser import HTMX, Browser
from tests.builders import PracticeOfTheCast
from tests.builders_proposals import WORDING, make_proposal
from tests.statements import counted

WHO_IS_SIGNED_IN = 2


@pytest.fixture
def draft(in_riverside: PracticeOfTheCast) -> Proposal:
    proposal = make_proposal(dates=12)
    db.session.rollback()
    return proposal


def test_what_is_typed_is_shown_and_not_kept(as_maya: Browser, draft: Proposal) -> None:
    answer = as_maya.post(
        f"/proposals/{draft.id}/preview",
        data={**WORDING, "hook": "Tired at <i>three</i>?", "your_role": "y" * 5000},
        headers=HTMX,
    )

    assert answer.status_code == 200
    assert answer.text.lstrip().startswith('<div id="preview"')
    assert "Tired at &lt;i&gt;three&lt;/i&gt;?" in answer.text
    assert "Riverside Nutrition" in answer.text
    assert "has a proposal for Riverside Compounding Pharmacy" in answer.text
    assert answer.text.count("(New York)") == 12
    db.session.rollback()
    db.session.expire_all()
    assert (draft.hook, draft.revision) == (WORDING["hook"], 1)


def test_looking_asks_two_statements(as_maya: Browser, draft: Proposal) -> None:
    address = f"/proposals/{draft.id}/preview"
    with counted() as asked:
        as_maya.post(address, data=dict(WORDING), headers=HTMX)

    assert len(asked) <= WHO_IS_SIGNED_IN + 2
    assert all(statement.startswith("SELECT") for statement in asked)


def test_what_is_looked_at_is_read_without_the_write_lock(
    as_maya: Browser, draft: Proposal
) -> None:
    modes: list[bool] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        if statement.startswith("SELECT"):
            modes.append(is_reading())

    address = f"/proposals/{draft.id}/preview"
    event.listen(db.engine, "before_cursor_execute", note)
    try:
        as_maya.post(address, data=dict(WORDING), headers=HTMX)
    finally:
        event.remove(db.engine, "before_cursor_execute", note)
    assert modes
    assert all(modes)


def test_without_a_script_the_preview_is_a_page(as_maya: Browser, draft: Proposal) -> None:
    page = as_maya.get(f"/proposals/{draft.id}/preview")
    assert page.status_code == 200
    assert "<h1>What Riverside Compounding Pharmacy sees</h1>" in page.text
    assert WORDING["partner_role"] in page.text


def test_a_form_with_nothing_in_it_is_no_mistake(as_maya: Browser, draft: Proposal) -> None:
    answer = as_maya.post(f"/proposals/{draft.id}/preview", headers=HTMX)
    assert answer.status_code == 200
    assert "What you write appears here" in answer.text
