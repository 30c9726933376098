"""The list of events: what is coming, what is a draft, what is over."""

from datetime import timedelta
from typing import Any

import pytest

from jvplanner import clock
from jvplanner.events.models import EventState
from tests.browser import Browser
from tests.builders_events import make_event
from tests.statements import counted


@pytest.mark.parametrize(
    ("show", "titles"),
    [
        ("coming", ["Soon", "Later"]),
        ("drafts", ["Planned"]),
        ("past", ["Last week", "Last year"]),
        ("cancelled", ["Called off", "Flooded"]),
        ("nonsense", ["Soon", "Later"]),
    ],
)
def test_events_stand_where_one_looks_for_them(
    in_riverside, as_maya: Browser, show: str, titles: list[str]
) -> None:
    shelves: dict[str, Any] = {
        "Later": {"in_days": 30},
        "Soon": {"in_days": 2},
        "Called off": {"in_days": 4, "state": EventState.CANCELLED},
        "Flooded": {"in_days": -4, "state": EventState.CANCELLED},
        "Planned": {"in_days": 9, "state": EventState.DRAFT},
        "Last week": {"in_days": -7},
        "Last year": {"in_days": -365},
    }
    for title, columns in shelves.items():
        make_event(title=title, **columns)
    page = as_maya.get(f"/events?show={show}").text
    places = {page.find(f">{title}</a>"): title for title in shelves}
    assert [places[place] for place in sorted(places) if place >= 0] == titles


@pytest.mark.parametrize("show", ["coming", "past", "cancelled"])
def test_a_long_list_comes_in_parts_and_leaves_nothing_out(
    in_riverside, as_maya: Browser, show: str
) -> None:
    starts = clock.now() + timedelta(days=3 if show == "coming" else -3)
    state = EventState.CANCELLED if show == "cancelled" else EventState.PUBLISHED
    for number in range(60):
        at = starts + timedelta(hours=number // 3)
        make_event(title=f"Evening {number}.", starts_at=at, state=state)
        if number == 4:
            with counted() as few:
                as_maya.get(f"/events?show={show}")
    with counted() as many:
        first = as_maya.get(f"/events?show={show}").text
    assert len(few) == len(many)
    address = first.split('class="pager"')[1].split('href="')[1].split('"')[0]
    second = as_maya.get(address.replace("&amp;", "&")).text
    for number in range(60):
        assert (first + second).count(f">Evening {number}.</a>") == 1


def test_no_place_to_look_is_broken_by_a_strange_key(in_riverside, as_maya: Browser) -> None:
    for after in ("0", "-1", "x", str(2**70)):
        assert as_maya.get(f"/events?after={after}").status_code == 200
