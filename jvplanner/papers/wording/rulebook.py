"""Reads `rules.toml` once: what the wording guard looks for, and what silences it."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal, get_args

from jvplanner.papers.wording.notation import PhraseBook
from jvplanner.papers.wording.phrases import Phrase
from jvplanner.papers.wording.together import Together

Severity = Literal["stop", "warn"]
Family = Literal[
    "referral_payment",
    "disease_claim",
    "diagnosis",
    "belittling_medicine",
    "causal_claim",
    "supplement_claim",
    "named_testimonial",
    "pressure",
]

RULES = Path(__file__).with_name("rules.toml")


class BadRule(ValueError):
    """The rules file says something that cannot be meant; str() names the rule."""


@dataclass(frozen=True, slots=True)
class Rule:
    """One way of saying what a paper had better not say.

    why       what is wrong with it, in a sentence for the person who wrote it
    source    the law, guidance or house position behind it
    better    wording that can stand in its place
    better_for  the same for a particular first word, or "*" and its ending, for grammar's sake
    stands_when_refused  a "not" before it does not silence it, because it is part of the claim
    whole_sentence       it is the sentence that has to be said otherwise, not a few words of it;
                         always so where wordings are looked for together
    """

    key: str
    family: Family
    severity: Severity
    language: str
    why: str
    source: str
    better: str
    better_for: Mapping[str, str]
    stands_when_refused: bool
    whole_sentence: bool
    phrases: tuple[Phrase, ...]
    together: tuple[Together, ...]

    def better_wording(self, first_word: str) -> str:
        """Return what can stand in place of words that begin with this one."""
        if first_word in self.better_for:
            return self.better_for[first_word]
        for ending, wording in self.better_for.items():
            if ending.startswith("*") and first_word.endswith(ending[1:]):
                return wording
        return self.better


@dataclass(frozen=True, slots=True)
class Refusals:
    """How a text says that something is *not* done, and how far that reaches.

    reach and reach_after count words.
    """

    reach: int
    before: tuple[Phrase, ...]
    nouns_only: tuple[Phrase, ...]
    not_meant: tuple[Phrase, ...]
    ends: tuple[Phrase, ...]
    ends_after_comma: tuple[Phrase, ...]
    list_words: tuple[Phrase, ...]
    opens_list: tuple[Phrase, ...]
    reach_after: int
    after: tuple[Phrase, ...]
    answers: tuple[Phrase, ...]


@dataclass(frozen=True, slots=True)
class Notice:
    """A notice that, standing near, makes the claims of a family lawful.

    reach  how many words away it may stand
    says   what it must say, each in one of several ways
    """

    reach: int
    says: tuple[tuple[Phrase, ...], ...]


@dataclass(frozen=True, slots=True)
class RuleBook:
    """All rules by family, with the harmless senses, refusals and notices that silence them."""

    rules: Mapping[Family, tuple[Rule, ...]]
    harmless: Mapping[Family, tuple[Phrase, ...]]
    notices: Mapping[Family, Notice]
    refusals: Refusals
    silent_when_licensed: frozenset[str]


@cache
def rulebook() -> RuleBook:
    """Return the rules; raises BadRule or BadPhrase when the file cannot be used."""
    written = tomllib.loads(RULES.read_text(encoding="utf-8"))
    families = {_family(name): family for name, family in written["family"].items()}
    groups: dict[str, list[str]] = {}
    for family in families.values():
        groups |= family.get("groups", {})
    book = PhraseBook(written["lists"], groups)
    return RuleBook(
        rules={
            name: tuple(_rule(rule, name, book) for rule in family["rule"])
            for name, family in families.items()
        },
        harmless={name: book.phrases(family["harmless"]) for name, family in families.items()},
        notices={
            name: Notice(
                family["notice"]["reach"],
                tuple(book.phrases(ways) for ways in family["notice"]["says"]),
            )
            for name, family in families.items()
            if "notice" in family
        },
        refusals=_refusals(written["refusals"], book),
        silent_when_licensed=frozenset(map(_family, written["silent_when_licensed"])),
    )


def _refusals(written: Mapping[str, Any], book: PhraseBook) -> Refusals:
    phrases = {name: book.phrases(value) for name, value in written.items() if "reach" not in name}
    return Refusals(reach=written["reach"], reach_after=written["reach_after"], **phrases)


def _rule(written: Mapping[str, Any], family: Family, book: PhraseBook) -> Rule:
    severity = written["severity"]
    if severity not in get_args(Severity):
        raise BadRule(f"{written['key']}: no such severity: {severity}")
    claims = [book.claim(phrase) for phrase in written["phrases"]]
    return Rule(
        key=written["key"],
        family=family,
        severity=severity,
        language=written["language"],
        why=written["why"],
        source=written["source"],
        better=written["better"],
        better_for=written.get("better_for", {}),
        stands_when_refused=written.get("stands_when_refused", False),
        whole_sentence=written.get("whole_sentence", False),
        phrases=tuple(claim for claim in claims if isinstance(claim, Phrase)),
        together=tuple(claim for claim in claims if isinstance(claim, Together)),
    )


def _family(name: str) -> Family:
    for family in get_args(Family):
        if family == name:
            return family  # type: ignore[no-any-return]
    raise BadRule(f"no such family: {name}")
