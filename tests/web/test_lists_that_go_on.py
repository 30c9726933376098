"""Where a list goes on is said by its address, and anybody can make addresses up."""

from urllib.parse import quote

import pytest

from jvplanner.paging import LARGEST_ID, NoPlace, parts_of, place_of, read_number
from tests.browser import Browser
from tests.builders_agreements import make_agreement
from tests.builders_door import make_door, path_of
from tests.builders_events import make_event, make_guest
from tests.builders_proposals import make_proposal

BEYOND = "9999-12-31T23:59:59.999999-12:00"
BEFORE = "0001-01-01T00:00:00+14:00"
NOWHERE = (
    *("9~\x00", "9~a\x00b", "9", "~", "x~y", "٣~a", "²~a", f"{'9' * 400}~a", "-1~a"),
    *(f"3~{BEYOND}~1", f"3~{BEFORE}~1", "3~soon~1", "3~2027-01-01T00:00:00~1"),
    *(f"{BEYOND}~1", f"{BEFORE}~1", f"2027-01-01T00:00:00+00:00~{LARGEST_ID + 1}"),
    *("9" * 30, f"-{'9' * 30}", "9" * 5000),
)


@pytest.mark.parametrize(
    "path", ["/partners", "/proposals", "/proposals/new", "/agreements", "/agreements/new"]
)
def test_a_list_goes_on_nowhere_but_behind_one_of_its_rows(
    as_maya: Browser, in_riverside, path: str
) -> None:
    partner = make_agreement().paper.partner.name
    make_proposal()
    for place in NOWHERE:
        response = as_maya.get(f"{path}?after={quote(place)}")
        assert response.status_code == 200, place
        assert partner in response.text or "Riverside Compounding" in response.text, place


def test_the_list_at_the_door_goes_on_behind_its_guests_only(
    as_maya: Browser, as_nobody: Browser, in_riverside
) -> None:
    event = make_event()
    make_guest(event)
    door = path_of(make_door(event))
    for place in ("9" * 30, f"-{'9' * 30}", "x", str(LARGEST_ID + 1)):
        assert "Ana" in as_nobody.get(f"{door}/guests?after={place}").text, place
        assert "Ana" in as_maya.get(f"/events/{event.id}/guests?after={place}").text, place


def test_a_place_is_read_as_it_was_written() -> None:
    assert parts_of(place_of(7, "a~b"), 2) == ["7", "a~b"]
    assert read_number(str(LARGEST_ID)) == LARGEST_ID
    with pytest.raises(NoPlace):
        read_number(str(LARGEST_ID + 1))
