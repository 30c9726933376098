"""The small notation in which the rules write what they look for.

    cure|cures      one of these words           <payment>   one of a named list
    cures?          may be missing               ..3         up to three words in between
    heal~           heal, heals, healed, healing ..3!<they>  none of which is on that list
    client(s)       client, clients              #           any number
    *itis           any word with this ending    @           a name, by its capital letter
    +               no comma or pause here       @@          any word with a capital letter
    "               the end of a quotation here  :           a (semi)colon, dash or new line here
    ^               a sentence begins here       ,           a comma or an opening bracket here
    ?               a question ended here        .           at the end: the sentence ends here
    {sent} & {gift} a sentence that says one of each named group, in whatever order

A phrase may run over commas and line ends, never over the end of a sentence but for a "?".
"""

import re
from collections.abc import Iterable, Iterator, Mapping

from jvplanner.papers.wording.phrases import (
    NAME,
    QUESTION,
    Gap,
    Mark,
    OneOf,
    Part,
    Phrase,
)
from jvplanner.papers.wording.together import Group, Together

WIDEST_GAP = 12
NO_NAMES = "<not_a_name>"
CAPITAL = "@@"
_ANY_CAPITAL = OneOf(frozenset())
_MARKS = {
    "+": Mark("no break"),
    ":": Mark("pause"),
    ",": Mark("comma"),
    '"': Mark("quote"),
    "^": Mark("sentence"),
    "?": QUESTION,
}
_END = "."
_VOWELS = "aeiou"
_DOUBLED = re.compile(r"([a-z])\1")


class BadPhrase(ValueError):
    """A phrase in the rules cannot be read; str() names it."""


class PhraseBook:
    """Reads phrases, expanding the named lists, and shares equal word sets between them."""

    def __init__(
        self, lists: Mapping[str, str], groups: Mapping[str, Iterable[str]] | None = None
    ) -> None:
        self._lists = lists
        self._shared: dict[str, OneOf] = {}
        self._groups: dict[str, Group] = {}
        for name, phrases in (groups or {}).items():
            self._groups[f"{{{name}}}"] = Group(self.phrases(phrases))

    def phrases(self, written: Iterable[str]) -> tuple[Phrase, ...]:
        """Return the phrases as written; raises BadPhrase for one that cannot be read."""
        return tuple(self.phrase(one) for one in written)

    def phrase(self, written: str) -> Phrase:
        """Return the phrase; raises BadPhrase if it cannot be read."""
        ends = written.endswith(f" {_END}")
        parts = [self._part(part, written) for part in written.removesuffix(_END).split()]
        opening: list[Mark] = []
        while parts and isinstance(mark := parts[0], Mark):
            opening.append(mark)
            del parts[0]
        if not parts or not _must_be_there(parts[0]) or not _must_be_there(parts[-1]):
            raise BadPhrase(f"“{written}” must begin and end with a word")
        needed = tuple(part for part in parts if isinstance(part, OneOf) and not part.optional)
        return Phrase(written, tuple(parts), needed, tuple(opening), ends_sentence=ends)

    def claim(self, written: str) -> Phrase | Together:
        """Return a phrase, or groups of them joined by "&"; raises BadPhrase."""
        if " & " not in written:
            return self.phrase(written)
        names = written.split(" & ")
        return Together(written, tuple(self._group(name, written) for name in names))

    def _group(self, name: str, written: str) -> Group:
        if name.startswith("{") and name not in self._groups:
            raise BadPhrase(f"“{written}” names a group that is not there: {name}")
        if name not in self._groups:
            self._groups[name] = Group((self.phrase(name),))
        return self._groups[name]

    def _part(self, part: str, written: str) -> Part:
        if part in _MARKS:
            return _MARKS[part]
        if part.startswith(".."):
            return self._gap(part, written)
        if part not in self._shared:
            words = frozenset(self._words(part.removesuffix("?"), written, depth=0))
            self._shared[part] = OneOf(
                frozenset(word for word in words if not word.startswith("*")),
                tuple(sorted(word[1:] for word in words if word.startswith("*"))),
                part.endswith("?"),
                self._no_names(words, written),
            )
        return self._shared[part]

    def _no_names(self, words: frozenset[str], written: str) -> OneOf | None:
        if CAPITAL in words:
            return _ANY_CAPITAL
        return self._one_of(NO_NAMES, written) if NAME in words else None

    def _one_of(self, part: str, written: str) -> OneOf:
        found = self._part(part, written)
        assert isinstance(found, OneOf)
        return found

    def _gap(self, part: str, written: str) -> Gap:
        width, _, without = part.removeprefix("..").partition("!")
        if not width.isdecimal() or not 1 <= int(width) <= WIDEST_GAP:
            raise BadPhrase(f"“{written}” has a gap that is not 1 to {WIDEST_GAP} words")
        return Gap(int(width), self._one_of(without, written) if without else None)

    def _words(self, alternatives: str, written: str, depth: int) -> Iterator[str]:
        for word in alternatives.split("|"):
            name = word[1:-1] if word.startswith("<") else None
            if not word or (name is not None and (name not in self._lists or depth > 4)):
                raise BadPhrase(f"“{written}” names a word or list that is not there: {word}")
            if name is None:
                for form in _forms(word):
                    yield form
                    yield _as_often_misspelt(form)
            else:
                yield from self._words("|".join(self._lists[name].split()), written, depth + 1)


def _must_be_there(part: Part) -> bool:
    return isinstance(part, OneOf) and not part.optional


def _forms(word: str) -> Iterator[str]:
    """Yield the forms that "heal~" and "client(s)" stand for, and some that nobody writes."""
    if word.endswith(("(s)", "(es)")):
        noun = word.partition("(")[0]
        yield noun
        yield _with_s(noun)
    elif word.endswith("~"):
        yield from _verb_forms(word[:-1])
    else:
        yield word


def _as_often_misspelt(word: str) -> str:
    """Return a long word with its doubled letters written once: "inflamation"."""
    return _DOUBLED.sub(r"\1", word) if len(word) > 7 and word.isalpha() else word


def _with_s(word: str) -> str:
    if word.endswith("y") and word[-2] not in _VOWELS:
        return f"{word[:-1]}ies"
    return word + ("es" if word.endswith(("s", "x", "z", "ch", "sh", "o")) else "s")


def _verb_forms(verb: str) -> Iterator[str]:
    yield verb
    yield _with_s(verb)
    stem = verb[:-1] if verb.endswith("e") and not verb.endswith(("ee", "oe", "ye")) else verb
    yield f"{stem}ing"
    if verb.endswith("y") and verb[-2] not in _VOWELS:
        yield f"{verb[:-1]}ied"
    else:
        yield f"{verb}d" if verb.endswith("e") else f"{verb}ed"
    if len(verb) > 2 and verb[-1] not in f"{_VOWELS}wxy" and verb[-2] in _VOWELS:
        yield f"{verb}{verb[-1]}ed"
        yield f"{verb}{verb[-1]}ing"
