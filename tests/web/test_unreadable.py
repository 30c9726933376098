"""Requests that the server itself refuses, over a real connection: no page is ever asked."""

import socket
from collections.abc import Iterator
from http.client import HTTPResponse
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from jvplanner.serving.unreadable import in_our_words
from tests.serving import Served, served

SECURE = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-store",
    "X-Robots-Tag": "noindex",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with served(tmp_path_factory.mktemp("unreadable")) as running:
        yield running


def answered(server: Served, request: bytes) -> tuple[HTTPResponse, str]:
    """Send bytes as they are and read the answer to its end."""
    where = urlsplit(server.address)
    with socket.create_connection((where.hostname, where.port), timeout=30) as connection:
        connection.sendall(request)
        response = HTTPResponse(connection)
        response.begin()
        return response, response.read().decode()


@pytest.mark.parametrize(
    ("request_bytes", "status", "words"),
    [
        (b"<script>alert(1)</script>\r\n\r\n", 400, "We could not read that"),
        (b"GET / HTTP/9.9\r\n\r\n", 400, "We could not read that"),
        (b"GET / HTTP/1.1\r\nno colon\r\n\r\n", 400, "We could not read that"),
        (b"GET /" + b"a" * 5000 + b" HTTP/1.1\r\n\r\n", 414, "That address is too long"),
        (
            b"GET / HTTP/1.1\r\nHost: a\r\nCookie: " + b"a" * 9000 + b"\r\n\r\n",
            431,
            "Delete the cookies of this site",
        ),
    ],
    ids=["no request line", "no such version", "no header", "a long address", "long headers"],
)
def test_what_the_server_cannot_read_is_answered_securely_and_in_words(
    server: Served, request_bytes: bytes, status: int, words: str
) -> None:
    response, body = answered(server, request_bytes)

    assert response.status == status
    assert {name: response.headers[name] for name in SECURE} == SECURE
    assert "default-src 'none'" in response.headers["Content-Security-Policy"]
    assert "camera=()" in response.headers["Permissions-Policy"]
    assert response.headers["Content-Type"] == "text/html; charset=utf-8"
    assert body.startswith("<!doctype html>")
    assert words in body
    assert "alert(1)" not in body


def test_what_could_not_be_read_is_logged_without_whose_address_it_was(server: Served) -> None:
    answered(server, b"GET /t/5ecretTicket\xbb?who=ana@example.org HTTP/1.1\r\n\r\n")
    log = Path(server.environment["JVPLANNER_DATA_DIR"], "serve.log").read_text()
    assert "Invalid HTTP request line: 'GET /t/… HTTP/1.1'" in log
    assert "5ecret" not in log


def test_its_headers_are_those_of_a_page(server: Served) -> None:
    refused, _ = answered(server, b"?\r\n\r\n")
    page, _ = answered(server, b"GET /healthz HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
    assert page.status == 200
    own = {"server", "date", "connection", "content-length"}
    assert {name.lower() for name in page.headers} - own <= {
        name.lower() for name in refused.headers
    }


def test_over_https_it_asks_for_https_ever_after() -> None:
    ours, theirs = socket.socketpair()
    with ours, theirs:
        in_our_words(https=True)(ours, 400, "Bad Request", "what could not be read")
        response = HTTPResponse(theirs)
        response.begin()
        assert "max-age" in response.headers["Strict-Transport-Security"]
        assert "what could not be read" not in response.read().decode()
