"""Headers by which a stranger speaks as if a proxy did, over a real connection."""

from collections.abc import Iterator
from http.client import HTTPConnection
from typing import Any
from urllib.parse import urlsplit

import pytest
from flask import Flask

from jvplanner import create_app
from jvplanner.db import db
from jvplanner.tenancy import acting_for
from tests.browser import Browser
from tests.builders import make_practice
from tests.builders_events import make_event
from tests.builders_practices import sign_in
from tests.conftest import settings_for
from tests.serving import Served, served


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with served(tmp_path_factory.mktemp("forged")) as running:
        yield running


@pytest.fixture(scope="module")
def event_page(server: Served) -> str:
    """The path of a public event page that nobody has opened yet."""
    with server.app.app_context():
        practice = make_practice("Riverside", owner=("Maya", "maya@riverside.example"))
        with acting_for(practice.id):
            return f"/e/{make_event().code}"


def asked(server: Served, path: str, **headers: str) -> tuple[int, str]:
    where = urlsplit(server.address)
    connection = HTTPConnection(where.hostname or "", where.port, timeout=30)
    try:
        connection.request("GET", path, headers=headers)
        response = connection.getresponse()
        return response.status, response.read().decode()
    finally:
        connection.close()


def test_nobody_says_below_which_path_we_are_and_so_puts_it_into_a_page_that_is_kept(
    server: Served, event_page: str
) -> None:
    status, _ = asked(server, f"/elsewhere{event_page}", SCRIPT_NAME="/elsewhere")
    assert status == 404
    assert "/elsewhere" not in asked(server, event_page)[1]


@pytest.mark.parametrize("scheme", ["https", "http", "gopher"])
def test_without_a_trusted_proxy_nobody_says_how_they_are_connected(
    server: Served, scheme: str
) -> None:
    forged = {"X-Forwarded-Proto": scheme, "X-Forwarded-Ssl": "on"}
    assert asked(server, "/sign-in", **forged)[0] == 200


@pytest.mark.parametrize("host", ["a..b", ".", "x" * 64], ids=["no label", "a dot", "a long label"])
@pytest.mark.parametrize(("path", "status"), [("/healthz", 200), ("/sign-in", 200), ("/x", 404)])
def test_a_host_that_no_host_can_be_called_is_answered_like_any_other(
    as_nobody: Browser, host: str, path: str, status: int
) -> None:
    response = as_nobody.get(path, headers={"Host": host})
    assert response.status_code == status


def tries(app: Flask, email: str, addresses: list[str]) -> list[int]:
    """Return how guesses at an account are answered that say they come from these addresses."""
    return [
        sign_in(Saying(app, {"X-Forwarded-For": address}), email, "a guess").status_code
        for address in addresses
    ]


class Saying(Browser):
    """A browser whose every request carries the same headers."""

    def __init__(self, app: Flask, headers: dict[str, str]) -> None:
        super().__init__(app)
        self._said = headers

    def open(self, path: str, **rest: Any) -> Any:
        return super().open(path, **rest | {"headers": self._said})


def test_without_a_trusted_proxy_nobody_says_where_they_are(app: Flask, riverside) -> None:
    others = [f"203.0.113.{number}" for number in range(11)]
    assert tries(app, "maya@riverside.example", others)[-2:] == [422, 429]


def test_a_trusted_proxy_says_who_asks_and_nobody_before_it(app: Flask, riverside) -> None:
    database = str(app.config["SQLALCHEMY_DATABASE_URI"])
    behind_a_proxy = create_app(settings_for(database, proxies=1))
    same = [f"198.51.100.{number}, 203.0.113.7" for number in range(11)]
    with behind_a_proxy.app_context():
        assert tries(behind_a_proxy, "maya@riverside.example", same)[-2:] == [422, 429]
        assert tries(behind_a_proxy, "maya@riverside.example", ["203.0.113.8"]) == [422]
        db.engine.dispose()
