"""Which words differ between two texts."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from rapidfuzz.distance import Indel

_WORD_OR_SPACE = re.compile(r"\s+|\S+")


@dataclass(frozen=True)
class Stretch:
    """Some words in a row: kept, or taken out and others put in their place.

    A stretch that was kept has the same text before and now; of a changed one either may be empty.
    """

    before: str
    now: str

    @property
    def is_kept(self) -> bool:
        return self.before == self.now


def word_changes(before: str, now: str) -> list[Stretch]:
    """Return both texts as one row of stretches: their befores make the one, their nows the other.

    Words that only space keeps apart from each other change together, so that a sentence that was
    rewritten reads as one and not as a row of single words.
    """
    return [Stretch(*texts) for texts in _joined(list(_aligned(before, now)))]


def _aligned(before: str, now: str) -> Iterator[tuple[str, str]]:
    old, new = _WORD_OR_SPACE.findall(before), _WORD_OR_SPACE.findall(now)
    for step in Indel.opcodes(old, new):
        yield (
            "".join(old[step.src_start : step.src_end]),
            "".join(new[step.dest_start : step.dest_end]),
        )


def _joined(stretches: list[tuple[str, str]]) -> list[tuple[str, str]]:
    joined: list[tuple[str, str]] = []
    for place, (old, new) in enumerate(stretches):
        ends = place in (0, len(stretches) - 1)
        changed = old != new or (not ends and not old.strip())
        if joined and changed and joined[-1][0] != joined[-1][1]:
            joined[-1] = (joined[-1][0] + old, joined[-1][1] + new)
        else:
            joined.append((old, new))
    return joined
