"""make bench: event page, registration, scan and previews beside a minimal page and a bare commit.

What needs no server (the wording guard, the difference of versions, the certificate) is held to its
limit first.

Figures mean something only beside each other: the minimal Flask page and the bare commit are
measured in the same run, on the same machine, and everything is told as a ratio to them.
"""

import json
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import urlencode, urlsplit
from uuid import UUID

from sqlalchemy import Column, Integer, MetaData, String, Table, create_engine, insert

import jvplanner.db  # noqa: F401  its listeners set up SQLite as we run it
from tests.bench.alone import alone
from tests.bench.lists import FEW, MANY, MOST_TIMES_SLOWER, opened
from tests.bench.load import Measured, Request, load
from tests.bench.previews import MOST, look, previews, signed_in
from tests.bench.rush import PEOPLE, SEATS, Rush, rush
from tests.bench.servers import Server, minimal, ours
from tests.postgres import create_database, postgres_server

SECONDS = 4.0
COMMITS = 300
# Beside the minimal page of the same run: what a registration may cost, how fast a page has to be.
MOST_CPU, LEAST_RATE = {"registration": 5.0}, {"event page": 0.6}


@dataclass(frozen=True)
class Line:
    name: str
    measured: Measured
    cpu_ms: float
    memory_mib: float
    too_many_statements: bool = False


def main() -> int:
    slow = [one[0] for one in alone() if show_alone(*one)]
    with tempfile.TemporaryDirectory() as folder, minimal() as server:
        base = measure("minimal Flask page", server, partial(get, "/"))
        show([base], base, None)
        wrong = 0
        for engine, database_url in engines(Path(folder)):
            commit_ms = bare_commit(database_url)
            print(f"\n{engine}: a bare commit takes {commit_ms:.2f} ms")
            lines, rushed, email = measure_ours(Path(folder) / engine, database_url)
            show(lines, base, commit_ms)
            wrong += sum(line.measured.errors for line in lines)
            slow += [line.name for line in lines if line.too_many_statements]
            slow += [f"{line.name} on {engine}" for line in lines if misses(line, base)]
            print(
                f"{PEOPLE} people at once: {rushed.seated} of {SEATS} seats taken, "
                f"{rushed.refused} not answered, the slowest after {rushed.slowest:.2f} s"
            )
            slow += [] if rushed.went_well else [f"the rush on {engine}"]
            slow += slow_lists(database_url, email)
    if wrong:
        print(f"\n{wrong} requests got another answer than expected", file=sys.stderr)
    if slow:
        print(f"\ntook more than they may: {'; '.join(slow)}", file=sys.stderr)
    return bool(wrong or slow)


def misses(line: Line, base: Line) -> bool:
    """Tell whether a line misses what it is held to beside the minimal page."""
    costs_too_much = line.cpu_ms > MOST_CPU.get(line.name, float("inf")) * base.cpu_ms
    is_too_slow = line.measured.rate < LEAST_RATE.get(line.name, 0.0) * base.measured.rate
    return costs_too_much or is_too_slow


def show_alone(name: str, took: float, limit: float) -> bool:
    """Print what something took by itself; say whether that was more than it may take."""
    print(f"{name:24}{took:8.1f} ms of {limit:.0f}")
    return took > limit


def engines(folder: Path) -> Iterator[tuple[str, str]]:
    for engine in ("sqlite", "postgresql"):
        (folder / engine).mkdir()
        if engine == "sqlite":
            yield engine, f"sqlite:///{folder / engine / 'jvplanner.db'}"
        else:
            with postgres_server(durable=True) as server:
                yield engine, create_database(server, "bench")


def measure_ours(folder: Path, database_url: str) -> tuple[list[Line], Rush, str]:
    """Return what was measured, how the rush went, and who the demo's owner is."""
    with ours(folder, database_url) as (server, links):
        event, door = urlsplit(links["event_page"]).path, urlsplit(links["door_link"]).path
        lines = [
            measure("event page", server, partial(get, event)),
            measure("registration", server, partial(register, event)),
            measure("scan", server, partial(scan, door, links["ticket_code"])),
            *measure_previews(server, links, database_url),
        ]
        rushed = rush(server.port, urlsplit(links["small_event_page"]).path)
    return lines, rushed, links["sign_in"]["email"]


def slow_lists(database_url: str, email: str) -> list[str]:
    """Print how long guest lists take to open; return those that get slower as they grow."""
    slow = []
    for name, few, many in opened(database_url, email):
        print(f"{name:24}{few:8.1f} ms with {FEW}, {many:.1f} ms with {MANY} guests")
        if many > MOST_TIMES_SLOWER * few:
            slow.append(name)
    return slow


def measure_previews(server: Server, links: dict[str, Any], database_url: str) -> Iterator[Line]:
    """Measure what an editor asks for while one types, and count its statements."""
    headers = signed_in(server.port, links["sign_in"])
    for name, path, asked in previews(database_url, links["sign_in"]["email"]):
        print(f"{name}: {asked} statements of at most {MOST} beyond who is signed in")
        line = measure(name, server, partial(look, path, headers))
        yield replace(line, too_many_statements=asked > MOST)


def get(path: str, _number: int) -> Request:
    return Request("GET", path)


def register(event: str, number: int) -> Request:
    form = {"name": f"Guest {number}", "email": f"guest{number}@example.org"}
    return Request("POST", f"{event}/guests", urlencode(form).encode(), expected=(303,))


def scan(door: str, code: str, number: int) -> Request:
    item = {"id": str(UUID(int=number)), "code": code, "scanned_at": "2026-01-01T18:00:00Z"}
    body = json.dumps({"scans": [item]}).encode()
    return Request("POST", f"{door}/scans", body, "application/json")


def measure(name: str, server: Server, make: Callable[[int], Request]) -> Line:
    load(server.port, lambda number: make(number + 10_000_000), 0.5)
    before = server.cpu_seconds()
    measured = load(server.port, make, SECONDS)
    used = server.cpu_seconds() - before
    return Line(name, measured, 1000 * used / max(1, measured.requests), server.memory_mib())


def bare_commit(database_url: str) -> float:
    """Return the milliseconds of one insert with its commit, alone on the machine."""
    engine = create_engine(database_url)
    table = Table("bench", MetaData(), Column("id", Integer, primary_key=True), Column("t", String))
    table.create(engine)
    began = time.perf_counter()
    for number in range(COMMITS):
        with engine.begin() as connection:
            connection.execute(insert(table).values(t=str(number)))
    took = time.perf_counter() - began
    table.drop(engine)
    engine.dispose()
    return 1000 * took / COMMITS


def show(lines: list[Line], base: Line, commit_ms: float | None) -> None:
    if commit_ms is None:
        print(f"{'':20}{'req/s':>8}{'p50 ms':>9}{'p95 ms':>9}{'CPU ms':>9}{'MiB':>7}  of minimal")
    for line in lines:
        m = line.measured
        share = f"{m.rate / base.measured.rate:.0%} rate, {line.cpu_ms / base.cpu_ms:.1f}x CPU"
        commits = f", p50 {m.p50 / commit_ms:.1f} commits" if commit_ms else ""
        print(
            f"{line.name:20}{m.rate:8.0f}{m.p50:9.1f}{m.p95:9.1f}{line.cpu_ms:9.2f}"
            f"{line.memory_mib:7.0f}  {share}{commits}"
        )


if __name__ == "__main__":
    sys.exit(main())
