"""Migrations: bringing a database to the newest one, and asking whether it is there.

Alembic takes longer to import than all of our own code, so only who migrates imports this.
"""

from pathlib import Path

import flask_migrate
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask import Flask, current_app

from jvplanner.db import db

FOLDER = Path(__file__).parents[1] / "migrations"


def prepare(app: Flask) -> None:
    """Let Flask-Migrate's own commands and functions work on this application."""
    if "migrate" not in app.extensions:
        flask_migrate.Migrate(app, db, directory=str(FOLDER))


def upgrade(revision: str = "head") -> None:
    """Bring the current application's database up to revision, making it if there is none."""
    prepare(current_app)
    flask_migrate.upgrade(revision=revision)


def downgrade(revision: str) -> None:
    """Take the current application's database back to revision; "base" is an empty one."""
    prepare(current_app)
    flask_migrate.downgrade(revision=revision)


def draft(message: str) -> None:
    """Write a migration from the database to the models, to be read and mended by its author."""
    prepare(current_app)
    flask_migrate.migrate(message=message)


def revisions() -> list[tuple[str, str]]:
    """Return each revision with the one before it ("base" for the first), newest first."""
    steps = ScriptDirectory(str(FOLDER)).walk_revisions()
    return [(step.revision, str(step.down_revision or "base")) for step in steps]


def is_current() -> bool:
    """Tell whether the current application's database has every migration."""
    context = MigrationContext.configure(db.session.connection())
    return set(context.get_current_heads()) == set(ScriptDirectory(str(FOLDER)).get_heads())
