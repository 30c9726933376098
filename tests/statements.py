"""Counting what a page asks of the database."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Engine, event

from jvplanner.statements import Driver

NOT_ASKED = ("BEGIN", "COMMIT", "ROLLBACK", "SAVEPOINT", "RELEASE")


@contextmanager
def counted() -> Iterator[list[str]]:
    """Collect the statements that run inside, without the beginnings and ends of transactions."""
    statements: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        if not statement.startswith(NOT_ASKED):
            statements.append(statement)

    say = Driver.say

    def note_past_the_session(driver: Driver, text: str, values: Any = ()) -> None:
        note(None, None, text)
        say(driver, text, values)

    event.listen(Engine, "before_cursor_execute", note)
    Driver.say = note_past_the_session  # type: ignore[method-assign]
    try:
        yield statements
    finally:
        event.remove(Engine, "before_cursor_execute", note)
        Driver.say = say  # type: ignore[method-assign]
