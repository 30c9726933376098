"""What members see, and can do, once the server key of a door or a ticket was thrown away."""

import re
from collections.abc import Iterator

import pytest

from jvplanner.db import db
from jvplanner.door import actions, queries
from jvplanner.door.actions import NoDoor
from jvplanner.door.models import Door
from jvplanner.events.models import Event, EventState
from jvplanner.links import addresses
from jvplanner.links.addresses import Installation
from tests.browser import Browser
from tests.builders_events import make_event, make_guest


@pytest.fixture
def lost(door: Door, event: Event) -> Iterator[Door]:
    """A door that stands open, under a key that this process has no more."""
    make_guest(event)
    before = addresses._here()
    addresses.install(Installation("http://localhost", ("the key of this year, long enough",)))
    yield door
    addresses.install(before)


def test_the_page_of_doors_says_that_the_link_must_be_made_anew(
    as_maya: Browser, lost: Door
) -> None:
    page = as_maya.get(f"/events/{lost.event_id}/doors")
    assert page.status_code == 200
    assert "link must be made anew" in page.text
    assert "code.svg" not in page.text
    picture = as_maya.get(f"/events/{lost.event_id}/doors/{lost.id}/code.svg")
    assert picture.status_code == 410
    assert "must be made anew" in picture.text


def test_made_anew_it_opens_the_same_door(as_maya: Browser, as_nobody: Browser, lost: Door) -> None:
    response = as_maya.post(f"/events/{lost.event_id}/doors/{lost.id}/link")
    assert response.status_code == 303
    page = as_maya.get(response.headers["Location"].split("#")[0]).text
    assert "made anew" not in page
    [address] = re.findall(r'value="http://localhost(/door/\w+)"', page)
    assert "Side entrance" in as_nobody.get(address).text


def test_what_was_open_before_is_due_again(event: Event, lost: Door) -> None:
    [due] = queries.due(event.starts_at)
    assert due.step == "Open the door"


@pytest.mark.parametrize("why", ["the door is closed", "the event is called off"])
def test_no_link_is_made_anew_when(event: Event, door: Door, why: str) -> None:
    door, event = db.session.merge(door), db.session.merge(event)
    if why == "the door is closed":
        actions.close_door(door)
    else:
        event.state = EventState.CANCELLED
    with pytest.raises(NoDoor):
        actions.renew_door(door)
    db.session.rollback()


def test_another_events_door_is_not_found_below_this_one(as_maya: Browser, door: Door) -> None:
    """T1."""
    assert as_maya.post(f"/events/{make_event().id}/doors/{door.id}/link").status_code == 404


def test_the_list_of_guests_opens_without_the_tickets(as_maya: Browser, lost: Door) -> None:
    page = as_maya.get(f"/events/{lost.event_id}/guests")
    assert page.status_code == 200
    assert "Ana Peña" in page.text
    assert "Ticket</a>" not in page.text
