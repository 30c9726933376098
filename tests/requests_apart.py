"""Requests that begin as real ones do: acting for no practice, whatever the test acts for."""

from contextvars import copy_context
from typing import Any

import pytest

from jvplanner import tenancy
from tests.browser import Browser


def keep_requests_apart(monkeypatch: pytest.MonkeyPatch) -> None:
    """Open every page without the scope of the test's own code."""
    opened = Browser._opened

    def apart(browser: Browser, path: str, **rest: Any) -> Any:
        context = copy_context()
        context.run(tenancy._practice_id.set, None)
        return context.run(opened, browser, path, **rest)

    monkeypatch.setattr(Browser, "_opened", apart)
