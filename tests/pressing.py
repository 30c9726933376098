"""Requests from processes of their own that begin at the same moment, for race tests."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from multiprocessing import get_context
from multiprocessing.connection import Connection

from flask import Flask
from sqlalchemy import select

from jvplanner import create_app
from jvplanner.db import db
from jvplanner.practices.models import User
from tests.browser import Browser
from tests.conftest import settings_for

PATIENCE = 60  # seconds; a busy machine starts a process in five
# They are forked from a process that has imported this and done nothing.
_processes = get_context("forkserver")
_processes.set_forkserver_preload([__name__])


@dataclass(frozen=True)
class Press:
    """A POST. who is a member's e-mail address; nobody signs in without one."""

    path: str
    data: Mapping[str, object]
    who: str = ""


def at_once(app: Flask, works: Sequence[Press | Callable[[], object]]) -> list[object]:
    """Do the works at the same moment, each press in a process of its own.

    Returns the status of each press, and what each other work, done here, returned.
    """
    database = str(app.config["SQLALCHEMY_DATABASE_URI"])
    started = {id(work): _started(database, work) for work in works if isinstance(work, Press)}
    db.session.rollback()
    for line in started.values():
        assert _heard(line) == "ready"
    for line in started.values():
        line.send("go")
    results: list[object] = [None if isinstance(work, Press) else work() for work in works]
    for place, work in enumerate(works):
        if isinstance(work, Press):
            results[place] = _heard(started[id(work)])
    return results


def _started(database: str, press: Press) -> Connection:
    ours, theirs = _processes.Pipe()
    _processes.Process(target=_press, args=(database, press, theirs), daemon=True).start()
    theirs.close()
    return ours


def _heard(line: Connection) -> object:
    assert line.poll(PATIENCE), "a process says nothing"
    return line.recv()


def _press(database: str, press: Press, line: Connection) -> None:
    app = create_app(settings_for(database))
    with app.app_context():
        users = select(User).filter_by(email=press.who)
        member = db.session.scalars(users).one() if press.who else None
        browser = Browser(app, member)
        db.session.rollback()
        line.send("ready")
        line.recv()
        line.send(browser.post(press.path, data=press.data).status_code)
