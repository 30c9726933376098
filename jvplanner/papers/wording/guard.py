"""Finds wording that a paper should not carry, says why, and offers a better one."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from jvplanner.papers.wording.phrases import OneOf, Phrase
from jvplanner.papers.wording.reading import bits, read
from jvplanner.papers.wording.rulebook import Family, Rule, Severity, rulebook


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
    do not overlap. Source: PRODUCT, Ethics; EDGE_CASES P8.
    """
    return _Search(text, licensed).remarks()


def stops(found: Iterable[Remark]) -> bool:
    """Say whether a paper with these remarks must not be sent."""
    return any(remark.severity == "stop" for remark in found)


class _Search:
    def __init__(self, text: str, licensed: bool) -> None:
        self._reading = read(text)
        self._book = rulebook()
        self._licensed = licensed
        self._known: dict[OneOf, int] = {}

    def remarks(self) -> list[Remark]:
        claims = [
            (start, end, rule)
            for rule in self._book.rules
            if not (self._licensed and rule.family in self._book.silent_when_licensed)
            for start, end in self._spans(rule.phrases)
        ]
        if not claims:
            return []
        claims = list(self._standing(claims))
        return [self._remark(*claim) for claim in _without_overlaps(claims)]

    def _spans(
        self, phrases: tuple[Phrase, ...], *, longest: bool = False
    ) -> Iterator[tuple[int, int]]:
        for phrase in phrases:
            yield from phrase.occurrences(self._reading, self._known, longest=longest)

    def _covered(self, phrases: tuple[Phrase, ...]) -> int:
        spans = self._spans(phrases, longest=True)
        return bits([place for span in spans for place in range(*span)])

    def _starts(self, phrases: tuple[Phrase, ...]) -> int:
        found = 0
        for phrase in phrases:
            found |= phrase.starts(self._reading, self._known)
        return found

    def _standing(self, claims: list[tuple[int, int, Rule]]) -> Iterator[tuple[int, int, Rule]]:
        refused = self._refused_ahead()
        refused_after = self._refused_behind()
        families = {rule.family for _, _, rule in claims}
        harmless = {family: self._covered(self._book.harmless[family]) for family in families}
        for start, end, rule in claims:
            said_not = (refused >> start | refused >> (end - 1) | refused_after >> end) & 1
            if said_not and not rule.stands_when_refused:
                continue
            if harmless[rule.family] >> start & ((1 << (end - start)) - 1):
                continue
            yield start, end, rule

    def _refused_ahead(self) -> int:
        """Return the bits of the words that a "not" or "no" before them reaches."""
        refusals, reading = self._book.refusals, self._reading
        not_meant = self._covered(refusals.not_meant)
        ends = (
            reading.sentence_starts
            | reading.pauses & ~(self._starts(refusals.opens_list) << 1)
            | self._starts(refusals.ends)
            | (reading.commas & self._starts(refusals.ends_after_comma))
        )
        lists = _spread(self._starts(refusals.list_words), 6, ends, backwards=True)
        return _spread(self._starts(refusals.before) & ~not_meant, refusals.reach, ends) | _spread(
            self._starts(refusals.nouns_only) & ~not_meant,
            refusals.reach,
            ends | (reading.commas & ~lists),
        )

    def _refused_behind(self) -> int:
        """Return the bits of the places from which "is never paid" and the like follow soon."""
        refusals, reading = self._book.refusals, self._reading
        after = self._starts(refusals.after) & ~reading.sentence_starts
        answers = self._starts(refusals.answers) & reading.questions
        answers &= ~self._covered(refusals.not_meant)
        return _spread(
            after, refusals.reach_after, reading.sentence_starts, backwards=True
        ) | _spread(
            answers,
            refusals.reach_after,
            reading.sentence_starts & ~reading.questions,
            backwards=True,
        )

    def _remark(self, start: int, end: int, rule: Rule) -> Remark:
        spans = self._reading.spans
        return Remark(
            family=rule.family,
            severity=rule.severity,
            start=spans[start][0],
            end=spans[end - 1][1],
            why=rule.why,
            better=rule.better_wording(self._reading.words[start]),
            source=rule.source,
        )


def _spread(places: int, reach: int, barriers: int, *, backwards: bool = False) -> int:
    """Return the places with those up to `reach` words further on, stopping at the barriers.

    Going backwards, a barrier cannot be left; going ahead, it cannot be entered.
    """
    for _ in range(reach):
        if backwards:
            places |= (places & ~barriers) >> 1
        else:
            places |= (places << 1) & ~barriers
    return places


def _without_overlaps(
    claims: Iterable[tuple[int, int, Rule]],
) -> Iterator[tuple[int, int, Rule]]:
    """Yield in reading order; of overlapping claims of one family, the first and longest."""
    ends: dict[Family, int] = {}
    for start, end, rule in sorted(claims, key=lambda claim: (claim[0], -claim[1])):
        if start >= ends.get(rule.family, 0):
            ends[rule.family] = end
            yield start, end, rule
