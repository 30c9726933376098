"""Nobody sends what their page has not shown: dates and names count like the wording."""

import re
from datetime import UTC, datetime

import pytest
import time_machine

from jvplanner.db import db
from jvplanner.proposals.models import Proposal
from tests.browser import HTMX, Browser
from tests.builders import PracticeOfTheCast
from tests.builders_proposals import WORDING, make_proposal

WINTER = datetime(2027, 1, 25, 17, 0, tzinfo=UTC)
EVENING = {"day": "2027-02-11", "starts": "18:30", "minutes": "90"}


@pytest.fixture(autouse=True)
def in_winter():
    with time_machine.travel(WINTER, tick=False):
        yield


@pytest.fixture
def draft(in_riverside: PracticeOfTheCast) -> Proposal:
    proposal = make_proposal()
    db.session.rollback()
    return proposal


def test_a_date_is_a_change_that_a_page_to_send_has_not_shown(
    as_maya: Browser, as_tom: Browser, draft: Proposal
) -> None:
    """Whether it was offered in another window or taken back there."""
    address = f"/proposals/{draft.id}/sending"
    for change in ("dates", "dates/1/removal"):
        shown = hidden_in(as_maya.get(address).text)
        as_tom.post(f"/proposals/{draft.id}/{change}", data=EVENING)
        listed = draft.paper.partner.people[0].id

        answer = as_maya.post(address, data={"person_id": listed, **shown})

        assert answer.status_code == 409
        assert "changed meanwhile" in answer.text
        db.session.rollback()
        db.session.expire_all()
        assert draft.paper.version == 0
    assert hidden_in(as_maya.get(address).text)["revision"] == "3"


def test_a_date_is_no_conflict_for_a_window_that_writes(
    as_maya: Browser, as_tom: Browser, draft: Proposal
) -> None:
    as_tom.post(f"/proposals/{draft.id}/dates", data=EVENING)

    written = {**WORDING, "hook": "Tired at three?", "revision": 1}
    answer = as_maya.post(f"/proposals/{draft.id}/draft", data=written, headers=HTMX)

    assert answer.status_code == 200
    db.session.rollback()
    db.session.expire_all()
    assert (draft.hook, draft.revision) == ("Tired at three?", 3)
    behind = {**WORDING, "hook": "Or at four?", "revision": 2}
    refused = as_tom.post(f"/proposals/{draft.id}/draft", data=behind, headers=HTMX)
    assert refused.status_code == 409


def hidden_in(page: str) -> dict[str, str]:
    """What the form that sends takes along of what the page showed."""
    names = ("version", "revision", "read")
    return {
        name: re.search(rf'name="{name}" value="([^"]*)"', page)[1]  # type: ignore[index]
        for name in names
    }


@pytest.mark.parametrize("whose", ["practice", "partner"])
def test_a_name_or_zone_that_changed_is_read_again_before_it_is_sent(
    as_maya: Browser, draft: Proposal, riverside: PracticeOfTheCast, whose: str
) -> None:
    address = f"/proposals/{draft.id}/sending"
    shown = hidden_in(as_maya.get(address).text)
    if whose == "practice":
        riverside.practice.time_zone = "America/Chicago"
    else:
        draft.paper.partner.name = "Canal Pharmacy and Shop"
    db.session.commit()

    listed = draft.paper.partner.people[0].id
    answer = as_maya.post(address, data={"person_id": listed, **shown})

    assert answer.status_code == 409
    again = hidden_in(answer.text)
    assert as_maya.post(address, data={"person_id": listed, **again}).status_code == 303
