"""How migrations run: in one transaction, with SQLite's foreign keys checked at the end."""

from alembic import context
from alembic.autogenerate.api import AutogenContext
from sqlalchemy import Connection

from jvplanner.db import Base, UtcDateTime, db


def render_item(kind: str, item: object, _context: AutogenContext) -> str | bool:
    """Write our own column type as what the database keeps: migrations import no models."""
    if kind == "type" and isinstance(item, UtcDateTime):
        return "sa.DateTime(timezone=True)"
    return False


def run(connection: Connection) -> None:
    context.configure(
        connection=connection,
        target_metadata=Base.metadata,
        render_as_batch=True,
        compare_type=True,
        render_item=render_item,
    )
    sqlite = connection.dialect.name == "sqlite"
    raw = connection.connection.dbapi_connection
    if sqlite:
        # Rebuilding a parent table with keys on would delete its children.
        raw.execute("PRAGMA foreign_keys=OFF")
    try:
        with context.begin_transaction():
            context.run_migrations()
            if sqlite and (broken := connection.exec_driver_sql("PRAGMA foreign_key_check").all()):
                raise RuntimeError(f"rows that refer to nothing: {broken[:5]}")
    finally:
        if sqlite:
            raw.execute("PRAGMA foreign_keys=ON")


with db.engine.connect() as connection:
    run(connection)
