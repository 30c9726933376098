"""How the wording guard's work grows with a text, whatever the text.

Counted in lines of its code that are run, so that a busy machine changes nothing; the times stand
in `make bench`.
"""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

import pytest

from jvplanner.papers import wording
from jvplanner.papers.wording import remarks
from tests.papers.hostile_texts import HOSTILE, filled

HERE = str(Path(wording.__file__).parent)


class Work:
    lines = 0

    def count(self, frame: FrameType, event: str, _argument: object) -> "object":
        if not frame.f_code.co_filename.startswith(HERE):
            return None
        self.lines += event == "line"
        return self.count


@contextmanager
def counted() -> Iterator[Work]:
    work, before = Work(), sys.gettrace()
    sys.settrace(work.count)
    try:
        yield work
    finally:
        sys.settrace(before)


def work_for(text: str) -> int:
    remarks(text)
    with counted() as work:
        remarks(text)
    return work.lines


@pytest.mark.parametrize("pattern", HOSTILE.values(), ids=HOSTILE)
def test_twice_the_text_is_at_most_two_and_a_half_times_the_work(pattern: str) -> None:
    assert work_for(filled(pattern, 20_000)) < 2.5 * work_for(filled(pattern, 10_000))


@pytest.mark.parametrize("pattern", HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_text_is_little_more_work_than_a_kind_one(pattern: str) -> None:
    kind = work_for(filled("We bring tea, soup and a talk about sleep. ", 10_000))

    assert work_for(filled(pattern, 10_000)) < 5 * kind
