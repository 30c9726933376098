"""The real server in a process of its own, as `jvplanner serve` starts it."""

import os
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from urllib.parse import urlsplit

from flask import Flask

from jvplanner import create_app
from jvplanner.db import db
from jvplanner.links import addresses
from jvplanner.settings import from_environment
from tests.databases import COMMAND, ROOT, sqlite_database

SECRET = "a secret that is only used by served tests, long enough"
PATIENCE = 30  # seconds; a busy machine starts a server in three


class NotServed(RuntimeError):
    """The server did not come up; str() is what it said."""


@dataclass
class Served:
    """A running server.

    address      where it answers, such as http://127.0.0.1:40123
    app          the same installation in this process, to make and read rows with
    environment  what its commands are run with
    process      the server, which a test may kill
    """

    address: str
    app: Flask
    environment: dict[str, str]
    process: subprocess.Popen[bytes]

    def restart(self) -> None:
        """Start it again at the same address, after the process has ended."""
        self.process = _started(self.address, self.environment)


@contextmanager
def served(
    folder: Path,
    *,
    database_url: str = "",
    workers: int = 1,
    with_worker: bool = False,
    **settings: str,
) -> Iterator[Served]:
    """Serve an installation of its own until the end of the block.

    folder        an empty folder: DATA_DIR and the log of the server
    database_url  a migrated database with no rows; "" for SQLite in the folder
    settings      more settings, such as smtp_url="smtp://127.0.0.1:2525"
    """
    port = _free_port()
    address = f"http://127.0.0.1:{port}"
    own = {
        "data_dir": str(folder),
        "database_url": database_url or sqlite_database(folder / "jvplanner.db"),
        "secret_key": SECRET,
        "base_url": address,
    }
    environment = {name: text for name, text in os.environ.items() if "JVPLANNER" not in name}
    environment |= {f"JVPLANNER_{name.upper()}": text for name, text in (own | settings).items()}
    environment |= {
        "PORT": str(port),
        "WORKERS": str(workers),
        "BESIDE": "1" if with_worker else "",
    }
    before = addresses._installation
    # Counters are the server's: this process has one limiter, which all tests share.
    app = create_app(replace(from_environment(environment), redis_url=""))
    server = Served(address, app, environment, _started(address, environment))
    try:
        yield server
    finally:
        _stop(server.process)
        with app.app_context():
            db.engine.dispose()
        if before is not None:
            addresses.install(before)


def connected(server: Served, sent: bytes) -> socket.socket:
    """Return a connection to the server on which these bytes were sent, as they are."""
    where = urlsplit(server.address)
    connection = socket.create_connection((where.hostname, where.port), timeout=PATIENCE)
    connection.sendall(sent)
    return connection


def status_of(connection: socket.socket) -> int:
    """Wait for an answer and return its status."""
    return int(connection.recv(64).split()[1])


def _started(address: str, environment: dict[str, str]) -> subprocess.Popen[bytes]:
    """Start the server and wait until it answers that it is ready."""
    log = Path(environment["JVPLANNER_DATA_DIR"]) / "serve.log"
    command = [str(COMMAND), "serve", "--workers", environment["WORKERS"]]
    with log.open("ab") as output:
        process = subprocess.Popen(
            [*command, *(["--with-worker"] if environment["BESIDE"] else [])],
            env=environment,
            cwd=ROOT,
            stdout=output,
            stderr=output,
        )
    deadline = time.monotonic() + PATIENCE
    while process.poll() is None and time.monotonic() < deadline:
        if _is_ready(address):
            return process
        time.sleep(0.05)
    _stop(process)
    raise NotServed(log.read_text(errors="replace")[-3000:])


def _is_ready(address: str) -> bool:
    try:
        with urllib.request.urlopen(f"{address}/readyz", timeout=2) as answer:
            return bool(answer.status == 200)
    except (urllib.error.URLError, ConnectionError, TimeoutError):
        return False


def _stop(process: subprocess.Popen[bytes]) -> None:
    process.terminate()
    try:
        process.wait(PATIENCE)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
