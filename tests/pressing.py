"""Requests from processes of their own that begin at the same moment, for race tests."""

import os
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO, cast

from flask import Flask
from sqlalchemy import select

from jvplanner import create_app
from jvplanner.db import db
from jvplanner.practices.models import User
from tests.browser import Browser
from tests.conftest import settings_for

ROOT = Path(__file__).parents[1]
PATIENCE = 60  # seconds; a busy machine starts a process in five


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
    presses = [work for work in works if isinstance(work, Press)]
    processes = {id(press): _started(app, press) for press in presses}
    db.session.rollback()
    for process in processes.values():
        assert _of(process.stdout).readline() == "ready\n"
    for process in processes.values():
        _of(process.stdin).write("go\n")
        _of(process.stdin).flush()
    results: list[object] = [None if isinstance(work, Press) else work() for work in works]
    for place, work in enumerate(works):
        if isinstance(work, Press):
            said, _ = processes[id(work)].communicate(timeout=PATIENCE)
            results[place] = int(said)
    return results


def _of(pipe: IO[str] | None) -> IO[str]:
    return cast("IO[str]", pipe)


def _started(app: Flask, press: Press) -> "subprocess.Popen[str]":
    fields = [f"{name}={value}" for name, value in press.data.items()]
    database = str(app.config["SQLALCHEMY_DATABASE_URI"])
    command = [sys.executable, "-m", "tests.pressing", database, press.who, press.path, *fields]
    return subprocess.Popen(
        command,
        cwd=ROOT,
        env=os.environ | {"PYTHONUNBUFFERED": "1"},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )


def main(database: str, who: str, path: str, *fields: str) -> None:
    app = create_app(settings_for(database))
    with app.app_context():
        member = db.session.scalars(select(User).filter_by(email=who)).one() if who else None
        browser = Browser(app, member)
        db.session.rollback()
        data = dict(field.split("=", 1) for field in fields)
        sys.stdout.write("ready\n")
        sys.stdout.flush()
        sys.stdin.readline()
        sys.stdout.write(f"{browser.post(path, data=data).status_code}\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
