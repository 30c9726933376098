"""What the partner would read of an agreement, beside what is typed; looking writes nothing."""

import pytest

from jvplanner.agreements.models import Agreement
from jvplanner.db import db
from tests.browser import HTMX, Browser
from tests.builders import PracticeOfTheCast
from tests.builders_agreements import make_agreement, typed
from tests.proposals.test_preview import WHO_IS_SIGNED_IN
from tests.statements import counted


@pytest.fixture
def draft(in_riverside: PracticeOfTheCast) -> Agreement:
    agreement = make_agreement()
    db.session.rollback()
    return agreement


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_looking_asks_two_statements(as_maya: Browser, draft: Agreement, method: str) -> None:
    data = typed(draft, scope="Tired at <i>three</i>?")
    address = f"/agreements/{draft.id}/preview"
    db.session.remove()
    with counted() as asked:
        answer = as_maya.open(
            address, method=method, data=data if method == "POST" else None, headers=HTMX
        )

    assert answer.status_code == 200
    assert ("Tired at &lt;i&gt;three" in answer.text) is (method == "POST")
    assert "Diagnosis and ICD-10 codes" in answer.text
    assert "MD, New York" in answer.text
    assert len(asked) <= WHO_IS_SIGNED_IN + 2
    assert all(statement.startswith("SELECT") for statement in asked)
