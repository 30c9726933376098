"""The wording guard for a list of texts, one answer in JSON for each."""

import json
from collections.abc import Iterable, Iterator

from jvplanner.papers.wording.guard import Remark, remarks


def check_lines(lines: Iterable[str], *, licensed: bool) -> Iterator[str]:
    """Yield one JSON object for each line, in order and as soon as the line was read.

    lines     texts, with or without their line end; lines count from 1
    licensed  the texts speak for a party who may diagnose

    It is what `jvplanner wording check` prints, and other programs read it.
    """
    for number, line in enumerate(lines, start=1):
        found = remarks(line.rstrip("\r\n"), licensed=licensed)
        yield json.dumps({"line": number, "remarks": [_as_json(remark) for remark in found]})


def _as_json(remark: Remark) -> dict[str, str | int]:
    return {
        "family": remark.family,
        "severity": remark.severity,
        "start": remark.start,
        "end": remark.end,
        "better": remark.better,
    }
