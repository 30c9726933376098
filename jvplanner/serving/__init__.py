"""Gunicorn, set up for this application."""

from collections.abc import Callable
from socket import socket
from typing import Any

from flask import Flask
from gunicorn import util
from gunicorn.app.base import BaseApplication

from jvplanner.db import db
from jvplanner.web.errors import WORDS
from jvplanner.web.headers import bare_headers

UNREADABLE = {
    414: (
        "That address is too long",
        "It may have been put together wrongly. Go back and open the page from its link.",
    ),
    431: (
        "Your browser sent too much along",
        "Delete the cookies of this site in your browser, then try again.",
    ),
}


class Pages(BaseApplication):  # type: ignore[misc]
    """Gunicorn around one application, with our options in place of its command line."""

    def __init__(self, app: Flask, options: dict[str, Any]) -> None:
        self.app, self.options = app, options
        super().__init__()

    def load_config(self) -> None:
        for name, value in self.options.items():
            self.cfg.set(name, value)

    def load(self) -> Flask:
        return self.app


def options(*, host: str, port: int, workers: int) -> dict[str, Any]:
    """Return how we run gunicorn; the benchmark's minimal page runs the same way."""
    return {
        "bind": f"{host}:{port}",
        "workers": workers,
        "threads": 4,
        "worker_class": "gthread",
        "timeout": 30,
        "graceful_timeout": 20,
        "control_socket_disable": True,
        # Whoever connects from this machine would be believed about the path we are below and about
        # the connection. What a trusted proxy says is read in one place: see PROXIES.
        "forwarder_headers": "",
        "secure_scheme_headers": {},
        "loglevel": "warning",
    }


def in_our_words(*, https: bool) -> Callable[[socket, int, str, str], None]:
    """Return what answers a request that gunicorn cannot read, and so never hands to the app."""

    def write_error(client: socket, status: int, reason: str, _message: str) -> None:
        client_error = 400 <= status < 500
        title, text = UNREADABLE.get(status) or WORDS[400 if client_error else 500]
        body = (
            '<!doctype html>\n<html lang="en"><meta charset="utf-8">'
            f'<meta name="viewport" content="width=device-width"><title>{title}</title>'
            f"<h1>{title}</h1><p>{text}</p></html>\n"
        ).encode()
        headers = bare_headers(https=https) | {
            "Connection": "close",
            "Content-Type": "text/html; charset=utf-8",
            "Content-Length": str(len(body)),
        }
        lines = [f"HTTP/1.1 {status} {reason}", *(f"{name}: {headers[name]}" for name in headers)]
        util.write_nonblock(client, "\r\n".join([*lines, "", ""]).encode() + body)

    return write_error


def serve_pages(app: Flask, *, host: str, port: int, workers: int) -> None:
    """Serve app until stopped; a request that was accepted is answered before the end."""

    def leave_connections_to_the_parent(_server: object, _worker: object) -> None:
        with app.app_context():
            db.engine.dispose(close=False)

    # What gunicorn would write names no policy, and repeats what it could not read.
    util.write_error = in_our_words(https=app.extensions["settings"].is_https)
    chosen = options(host=host, port=port, workers=workers)
    Pages(app, chosen | {"post_fork": leave_connections_to_the_parent}).run()
