"""Finds wording that a paper should not carry, says why, and offers a better one."""

from dataclasses import dataclass

from jvplanner.papers.wording.claims import Claim, claims
from jvplanner.papers.wording.phrases import OneOf, Sight
from jvplanner.papers.wording.reading import Reading, read
from jvplanner.papers.wording.refusals import said_in_earnest, spread
from jvplanner.papers.wording.rulebook import Family, Notice, Severity, rulebook


@dataclass(frozen=True, slots=True)
class Remark:
    """One place in a text that had better be worded differently.

    start, end  code points of the original text; text[start:end] is what the remark is about
    better      wording that can stand in its place
    source      the law, guidance or house position behind it
    """

    family: Family
    severity: Severity
    start: int
    end: int
    why: str
    better: str
    source: str


def remarks(text: str, *, licensed: bool = False) -> list[Remark]:
    """Return what should be reworded, in reading order; empty when all is well.

    licensed  the text speaks for a party who may diagnose: wording about diagnosis passes

    Never raises, whatever the text; takes time in proportion to its length. Remarks of one family
    do not overlap. Source: J1, P8.
    """
    book, reading = rulebook(), read(text)
    known: dict[OneOf, int] = {}
    plain = Sight(reading, known)
    free = said_in_earnest(plain, book.refusals)
    found: list[Claim] = []
    for family, rules in book.rules.items():
        if licensed and family in book.silent_when_licensed:
            continue
        hidden = 0
        for phrase in book.harmless[family]:
            hidden |= phrase.covered(plain)
        if family in book.notices:
            hidden |= _near(book.notices[family], plain)
        found += claims(rules, Sight(reading, known, hidden), free)
    return [_remark(reading, claim) for claim in sorted(found, key=lambda claim: claim[:2])]


def _near(notice: Notice, plain: Sight) -> int:
    """Return the bits of the words that stand near enough to the whole notice."""
    near = plain.reading.everywhere
    for ways in notice.says:
        said = 0
        for phrase in ways:
            said |= phrase.starts(plain, ~0)
        near &= spread(said, notice.reach, 0) | spread(said, notice.reach, 0, backwards=True)
    return near


def _remark(reading: Reading, claim: Claim) -> Remark:
    start, end, rule = claim
    return Remark(
        family=rule.family,
        severity=rule.severity,
        start=reading.spans[start][0],
        end=reading.spans[end - 1][1],
        why=rule.why,
        better=rule.better_wording(reading.words[start]),
        source=rule.source,
    )
