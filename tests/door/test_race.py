"""D1: many devices, one ticket, one instant; with real processes on both engines."""

import json
import urllib.error
import urllib.request
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier
from typing import Any

import pytest
from sqlalchemy import func, select

from jvplanner.db import db
from jvplanner.door.models import Arrival, Scan
from jvplanner.events.models import Guest
from jvplanner.tenancy import acting_for
from tests import builders
from tests.builders_door import make_door, path_of, scan
from tests.builders_events import make_event, make_guest, ticket_of
from tests.databases import postgres_database
from tests.serving import served

DEVICES = 8
ROUNDS = 5


def post(address: str, item: dict[str, Any]) -> dict[str, Any]:
    body = json.dumps({"scans": [item]}).encode()
    headers = {"Content-Type": "application/json"}
    request = urllib.request.Request(f"{address}/scans", body, headers)
    with urllib.request.urlopen(request, timeout=30) as answer:
        return dict(json.load(answer)["results"][0])


def test_of_many_devices_one_lets_the_guest_in_and_the_others_say_when_and_where(
    tmp_path: Path, engine: str, request: pytest.FixtureRequest
) -> None:
    database_url = ""
    if engine == "postgresql":
        database_url = postgres_database(request.getfixturevalue("postgres"), "door_race")
    together = Barrier(DEVICES)

    def at_once(one: tuple[str, dict[str, Any]]) -> dict[str, Any]:
        together.wait()
        return post(*one)

    with served(tmp_path, database_url=database_url, workers=2) as server:
        with server.app.app_context():
            practice = builders.make_practice("Riverside", owner=("Maya", "maya@a.example"))
            with acting_for(practice.id):
                event = make_event()
                doors = [
                    server.address + path_of(make_door(event, f"Door {number}"))
                    for number in range(DEVICES)
                ]
                tickets = [
                    ticket_of(make_guest(event, f"Guest {number}", f"g{number}@example.org"))
                    for number in range(ROUNDS)
                ]
        with ThreadPoolExecutor(DEVICES) as devices:
            for ticket in tickets:
                results = list(devices.map(at_once, [(door, scan(code=ticket)) for door in doors]))
                assert Counter(one["verdict"] for one in results) == {
                    "admitted": 1,
                    "repeat": DEVICES - 1,
                }
                [winner] = [at for at, one in enumerate(results) if one["verdict"] == "admitted"]
                firsts = [one["first"] for one in results if one["verdict"] == "repeat"]
                assert {first["door"] for first in firsts} == {f"Door {winner}"}
                assert len({first["at"] for first in firsts}) == 1

            same = scan(walk_in={"name": "Farid Haddad"})
            results = list(devices.map(at_once, [(door, same) for door in doors]))
            assert {one["verdict"] for one in results} == {"admitted"}

        with server.app.app_context(), acting_for(practice.id):
            assert db.session.scalar(select(func.count(Arrival.id))) == ROUNDS + 1
            assert db.session.scalar(select(func.count(Guest.id))) == ROUNDS + 1
            assert db.session.scalar(select(func.count(Scan.id))) == ROUNDS * DEVICES + 1
            db.session.rollback()


def test_a_batch_that_is_too_large_is_told_so_over_a_real_connection(tmp_path: Path) -> None:
    """The refusal must arrive though the server reads no more than it needs."""
    with served(tmp_path) as server:
        with server.app.app_context():
            practice = builders.make_practice("Riverside", owner=("Maya", "maya@a.example"))
            with acting_for(practice.id):
                door = server.address + path_of(make_door(make_event()))
        for size in (256 * 1024 + 1, 1024 * 1024 - 1, 5 * 1024 * 1024):
            request = urllib.request.Request(f"{door}/scans", b" " * size)
            with pytest.raises(urllib.error.HTTPError) as refused:
                urllib.request.urlopen(request, timeout=30)
            with refused.value as answer:
                assert answer.code == 413
