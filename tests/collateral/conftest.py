"""Where the addresses in printed matter begin, and something to print."""

import pytest

from jvplanner.links import addresses
from tests.builders_collateral import BASE


@pytest.fixture(autouse=True)
def installed(monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> None:
    """Give tests without an application an installation of a usual address."""
    if "app" not in request.fixturenames:
        here = addresses.Installation(BASE, ("a secret of tests",))
        monkeypatch.setattr(addresses, "_installation", here)
