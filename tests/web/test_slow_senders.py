"""Whoever sends slowly, badly or not at all holds up nobody else, over a real connection."""

import socket
import time
from collections.abc import Iterator
from contextlib import ExitStack

import pytest

from jvplanner.serving import THREADS, patience
from jvplanner.serving.patience import Impatient
from tests.serving import Served, connected, served, status_of

SOON = 8.0  # seconds; a busy machine answers in one or two
PATIENCE = patience.PAUSE + 15.0  # seconds


@pytest.fixture
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with served(tmp_path_factory.mktemp("slow")) as running:
        yield running


def seconds_to_answer(server: Served) -> float:
    """Return how long somebody waits now who asks whether we are up."""
    began = time.monotonic()
    with connected(server, b"GET /healthz HTTP/1.1\r\nHost: a\r\n\r\n") as connection:
        assert status_of(connection) == 200
    return time.monotonic() - began


def test_connections_that_say_nothing_hold_up_nobody(server: Served) -> None:
    with ExitStack() as open_ones:
        for _ in range(3 * THREADS):
            open_ones.enter_context(connected(server, b""))
        assert seconds_to_answer(server) < SOON


def test_connections_that_stay_open_after_their_answer_hold_up_nobody(server: Served) -> None:
    request = b"GET /healthz HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"
    with ExitStack() as open_ones:
        for _ in range(THREADS - 1):
            open_ones.enter_context(connected(server, request))
        assert seconds_to_answer(server) < SOON


def test_requests_that_stop_half_way_are_given_up(server: Served) -> None:
    with ExitStack() as open_ones:
        for _ in range(THREADS + 1):
            open_ones.enter_context(connected(server, b"GET /healthz HTTP/1.1\r\nHost: a"))
        assert seconds_to_answer(server) < PATIENCE


@pytest.fixture
def pair() -> Iterator[tuple[Impatient, socket.socket]]:
    """Our end of a connection and that of somebody else."""
    ours, theirs = socket.socketpair()
    with Impatient(fileno=ours.detach()) as impatient, theirs:
        impatient.setblocking(True)
        yield impatient, theirs


def test_a_request_that_comes_in_drops_has_an_end(
    pair: tuple[Impatient, socket.socket], monkeypatch: pytest.MonkeyPatch
) -> None:
    ours, theirs = pair
    ours.expect_request()
    theirs.send(b"G")
    assert ours.recv(10) == b"G"
    monkeypatch.setattr(patience, "WHOLE", -1.0)
    ours.expect_request()
    theirs.send(b"E")
    with pytest.raises(ConnectionResetError):
        ours.recv(10)
    assert theirs.recv(10) == b"", "the connection is closed"


def test_an_answer_that_nobody_takes_is_given_up(
    pair: tuple[Impatient, socket.socket], monkeypatch: pytest.MonkeyPatch
) -> None:
    ours, _theirs = pair
    monkeypatch.setattr(patience, "WHOLE", 0.1)
    with pytest.raises(ConnectionResetError):
        ours.sendall(bytes(64 * 1024 * 1024))
