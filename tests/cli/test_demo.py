"""`jvplanner demo` and what `serve` prints, run as a person runs them."""

import json
import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

COMMAND = Path(sys.executable).with_name("jvplanner")
SECONDS = 60


@pytest.fixture
def environment(tmp_path: Path, open_database) -> dict[str, str]:
    """An installation of its own with an empty, migrated database."""
    kept = {name: text for name, text in os.environ.items() if not name.startswith("JVPLANNER_")}
    return kept | {
        "JVPLANNER_DATA_DIR": str(tmp_path),
        "JVPLANNER_DATABASE_URL": open_database("sqlite", tmp_path.name),
        "JVPLANNER_BASE_URL": "https://plan.example",
    }


def run(environment: dict[str, str], *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [COMMAND, *arguments],
        env=environment,
        capture_output=True,
        text=True,
        timeout=SECONDS,
        check=False,
    )


def test_the_demo_is_loaded_once_and_says_how_to_sign_in(environment: dict[str, str]) -> None:
    first = run(environment, "demo", "load", "--if-new", "--today", "2027-02-01")
    again = run(environment, "demo", "load")
    not_new = run(environment, "demo", "load", "--if-new")
    links = json.loads(run(environment, "demo", "links", "--json").stdout)

    assert "maya@riverside.example" in first.stdout
    assert links["sign_in"]["password"] in first.stdout
    assert links["event_page"] == "https://plan.example/e/evening"
    assert (again.returncode, again.stdout) == (1, "")
    assert again.stderr.count("\n") == 1
    assert "there already" in again.stderr
    assert (not_new.returncode, not_new.stdout, not_new.stderr) == (0, "", "")


def test_the_demo_is_not_loaded_in_production(environment: dict[str, str]) -> None:
    production = {"JVPLANNER_ENV": "production", "JVPLANNER_SECRET_KEY": "k" * 40}

    done = run(environment | production, "demo", "load", "--if-new")

    assert done.returncode == 1
    assert done.stderr == "jvplanner: the demo is not loaded in production.\n"


def test_links_are_asked_for_in_vain_without_the_demo(environment: dict[str, str]) -> None:
    done = run(environment, "demo", "links", "--json")

    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.count("\n") == 1
    assert "demo load" in done.stderr


@pytest.mark.parametrize("load", [True, False])
def test_serving_begins_with_where_and_how_to_sign_in(environment: dict[str, str], load) -> None:
    if load:
        run(environment, "demo", "load")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]

    with subprocess.Popen(
        [COMMAND, "serve", "--port", str(port), "--workers", "1"],
        env=environment | {"PYTHONUNBUFFERED": "1"},
        stdout=subprocess.PIPE,
        text=True,
    ) as serving:
        assert serving.stdout
        said = [serving.stdout.readline() for _ in range(1 + load)]
        serving.terminate()

    assert said[0] == f"JV Planner is at http://127.0.0.1:{port}\n"
    assert not load or "maya@riverside.example" in said[1]
