"""The small notation in which the rules write what they look for, and how it is found.

    cure|cures      one of these words           <payment>   one of a named list
    cures?          may be missing               ..3         up to three words in between
    *itis           any word with this ending    #           any number
    +               no comma or pause here

A phrase may run over commas and line ends, never over the end of a sentence.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from jvplanner.papers.wording.reading import NUMBER, Reading, bits, is_number

WIDEST_GAP = 8


class BadPhrase(ValueError):
    """A phrase in the rules cannot be read; str() names it."""


@dataclass(frozen=True, slots=True, eq=False)
class OneOf:
    """One word out of several."""

    words: frozenset[str]
    endings: tuple[str, ...]
    optional: bool

    def places(self, reading: Reading) -> int:
        """Return where in the reading such a word stands, as bits."""
        spellings = self.words & reading.places.keys()
        if self.endings:
            spellings |= {word for word in reading.places if word.endswith(self.endings)}
        return bits([place for word in spellings for place in reading.places[word]])

    def holds(self, word: str) -> bool:
        """Say whether this word is one of them."""
        return (
            word in self.words
            or word.endswith(self.endings)
            or (NUMBER in self.words and is_number(word))
        )


@dataclass(frozen=True, slots=True)
class Gap:
    """Up to this many words, whatever they are."""

    widest: int


@dataclass(frozen=True, slots=True)
class Unbroken:
    """No comma, colon, dash or new line stands here."""


Part = OneOf | Gap | Unbroken


@dataclass(frozen=True, slots=True)
class Phrase:
    """A sequence of words and gaps, beginning and ending with a word that must be there."""

    written: str
    first: OneOf
    parts: tuple[Part, ...]

    def starts(self, reading: Reading, known: dict[OneOf, int]) -> int:
        """Return the bits of every word at which this phrase begins.

        known  places of word sets already looked up in this reading; filled as needed
        """
        first = _places(self.first, reading, known)
        if not first:
            return 0
        continuing = ~reading.sentence_starts
        rest = reading.everywhere
        for part in reversed(self.parts[1:]):
            if isinstance(part, Gap):
                for _ in range(part.widest):
                    rest |= (rest >> 1) & continuing
            elif isinstance(part, Unbroken):
                rest &= ~reading.breaks
            else:
                with_word = (rest >> 1) & _places(part, reading, known)
                rest = (rest | with_word if part.optional else with_word) & continuing
        return (rest >> 1) & first

    def ends(self, reading: Reading, start: int, known: dict[OneOf, int]) -> int:
        """Return, as bits counted from the word `start`, the places after its occurrences there."""
        continuing = ~(reading.sentence_starts >> start) | 1
        reached = 1
        for part in self.parts:
            if isinstance(part, Gap):
                for _ in range(part.widest):
                    reached |= (reached & continuing) << 1
            elif isinstance(part, Unbroken):
                reached &= ~(reading.breaks >> start)
            else:
                with_word = (reached & continuing & (known[part] >> start)) << 1
                reached = reached | with_word if part.optional else with_word
        return reached

    def occurrences(
        self, reading: Reading, known: dict[OneOf, int], *, longest: bool = False
    ) -> Iterator[tuple[int, int]]:
        """Yield where this phrase stands, first and after-last word, without overlaps."""
        starts = self.starts(reading, known)
        while starts:
            start = (starts & -starts).bit_length() - 1
            ends = self.ends(reading, start, known)
            end = start + (ends if longest else ends & -ends).bit_length() - 1
            yield start, end
            starts = starts >> end << end


def _places(part: OneOf, reading: Reading, known: dict[OneOf, int]) -> int:
    if part not in known:
        known[part] = part.places(reading)
    return known[part]


def _is_word(part: Part) -> bool:
    return isinstance(part, OneOf) and not part.optional


class PhraseBook:
    """Reads phrases, expanding the named lists, and shares equal word sets between them."""

    def __init__(self, lists: Mapping[str, str]) -> None:
        self._lists = lists
        self._shared: dict[str, OneOf] = {}

    def phrases(self, written: Iterable[str]) -> tuple[Phrase, ...]:
        """Return the phrases as written; raises BadPhrase for one that cannot be read."""
        return tuple(self.phrase(one) for one in written)

    def phrase(self, written: str) -> Phrase:
        """Return the phrase; raises BadPhrase if it cannot be read."""
        parts = tuple(self._part(part, written) for part in written.split())
        first = parts[0] if parts else None
        if not isinstance(first, OneOf) or first.optional or not _is_word(parts[-1]):
            raise BadPhrase(f"“{written}” must begin and end with a word")
        return Phrase(written, first, parts)

    def _part(self, part: str, written: str) -> Part:
        if part == "+":
            return Unbroken()
        if part.startswith(".."):
            if not part[2:].isdecimal() or not 1 <= int(part[2:]) <= WIDEST_GAP:
                raise BadPhrase(f"“{written}” has a gap that is not 1 to {WIDEST_GAP} words")
            return Gap(int(part[2:]))
        if part not in self._shared:
            words = frozenset(self._words(part.removesuffix("?"), written, depth=0))
            self._shared[part] = OneOf(
                frozenset(word for word in words if not word.startswith("*")),
                tuple(sorted(word[1:] for word in words if word.startswith("*"))),
                part.endswith("?"),
            )
        return self._shared[part]

    def _words(self, alternatives: str, written: str, depth: int) -> Iterator[str]:
        for word in alternatives.split("|"):
            name = word[1:-1] if word.startswith("<") else None
            if not word or (name is not None and (name not in self._lists or depth > 3)):
                raise BadPhrase(f"“{written}” names a word or list that is not there: {word}")
            if name is None:
                yield word
            else:
                yield from self._words("|".join(self._lists[name].split()), written, depth + 1)
