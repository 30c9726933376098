"""An event of Riverside with an open door."""

import pytest

from jvplanner.door.models import Door
from jvplanner.events.models import Event
from tests.builders import PracticeOfTheCast
from tests.builders_door import close, make_door, path_of
from tests.builders_events import make_event


@pytest.fixture
def event(in_riverside: PracticeOfTheCast) -> Event:
    return make_event(in_days=0.1, seats=100)


@pytest.fixture
def door(event: Event) -> Door:
    return make_door(event)


@pytest.fixture
def at_door(door: Door) -> str:
    """The path of the door."""
    return path_of(door)


@pytest.fixture
def closed(door: Door, at_door: str) -> str:
    """The path of a door that was closed."""
    close(door)
    return at_door


@pytest.fixture
def doors(event: Event) -> str:
    """The path of the members' page of the event's doors."""
    return f"/events/{event.id}/doors"
