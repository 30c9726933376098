"""Turns a text into plain words that the rules can look up, each knowing where it was written.

Every set of places in a text is one integer: bit p stands for the p-th word. Looking for a phrase
is then a handful of shifts over the whole text, so the time depends on its length and never on how
it was crafted.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

NUMBER = "#"

_APOSTROPHES = dict.fromkeys("’‘ʼʹ`´′＇", "'")
_LINE_ENDS = {"\r": " ", **dict.fromkeys("\x0b\x0c\x85\u2028\u2029", "\n")}
_DASHES = dict.fromkeys("–—―", "—")
_MONEY = dict.fromkeys("€£¥", "$")
_QUOTES = dict.fromkeys("“”„«»＂", '"')
_FIXED = {**_APOSTROPHES, **_LINE_ENDS, **_DASHES, **_MONEY, **_QUOTES, "…": "."}

# Possessive throughout: nothing is ever tried twice.
_TOKEN = re.compile(
    r"(?P<number>(?:\$ ?)?+[0-9]++(?:[.,][0-9]++)*+(?: ?+%| ?+\$(?! ?[0-9]))?+)"
    r"|(?P<word>[^\W_]++(?:'[^\W_]++)*+)"
    r"|(?P<sign>[$%])"
    r"|(?P<sentence>[.!](?![^\W_])|\n[ \t]*+\n)"
    r"|(?P<question>\?)"
    r"|(?P<pause>[:;)—]|-(?=[-\s]))"
    r"|(?P<line>\n)"
    r"|(?P<comma>[,(])"
    r'|(?P<quote>"(?![^\W_]))'
)
_MARKS = ("sentence", "question", "pause", "comma", "line", "quote")
_ENDINGS = ("'s", "'ll", "'re", "'ve", "'d", "'m")
_NOT = frozenset(
    {"cannot", "cant", "dont", "doesnt", "didnt", "isnt", "arent", "wasnt", "werent", "wont"}
    | {"wouldnt", "shouldnt", "couldnt", "aint"}
)
_LETTERED = frozenset({"vitamin", "hepatitis", "plan", "type", "group", "team", "room", "part"})
_ABBREVIATIONS = frozenset({"dr", "mr", "mrs", "ms", "st", "prof", "approx", "vs"})


@dataclass(frozen=True, eq=False)
class Reading:
    """A text as words in reading order.

    words            plain spellings: lower case, without accents, possessive 's removed, every
                     form of "n't" read as "not"; "$" for a sum of money, "%" for a percentage
    spans            for each word, where it starts and ends in the original text, in code points
    sentence_starts  bits of the words that begin a sentence or paragraph
    questions        bits of those that follow a question mark
    pauses           bits of the words after a colon, semicolon, dash, bracket or new line
    commas           bits of the words after a comma
    quotes           bits of the words after the end of a quotation
    capitals         bits of the words that begin with a capital letter and go on with small ones
    firsts           bits of the words that would have one in any case, as the first of a sentence
    places           every place at which a word stands; NUMBER stands for any number
    """

    words: tuple[str, ...]
    spans: tuple[tuple[int, int], ...]
    sentence_starts: int
    questions: int
    pauses: int
    commas: int
    quotes: int
    capitals: int
    firsts: int
    places: dict[str, list[int]]

    @cached_property
    def vocabulary(self) -> frozenset[str]:
        """Every word of the text, once, and NUMBER if there is one."""
        return frozenset(self.places)

    @cached_property
    def breaks(self) -> int:
        """Bits of the words after any mark within a sentence."""
        return self.pauses | self.commas

    @cached_property
    def everywhere(self) -> int:
        """Bits of all words, and of the place after the last one."""
        return (1 << (len(self.words) + 1)) - 1

    @cached_property
    def continuing(self) -> int:
        """Bits of the words that go on with a sentence, and of the place after the last one."""
        return self.everywhere & ~self.sentence_starts

    @cached_property
    def sentence_ends(self) -> int:
        """Bits of the words with which a sentence ends."""
        return (self.sentence_starts | 1 << len(self.words)) >> 1

    def sentences_with(self, places: int) -> Iterator[tuple[int, int]]:
        """Yield the sentences that hold one of these places, as first and after-last word."""
        while places:
            place = (places & -places).bit_length() - 1
            first = (self.sentence_starts & ((2 << place) - 1)).bit_length() - 1
            after = self.sentence_starts >> place >> 1
            end = place + (after & -after).bit_length() if after else len(self.words)
            yield max(first, 0), end
            places = places >> end << end


def read(text: str) -> Reading:
    """Read any text, well-formed or not. Takes time in proportion to its length."""
    plain, origins = _plain(text)
    words: list[str] = []
    spans: list[tuple[int, int]] = []
    capitals: list[int] = []
    quoted: list[int] = []
    before: dict[str, list[int]] = {kind: [] for kind in _MARKS}
    for token in _TOKEN.finditer(plain):
        kind, start = token.lastgroup or "", token.start()
        if kind not in before:
            if start and plain[start - 1] in "\"'":
                quoted.append(len(words))
            if _is_capital(text, origins, start, token.end()):
                capitals.append(len(words))
            words.append(_spelling(token[0]))
            spans.append((origins[start], origins[token.end() - 1] + 1))
        elif token[0] != "." or not _belongs_to_a_name(plain, start, words, capitals):
            before[kind].append(len(words))
    before["pause"] += [place for place in set(before["line"]) if _begins_anew(place, text, spans)]
    quotes = bits(before["quote"])
    small = bits([place for place, (start, _) in enumerate(spans) if text[start].islower()])
    # “… at last!” says who: the mark ends what is quoted, not the sentence.
    sentence_starts = bits(before["sentence"] + before["question"]) & ~(quotes & small)
    pauses, commas = bits(before["pause"]), bits(before["comma"])
    # “At last!” – Ana: a name needs its capital letter here as well.
    signed = quotes & (pauses | commas)
    return Reading(
        tuple(words),
        tuple(spans),
        sentence_starts,
        bits(before["question"]),
        pauses,
        commas,
        quotes,
        bits(capitals),
        sentence_starts & ~signed | bits(quoted) | 1,
        _places(words),
    )


def bits(places: list[int]) -> int:
    """Return the places as bits of one integer."""
    if not places:
        return 0
    filled = bytearray(max(places) // 8 + 1)
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


def _begins_anew(place: int, text: str, spans: list[tuple[int, int]]) -> bool:
    """Say whether the word at `place`, first on its line, does more than go on after a wrap."""
    if not 0 < place < len(spans):
        return False
    between = text[spans[place - 1][1] : spans[place][0]].strip()
    return between not in {"", ","} or text[spans[place][0]].isupper()


def _is_capital(text: str, origins: Sequence[int], start: int, end: int) -> bool:
    """Say whether this word of the plain text is written like a name."""
    return end - start > 1 and text[origins[start]].isupper() and text[origins[start + 1]].islower()


def _belongs_to_a_name(plain: str, dot: int, words: list[str], capitals: list[int]) -> bool:
    """Say whether this dot is that of "Dr. Lee" or "Ana R.", and ends no sentence."""
    if words and words[-1] in _ABBREVIATIONS:
        return True
    return (
        len(words) > 1
        and plain[dot - 2 : dot] == f" {words[-1]}"
        and words[-1].isalpha()
        and bool(capitals)
        and capitals[-1] == len(words) - 2
        and words[-2] not in _LETTERED
    )


def _spelling(token: str) -> str:
    if token.isalpha() and token not in _NOT:
        return token
    if token[0] == "$" or token[-1] in "$%":
        return "%" if token[-1] == "%" else "$"
    if token.endswith("n't") or token in _NOT:
        return "not"
    for ending in _ENDINGS:
        if token.endswith(ending):
            return token[: -len(ending)]
    return token.replace("'", "")


def _plain(text: str) -> tuple[str, Sequence[int]]:
    """Return the text in plain lower case, and for each of its characters where it came from."""
    if text.isascii():
        return text.lower().replace("\r", " ").replace("`", "'"), range(len(text))
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
