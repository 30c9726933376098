"""The servers that are measured, and what they use of the machine."""

import json
import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

JVPLANNER = str(Path(sys.executable).with_name("jvplanner"))
MINIMAL = """
import sys
from flask import Flask
from jvplanner.serving import Pages, options
app = Flask("minimal")
page = "<!doctype html><title>Minimal</title>" + "<p>A page of text.</p>" * 350
app.get("/")(lambda: page)
Pages(app, options(host="127.0.0.1", port=int(sys.argv[1]), workers=int(sys.argv[2]))).run()
"""
# As many as `serve` starts by itself; the minimal page gets as many.
WEB_PROCESSES = "1"
TICKS = os.sysconf("SC_CLK_TCK")
PAGE_KIB = os.sysconf("SC_PAGE_SIZE") // 1024


@dataclass(frozen=True)
class Server:
    port: int
    pid: int

    def cpu_seconds(self) -> float:
        """Return the processor time of the server and its web processes so far."""
        fields = (stat.rsplit(") ", 1)[1].split() for stat in self._each("stat"))
        return sum(int(field[11]) + int(field[12]) for field in fields) / TICKS

    def memory_mib(self) -> float:
        """Return the resident memory of the server and its web processes."""
        return sum(int(text.split()[1]) for text in self._each("statm")) * PAGE_KIB / 1024

    def _each(self, name: str) -> list[str]:
        children = Path(f"/proc/{self.pid}/task/{self.pid}/children").read_text().split()
        return [Path(f"/proc/{pid}/{name}").read_text() for pid in (self.pid, *children)]


@contextmanager
def minimal() -> Iterator[Server]:
    """Serve a bare Flask page of 7 KB, the same way as ours."""
    command = [sys.executable, "-c", MINIMAL, str(port := free_port()), WEB_PROCESSES]
    with _running(command, port, "/") as server:
        yield server


@contextmanager
def ours(folder: Path, database_url: str) -> Iterator[tuple[Server, dict[str, Any]]]:
    """Serve the demo practice; yield the server and the demo's addresses."""
    port = free_port()
    environment = os.environ | {
        "JVPLANNER_DATA_DIR": str(folder),
        "JVPLANNER_DATABASE_URL": database_url,
        "JVPLANNER_BASE_URL": f"http://127.0.0.1:{port}",
        "JVPLANNER_PROXIES": "1",
    }
    for words in (["db", "upgrade"], ["demo", "load", "--if-new"]):
        subprocess.run([JVPLANNER, *words], env=environment, check=True, stdout=sys.stderr)
    told = subprocess.run(
        [JVPLANNER, "demo", "links", "--json"], env=environment, check=True, capture_output=True
    )
    serve = [JVPLANNER, "serve", "--port", str(port), "--workers", WEB_PROCESSES]
    with _running(serve, port, "/healthz", environment) as up:
        yield up, json.loads(told.stdout)


@contextmanager
def _running(
    command: list[str], port: int, path: str, environment: dict[str, str] | None = None
) -> Iterator[Server]:
    process = subprocess.Popen(
        command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        _wait(f"http://127.0.0.1:{port}{path}", process)
        yield Server(port, process.pid)
    finally:
        process.terminate()
        process.wait(timeout=30)


def _wait(address: str, process: subprocess.Popen[bytes], seconds: float = 30) -> None:
    end = time.monotonic() + seconds
    while True:
        try:
            urllib.request.urlopen(address, timeout=2).close()
            return
        except OSError:
            if process.poll() is not None or time.monotonic() > end:
                raise
            time.sleep(0.05)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
