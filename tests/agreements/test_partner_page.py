"""What the partner's page says of an agreement after both sides have signed it."""

from datetime import UTC, date, datetime

import pytest
import time_machine
from sqlalchemy import select

from jvplanner.agreements import actions
from jvplanner.agreements.models import Agreement
from jvplanner.db import db
from jvplanner.links import addresses
from jvplanner.papers.models import PAPER
from tests.browser import Browser, as_read
from tests.builders import PracticeOfTheCast
from tests.builders_agreements import make_agreed

AGREED = datetime(2027, 1, 25, 17, tzinfo=UTC)
HOLDS = "It is signed by both sides and holds"


@pytest.fixture
def path(in_riverside: PracticeOfTheCast) -> str:
    """The private page of an agreement that runs until the end of 2027."""
    with time_machine.travel(AGREED, tick=False):
        agreement = make_agreed(review_on=date(2027, 6, 1), ends_on=date(2027, 12, 31))
        agreement.note_sent()
        recipient_id = agreement.paper.recipients[0].id
        found = addresses.path(PAPER, addresses.link_for(PAPER, recipient_id))
        db.session.commit()
    return found


def read(browser: Browser, path: str) -> str:
    response = browser.get(path)
    assert response.status_code == 200
    return as_read(response.text)


def test_while_it_holds_the_page_says_so(path: str, as_nobody: Browser) -> None:
    with time_machine.travel(AGREED, tick=False):
        assert HOLDS in read(as_nobody, path)


def test_once_its_end_is_noted_the_page_says_when_it_ended(path: str, as_nobody: Browser) -> None:
    with time_machine.travel("2027-02-03T15:00:00Z", tick=False):
        actions.end(db.session.scalars(select(Agreement)).one())
        db.session.commit()
        page = read(as_nobody, path)

    assert "It has ended" in page
    assert "It ended on Wed 3 Feb 2027, 10:00 (New York)." in page
    assert HOLDS not in page


def test_after_its_last_day_the_page_says_until_when_it_held(path: str, as_nobody: Browser) -> None:
    with time_machine.travel("2028-01-05T15:00:00Z", tick=False):
        link = addresses.find(PAPER.name, path.rpartition("/")[2])
        link.expires_at = None
        db.session.commit()
        page = read(as_nobody, path)

    assert "It held until Fri 31 Dec 2027, its last day." in page
    assert HOLDS not in page
