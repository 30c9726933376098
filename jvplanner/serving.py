"""Gunicorn, set up for this application."""

from typing import Any

from flask import Flask
from gunicorn.app.base import BaseApplication

from jvplanner.db import db


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
        "loglevel": "warning",
    }


def serve_pages(app: Flask, *, host: str, port: int, workers: int) -> None:
    """Serve app until stopped; a request that was accepted is answered before the end."""

    def leave_connections_to_the_parent(_server: object, _worker: object) -> None:
        with app.app_context():
            db.engine.dispose(close=False)

    chosen = options(host=host, port=port, workers=workers)
    Pages(app, chosen | {"post_fork": leave_connections_to_the_parent}).run()
