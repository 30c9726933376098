"""Claims that are made by two things in one sentence: somebody is sent, and something is given."""

from collections.abc import Iterator
from dataclasses import dataclass

from jvplanner.papers.wording.phrases import Phrase
from jvplanner.papers.wording.reading import Reading

# How many words apart they may stand.
WITHIN = 24


@dataclass(frozen=True, slots=True, eq=False)
class Group:
    """Several ways of saying one thing."""

    phrases: tuple[Phrase, ...]


@dataclass(frozen=True, slots=True)
class Together:
    """Things that make a claim when one sentence says them all, in whatever order."""

    written: str
    groups: tuple[Group, ...]

    def places(self, starts: Iterator[int], reading: Reading) -> int:
        """Return bits within the sentences that hold a claim.

        starts  for each group, where it begins
        """
        found = next(starts)
        for others in starts:
            if not found:
                return 0
            found &= _around(others, reading)
        return found


def _around(places: int, reading: Reading) -> int:
    """Return the bits of all words near these places and in one sentence with them."""
    if not places:
        return 0
    ahead = back = places
    for _ in range(WITHIN):
        ahead |= (ahead << 1) & reading.continuing
        back |= (back & reading.continuing) >> 1
    return ahead | back
