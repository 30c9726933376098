"""The jvplanner command."""

import json
import logging
import os
import signal
import sys
import threading
from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import TextIO

import click
from flask import Flask
from sqlalchemy.exc import DBAPIError

from jvplanner import clock, create_app
from jvplanner.db import db as database
from jvplanner.db import reading
from jvplanner.demo.crowd import Scale
from jvplanner.demo.links import demo_links, sign_in
from jvplanner.demo.load import has_any_practice
from jvplanner.demo.load import load as load_demo
from jvplanner.errors import Refusal
from jvplanner.outbox.delivery import deliver
from jvplanner.outbox.worker import send_due
from jvplanner.papers.actions import expire_due, has_any_run_out, verified
from jvplanner.papers.wording.lines import check_lines
from jvplanner.practices.queries import account_of
from jvplanner.practices.security import reset_address
from jvplanner.settings import BadSetting, Settings, from_environment

IDLE_SECONDS = 1.0
COUNT = click.IntRange(min=0)


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


@db.command("draft")
@click.argument("message")
def draft_command(message: str) -> None:
    """Write a migration called MESSAGE from what the models say beyond the database."""
    from jvplanner import schema  # noqa: PLC0415  Alembic is slow to import

    with open_app().app_context():
        schema.draft(message)


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
@click.option(
    "--workers", type=COUNT, help="How many web processes. [default: 1, or 2 with REDIS_URL]"
)
@click.option("--with-worker", is_flag=True, help="Run the worker, too, beside them.")
def serve(host: str, port: int, workers: int | None, with_worker: bool) -> None:
    """Serve the pages."""
    from jvplanner.serving import serve_pages  # noqa: PLC0415  gunicorn is slow to import

    app = open_app()
    announce(app, host, port)
    serve_pages(
        app,
        host=host,
        port=port,
        workers=workers or usual_workers(app),
        worker=[sys.argv[0], "worker", "--beside-us"] if with_worker else None,
    )


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
    """Send the letters that are due and let papers run out, until stopped."""
    app = open_app()
    stopping = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stopping.set())
    parent = os.getppid()
    smtp_url = settings_of(app).smtp_url
    while not stopping.is_set() and (not beside_us or os.getppid() == parent):
        if not work_once(app, smtp_url):
            stopping.wait(IDLE_SECONDS)


def work_once(app: Flask, smtp_url: str | None) -> int:
    """Do what is due, each in transactions of its own; return how much that was."""
    postroom = app.extensions["postroom"]
    # What has run out goes first, so that no reminder of it is sent.
    done = _undisturbed(app, let_run_out)
    if smtp_url:
        done += _undisturbed(app, lambda: send_due(postroom, partial(deliver, smtp_url=smtp_url)))
    return done


def let_run_out() -> int:
    """Let papers expire whose time has run out; return how many."""
    now = clock.now()
    with reading():
        has_any = has_any_run_out(now)
        database.session.rollback()
    if not has_any:
        return 0
    expired = expire_due(now)
    database.session.commit()
    return expired


def _undisturbed(app: Flask, work: Callable[[], int]) -> int:
    """Do the work; a database that is away for a moment must not end the worker."""
    with app.app_context():
        try:
            return work()
        except Exception:
            logging.getLogger(__name__).exception("the worker goes on")
            return 0


@main.group("demo")
def demo_commands() -> None:
    """A practice to look around in, with partners, events and guests."""


@demo_commands.command("load")
@click.option("--practices", default=0, type=COUNT, help="How many practices beside the demo's.")
@click.option("--events", default=0, type=COUNT, help="How many events more, over all of them.")
@click.option("--guests", default=0, type=COUNT, help="How many guests more, over those events.")
@click.option("--seed", default=1, show_default=True, help="Another seed, other guests.")
@click.option(
    "--today", type=click.DateTime(["%Y-%m-%d"]), help="The day everything is dated from."
)
@click.option("--if-new", is_flag=True, help="Do nothing if the database has a practice.")
def load_command(
    *, practices: int, events: int, guests: int, seed: int, today: datetime | None, if_new: bool
) -> None:
    """Load the demo practice; the same rows for the same seed and day."""
    app = open_app()
    settings = settings_of(app)
    if settings.is_production:
        raise OneLine("the demo is not loaded in production.")
    with app.app_context():
        if if_new and has_any_practice():
            return
        day, sends_mail = today.date() if today else None, bool(settings.smtp_url)
        scale = Scale(practices, events, guests)
        try:
            for _portion in load_demo(scale, seed=seed, today=day, sends_mail=sends_mail):
                database.session.commit()
        except Refusal as refusal:
            raise OneLine(str(refusal)) from refusal
        demo = sign_in()
    if demo:
        click.echo(f"The demo practice is loaded: {demo['email']}, password: {demo['password']}")


@demo_commands.command("links")
@click.option("--json", "as_json", is_flag=True, help="As one JSON object.")
def links_command(as_json: bool) -> None:
    """Print where the demo's pages are."""
    app = open_app()
    with app.app_context(), reading():
        try:
            links = demo_links()
        except Refusal as refusal:
            raise OneLine(str(refusal)) from refusal
    if as_json:
        click.echo(json.dumps(links, indent=2))
    else:
        for name, where in links.items():
            click.echo(f"{name:22} {where}")


@main.group()
def papers() -> None:
    """Papers sent to partners, and what happened to them."""


@papers.command()
def verify() -> None:
    """Look through the audit chain of every paper; the exit code is 0 only if all hold."""
    count = entries = erased = older = faults = 0
    app = open_app()
    with app.app_context(), reading():
        for proof in verified():
            count, entries, erased = count + 1, entries + proof.entries, erased + proof.erased
            older, faults = older + proof.is_adopted, faults + len(proof.faults)
            for fault in proof.faults:
                click.echo(f"paper {proof.paper_id}: {fault}")
    if older:
        click.echo(
            f"Note: papers sent before audit chains were kept, and adopted by an upgrade: {older}"
        )
    click.echo(f"papers: {count}, entries: {entries}, personal parts erased: {erased}")
    if faults:
        raise OneLine(f"faults found: {faults}")
    click.echo("All hold.")


@main.group()
def wording() -> None:
    """The wording guard."""


@wording.command()
@click.argument("file", default="-", type=click.File(encoding="utf-8", errors="replace"))
@click.option("--licensed", is_flag=True, help="The texts speak for a party who may diagnose.")
def check(file: TextIO, licensed: bool) -> None:
    """Read one text per line of FILE, or of standard input; print one JSON object for each."""
    for line in check_lines(file, licensed=licensed):
        click.echo(line)
