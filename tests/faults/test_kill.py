"""Killing the server at any moment loses nothing that was confirmed on a screen."""

import os
import re
import signal
import subprocess
import threading
import urllib.parse
import urllib.request
from collections.abc import Iterator
from http.client import HTTPException
from pathlib import Path

import pytest
from sqlalchemy import select

from jvplanner.db import db
from jvplanner.events.models import Event, Guest
from jvplanner.tenancy import acting_for
from tests.builders import make_practice
from tests.builders_events import make_event
from tests.databases import postgres_database
from tests.serving import Served, served

GUESTS_BEFORE_THE_KILL = 40
CLIENTS = 4


class Registrations:
    """Clients that register one guest after the other, until the server is gone."""

    def __init__(self, event_page: str, turn: int) -> None:
        self.event_page, self.turn = event_page, turn
        self.tickets: dict[str, str] = {}
        self.enough, self.over = threading.Event(), threading.Event()
        self._lock = threading.Lock()

    def run(self) -> list[threading.Thread]:
        threads = [threading.Thread(target=self._client, args=(n,)) for n in range(CLIENTS)]
        for thread in threads:
            thread.start()
        return threads

    def _client(self, client: int) -> None:
        number = 0
        while not self.over.is_set():
            email = f"g{self.turn}-{client}-{number}@example.org"
            number += 1
            form = urllib.parse.urlencode({"name": "Ana O’Hara", "email": email}).encode()
            # The limit is by address, and these are people on phones of their own.
            request = urllib.request.Request(
                f"{self.event_page}/guests",
                form,
                {"X-Forwarded-For": f"10.{self.turn}.{client}.{number % 250}"},
            )
            try:
                with urllib.request.urlopen(request, timeout=10) as answer:
                    shown = answer.url
                    assert "/t/" in shown
                    answer.read()
            except (OSError, HTTPException):
                continue
            with self._lock:
                self.tickets[email] = shown
                if len(self.tickets) >= GUESTS_BEFORE_THE_KILL:
                    self.enough.set()


@pytest.fixture
def server(engine: str, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Served]:
    database_url = ""
    if engine == "postgresql":
        database_url = postgres_database(request.getfixturevalue("postgres"), "kill")
    with served(tmp_path, database_url=database_url, workers=2, proxies="1") as server:
        yield server


def kill(process: subprocess.Popen[bytes]) -> None:
    """End the server and its web processes at once, as a power cut would."""
    children = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()
    for pid in (process.pid, *map(int, children)):
        os.kill(pid, signal.SIGKILL)
    process.wait()


def test_everybody_who_saw_a_ticket_still_has_it_after_the_server_was_killed(
    server: Served,
) -> None:
    with server.app.app_context():
        practice = make_practice("Riverside", owner=("Maya", "maya@riverside.example"))
        with acting_for(practice.id):
            code = make_event(seats=100_000).code
    tickets: dict[str, str] = {}
    for turn in range(2):
        registrations = Registrations(f"{server.address}/e/{code}", turn)
        threads = registrations.run()
        assert registrations.enough.wait(timeout=60), "too few tickets"
        kill(server.process)
        registrations.over.set()
        for thread in threads:
            thread.join()
        tickets |= registrations.tickets
        server.restart()

    with server.app.app_context(), acting_for(practice.id):
        kept = set(db.session.scalars(select(Guest.email)))
        event = db.session.scalars(select(Event)).one()
        assert set(tickets) <= kept
        assert event.seats_taken == len(kept)
    for address in list(tickets.values())[:: len(tickets) // 10]:
        with urllib.request.urlopen(address, timeout=10) as answer:
            assert re.search("Ana O.{1,6}Hara", answer.read().decode())
