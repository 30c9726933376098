"""A throw-away PostgreSQL server, started from the programs installed here."""

import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO
from urllib.parse import quote

import psycopg
from psycopg import sql
from sqlalchemy import make_url

DEBIAN_PROGRAMS = Path("/usr/lib/postgresql")
OLDEST_VERSION = 15
PATIENCE = 60  # seconds; a busy machine starts a server in three

# The server lives exactly as long as its owner holds the other end of standard input, so even an
# owner killed without warning leaves neither a process nor a folder.
KEEP = """
programs=$1 folder=$2 durability=$3
"$programs/initdb" --pgdata="$folder/data" --username=postgres --auth=trust --encoding=UTF8 \
    --locale=C.UTF-8 --no-sync --no-instructions || { rm -rf "$folder"; exit 1; }
exec 3<&0
"$programs/postgres" -D "$folder/data" --unix_socket_directories="$folder" --listen_addresses= \
    --max_connections=200 --fsync="$durability" --full_page_writes="$durability" \
    --synchronous_commit="$durability" &
server=$!
{ cat <&3; kill -QUIT "$server"; } >/dev/null 2>&1 &
wait "$server"
rm -rf "$folder"
"""


class PostgresUnavailable(RuntimeError):
    """No server can be started here; str() says what to do about it."""


@contextmanager
def postgres_server(*, durable: bool = False) -> Iterator[str]:
    """Start a server of its own and yield the SQLAlchemy address of its database `postgres`.

    durable  True makes a commit wait for the disk, as in production: for measurements

    It is reached through a socket in a temporary folder, so no port is taken and any number may
    run at once. Raises PostgresUnavailable if the programs are missing or the server fails.
    """
    programs, account = _programs(), _account()
    folder = tempfile.mkdtemp(prefix="jvplanner-postgres-")
    with tempfile.TemporaryFile() as log:
        try:
            if account:
                shutil.chown(folder, account, account)
            keeper = subprocess.Popen(
                ["/bin/sh", "-c", KEEP, "sh", programs, folder, "on" if durable else "off"],
                stdin=subprocess.PIPE,
                stdout=log,
                stderr=log,
                cwd=folder,
                start_new_session=True,
                user=account,
                group=account,
                extra_groups=[] if account else None,
            )
            with _stopped_at_the_end(keeper):
                address = f"postgresql+psycopg://postgres@/postgres?host={quote(folder, safe='')}"
                _wait_until_it_answers(address, keeper, log)
                yield address
        finally:
            shutil.rmtree(folder, ignore_errors=True)


def create_database(server: str, name: str, *, like: str = "template1") -> str:
    """Create a database on the server at that address and return its own address.

    like  a database of the server that it is a copy of, to which nobody is connected; an empty one
    """
    copy = sql.SQL("CREATE DATABASE {} TEMPLATE {}")
    _execute(server, copy.format(sql.Identifier(name), sql.Identifier(like)))
    return make_url(server).set(database=name).render_as_string(hide_password=False)


def drop_database(server: str, name: str) -> None:
    """Drop a database, whoever is still connected to it; no error if there is none."""
    _execute(
        server, sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name))
    )


def _programs() -> Path:
    versions = [path for path in DEBIAN_PROGRAMS.glob("*/bin/initdb") if path.parts[-3].isdecimal()]
    if versions:
        return max(versions, key=lambda path: int(path.parts[-3])).parent
    elsewhere = shutil.which("initdb")
    if elsewhere is None:
        raise PostgresUnavailable(
            "The programs of PostgreSQL are not here: run `make test`, or install the package "
            "`postgresql`."
        )
    return Path(elsewhere).resolve().parent


def _account() -> str | None:
    """Return whom to run as: initdb refuses root, anybody else runs it themselves (None)."""
    if os.geteuid() != 0:
        return None
    try:
        return pwd.getpwnam("postgres").pw_name
    except KeyError:
        raise PostgresUnavailable(
            "PostgreSQL refuses to run as root, and there is no account `postgres` to run as: "
            "install the package `postgresql`."
        ) from None


@contextmanager
def _stopped_at_the_end(keeper: subprocess.Popen[bytes]) -> Iterator[None]:
    try:
        yield
    finally:
        assert keeper.stdin
        keeper.stdin.close()
        try:
            keeper.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            with suppress(ProcessLookupError):
                os.killpg(keeper.pid, signal.SIGKILL)
            keeper.wait()


def _wait_until_it_answers(address: str, keeper: subprocess.Popen[bytes], log: IO[bytes]) -> None:
    deadline = time.monotonic() + PATIENCE
    while keeper.poll() is None and time.monotonic() < deadline:
        with suppress(psycopg.OperationalError), _connection(address) as connection:
            version = connection.info.server_version // 10_000
            if version < OLDEST_VERSION:
                raise PostgresUnavailable(
                    f"PostgreSQL {version} is too old: install {OLDEST_VERSION} or newer."
                )
            return
        time.sleep(0.02)
    log.seek(0)
    raise PostgresUnavailable(
        f"PostgreSQL did not start. It said:\n{log.read().decode(errors='replace')[-2000:]}"
    )


def _connection(address: str) -> psycopg.Connection:
    return psycopg.connect(address.replace("+psycopg", "", 1), autocommit=True)


def _execute(server: str, statement: sql.Composed) -> None:
    with _connection(server) as connection:
        connection.execute(statement)
