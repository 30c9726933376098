"""Settings: a bad one is told in one clear line, before anything is served."""

import re
import subprocess
import sys
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


def test_a_start_in_production_without_a_secret_ends_with_one_line(tmp_path: Path) -> None:
    result = subprocess.run(
        [Path(sys.executable).with_name("jvplanner"), "serve", "--port", "0"],
        env={"JVPLANNER_ENV": "production", "JVPLANNER_DATA_DIR": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert result.returncode != 0
    assert result.stderr.strip().count("\n") == 0
    assert "JVPLANNER_SECRET_KEY must be set" in result.stderr


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
