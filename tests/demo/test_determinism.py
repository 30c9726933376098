"""The same seed and day make the same rows; loading many does not take more memory."""

import os
import subprocess
import sys
from datetime import date

import time_machine

from jvplanner import create_app
from jvplanner.db import db
from jvplanner.demo.crowd import Scale
from jvplanner.demo.scene import Scene
from tests.conftest import settings_for
from tests.demo.conftest import all_rows, load_all

DAY = date(2027, 2, 1)

# Says how many kilobytes more the process needed for the crowd than for the cast.
GROWTH = """
import resource
from jvplanner.cli import open_app
from jvplanner.db import db
from jvplanner.demo.crowd import Scale
from jvplanner.demo.load import load

def peak():
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss

with open_app().app_context():
    portions = load(Scale(events=4, guests=20_000), seed=1)
    for number, _ in enumerate(portions):
        db.session.commit()
        if number == 2:
            before = peak()
    print(peak() - before)
"""


def test_the_same_seed_and_day_give_the_same_rows_on_either_engine(open_database) -> None:
    rows = []
    for engine, moment in (("sqlite", "2027-02-01 15:00"), ("postgresql", "2027-02-03 08:10")):
        app = create_app(settings_for(open_database(engine, "determinism")))
        with app.app_context(), time_machine.travel(moment, tick=False):
            load_all(Scale(practices=1, events=2, guests=30), today=DAY)
            rows.append(all_rows())
            db.session.remove()
            db.engine.dispose()

    on_sqlite, on_postgresql = rows
    assert on_sqlite.keys() == on_postgresql.keys()
    for table, expected in on_sqlite.items():
        assert on_postgresql[table] == expected, table
    assert len(on_sqlite["guest"]) > 150


def test_another_seed_brings_other_guests() -> None:
    one, other = (Scene(f"{seed}:cast", DAY, "America/New_York") for seed in (1, 2))

    assert [next(one.people) for _ in range(5)] != [next(other.people) for _ in range(5)]


def test_moments_are_those_of_the_practice_s_wall_clock() -> None:
    scene = Scene("1", date(2027, 3, 13), "America/New_York")

    assert scene.at(0, 18, 30).isoformat() == "2027-03-13T23:30:00+00:00"
    assert scene.at(1, 18, 30).isoformat() == "2027-03-14T22:30:00+00:00"


def test_twenty_thousand_guests_take_no_more_memory_than_a_portion(open_database) -> None:
    environment = os.environ | {"JVPLANNER_DATABASE_URL": open_database("sqlite", "crowd")}
    environment["JVPLANNER_SECRET_KEY"] = "a secret for a database that nobody keeps"
    done = subprocess.run(
        [sys.executable, "-c", GROWTH], env=environment, capture_output=True, text=True, check=True
    )

    assert int(done.stdout) < 16 * 1024
