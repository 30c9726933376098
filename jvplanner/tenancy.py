"""One practice at a time: reads are filtered and writes are checked here.

A table that belongs to a practice mixes in PracticeOwned; nothing else is needed. Touching such
a table with no practice acting raises NoPractice.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, cast

from sqlalchemy import (
    ForeignKey,
    ForeignKeyConstraint,
    Insert,
    Integer,
    UniqueConstraint,
    bindparam,
    event,
)
from sqlalchemy.exc import DontWrapMixin
from sqlalchemy.orm import Mapped, ORMExecuteState, Session, mapped_column, with_loader_criteria

_practice_id: ContextVar[int | None] = ContextVar("practice_id", default=None)
_unscoped: ContextVar[bool] = ContextVar("unscoped", default=False)


class NoPractice(DontWrapMixin, RuntimeError):
    """A practice's table was touched outside acting_for()."""


class WrongPractice(RuntimeError):
    """A row of one practice was written while acting for another."""


class PracticeOwned:
    """A row that belongs to one practice and is invisible to every other."""

    practice_id: Mapped[int] = mapped_column(ForeignKey("practice.id", ondelete="CASCADE"))

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        table = getattr(cls, "__table__", None)
        if table is not None and "id" in table.c:
            # What a reference that carries its practice points at; serves as the index, too.
            table.append_constraint(UniqueConstraint(table.c.practice_id, table.c.id))
            # An id is never given again: links, letters and open pages hold on to it.
            table.dialect_options["sqlite"]["autoincrement"] = True


def reference(column: str, table: str, *, ondelete: str = "CASCADE") -> ForeignKeyConstraint:
    """Let column refer to a row of table, of the same practice only."""
    return ForeignKeyConstraint(
        ["practice_id", column], [f"{table}.practice_id", f"{table}.id"], ondelete=ondelete
    )


def current_practice_id() -> int:
    if (practice_id := _practice_id.get()) is None:
        raise NoPractice("wrap this in acting_for(practice_id)")
    return practice_id


@contextmanager
def acting_for(practice_id: int) -> Iterator[None]:
    token = _practice_id.set(practice_id)
    try:
        yield
    finally:
        _practice_id.reset(token)


@contextmanager
def across_practices() -> Iterator[None]:
    """Lift the scope. For the worker, the command line and letters of no practice only."""
    token = _unscoped.set(True)
    try:
        yield
    finally:
        _unscoped.reset(token)


def check_owner(row: object) -> None:
    """Fill in the acting practice on a row about to be written, or refuse another's."""
    if _unscoped.get() or not isinstance(row, PracticeOwned):
        return
    if row.practice_id is None:
        row.practice_id = current_practice_id()
    elif row.practice_id != current_practice_id():
        raise WrongPractice(f"a {type(row).__name__} of another practice")


# Asked when a statement runs, so that a cached statement follows the practice.
_acting = bindparam("acting_practice_id", callable_=current_practice_id, type_=Integer)
_only_ours = with_loader_criteria(
    PracticeOwned, lambda owned: owned.practice_id == _acting, include_aliases=True
)


@event.listens_for(Session, "do_orm_execute")
def _limit_to_ours(state: ORMExecuteState) -> None:
    if _unscoped.get() or state.is_column_load or state.is_relationship_load:
        return
    if not state.is_insert:
        state.statement = state.statement.options(_only_ours)
    elif state.bind_mapper is not None and issubclass(state.bind_mapper.class_, PracticeOwned):
        state.statement = cast("Insert", state.statement).values(practice_id=current_practice_id())


@event.listens_for(Session, "before_flush")
def _check_owners(session: Session, _context: object, _instances: object) -> None:
    for row in (*session.new, *session.dirty, *session.deleted):
        check_owner(row)
