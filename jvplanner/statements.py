"""Statements that are compiled once and handed straight to the driver.

For the one thing that many strangers do at the same moment: taking a seat. See
docs/decisions/2026-11-27-registering-goes-past-the-session.md. Nothing here knows of a practice, so
every statement names its own. Everything else goes through the session.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager, nullcontext
from functools import cache
from threading import Lock
from typing import Any

from sqlalchemy import BindParameter, ColumnElement, Dialect, Engine, Integer, bindparam, insert
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.orm import Session
from sqlalchemy.sql import Executable

from jvplanner.db import Base

Row = tuple[Any, ...]
# Threads that wait for SQLite's lock look for it again and again, and the unlucky ones late.
_turn = Lock()


class NextId(ColumnElement[int]):
    """The id of a row that is inserted soon, in this transaction.

    On SQLite nobody else can take it, because the write lock is held; there, place says which of
    several. Known beforehand, rows that refer to each other can be inserted all at once.
    """

    inherit_cache = False

    def __init__(self, model: type[Base], place: int = 0) -> None:
        self.table, self.place, self.type = model.__tablename__, place, Integer()


@compiles(NextId, "postgresql")
def _next_of_sequence(element: NextId, _compiler: Any, **_more: Any) -> str:
    return f"nextval(pg_get_serial_sequence('{element.table}', 'id'))"


@compiles(NextId, "sqlite")
def _next_of_rows(element: NextId, _compiler: Any, **_more: Any) -> str:
    # A table with AUTOINCREMENT remembers ids that were deleted since; another may give them again.
    return (
        f"(SELECT max(coalesce((SELECT max(id) FROM {element.table}), 0), "  # noqa: S608
        f"coalesce((SELECT max(seq) FROM sqlite_sequence WHERE name = '{element.table}'), 0)) "
        f"+ {element.place + 1})"
    )


class Prepared:
    """A statement with named values, compiled once for each engine.

    reads  the columns that its rows hold, in order; none for a statement without rows
    ends   what stands behind it, in words that both engines know
    """

    def __init__(self, statement: Executable, *reads: Any, ends: str = "") -> None:
        self._statement, self._reads, self._ends = statement, reads, ends
        self._made: dict[str, _Made] = {}

    def on(self, dialect: Dialect) -> "_Made":
        if (made := self._made.get(dialect.name)) is None:
            made = _Made(self._statement, self._reads, self._ends, dialect)
            self._made[dialect.name] = made
        return made


class _Made:
    """What of a statement is the same each time on one engine."""

    def __init__(
        self,
        statement: Executable,
        reads: Sequence[ColumnElement[Any]],
        ends: str,
        dialect: Dialect,
    ) -> None:
        compiled = statement.compile(dialect=dialect)  # type: ignore[attr-defined]
        self.text, self.has_rows = str(compiled) + ends, bool(reads)
        self._is_by_place = compiled.positiontup is not None
        binds = {name: bind for bind, name in compiled.bind_names.items()}
        self._given = [_Given(name, binds[name], dialect) for name in compiled.positiontup or binds]
        types = [column.type.dialect_impl(dialect) for column in reads]
        readers = [kind.result_processor(dialect, None) for kind in types]
        self._readers = [(place, read) for place, read in enumerate(readers) if read]

    def given(self, values: dict[str, Any]) -> Any:
        """Return the values as the driver takes them: by place, or by name."""
        if self._is_by_place:
            return [each.value_among(values) for each in self._given]
        return {each.name: each.value_among(values) for each in self._given}

    def read(self, row: Sequence[Any]) -> Row:
        if not self._readers:
            return tuple(row)
        values = list(row)
        for place, read in self._readers:
            values[place] = read(values[place])
        return tuple(values)


class _Given:
    """One value that a statement is given, each time anew unless the statement itself says it."""

    def __init__(self, name: str, bind: BindParameter[Any], dialect: Dialect) -> None:
        self.name = name
        self._write = bind.type.dialect_impl(dialect).bind_processor(dialect)
        self._is_fixed = not bind.required
        self._fixed = self._written(bind.effective_value) if self._is_fixed else None

    def value_among(self, values: dict[str, Any]) -> Any:
        return self._fixed if self._is_fixed else self._written(values[self.name])

    def _written(self, value: Any) -> Any:
        return self._write(value) if self._write else value


Step = tuple[Prepared, dict[str, Any]]


class Driver:
    """A connection within a transaction, as its driver knows it."""

    def __init__(self, connection: Any, dialect: Dialect) -> None:
        self._cursor, self._dialect = connection.cursor(), dialect

    def run(self, statement: Prepared, **values: Any) -> list[Row]:
        """Run a statement and return its rows. Raises what SQLAlchemy would raise."""
        made = statement.on(self._dialect)
        self.say(made.text, made.given(values))
        return [made.read(row) for row in self._cursor.fetchall()] if made.has_rows else []

    def together(self, steps: Sequence[Step]) -> None:
        """Run statements that return nothing and do not see each other's effects.

        Rows may refer to those of other steps. PostgreSQL gets all of them in one go, because each
        way there and back costs more than the statement itself. Values are named apart.
        """
        made = [(statement.on(self._dialect), values) for statement, values in steps]
        if self._dialect.name == "sqlite":
            for each, values in made:
                self.say(each.text, each.given(values))
            return
        given: dict[str, Any] = {}
        for each, values in made:
            given |= each.given(values)
        self.say(_in_one(tuple(each.text for each, _values in made)), given)

    def say(self, text: str, values: Any = ()) -> None:
        """Send a text as it is, with its values as the driver takes them."""
        try:
            self._cursor.execute(text, values)
        except self._dialect.loaded_dbapi.Error as problem:
            kind = self._dialect.loaded_dbapi.Error
            ours = DBAPIError.instance(text, None, problem, kind, hide_parameters=True)
            raise ours from problem


@cache
def _in_one(texts: tuple[str, ...]) -> str:
    before = ", ".join(f"step_{place} AS ({text})" for place, text in enumerate(texts[:-1]))
    return f"WITH {before} {texts[-1]}" if before else texts[-1]


def insertion(
    model: type[Base], rows: Sequence[dict[str, Any]], *, unless: tuple[str, ...] = ()
) -> Step:
    """Return the step that inserts rows, which name the same columns; there is at least one.

    unless  unique columns: a row whose values are there already is left out

    No default of a column is filled in.
    """
    names = tuple(rows[0])
    table = model.__tablename__
    values = {
        _at(table, name, place): row[name] for place, row in enumerate(rows) for name in names
    }
    return _insert(model, names, len(rows), unless), values


def _at(table: str, name: str, place: int) -> str:
    return f"{table}_{name}_{place}"


@cache
def _insert(
    model: type[Base], names: tuple[str, ...], count: int, unless: tuple[str, ...]
) -> Prepared:
    table: Any = model.__table__
    rows = [
        {name: bindparam(_at(table.name, name, n), type_=table.c[name].type) for name in names}
        for n in range(count)
    ]
    otherwise = f" ON CONFLICT ({', '.join(unless)}) DO NOTHING" if unless else ""
    return Prepared(insert(table).values(rows), ends=otherwise)


def driver_of(session: Session) -> Driver:
    """Return the connection of a session's own transaction; what it holds back is sent first."""
    session.flush()
    connection = session.connection()
    return Driver(connection.connection.dbapi_connection, connection.dialect)


@contextmanager
def written_apart(engine: Engine) -> Iterator[Driver]:
    """Give a connection whose transaction ends with the block, whatever the request answers.

    For what must survive a refusal, and for what is asked too often to go through a session. The
    request itself must not have begun to write: SQLite has one writer, and would wait for itself.
    """
    is_sqlite = engine.dialect.name == "sqlite"
    with _turn if is_sqlite else nullcontext():
        borrowed = engine.raw_connection()
        connection: Any = borrowed.dbapi_connection
        try:
            if not is_sqlite and not connection.autocommit:
                connection.read_only = False  # whoever had it before may only have read
            driver = Driver(connection, engine.dialect)
            driver.say("BEGIN IMMEDIATE" if is_sqlite else "BEGIN")
            yield driver
            driver.say("COMMIT")
        except BaseException as problem:
            _take_back(borrowed, problem, engine.dialect)
            raise
        finally:
            borrowed.close()


def _take_back(borrowed: Any, problem: BaseException, dialect: Dialect) -> None:
    """End the transaction as if nothing had been written; give up a connection that cannot."""
    try:
        borrowed.dbapi_connection.execute("ROLLBACK")
    except dialect.loaded_dbapi.Error:
        borrowed.invalidate(problem)
