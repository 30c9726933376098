"""Evenings that took place, and somebody who was there."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from jvplanner.events.models import Event, Guest
from tests.builders import PracticeOfTheCast
from tests.builders_events import make_event, make_guest

# Half past six in the evening in New York, and UTC is a day ahead by its end.
EVENING = datetime(2027, 2, 11, 23, 30, tzinfo=UTC)


@pytest.fixture
def evening(in_riverside: PracticeOfTheCast) -> Event:
    """An evening that took place yesterday."""
    return make_event(in_days=-1)


@pytest.fixture
def ana(evening: Event) -> Guest:
    return make_guest(evening)


@pytest.fixture
def that_evening() -> Iterator[None]:
    """Two hours before the evening begins whose guests are told when they are forgotten."""
    with time_machine.travel(EVENING - timedelta(hours=2), tick=False):
        yield


@pytest.fixture
def event(that_evening: None, in_riverside: PracticeOfTheCast) -> Event:
    return make_event(starts_at=EVENING, keeps_guests_months=1)
