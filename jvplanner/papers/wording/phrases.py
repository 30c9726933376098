"""What the rules look for in a reading, and where it stands there. notation.py writes it down.

Everything is done for the whole text at once, with the places as bits of an integer: how long it
takes depends on the number of words and of phrases, never on how often a phrase stands there.
"""

from dataclasses import dataclass
from typing import Literal

from jvplanner.papers.wording.reading import Reading, bits

NAME = "@"


@dataclass(frozen=True, slots=True, eq=False)
class OneOf:
    """One word out of several.

    no_names  set for names: the words need a capital letter, and any other word with one inside
              a sentence is a name as well, but for these
    """

    words: frozenset[str]
    endings: tuple[str, ...] = ()
    optional: bool = False
    no_names: "OneOf | None" = None

    def places(self, reading: Reading) -> int:
        """Return where in the reading such a word stands, as bits."""
        spellings = reading.vocabulary & self.words
        if self.endings:
            spellings |= {word for word in reading.places if word.endswith(self.endings)}
        found = bits([place for word in spellings for place in reading.places[word]])
        if self.no_names:
            inside = ~reading.firsts & ~self.no_names.places(reading)
            return reading.capitals & (found | inside)
        return found


@dataclass(frozen=True, slots=True)
class Gap:
    """Up to this many words, none of them one of `without`."""

    widest: int
    without: OneOf | None = None


@dataclass(frozen=True, slots=True)
class Mark:
    """What stands before the next word."""

    kind: Literal["no break", "pause", "comma", "quote", "sentence", "question"]

    def holds(self, reading: Reading) -> int:
        """Return the bits of the words before which it stands."""
        match self.kind:
            case "no break":
                return ~reading.breaks
            case "pause":
                return reading.pauses
            case "comma":
                return reading.commas
            case "quote":
                return reading.quotes
            case "question":
                return reading.questions
            case "sentence":
                return reading.sentence_starts | 1


Part = OneOf | Gap | Mark
# The one end of a sentence that a phrase may run over.
QUESTION = Mark("question")


class Sight:
    """A reading as a family sees it: blind to the words that mean something harmless here.

    known  places of word sets already looked up in the reading; filled as needed
    """

    def __init__(self, reading: Reading, known: dict[OneOf, int], hidden: int = 0) -> None:
        self.reading = reading
        self._known = known
        self._seen = reading.everywhere & ~hidden

    def places(self, words: OneOf) -> int:
        """Return where one of the words can be seen, as bits."""
        if words not in self._known:
            self._known[words] = words.places(self.reading)
        return self._known[words] & self._seen

    def passable(self, gap: Gap) -> int:
        """Return the bits of the words that the gap may pass over."""
        continuing = self.reading.continuing
        return continuing & ~self.places(gap.without) if gap.without else continuing


@dataclass(frozen=True, slots=True)
class Phrase:
    """A sequence of words, gaps and marks, beginning and ending with a word that must be there.

    opening        the marks that stand before the first word, if it takes any
    ends_sentence  its last word must be the last of a sentence
    """

    written: str
    parts: tuple[Part, ...]
    needed: tuple[OneOf, ...]
    opening: tuple[Mark, ...] = ()
    ends_sentence: bool = False

    def starts(self, sight: Sight, free: int) -> int:
        """Return the bits of every word at which this phrase begins.

        free  bits of the words with which it may end
        """
        for word in self.needed:
            if not sight.places(word):
                return 0
        return self._rests(sight, free)[0]

    def end(self, sight: Sight, start: int, free: int) -> int:
        """Return the place after the shortest occurrence that begins at `start`.

        There must be one, as `starts` found it with the same `free`.
        """
        continuing = (sight.reading.continuing >> start) | 1
        reached = 1
        for part in self.parts[:-1]:
            if part == QUESTION:
                reached &= part.holds(sight.reading) >> start
                continuing |= reached
                continue
            match part:
                case Gap(widest):
                    passable = sight.passable(part) >> start
                    for _ in range(widest):
                        reached |= (reached & passable) << 1
                case Mark():
                    reached &= part.holds(sight.reading) >> start
                case OneOf():
                    with_word = (reached & continuing & (sight.places(part) >> start)) << 1
                    reached = reached | with_word if part.optional else with_word
        reached &= continuing & (self._lasts(sight, free) >> start)
        return start + (reached & -reached).bit_length()

    def covered(self, sight: Sight) -> int:
        """Return the bits of every word that belongs to an occurrence of this phrase."""
        if not all(sight.places(word) for word in self.needed):
            return 0
        rests = self._rests(sight, ~0)
        rests.append(sight.reading.everywhere)
        reached, covered = rests[0], 0
        for part, rest in zip(self.parts, rests[1:], strict=True):
            match part:
                case Gap():
                    taken, reached = _passed(reached, rest, part.widest, sight.passable(part))
                    covered |= taken
                case Mark():
                    reached &= rest
                case OneOf():
                    taken = reached & sight.places(part) & (rest >> 1)
                    covered |= taken
                    reached = taken << 1 | (reached & rest if part.optional else 0)
        return covered

    def _rests(self, sight: Sight, free: int) -> list[int]:
        """Return, for each part, the bits of the places where it and all after it can stand."""
        continuing = sight.reading.continuing
        rest = self._lasts(sight, free)
        rests = [rest]
        asked = 0  # where the rest follows a question, and may begin a sentence
        for part in reversed(self.parts[:-1]):
            if part == QUESTION:
                asked = rest = rest & sight.reading.questions
                rests += [rest]
                continue
            rest &= continuing | asked
            rests[-1] = rest
            match part:
                case Gap(widest):
                    passable = sight.passable(part)
                    for _ in range(widest):
                        rest |= (rest >> 1) & passable
                case Mark():
                    rest &= part.holds(sight.reading)
                case OneOf():
                    with_word = (rest >> 1) & sight.places(part)
                    rest = rest | with_word if part.optional else with_word
                    asked = asked if part.optional else 0
            rests.append(rest)
        for mark in self.opening:
            rests[-1] &= mark.holds(sight.reading)
        return rests[::-1]

    def _lasts(self, sight: Sight, free: int) -> int:
        """Return the bits of the words with which it may end."""
        last = self.parts[-1]
        assert isinstance(last, OneOf)
        found = sight.places(last) & free
        return found & sight.reading.sentence_ends if self.ends_sentence else found


def _passed(reached: int, rest: int, widest: int, passable: int) -> tuple[int, int]:
    """Return the words that a gap passes over on its way to the rest, and where it arrives."""
    reaching = [rest]
    for _ in range(widest - 1):
        reaching.append(reaching[-1] | (reaching[-1] >> 1) & passable)
    covered, arrived = 0, reached & rest
    for to_rest in reversed(reaching):
        taken = reached & passable & (to_rest >> 1)
        covered |= taken
        reached = taken << 1
        arrived |= reached & rest
    return covered, arrived
