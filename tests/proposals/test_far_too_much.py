"""A text far too long for any part: refused with words, and nothing that was saved is lost."""

import pytest

from jvplanner.db import db
from tests.browser import HTMX, Browser
from tests.builders import PracticeOfTheCast
from tests.builders_proposals import WORDING, make_proposal


@pytest.mark.parametrize("headers", [{}, HTMX], ids=["page", "htmx"])
@pytest.mark.parametrize(("length", "status"), [(900_000, 422), (1_100_000, 413)])
def test_a_megabyte_of_text_is_refused_with_words(
    as_maya: Browser,
    in_riverside: PracticeOfTheCast,
    length: int,
    status: int,
    headers: dict[str, str],
) -> None:
    proposal = make_proposal()
    data = {**WORDING, "revision": 1, "partner_role": "p" * length}
    db.session.rollback()

    answer = as_maya.post(f"/proposals/{proposal.id}/draft", data=data, headers=headers)

    assert answer.status_code == status
    words = {422: "Use at most 2000 characters.", 413: "That is too large"}
    assert words[status] in answer.text
    db.session.expire_all()
    assert (proposal.partner_role, proposal.revision) == (WORDING["partner_role"], 1)
