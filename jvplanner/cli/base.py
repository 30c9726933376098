"""The command itself, and how it tells what stopped it: in one line."""

import logging
from typing import Any

import click
from flask import Flask
from sqlalchemy.exc import DBAPIError, OperationalError

from jvplanner import create_app
from jvplanner.settings import BadSetting, Settings, from_environment

COUNT = click.IntRange(min=0)
NO_SUCH_TABLE = "42P01"  # SQLSTATE


class OneLine(click.ClickException):
    """A failure told in one line."""

    def show(self, _file: object = None) -> None:
        click.echo(f"jvplanner: {self.message}", err=True)


class Commands(click.Group):
    """Commands that a bad setting or a database that is away ends with one line."""

    def invoke(self, context: click.Context) -> Any:
        try:
            return super().invoke(context)
        except BadSetting as problem:
            raise OneLine(str(problem)) from problem
        except DBAPIError as problem:
            if not is_unusable(problem):
                raise
            raise OneLine(
                f"the database cannot be used: {first_line(problem)}. "
                "Check its address, then run: jvplanner db upgrade"
            ) from problem


def is_unusable(problem: DBAPIError) -> bool:
    """Tell whether the database, and not a statement of ours, is at fault."""
    is_empty = getattr(problem.orig, "sqlstate", None) == NO_SUCH_TABLE
    return isinstance(problem, OperationalError) or is_empty


def first_line(problem: DBAPIError) -> str:
    return str(problem.orig).strip().partition("\n")[0].rstrip(".")


def open_app() -> Flask:
    return create_app(from_environment())


def settings_of(app: Flask) -> Settings:
    settings: Settings = app.extensions["settings"]
    return settings


@click.group(cls=Commands)
def main() -> None:
    """JV Planner: local joint ventures, from idea to measured result."""
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(message)s")
    for noisy in ("alembic", "fontTools"):
        logging.getLogger(noisy).setLevel(logging.WARNING)
