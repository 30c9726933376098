"""Requests here begin acting for nobody, as they do outside of tests."""

import pytest

from tests.requests_apart import keep_requests_apart


@pytest.fixture(autouse=True)
def requests_apart(monkeypatch: pytest.MonkeyPatch) -> None:
    keep_requests_apart(monkeypatch)
