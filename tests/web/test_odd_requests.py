"""Requests that no person can make are refused in words, on both engines."""

import pytest

from tests.browser import Browser


@pytest.mark.parametrize("path", ["/partners", "/proposals", "/events", "/search"])
def test_a_zero_character_in_a_search_is_refused(as_maya: Browser, path: str) -> None:
    response = as_maya.get(f"{path}?q=ana%00")
    assert response.status_code == 400
    assert "could not read" in response.text


def test_a_zero_character_in_an_address_leads_nowhere(as_nobody: Browser) -> None:
    assert as_nobody.get("/e/%00").status_code == 404
