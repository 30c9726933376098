"""Migrations and models say the same, and every step goes both ways with rows in place."""

import flask_migrate
import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask import Flask
from sqlalchemy import inspect, text

from jvplanner import create_app
from jvplanner.db import Base, db
from jvplanner.people.models import person_known_as
from jvplanner.tenancy import acting_for
from tests import builders
from tests.conftest import settings_for


@pytest.fixture
def migrated(engine: str, open_database) -> Flask:
    """An application with a migrated database of its own, which the test may take apart."""
    return create_app(settings_for(open_database(engine, f"migrations_{engine}")))


def test_the_models_are_what_the_migrations_make(app: Flask) -> None:
    context = MigrationContext.configure(
        db.session.connection(), opts={"compare_type": True, "compare_server_default": True}
    )
    assert compare_metadata(context, Base.metadata) == []


def test_every_migration_goes_back_and_forth_with_rows_in_place(migrated: Flask) -> None:
    with migrated.app_context():
        config = migrated.extensions["migrate"].migrate.get_config()
        steps = list(ScriptDirectory.from_config(config).walk_revisions())
        for step in steps:
            practice = builders.make_practice("Riverside", owner=("Maya", "maya@a.example"))
            with acting_for(practice.id):
                person_known_as("Ana", "ana@example.org")
                db.session.commit()
            db.session.remove()
            flask_migrate.downgrade(revision=step.down_revision or "base")
            flask_migrate.upgrade(revision=step.revision)
        if len(steps) == 1:
            assert db.session.execute(text("SELECT count(*) FROM person")).scalar() == 0
        flask_migrate.downgrade(revision="base")
        assert set(inspect(db.engine).get_table_names()) <= {"alembic_version"}
        flask_migrate.upgrade()
        db.engine.dispose()


def test_migrations_import_no_models() -> None:
    for path in (migrations := list_of_migrations()):
        assert "jvplanner" not in path.read_text(), path.name
    assert migrations


def list_of_migrations():
    from pathlib import Path

    return list(Path(__file__).parents[2].glob("migrations/versions/*.py"))
