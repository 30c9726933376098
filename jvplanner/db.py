"""The database: one base for models, one session, and how each engine begins a transaction."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime
from enum import StrEnum
from functools import cache
from typing import Any

from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import (
    Connection,
    DateTime,
    Dialect,
    Engine,
    Enum,
    MetaData,
    create_engine,
    event,
    inspect,
)
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import DeclarativeBase
from sqlalchemy.types import TypeDecorator

SQLITE_PRAGMAS = (
    "journal_mode=WAL",
    # FULL: a seat that was confirmed on a screen survives a power cut, not only a crash.
    "synchronous=FULL",
    "foreign_keys=ON",
    "busy_timeout=10000",
)

_reading: ContextVar[bool] = ContextVar("reading", default=False)


class UtcDateTime(TypeDecorator[datetime]):
    """A moment: aware in Python, kept in UTC, the same on both engines."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment needs a time zone")
        moment = value.astimezone(UTC)
        return moment.replace(tzinfo=None) if dialect.name == "sqlite" else moment

    def process_result_value(self, value: datetime | None, _dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Base(DeclarativeBase):
    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map = {datetime: UtcDateTime}  # noqa: RUF012


db = SQLAlchemy(metadata=Base.metadata)


def choice(members: type[StrEnum]) -> Enum:
    """Keep one of a few words as text, checked by the database too."""
    return Enum(
        members,
        native_enum=False,
        create_constraint=True,
        length=32,
        name=members.__name__.lower(),
        values_callable=lambda enum: [member.value for member in enum],
    )


@contextmanager
def reading() -> Iterator[None]:
    """Begin transactions inside as readers: they take no write lock and cannot write."""
    token = _reading.set(True)
    try:
        yield
    finally:
        _reading.reset(token)


@contextmanager
def writing() -> Iterator[None]:
    """Begin transactions inside as writers, also within a page that reads."""
    token = _reading.set(False)
    try:
        yield
    finally:
        _reading.reset(token)


def is_reading() -> bool:
    return _reading.get()


def read_from_here() -> None:
    """Switch the enclosing reading() or writing() to reading; no transaction may be open."""
    _reading.set(True)


def write_from_here() -> None:
    """Switch the enclosing reading() or writing() to writing; no transaction may be open."""
    _reading.set(False)


def insert_once(model: type[Base], *, unique: tuple[str, ...], **values: object) -> bool:
    """Insert a row unless one with the same unique columns is there; say whether it was written.

    Waits for a transaction that is inserting the same row. Read the row back by its unique columns.
    """
    dialect = postgresql if db.engine.dialect.name == "postgresql" else sqlite
    statement = dialect.insert(model).values(**values)
    written = db.session.execute(
        statement.on_conflict_do_nothing(index_elements=unique).returning(
            *inspect(model).primary_key
        )
    )
    return written.first() is not None


@cache
def for_single_statements(engine: Engine) -> Engine:
    """Return the engine of the same database on which each statement is a transaction of its own.

    PostgreSQL then needs one round trip where a transaction takes three. It says nothing of a
    connection that died until the statement fails: ask again through the given engine. Its own
    connections end when those of the given engine do.
    """
    if engine.dialect.name == "sqlite":
        return engine
    own = create_engine(
        engine.url,
        isolation_level="AUTOCOMMIT",
        skip_autocommit_rollback=True,
        hide_parameters=engine.hide_parameters,
    )
    event.listen(engine, "engine_disposed", lambda _engine: own.dispose())
    return own


@event.listens_for(Engine, "connect")
def _prepare_sqlite(connection: Any, _record: Any) -> None:
    if "sqlite" in type(connection).__module__:
        connection.isolation_level = None
        for pragma in SQLITE_PRAGMAS:
            connection.execute(f"PRAGMA {pragma}")


@event.listens_for(Engine, "begin")
def _begin(connection: Connection) -> None:
    if connection.dialect.name == "sqlite":
        # A writer that began as a reader would fail at once when another writes: lock first.
        connection.exec_driver_sql("BEGIN" if _reading.get() else "BEGIN IMMEDIATE")
    else:
        connection.connection.dbapi_connection.read_only = _reading.get()  # type: ignore[union-attr]
