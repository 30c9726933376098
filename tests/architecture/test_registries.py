"""Packages are pinned by hash and come from whatever registry the machine is set up for."""

import re
import subprocess
import tomllib
from collections.abc import Iterable
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
LISTS = ["requirements/dev.txt", "requirements/run.txt"]

# In parts, because this file is searched like any other.
HOSTS = [
    ".".join(parts)
    for parts in (
        ("pypi", "org"),
        ("pypi", "python", "org"),
        ("pythonhosted", "org"),
        ("registry", "npmjs", "org"),
        ("registry", "yarnpkg", "com"),
        ("npmmirror", "com"),
        ("proxy", "golang", "org"),
    )
]
OPTIONS = ["index" + "-url", "find" + "-links", "trusted" + "-host"]
TOLD_NOT_TO_BE_WRITTEN = re.compile(rf"--no-emit-(?:{'|'.join(OPTIONS)})")
REGISTRY = re.compile("|".join(re.escape(word) for word in (*HOSTS, *OPTIONS)), re.IGNORECASE)

PIN = re.compile(
    r"(?P<name>[a-z0-9.-]+)==(?P<version>[^ ;]+)(?: ;[^:]*?)?"
    r"(?P<hashes>(?: +--hash=sha256:[0-9a-f]{64})*) *"
)


def test_no_file_names_a_registry() -> None:
    assert [path for path in tracked_files() if names_a_registry(path)] == []


@pytest.mark.parametrize(
    "text",
    [
        f"https://files.{HOSTS[2]}/packages/a.whl",
        f'"resolved": "https://{HOSTS[3]}/htmx"',
        f"--extra-{OPTIONS[0]} https://packages.example/simple",
    ],
)
def test_a_registry_would_be_found(text: str) -> None:
    assert mentions_a_registry(text)


@pytest.mark.parametrize("requirements", LISTS)
def test_every_package_is_pinned_to_one_version_and_its_hashes(requirements: str) -> None:
    loose = [
        line
        for line in packages(requirements)
        if not (pin := PIN.fullmatch(line)) or not pin["hashes"]
    ]

    assert loose == []
    assert len(versions(requirements)) > 20


def test_tests_run_with_the_versions_that_are_served() -> None:
    tested, served = versions("requirements/dev.txt"), versions("requirements/run.txt")

    assert served.items() <= tested.items()


def test_the_lists_are_as_new_as_pyproject() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    wanted = [*project["project"]["dependencies"], *project["dependency-groups"]["dev"]]

    pins = by_name(re.sub(r"\[.*?\]", "", line) for line in wanted)

    stale = dict(pins.items() - versions("requirements/dev.txt").items())
    assert stale == {}, "`make requirements` writes the lists again"


def tracked_files() -> list[Path]:
    listing = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True)
    paths = [ROOT / name for name in listing.stdout.decode().split("\0") if name]
    return [path for path in paths if path.is_file()]


def names_a_registry(path: Path) -> bool:
    return mentions_a_registry(path.read_bytes().decode("latin-1"))


def mentions_a_registry(text: str) -> bool:
    return REGISTRY.search(TOLD_NOT_TO_BE_WRITTEN.sub("", text)) is not None


def packages(requirements: str) -> list[str]:
    text = (ROOT / requirements).read_text().replace("\\\n", " ")
    return [line for line in text.splitlines() if line.strip()]


def versions(requirements: str) -> dict[str, str]:
    return by_name(packages(requirements))


def by_name(lines: Iterable[str]) -> dict[str, str]:
    return {pin["name"]: pin["version"] for pin in map(PIN.fullmatch, lines) if pin}
