"""The demo, loaded once on each engine and only read from then on."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from jvplanner import create_app
from jvplanner.db import Base, db
from jvplanner.demo.crowd import Scale
from jvplanner.demo.load import load
from jvplanner.practices.models import Practice
from jvplanner.tenancy import acting_for
from jvplanner.web.limits import limiter
from tests.conftest import settings_for

_loaded: dict[str, Flask] = {}
SALTED = {"password", "salt", "payload", "sha256", "head"}


def load_all(
    scale: Scale, *, seed: int = 1, today: date | None = None, sends_mail: bool = True
) -> None:
    for _portion in load(scale, seed=seed, today=today, sends_mail=sends_mail):
        db.session.commit()


def all_rows() -> dict[str, list[dict[str, Any]]]:
    """Return every row of every table, without what is salted.

    Letters to all guests of an event are written in no order that a guest or a link could see, so
    they are compared by what they tell, without their numbers.
    """
    found = {}
    for table in Base.metadata.sorted_tables:
        is_letter = table.name == "letter"
        order = (table.c.once,) if is_letter else tuple(table.primary_key)
        unseen = {"id"} if is_letter else SALTED
        rows = db.session.execute(select(table).order_by(*order)).mappings()
        found[table.name] = [
            {name: value for name, value in row.items() if name not in unseen} for row in rows
        ]
    return found


@pytest.fixture
def demo(engine: str, open_database) -> Iterator[Flask]:
    """An application with the demo and a small crowd; tests change nothing in it."""
    if engine not in _loaded:
        app = create_app(settings_for(open_database(engine, "demo")))
        app.testing = True
        with app.app_context():
            load_all(Scale(practices=1, events=3, guests=60))
        _loaded[engine] = app
    with _loaded[engine].app_context():
        limiter.reset()
        yield _loaded[engine]
        db.session.rollback()


@pytest.fixture
def at_riverside(demo: Flask) -> Iterator[Practice]:
    """Act for the demo practice in the test's own code."""
    practice = db.session.scalars(select(Practice).order_by(Practice.id).limit(1)).one()
    with acting_for(practice.id):
        yield practice
