"""Databases with every table and no row. Migrating takes seconds: the first is copied."""

import atexit
import os
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from functools import cache
from pathlib import Path
from tempfile import mkdtemp

from tests.postgres import create_database

ROOT = Path(__file__).parents[1]
COMMAND = Path(sys.executable).with_name("jvplanner")
MEMORY = Path("/dev/shm")
# Containers often have a small one.
ENOUGH = 2 << 30


def begin_in_memory() -> None:
    """Let temporary folders of tests be in memory, if there is enough: no commit waits for a disk.

    A process that is killed loses no more there than elsewhere.
    """
    if MEMORY.is_dir() and shutil.disk_usage(MEMORY).free > ENOUGH:
        os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(MEMORY))


def sqlite_database(file: Path) -> str:
    """Make a migrated SQLite database in a new file; return its address."""
    with closing(sqlite3.connect(_first_file())) as first, closing(sqlite3.connect(file)) as copy:
        first.backup(copy)
    return f"sqlite:///{file}"


def postgres_database(server: str, name: str) -> str:
    """Make a migrated database on a server; return its address."""
    return create_database(server, name, like=_first_on(server))


@cache
def _first_file() -> Path:
    folder = Path(mkdtemp(prefix="jvplanner-migrated-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    file = folder / "jvplanner.db"
    _migrate(f"sqlite:///{file}")
    return file


@cache
def _first_on(server: str) -> str:
    name = "migrated"
    _migrate(create_database(server, name))
    return name


def _migrate(address: str) -> None:
    settings = {
        "JVPLANNER_DATABASE_URL": address,
        "JVPLANNER_SECRET_KEY": "a secret that is only used to migrate, long enough",
    }
    subprocess.run([COMMAND, "db", "upgrade"], env=os.environ | settings, cwd=ROOT, check=True)
