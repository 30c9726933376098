"""The cast and the stage: two practices, their members signed in, on both database engines."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask
from hypothesis import HealthCheck
from hypothesis import settings as properties
from sqlalchemy import text

from jvplanner import create_app
from jvplanner.db import Base, db
from jvplanner.events.views import turned_away
from jvplanner.practices.security.options import FEATURES
from jvplanner.settings import Settings
from jvplanner.tenancy import acting_for
from jvplanner.web.limits import limiter
from tests import builders
from tests.browser import Browser
from tests.databases import begin_in_memory, postgres_database, sqlite_database
from tests.postgres import postgres_server

begin_in_memory()

# A browser and a database server run beside: a slow example is no failure.
properties.register_profile(
    "house", deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
properties.load_profile("house")

# A password is hashed as in earnest, with less work: hundreds of tests sign in.
FEATURES["SECURITY_PASSWORD_HASH_PASSLIB_OPTIONS"] = {
    "argon2__time_cost": 1,
    "argon2__memory_cost": 1024,
    "argon2__parallelism": 1,
}
# What was refused is written down when a test says so, and not in the middle of another one.
turned_away.EVERY = 3600.0

ENGINES = ("sqlite", "postgresql")
SECRET = "a secret that is only used in tests, long enough"
COUNT_ANEW = {
    "sqlite": "DELETE FROM sqlite_sequence",
    "postgresql": "SELECT setval(seqrelid::regclass, 1, false) FROM pg_sequence",
}
_apps: dict[str, Flask] = {}


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """The address of a PostgreSQL server of this test run's own."""
    with postgres_server() as address:
        yield address


@pytest.fixture(params=ENGINES)
def engine(request: pytest.FixtureRequest) -> str:
    """The database engine of this test; each test that touches the database runs on both."""
    return str(request.param)


@pytest.fixture(scope="session")
def open_database(tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest):
    """Make an empty database of an engine, with every migration; return its address."""

    def opened(engine: str, name: str) -> str:
        if engine == "sqlite":
            return sqlite_database(tmp_path_factory.mktemp(name) / "jvplanner.db")
        return postgres_database(request.getfixturevalue("postgres"), name)

    return opened


def settings_for(database_url: str, **more: object) -> Settings:
    return Settings(
        secret_key=SECRET,
        database_url=database_url,
        base_url="http://localhost",
        data_dir=Path("/nonexistent"),
        **more,  # type: ignore[arg-type]
    )


@pytest.fixture
def app(engine: str, open_database) -> Iterator[Flask]:
    """An application with an empty database; one per engine, emptied after each test."""
    if engine not in _apps:
        _apps[engine] = create_app(settings_for(open_database(engine, "tests")))
        _apps[engine].testing = True
    app = _apps[engine]
    with app.app_context():
        limiter.reset()
        yield app
        db.session.rollback()
        empty(engine)


def empty(engine: str) -> None:
    """Leave no row and begin counting anew.

    PostgreSQL truncates as long for tables with few rows as for many; deleting the few is quicker.
    """
    tables = [table.name for table in reversed(Base.metadata.sorted_tables)]
    with db.engine.begin() as connection:
        for table in tables:
            connection.execute(text(f"DELETE FROM {table}"))  # noqa: S608
        connection.execute(text(COUNT_ANEW[engine]))
    db.session.remove()


@pytest.fixture
def with_mail_server(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let pages know of a mail server; without this there is none."""
    settings = replace(
        app.extensions["settings"], smtp_url="smtp://127.0.0.1:1", mail_from="us@plan.example"
    )
    monkeypatch.setitem(app.extensions, "settings", settings)


@pytest.fixture
def riverside(app: Flask) -> builders.PracticeOfTheCast:
    """Riverside: owner Maya, colleague Tom. The test acts for it outside requests, too."""
    return builders.make_practice(
        "Riverside Nutrition",
        owner=("Maya Okafor", "maya@riverside.example"),
        colleague=("Tom O'Neill", "tom@riverside.example"),
    )


@pytest.fixture
def hillside(app: Flask) -> builders.PracticeOfTheCast:
    """Hillside: the outsider's practice."""
    return builders.make_practice("Hillside Physio", owner=("Noor", "noor@hillside.example"))


@pytest.fixture
def in_riverside(riverside: builders.PracticeOfTheCast) -> Iterator[builders.PracticeOfTheCast]:
    """Act for Riverside in the test's own code."""
    with acting_for(riverside.id):
        yield riverside


@pytest.fixture
def as_maya(app: Flask, riverside: builders.PracticeOfTheCast) -> Browser:
    return Browser(app, riverside.owner)


@pytest.fixture
def as_tom(app: Flask, riverside: builders.PracticeOfTheCast) -> Browser:
    assert riverside.colleague
    return Browser(app, riverside.colleague)


@pytest.fixture
def as_outsider(app: Flask, hillside: builders.PracticeOfTheCast) -> Browser:
    return Browser(app, hillside.owner)


@pytest.fixture
def as_nobody(app: Flask) -> Browser:
    """A browser that nobody has signed in with."""
    return Browser(app)
