"""Settings: a bad one is told in one clear line, before anything is served."""

import re
import socket
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path

import pytest

from jvplanner.settings import BadSetting, Settings, from_environment

ROOT = Path(__file__).parents[1]
SECRET = "x" * 40


@pytest.mark.parametrize(
    ("environment", "words"),
    [
        ({"ENV": "production"}, "SECRET_KEY must be set"),
        ({"ENV": "production", "SECRET_KEY": "short"}, "at least 32"),
        ({"ENV": "staging"}, "use development or production"),
        ({"BASE_URL": "plan.example"}, "use an address like"),
        ({"BASE_URL": "https://plan.example/below"}, "use an address like"),
        ({"SMTP_URL": "mail.example", "MAIL_FROM": "a@b.example"}, "begin with smtp://"),
        ({"SMTP_URL": "smtp://mail.example"}, "MAIL_FROM must be"),
        ({"SMTP_URL": "smtp://h:abc", "MAIL_FROM": "a@b.example"}, "name a server"),
        ({"BASE_URL": "https://[::1"}, "use an address like"),
        ({"BASE_URL": "https://a.example?b=c"}, "use an address like"),
        ({"DATABASE_URL": "mysql://db/x"}, "must begin with postgresql://"),
        ({"DATABASE_URL": "postgresql://db:99999/x"}, "a port is a number up to 65535"),
        ({"DATABASE_URL": "postgresql://me:p@ss[@db:x/y"}, "a port is a number up to 65535"),
        ({"REDIS_URL": "foo"}, "REDIS_URL must begin with redis:// or rediss://"),
        ({"REDIS_URL": "redis://"}, "and name a server"),
        ({"REDIS_URL": "redis://cache:99999"}, "and name a server"),
        ({"ENV": "production", "SECRET_KEY": SECRET}, "BASE_URL must be set in production"),
        ({"PROXIES": "one"}, "use a whole number"),
        ({"PROXIES": "-1"}, "use a whole number"),
    ],
    ids=lambda value: str(value)[:40],
)
def test_a_bad_setting_says_what_to_do(environment: dict[str, str], words: str) -> None:
    given = {"SECRET_KEY": SECRET} | environment
    if "SECRET_KEY" not in environment and environment.get("ENV") == "production":
        del given["SECRET_KEY"]
    with pytest.raises(BadSetting, match=re.escape(words)) as refusal:
        from_environment({f"JVPLANNER_{name}": value for name, value in given.items()})
    assert "\n" not in str(refusal.value)


def jvplanner(*words: str, **environment: str) -> "subprocess.CompletedProcess[str]":
    """Run the command with these settings and nothing else."""
    return subprocess.run(
        [Path(sys.executable).with_name("jvplanner"), *words],
        env={f"JVPLANNER_{name}": value for name, value in environment.items()},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


@pytest.fixture
def busy_port() -> Iterator[int]:
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        listening.listen()
        yield int(listening.getsockname()[1])


def told(done: "subprocess.CompletedProcess[str]") -> str:
    """Return the one line in which the command says why it ended."""
    assert done.returncode == 1
    [line] = done.stderr.splitlines()
    return line


def test_a_start_in_production_without_a_secret_ends_with_one_line(tmp_path: Path) -> None:
    done = jvplanner("serve", "--port", "0", ENV="production", DATA_DIR=str(tmp_path))
    assert "JVPLANNER_SECRET_KEY must be set" in told(done)


def test_a_data_folder_that_cannot_be_made_ends_with_one_line(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    done = jvplanner("db", "upgrade", SECRET_KEY=SECRET, DATA_DIR=str(tmp_path / "file" / "var"))
    assert "JVPLANNER_DATA_DIR" in told(done)
    assert "cannot be written" in told(done)


@pytest.mark.parametrize(
    "words", [("db", "upgrade"), ("account", "reset-link", "a@b.example"), ("demo", "load")]
)
def test_a_database_that_does_not_answer_ends_with_one_line(words: tuple[str, ...]) -> None:
    address = "postgresql://planner:hush@127.0.0.1:1/planner"
    line = told(jvplanner(*words, SECRET_KEY=SECRET, DATABASE_URL=address))
    assert "the database cannot be used: connection failed" in line
    assert "hush" not in line


def test_a_database_without_tables_ends_with_one_line(tmp_path: Path) -> None:
    done = jvplanner("demo", "load", SECRET_KEY=SECRET, DATA_DIR=str(tmp_path))
    assert told(done).endswith("then run: jvplanner db upgrade")


def test_a_port_where_nobody_can_listen_ends_with_one_line(tmp_path: Path, busy_port: int) -> None:
    setting = {"SECRET_KEY": SECRET, "DATA_DIR": str(tmp_path)}
    busy = jvplanner("serve", "--with-worker", "--port", str(busy_port), **setting)
    assert f"cannot serve at port {busy_port} of 127.0.0.1: Address already in use." in told(busy)
    assert "there is no port 99999" in told(jvplanner("serve", "--port", "99999", **setting))
    assert "of no.invalid: " in told(jvplanner("serve", "--host", "no.invalid", **setting))


def test_what_is_probably_not_meant_is_said_in_one_line_each() -> None:
    def doubts(web_processes: int = 1, **given: object) -> list[str]:
        settings = Settings(secret_key=SECRET, **given)  # type: ignore[arg-type]
        said = list(settings.doubts(web_processes))
        assert not [line for line in said if "\n" in line]
        return [line.split(",")[0] for line in said]

    counted = "Rate limits are counted in each of 2 web processes by itself"
    real = {"env": "production", "base_url": "https://plan.example", "proxies": 1}
    assert doubts() == doubts(**real) == []
    assert doubts(2) == doubts(2, **real) == [counted]
    assert doubts(2, redis_url="redis://cache") == []
    assert doubts(**real | {"base_url": "http://plan.example"}) == [
        "JVPLANNER_BASE_URL begins with http://"
    ]
    assert doubts(**real | {"proxies": 0}) == ["JVPLANNER_PROXIES is 0"]


def test_the_development_key_is_made_once_and_is_private(tmp_path: Path) -> None:
    environment = {"JVPLANNER_DATA_DIR": str(tmp_path / "var")}
    first, second = from_environment(environment), from_environment(environment)
    assert first.secret_key == second.secret_key
    assert len(first.secret_key) >= 32
    assert (tmp_path / "var" / "secret-key").stat().st_mode & 0o077 == 0


def test_secrets_are_not_shown_when_the_settings_are_printed() -> None:
    settings = Settings(
        secret_key=SECRET,
        smtp_url="smtp://me:hush@mail.example",
        mail_from="a@b.example",
        database_url="postgresql://me:hush@db/x",
    )
    assert "hush" not in repr(settings)
    assert SECRET not in repr(settings)


def test_the_readme_explains_every_setting_in_the_words_of_the_code() -> None:
    readme = (ROOT / "README.md").read_text()
    for setting in fields(Settings):
        name = f"JVPLANNER_{setting.name.upper()}"
        row = re.search(rf"^\| `{name}` \|.*$", readme, re.MULTILINE)
        assert row, f"{name} is not in README's table"
        assert setting.metadata["help"] in row[0]
