"""The one place where a request's transaction ends.

A safe request reads and is rolled back. An unsafe one commits when it answers below 400, and is
rolled back otherwise; only a draft that is saved while somebody types keeps what is sound of it
(keep_now) and answers 422 for the rest. Pages are rendered after that, so that nobody waits for a
template.
"""

from collections.abc import Callable
from typing import TypeVar

from flask import Response, request
from sqlalchemy import inspect

from jvplanner.db import db, is_reading, read_from_here, reading, write_from_here, writing

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
View = TypeVar("View", bound=Callable[..., object])


def reads_first(view: View) -> View:
    """Let an unsafe request begin as a reader; before it writes, it calls begin_writing().

    For what verifies something slow first (a password), or writes nothing (a preview that is sent
    by POST for its size).
    """
    view.reads_first = True  # type: ignore[attr-defined]
    return view


def ended(answer: Callable[[], Response], *, reads_first: bool) -> Response:
    """Run a request's view and end its transaction as its answer says.

    reads_first  begin as a reader though the request is unsafe; see reads_first()
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


def keep_now() -> None:
    """Commit what an unsafe request has written and go on as a reader, to show it."""
    if not is_reading():
        db.session.commit()
        read_from_here()
