"""What others wrote is in the tree exactly as they published it."""

import hashlib
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
TABLE = (ROOT / "static/vendor/VENDORED.md").read_text()
ROWS = re.findall(r"^\| `([^`]+)` \|.*\| `([0-9a-f]{64})` \|$", TABLE, re.MULTILINE)


@pytest.mark.parametrize(("file", "checksum"), ROWS, ids=[file for file, _checksum in ROWS])
def test_a_vendored_file_has_the_checksum_that_is_written_down(file: str, checksum: str) -> None:
    assert hashlib.sha256((ROOT / file).read_bytes()).hexdigest() == checksum


@pytest.mark.parametrize("folder", ["static/vendor", "tests/vendor"])
def test_every_vendored_file_is_written_down(folder: str) -> None:
    there = {str(path.relative_to(ROOT)) for path in (ROOT / folder).rglob("*") if path.is_file()}
    assert there - {"static/vendor/VENDORED.md"} <= {file for file, _checksum in ROWS}
