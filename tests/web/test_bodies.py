"""What is sent with a request: read as a whole or not at all, over a real connection."""

import socket
import time
from collections.abc import Iterator

import pytest
from sqlalchemy import select

from jvplanner.db import db
from jvplanner.events.models import Guest
from jvplanner.tenancy import acting_for
from tests.builders import make_practice
from tests.builders_events import make_event
from tests.serving import Served, connected, served, status_of

SOON = 8.0  # seconds; a busy machine answers in one or two


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with served(tmp_path_factory.mktemp("bodies")) as running:
        yield running


def test_what_is_too_large_is_refused_without_waiting_for_the_rest(server: Served) -> None:
    head = b"POST /e/abc/guests HTTP/1.1\r\nHost: a\r\nContent-Length: 1000000000000\r\n\r\nname="
    began = time.monotonic()
    with connected(server, head) as connection:
        assert status_of(connection) == 413
    assert time.monotonic() - began < SOON


def test_what_comes_in_chunks_that_are_none_is_unreadable(server: Served) -> None:
    head = b"POST /e/abc/guests HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n"
    with connected(server, head + b"ZZ\r\nname=Ana\r\n0\r\n\r\n") as connection:
        assert status_of(connection) == 400


def test_a_form_that_was_cut_off_registers_nobody(server: Served) -> None:
    with server.app.app_context():
        practice = make_practice("Riverside", owner=("Maya", "maya@riverside.example"))
        with acting_for(practice.id):
            code = make_event().code
    head = (
        f"POST /e/{code}/guests HTTP/1.1\r\nHost: a\r\nContent-Length: 40\r\n"
        "Content-Type: application/x-www-form-urlencoded\r\n\r\n"
    )
    with connected(server, head.encode() + b"name=Ana&email=ana@example.or") as connection:
        connection.shutdown(socket.SHUT_WR)
        assert status_of(connection) == 400
    with server.app.app_context(), acting_for(practice.id):
        assert db.session.scalars(select(Guest)).all() == []
