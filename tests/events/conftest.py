"""When tests of events begin, where that matters."""

from collections.abc import Iterator

import pytest
import time_machine


@pytest.fixture
def in_february() -> Iterator[None]:
    """Three weeks before clocks are put forward."""
    with time_machine.travel("2027-02-20T12:00:00Z"):
        yield
