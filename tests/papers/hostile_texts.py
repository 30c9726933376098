"""Texts made to keep the wording guard busy, for its tests and for the benchmark."""

import tomllib
from pathlib import Path

SENTENCES = tomllib.loads(Path(__file__).with_name("sentences.toml").read_text(encoding="utf-8"))
CLAIMS = [one for sentences in SENTENCES["claims"].values() for one in sentences]


def filled(pattern: str, length: int) -> str:
    """Return the pattern again and again, in exactly so many characters."""
    return (pattern * (length // len(pattern) + 1))[:length]


def backwards(word: str) -> str:
    """Return the word from its end: an order that has nothing to do with sense."""
    return word[::-1]


HOSTILE = {
    "one word of a rule again and again": "fee ",
    "a claim again and again": "we pay you $5 for each client you refer ",
    "a claim that is taken back": "we pay you $5 for each client you refer is never paid ",
    "two claims told together": "refer a client, earn a fee. ",
    "refusals without end": "not no, never or ",
    "names without end": "Anna Ben ",
    "questions without end": "Diabetes? We find out. ",
    "quotations without end": '" — Anna, 5. ',
    "one claim of every kind after the other": " ".join(CLAIMS[::17]) + " ",
    "words of all rules, without sense": " ".join(sorted(" ".join(CLAIMS).split(), key=backwards))
    + " ",
    "numbers that never end": "1.",
    "a half-written amount": "$ ",
    "apostrophes": "a'",
    "new lines": "\n,",
    "single letters": "a ",
    "ligatures that unfold to a phrase": "\ufdfa",
    "invisible characters": "\u200b",
}
