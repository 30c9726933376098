"""The jvplanner command."""

import logging
import os
import signal
import subprocess
import sys
import threading
from functools import partial

import click
from flask import Flask

from jvplanner import create_app
from jvplanner.db import reading
from jvplanner.outbox.delivery import deliver
from jvplanner.outbox.worker import send_due
from jvplanner.practices.queries import account_of
from jvplanner.practices.security import reset_address
from jvplanner.settings import BadSetting, Settings, from_environment

IDLE_SECONDS = 1.0


class OneLine(click.ClickException):
    """A failure told in one line."""

    def show(self, _file: object = None) -> None:
        click.echo(f"jvplanner: {self.message}", err=True)


def open_app() -> Flask:
    try:
        return create_app(from_environment())
    except BadSetting as problem:
        raise OneLine(str(problem)) from problem


def settings_of(app: Flask) -> Settings:
    settings: Settings = app.extensions["settings"]
    return settings


@click.group()
def main() -> None:
    """JV Planner: local joint ventures, from idea to measured result."""
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(message)s")
    for noisy in ("alembic", "fontTools"):
        logging.getLogger(noisy).setLevel(logging.WARNING)


@main.group()
def db() -> None:
    """The database."""


@db.command()
def upgrade() -> None:
    """Bring the database to the newest migration, making it if there is none."""
    from jvplanner import schema  # noqa: PLC0415  Alembic is slow to import

    app = open_app()
    settings_of(app).data_dir.mkdir(parents=True, exist_ok=True)
    with app.app_context():
        schema.upgrade()


@main.group()
def account() -> None:
    """Accounts, for whoever runs the installation."""


@account.command()
@click.argument("email")
def reset_link(email: str) -> None:
    """Print the address at which the account EMAIL chooses a new password."""
    app = open_app()
    with app.app_context(), reading():
        user = account_of(email)
        if user is None:
            raise OneLine(f"no account has the address {email!r}.")
        click.echo(reset_address(user))


@main.command()
@click.option("--host", default="127.0.0.1", envvar="HOST", show_default=True)
@click.option("--port", default=8000, envvar="PORT", show_default=True)
@click.option("--workers", default=2, show_default=True, help="How many web processes.")
@click.option("--with-worker", is_flag=True, help="Send letters, too, in a process beside them.")
def serve(host: str, port: int, workers: int, with_worker: bool) -> None:
    """Serve the pages."""
    from jvplanner.serving import serve_pages  # noqa: PLC0415  gunicorn is slow to import

    app = open_app()
    beside = subprocess.Popen([sys.argv[0], "worker"]) if with_worker else None  # noqa: S603
    try:
        serve_pages(app, host=host, port=port, workers=workers)
    finally:
        if beside is not None:
            beside.terminate()
            beside.wait()


@main.command()
def worker() -> None:
    """Send the letters that are due, until stopped."""
    app = open_app()
    stopping = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stopping.set())
    parent = os.getppid()
    smtp_url = settings_of(app).smtp_url
    while not stopping.is_set() and os.getppid() == parent:
        if not (smtp_url and send_some(app, smtp_url)):
            stopping.wait(IDLE_SECONDS)


def send_some(app: Flask, smtp_url: str) -> int:
    """Send what is due; a database that is away for a moment must not end the worker."""
    with app.app_context():
        try:
            return send_due(app.extensions["postroom"], partial(deliver, smtp_url=smtp_url))
        except Exception:
            logging.getLogger(__name__).exception("the worker goes on")
            return 0
