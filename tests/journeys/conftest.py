"""An evening that took place, and somebody who was there."""

import pytest

from jvplanner.events.models import Event, Guest
from tests.builders import PracticeOfTheCast
from tests.builders_events import make_event, make_guest


@pytest.fixture
def evening(in_riverside: PracticeOfTheCast) -> Event:
    """An evening that took place yesterday."""
    return make_event(in_days=-1)


@pytest.fixture
def ana(evening: Event) -> Guest:
    return make_guest(evening)
