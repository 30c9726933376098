"""The throw-away PostgreSQL server starts, stands alone and leaves nothing behind."""

import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from sqlalchemy import create_engine, make_url, text
from sqlalchemy.pool import NullPool

from tests import postgres
from tests.postgres import PostgresUnavailable, create_database, drop_database, postgres_server

ROOT = Path(__file__).parents[2]
OWNER = """
import time
from tests.postgres import postgres_server
with postgres_server() as server:
    print(server, flush=True)
    time.sleep(600)
"""


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    with postgres_server() as address:
        yield address


def test_the_server_is_version_15_or_newer(server: str) -> None:
    assert int(answer(server, "SHOW server_version_num")) >= 150_000


def test_an_owner_that_is_killed_leaves_neither_server_nor_folder() -> None:
    owner = subprocess.Popen(
        [sys.executable, "-c", OWNER], stdout=subprocess.PIPE, text=True, cwd=ROOT
    )
    with owner:
        assert owner.stdout
        folder = folder_of(owner.stdout.readline().strip())
        server_process = first_line(folder / "data/postmaster.pid")
        assert process(server_process).exists()

        owner.kill()

    assert_soon_gone(folder, process(server_process))


def test_a_second_server_runs_beside_the_first_and_is_gone_afterwards(server: str) -> None:
    with postgres_server(durable=True) as second:
        assert answer(second, "SHOW fsync") == "on"
        assert answer(server, "SHOW fsync") == "off"
        second_process = process(first_line(folder_of(second) / "data/postmaster.pid"))

    assert not folder_of(second).exists()
    assert not second_process.exists()
    assert answer(server, "SELECT 1") == "1"


def test_a_database_is_created_and_dropped_even_while_somebody_is_connected(server: str) -> None:
    ledger = create_database(server, "maya's ledger")
    engine = create_engine(ledger)
    with engine.connect() as connection:
        assert connection.execute(text("SELECT current_database()")).scalar() == "maya's ledger"

        drop_database(server, "maya's ledger")

        connection.invalidate()
    engine.dispose()
    assert answer(server, "SELECT count(*) FROM pg_database WHERE datname LIKE 'maya%'") == "0"


def test_dropping_a_database_that_is_not_there_is_no_error(server: str) -> None:
    drop_database(server, "never created")


def test_missing_programs_are_an_error_that_names_the_package(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(postgres, "DEBIAN_PROGRAMS", tmp_path)
    monkeypatch.setenv("PATH", str(tmp_path))

    with (
        pytest.raises(PostgresUnavailable, match="install the package `postgresql`"),
        postgres_server(),
    ):
        pass


def test_a_server_that_cannot_start_says_why(monkeypatch: pytest.MonkeyPatch) -> None:
    with TemporaryDirectory() as folder:
        broken = Path(folder, "15/bin/initdb")
        broken.parent.mkdir(parents=True)
        broken.write_text("#!/bin/sh\necho the disk is full >&2\nexit 1\n")
        for path in (Path(folder), broken):
            path.chmod(0o755)
        monkeypatch.setattr(postgres, "DEBIAN_PROGRAMS", Path(folder))

        with pytest.raises(PostgresUnavailable, match="the disk is full"), postgres_server():
            pass


def answer(server: str, question: str) -> str:
    with create_engine(server, poolclass=NullPool).connect() as connection:
        return str(connection.execute(text(question)).scalar())


def folder_of(server: str) -> Path:
    return Path(str(make_url(server).query["host"]))


def first_line(path: Path) -> str:
    return path.read_text().splitlines()[0]


def process(number: str) -> Path:
    return Path("/proc") / number


def assert_soon_gone(*paths: Path) -> None:
    deadline = time.monotonic() + 10
    while time.monotonic() < deadline and any(path.exists() for path in paths):
        time.sleep(0.05)
    assert not [path for path in paths if path.exists()]
