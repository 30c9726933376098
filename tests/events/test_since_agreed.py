"""What is different in an event from what the partner said yes to stands on its page (J5)."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from jvplanner.db import db
from jvplanner.events.models import Event
from jvplanner.events.queries.agreed import changed_from
from jvplanner.papers.models import Verdict
from jvplanner.papers.rules import Difference
from jvplanner.proposals.models import CtaKind
from tests.browser import Browser
from tests.builders_events import again, make_event, typed_from
from tests.builders_partners import make_partner
from tests.builders_proposals import make_answered

FIRST, SECOND = "2027-02-11T23:30:00+00:00", "2027-02-16T23:30:00+00:00"
AGREED = {
    "hook": "Still tired?",
    "partner_role": "You open.",
    "your_role": "I go on.",
    "call_to_action": "A free call.",
    "cta_kind": "discovery_call",
    "place": "Shop",
    "partner": "Canal Pharmacy",
    "time_zone": "America/New_York",
    "dates": [
        {"id": 1, "starts_at": FIRST, "minutes": 90},
        {"id": 2, "starts_at": SECOND, "minutes": 90, "place": "Theatre"},
    ],
}


def event_as_agreed(start: str = FIRST, **columns: Any) -> Event:
    starts_at = datetime.fromisoformat(start)
    as_agreed = {
        "title": "Still tired?",
        "description": "You open.\n\nI go on.",
        "call_to_action": "A free call.",
        "cta_kind": CtaKind.DISCOVERY_CALL,
        "place": "Shop",
        "time_zone": "America/New_York",
        "starts_at": starts_at,
        "ends_at": starts_at + timedelta(minutes=90),
        "seats": 20,
    }
    return Event(**as_agreed | columns)


@pytest.mark.parametrize(
    ("ticked", "event"),
    [
        pytest.param([1], event_as_agreed(), id="as it was agreed"),
        pytest.param([1, 2], event_as_agreed(SECOND, place="Theatre"), id="the other date ticked"),
        pytest.param([], event_as_agreed(), id="a date on offer, none was ticked"),
        pytest.param([1], event_as_agreed(seats=400), id="seats were never agreed"),
        pytest.param([1], event_as_agreed(address="214 Canal Street"), id="where the place is"),
    ],
)
def test_nothing_is_different(ticked: list[int], event: Event) -> None:
    assert changed_from(AGREED, ticked, event) == []


@pytest.mark.parametrize(
    ("event", "difference"),
    [
        pytest.param(
            event_as_agreed(SECOND),
            Difference(
                "Date",
                "Thu 11 Feb 2027, 18:30 – 20:00 (New York)",
                "Tue 16 Feb 2027, 18:30 – 20:00 (New York)",
            ),
            id="a date that was on offer and not ticked",
        ),
        pytest.param(
            event_as_agreed(place="Market"), Difference("Place", "Shop", "Market"), id="the place"
        ),
        pytest.param(
            event_as_agreed(title="Awake again"),
            Difference("Title", "Still tired?", "Awake again"),
            id="the title",
        ),
        pytest.param(
            event_as_agreed(description="You open."),
            Difference("What it is about", "You open.\n\nI go on.", "You open."),
            id="a part",
        ),
        pytest.param(
            event_as_agreed(call_to_action=""),
            Difference("Offered afterwards", "A free call.", ""),
            id="what is offered",
        ),
        pytest.param(
            event_as_agreed(cta_kind=CtaKind.PARTNER_PACKAGE),
            Difference("Kind of offer", "Discovery call", "Partner package"),
            id="the kind of offer",
        ),
    ],
)
def test_one_thing_is_different(event: Event, difference: Difference) -> None:
    assert changed_from(AGREED, [1], event) == [difference]


def test_where_no_date_was_on_offer_any_date_is_right() -> None:
    assert changed_from(AGREED | {"dates": []}, [], event_as_agreed("2027-05-01T10:00:00Z")) == []


@pytest.fixture
def made(in_riverside, as_maya: Browser) -> Event:
    """The event of an approved proposal, as it was made."""
    proposal = make_answered(Verdict.APPROVED)
    as_maya.post(f"/events/from-proposal/{proposal.id}")
    return db.session.scalars(select(Event)).one()


def test_an_event_as_it_was_agreed_says_nothing_of_it(made: Event, as_maya: Browser) -> None:
    assert "from what was agreed" not in as_maya.get(f"/events/{made.id}").text


def test_what_was_changed_stands_beside_what_was_agreed(made: Event, as_maya: Browser) -> None:
    other = make_partner("O'Brien's <Market>")
    typed = typed_from(
        made,
        place="The <b>big</b> room",
        title=f"{made.title} again",
        seats="60",
        partner=str(other.id),
    )
    db.session.rollback()
    assert as_maya.post(f"/events/{made.id}/edit", data=typed).status_code == 303

    text = as_maya.get(f"/events/{made.id}").text

    assert "3 things are different from what was agreed" in text
    assert (
        'Agreed: <span dir="auto">The room behind the counter</span>, '
        'now: <b dir="auto">The &lt;b&gt;big&lt;/b&gt; room</b>'
    ) in text
    assert "O&#39;Brien&#39;s &lt;Market&gt;</b>" in text
    assert '<span class="sr-only">[new: </span> again' in text
    assert again(made).seats == 60


def test_an_event_that_nobody_agreed_on_has_nothing_to_compare(
    in_riverside, as_maya: Browser
) -> None:
    assert "from what was agreed" not in as_maya.get(f"/events/{make_event().id}").text
