"""Gunicorn, set up for this application."""

from typing import Any

from flask import Flask
from gunicorn.app.base import BaseApplication

from jvplanner.db import db


class Pages(BaseApplication):  # type: ignore[misc]
    def __init__(self, app: Flask, options: dict[str, Any]) -> None:
        self.app, self.options = app, options
        super().__init__()

    def load_config(self) -> None:
        for name, value in self.options.items():
            self.cfg.set(name, value)

    def load(self) -> Flask:
        return self.app


def serve_pages(app: Flask, *, host: str, port: int, workers: int) -> None:
    """Serve app until stopped; a request that was accepted is answered before the end."""
    Pages(
        app,
        {
            "bind": f"{host}:{port}",
            "workers": workers,
            "threads": 4,
            "worker_class": "gthread",
            "timeout": 30,
            "graceful_timeout": 20,
            "preload_app": False,
            "control_socket_disable": True,
            "post_fork": lambda _server, _worker: forget_connections(app),
            "loglevel": "warning",
        },
    ).run()


def forget_connections(app: Flask) -> None:
    """Leave the parent's database connections to the parent."""
    with app.app_context():
        db.engine.dispose(close=False)
