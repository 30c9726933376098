"""What serve says at its start, and what it bears with while it runs."""

import logging
from pathlib import Path

import pytest
from click.testing import CliRunner
from flask import Flask
from sqlalchemy.exc import IntegrityError

from jvplanner import create_app
from jvplanner.cli import main, running
from tests.conftest import settings_for
from tests.serving import connected, served, status_of
from tests.smtp import free_port

REGISTRATION = (
    b"POST /e/abc/guests HTTP/1.1\r\nHost: a\r\n"
    b"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 8\r\n\r\nname=Ana"
)


@pytest.mark.parametrize(("processes", "said"), [("1", 0), ("2", 1)])
def test_several_web_processes_that_share_no_counters_are_warned_of_in_one_line(
    app: Flask,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    processes: str,
    said: int,
) -> None:
    monkeypatch.setattr(running, "open_app", lambda: app)
    monkeypatch.setattr("jvplanner.serving.serve_pages", lambda *_args, **_more: None)
    done = CliRunner().invoke(main, ["serve", "--workers", processes, "--port", str(free_port())])
    assert done.exit_code == 0
    warned = [text for _, level, text in caplog.record_tuples if level == logging.WARNING]
    assert len(warned) == said
    assert all("Set JVPLANNER_REDIS_URL, or serve with --workers 1." in text for text in warned)


def test_while_its_redis_is_away_a_server_counts_for_itself(tmp_path: Path) -> None:
    with served(tmp_path, redis_url=f"redis://127.0.0.1:{free_port()}") as server:
        for expected in [404] * 100 + [429]:
            with connected(server, REGISTRATION) as connection:
                assert status_of(connection) == expected


def test_a_worker_says_in_one_line_that_the_database_is_away(
    app: Flask, caplog: pytest.LogCaptureFixture
) -> None:
    away = create_app(settings_for("postgresql+psycopg://x@127.0.0.1:1/x"))
    assert running.work_once(away, None) == 0
    [line] = [text for _, level, text in caplog.record_tuples if level == logging.ERROR]
    assert line.startswith("the database cannot be used: connection failed")


def test_a_worker_that_finds_a_new_database_says_what_makes_it(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    empty = create_app(settings_for(f"sqlite:///{tmp_path / 'new.db'}"))
    assert running.work_once(empty, None) == 0
    [line] = [text for _, level, text in caplog.record_tuples if level == logging.ERROR]
    assert "no such table" in line
    assert line.endswith("If it is new, run: jvplanner db upgrade")
    assert "\n" not in line


@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
def test_what_a_constraint_refused_the_worker_is_logged_without_whom_it_was_about(
    app: Flask, caplog: pytest.LogCaptureFixture
) -> None:
    def refused() -> int:
        said = "duplicate key in person\nDETAIL:  Key (email_key)=(ana@example.org) exists."
        raise IntegrityError("INSERT", None, Exception(said))

    assert running._undisturbed(app, refused) == 0
    assert "the worker goes on: duplicate key in person" in caplog.text
    assert "in refused" in caplog.text, "where it was"
    assert "ana@" not in caplog.text
