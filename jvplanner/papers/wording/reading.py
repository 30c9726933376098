"""Turns a text into plain words that the rules can look up, each knowing where it was written.

Every set of places in a text is one integer: bit p stands for the p-th word. Looking for a phrase is
then a handful of shifts over the whole text, so the time depends on its length and never on how it
was crafted.
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

NUMBER = "#"

_APOSTROPHES = dict.fromkeys("’‘ʼʹ`´′＇", "'")
_LINE_ENDS = dict.fromkeys("\r\x0b\x0c\x85\u2028\u2029", "\n")
_DASHES = dict.fromkeys("–—―", "—")
_MONEY = dict.fromkeys("€£¥", "$")
_FIXED = {**_APOSTROPHES, **_LINE_ENDS, **_DASHES, **_MONEY, "…": "."}

# Every branch consumes what it has matched and none can fail after its first character.
_TOKEN = re.compile(
    r"(?P<number>[0-9]+(?:[.,][0-9]+)*)"
    r"|(?P<word>[^\W_]+(?:'[^\W_]+)*)"
    r"|(?P<sign>[$%])"
    r"|(?P<sentence>[.!;](?![^\W_])|\n\s*\n)"
    r"|(?P<pause>[:?)—\n]|--)"
    r"|(?P<comma>[,(])"
)
_ENDINGS = ("'s", "'ll", "'re", "'ve", "'d", "'m")
_NOT = frozenset(
    "cannot cant dont doesnt didnt isnt arent wasnt werent wont wouldnt shouldnt couldnt aint".split()
)
_ABBREVIATIONS = frozenset("dr mr mrs ms st prof approx vs".split())


@dataclass(frozen=True, slots=True, eq=False)
class Reading:
    """A text as words in reading order.

    words            plain spellings: lower case, without accents, possessive 's removed, every
                     form of "n't" read as "not"
    spans            for each word, where it starts and ends in the original text, in code points
    sentence_starts  bits of the words that begin a sentence or paragraph
    pauses           bits of the words after a colon, dash, question mark, bracket or line end
    commas           bits of the words after a comma
    places           every place at which a word stands; NUMBER stands for any number
    """

    words: tuple[str, ...]
    spans: tuple[tuple[int, int], ...]
    sentence_starts: int
    pauses: int
    commas: int
    places: dict[str, list[int]]

    @property
    def everywhere(self) -> int:
        """Bits of all words, and of the place after the last one."""
        return (1 << (len(self.words) + 1)) - 1


def read(text: str) -> Reading:
    """Read any text, well-formed or not. Takes time in proportion to its length."""
    plain, origins = _plain(text)
    words: list[str] = []
    spans: list[tuple[int, int]] = []
    before: dict[str, list[int]] = {"sentence": [], "pause": [], "comma": []}
    for token in _TOKEN.finditer(plain):
        kind = token.lastgroup or ""
        if kind not in before:
            words.append(_spelling(token.group(), kind))
            spans.append((origins[token.start()], origins[token.end() - 1] + 1))
        elif not _is_abbreviation(token.group(), words):
            before[kind].append(len(words))
    return Reading(
        tuple(words),
        tuple(spans),
        bits(before["sentence"]),
        bits(before["pause"]),
        bits(before["comma"]),
        _places(words),
    )


def bits(places: list[int]) -> int:
    """Return the places as bits of one integer."""
    filled = bytearray(max(places, default=0) // 8 + 1)
    for place in places:
        filled[place >> 3] |= 1 << (place & 7)
    return int.from_bytes(filled, "little")


def _places(words: list[str]) -> dict[str, list[int]]:
    found: dict[str, list[int]] = {}
    for place, word in enumerate(words):
        found.setdefault(word, []).append(place)
        if is_number(word):
            found.setdefault(NUMBER, []).append(place)
    return found


def is_number(word: str) -> bool:
    """Say whether the word is written in digits."""
    return word[0] in "0123456789"


def _spelling(token: str, kind: str) -> str:
    if kind != "word":
        return token
    if token.endswith("n't") or token in _NOT:
        return "not"
    for ending in _ENDINGS:
        if token.endswith(ending):
            return token[: -len(ending)]
    return token.replace("'", "")


def _is_abbreviation(mark: str, words: list[str]) -> bool:
    return mark == "." and bool(words) and words[-1] in _ABBREVIATIONS


def _plain(text: str) -> tuple[str, "list[int] | range"]:
    """Return the text in plain lower case, and for each of its characters where it came from."""
    if text.isascii():
        return text.lower().replace("\r", "\n").replace("`", "'"), range(len(text))
    characters: list[str] = []
    origins: list[int] = []
    for place, character in enumerate(text):
        for letter in _plain_character(character):
            characters.append(letter)
            origins.append(place)
    return "".join(characters), origins


@lru_cache(maxsize=4096)
def _plain_character(character: str) -> str:
    """Return the ASCII that a character stands for; "" for accents and invisible ones.

    A letter with no ASCII reading stays itself: some unfold to a whole phrase in their own script.
    """
    if character in _FIXED:
        return _FIXED[character]
    if unicodedata.category(character) in {"Cf", "Mn", "Me"}:
        return ""
    unfolded = "".join(
        letter
        for letter in unicodedata.normalize("NFKD", character)
        if not unicodedata.combining(letter)
    ).casefold()
    return unfolded if unfolded.isascii() else character.lower()[:1]
