"""Gunicorn, set up for this application."""

import logging
from collections.abc import Sequence
from typing import Any

from flask import Flask
from gunicorn import util
from gunicorn.app.base import BaseApplication
from gunicorn.arbiter import Arbiter

from jvplanner.db import db
from jvplanner.serving.beside import Beside
from jvplanner.serving.patience import Worker
from jvplanner.serving.unreadable import Discreet, in_our_words

# Of each web process. More would wait for one another, and for connections to the database.
THREADS = 8


class Manager(Arbiter):  # type: ignore[misc]
    """Gunicorn's parent of the web processes, which looks after the worker, too."""

    def manage_workers(self) -> None:
        super().manage_workers()
        if self.app.beside:
            self.app.beside.look_after()

    def reap_workers(self) -> None:
        # Gunicorn takes every child's end for itself, and how it came about would be lost.
        if self.app.beside:
            self.app.beside.notice_end()
        super().reap_workers()

    def stop(self, graceful: bool = True) -> None:
        if self.app.beside:
            self.app.beside.ask_to_stop()
        super().stop(graceful)


class Pages(BaseApplication):  # type: ignore[misc]
    """Gunicorn around one application, with our options in place of its command line."""

    def __init__(
        self, app: Flask, options: dict[str, Any], *, beside: Beside | None = None
    ) -> None:
        self.app, self.options, self.beside = app, options, beside
        super().__init__()

    def load_config(self) -> None:
        for name, value in self.options.items():
            self.cfg.set(name, value)

    def load(self) -> Flask:
        return self.app

    def run(self) -> None:
        """Serve until stopped, with what runs beside it."""
        try:
            Manager(self).run()
        finally:
            if self.beside:
                self.beside.stop()


def options(*, host: str, port: int, workers: int) -> dict[str, Any]:
    """Return how we run gunicorn; the benchmark's minimal page runs the same way."""
    return {
        "bind": f"[{host}]:{port}" if ":" in host else f"{host}:{port}",
        "workers": workers,
        "threads": THREADS,
        "worker_class": Worker,
        # A process may usually have 1024 files open, and its database takes some of them.
        "worker_connections": 512,
        "keepalive": 5,
        "timeout": 30,
        "graceful_timeout": 20,
        "control_socket_disable": True,
        # Whoever connects from this machine would be believed about the path we are below and about
        # the connection. What a trusted proxy says is read in one place: see PROXIES.
        "forwarder_headers": "",
        "secure_scheme_headers": {},
        "loglevel": "warning",
    }


def serve_pages(
    app: Flask, *, host: str, port: int, workers: int, worker: Sequence[str] | None = None
) -> None:
    """Serve app until stopped; a request that was accepted is answered before the end.

    worker  the command of the worker that is to run beside the web processes, if one is
    """

    def leave_connections_to_the_parent(_server: object, _worker: object) -> None:
        with app.app_context():
            db.engine.dispose(close=False)

    # What gunicorn would write names no policy, and repeats what it could not read.
    util.write_error = in_our_words(https=app.extensions["settings"].is_https)
    logging.getLogger("gunicorn.error").addFilter(Discreet())
    chosen = options(host=host, port=port, workers=workers)
    beside = Beside("worker", worker) if worker else None
    Pages(app, chosen | {"post_fork": leave_connections_to_the_parent}, beside=beside).run()
