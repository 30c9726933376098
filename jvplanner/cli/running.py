"""Running an installation: web processes and workers."""

import logging
import os
import signal
import socket
import sys
import threading
from collections.abc import Callable
from datetime import datetime
from functools import partial
from traceback import format_tb

import click
from flask import Flask
from sqlalchemy.exc import DBAPIError

from jvplanner import clock
from jvplanner.cli.base import COUNT, OneLine, first_line, is_unusable, main, open_app, settings_of
from jvplanner.db import db, reading
from jvplanner.demo.links import sign_in
from jvplanner.door.actions.thanking import is_any_thanks_due, thank_due
from jvplanner.events.actions.offering import is_any_line_due, look_after_one
from jvplanner.events.actions.reminding import is_any_reminder_due, remind_due
from jvplanner.journeys.actions import is_any_purge_due, purge_due
from jvplanner.outbox.delivery import deliver
from jvplanner.outbox.worker import send_due
from jvplanner.papers.actions import expire_due, has_any_run_out

IDLE_SECONDS = 1.0

log = logging.getLogger(__name__)


@main.command()
@click.option("--host", default="127.0.0.1", envvar="HOST", show_default=True)
@click.option("--port", default=8000, envvar="PORT", show_default=True)
@click.option(
    "--workers", type=COUNT, help="How many web processes. [default: 1, or 2 with REDIS_URL]"
)
@click.option("--with-worker", is_flag=True, help="Run the worker, too, beside them.")
def serve(host: str, port: int, workers: int | None, with_worker: bool) -> None:
    """Serve the pages."""
    from jvplanner.serving import serve_pages  # noqa: PLC0415  gunicorn is slow to import

    app = open_app()
    refuse_taken(host, port)
    workers = workers or usual_workers(app)
    for doubt in settings_of(app).doubts(workers):
        log.warning(doubt)
    announce(app, host, port)
    serve_pages(
        app,
        host=host,
        port=port,
        workers=workers,
        worker=[sys.argv[0], "worker", "--beside-us"] if with_worker else None,
    )


def refuse_taken(host: str, port: int) -> None:
    """Raise OneLine where nobody can listen; gunicorn would try again and again."""
    try:
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        with socket.socket(family) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind((host, port))
    except OverflowError:
        raise OneLine(f"there is no port {port}: choose one from 1 to 65535.") from None
    except OSError as problem:
        raise OneLine(
            f"cannot serve at port {port} of {host}: {problem.strerror}. "
            "Choose another with --port and --host."
        ) from problem


def usual_workers(app: Flask) -> int:
    """Return how many web processes serve: rate limits are exact where all counts are in one."""
    return 2 if settings_of(app).redis_url else 1


def announce(app: Flask, host: str, port: int) -> None:
    """Say where the pages are, and how to sign in to the demo; in development only."""
    if settings_of(app).is_production:
        return
    click.echo(f"JV Planner is at http://{f'[{host}]' if ':' in host else host}:{port}")
    try:
        with app.app_context(), reading():
            demo = sign_in()
    except DBAPIError:
        click.echo("Its database cannot be read yet: jvplanner db upgrade makes it.")
        return
    if demo:
        click.echo(f"Sign in to the demo as {demo['email']} with the password: {demo['password']}")


@main.command()
@click.option("--beside-us", is_flag=True, hidden=True, help="End with the process that began it.")
def worker(beside_us: bool) -> None:
    """Send due letters, let papers run out, pass seats on and forget guests, until stopped."""
    app = open_app()
    stopping = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stopping.set())
    parent = os.getppid()
    smtp_url = settings_of(app).smtp_url
    while not stopping.is_set() and (not beside_us or os.getppid() == parent):
        if not work_once(app, smtp_url):
            stopping.wait(IDLE_SECONDS)


# Each as it is found that there is something to do, and what does it.
BY_THE_HOUR = (
    # What has run out goes first, so that no reminder of it is sent.
    (has_any_run_out, expire_due),
    (is_any_line_due, look_after_one),
    (is_any_reminder_due, remind_due),
    (is_any_thanks_due, thank_due),
    (is_any_purge_due, purge_due),
)


def work_once(app: Flask, smtp_url: str | None) -> int:
    """Do what is due, each in transactions of its own; return how much that was."""
    postroom, done = app.extensions["postroom"], 0
    works = [partial(_by_the_hour, *what) for what in BY_THE_HOUR]
    if smtp_url:
        works.append(partial(send_due, postroom, partial(deliver, smtp_url=smtp_url)))
    for work in works:
        count = _undisturbed(app, work)
        if count is None:
            break
        done += count
    return done


def _by_the_hour(is_due: Callable[[datetime], bool], work: Callable[[datetime], int]) -> int:
    """Do what time brings, if a reader finds that there is any; return how much that was."""
    now = clock.now()
    with reading():
        is_any = is_due(now)
        db.session.rollback()
    if not is_any:
        return 0
    done = work(now)
    db.session.commit()
    return done


def _undisturbed(app: Flask, work: Callable[[], int]) -> int | None:
    """Do the work; return None if the database is away, which must not end the worker."""
    with app.app_context():
        try:
            return work()
        except DBAPIError as problem:
            if is_unusable(problem):
                log.error(
                    "the database cannot be used: %s; trying again. "
                    "If it is new, run: jvplanner db upgrade",
                    first_line(problem),
                )
                return None
            # Further lines tell the row, and with it who it is about; where it was says enough.
            where = "".join(format_tb(problem.__traceback__))
            log.error("the worker goes on: %s\n%s", first_line(problem), where)
        except Exception:
            log.exception("the worker goes on")
        return 0
