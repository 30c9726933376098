"""The one place where a request's transaction ends.

A safe request reads and is rolled back. An unsafe one commits when it answers below 400, and is
rolled back otherwise. What must survive a refusal is written through kept().
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from flask import Response, request
from sqlalchemy import inspect

from jvplanner.db import db, is_reading, read_from_here, reading, write_from_here, writing

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})


def ended(answer: Callable[[], Response], *, reads_first: bool) -> Response:
    """Run a request's view and end its transaction as its answer says.

    reads_first  begin as a reader though the request is unsafe: the view verifies something slow
                 (a password) and calls begin_writing() before it writes
    """
    safe = request.method in SAFE_METHODS
    mode = reading if safe or reads_first else writing
    with mode():
        try:
            response = answer()
        except BaseException:
            db.session.rollback()
            raise
        if safe or response.status_code >= 400:
            db.session.rollback()
        else:
            db.session.commit()
        return response


def write_now() -> None:
    """Send what an unsafe request has changed to the database; its transaction goes on."""
    if not is_reading():
        db.session.flush()


def begin_writing() -> None:
    """Let a request that began as a reader write from here on.

    Changes made to loaded rows so far are carried over onto their present state.
    """
    if not is_reading():
        return
    with db.session.no_autoflush:
        changed = {
            row: {name: getattr(row, name) for name in _changed_names(row)}
            for row in db.session.dirty
        }
    db.session.rollback()
    write_from_here()
    for row, values in changed.items():
        for name, value in values.items():
            setattr(row, name, value)


def _changed_names(row: object) -> list[str]:
    state = inspect(row)
    return [
        attribute.key
        for attribute in state.mapper.column_attrs
        if state.attrs[attribute.key].history.has_changes()
    ]


def end_writing() -> None:
    """Drop what an unsafe request has written and go on as a reader, to show a refusal."""
    if not is_reading():
        db.session.rollback()
        read_from_here()


@contextmanager
def kept() -> Iterator[None]:
    """Write what must survive though the request itself is refused, in a transaction of its own."""
    db.session.rollback()
    with writing():
        yield
        db.session.commit()
