"""The jvplanner command."""

import json
from datetime import datetime
from typing import TextIO

import click

from jvplanner.cli import running
from jvplanner.cli.base import COUNT, OneLine, main, open_app, settings_of
from jvplanner.db import db as database
from jvplanner.db import reading
from jvplanner.demo.crowd import Scale
from jvplanner.demo.links import demo_links, sign_in
from jvplanner.demo.load import has_any_practice
from jvplanner.demo.load import load as load_demo
from jvplanner.errors import Refusal
from jvplanner.papers.actions import verified
from jvplanner.papers.wording.lines import check_lines
from jvplanner.practices.queries import account_of
from jvplanner.practices.security import reset_address

__all__ = ["main", "running"]


@main.group()
def db() -> None:
    """The database."""


@db.command()
def upgrade() -> None:
    """Bring the database to the newest migration, making it if there is none."""
    from jvplanner import schema  # noqa: PLC0415  Alembic is slow to import

    app = open_app()
    settings_of(app).make_data_dir()
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
