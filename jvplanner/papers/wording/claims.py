"""What the rules of one family find in a text: each claim once, in its own place."""

from collections.abc import Iterator

from jvplanner.papers.wording.phrases import Phrase, Sight
from jvplanner.papers.wording.refusals import Free
from jvplanner.papers.wording.rulebook import Rule
from jvplanner.papers.wording.together import Group, Together

# First and after-last word, and the rule that has something to say about them.
Claim = tuple[int, int, Rule]


def claims(rules: tuple[Rule, ...], sight: Sight, free: Free) -> list[Claim]:
    """Return the claims, none overlapping another: of several, the first and longest.

    A claim of a few words goes before one about its whole sentence: there is less to say anew.
    """
    spoken: list[tuple[int, Phrase, Rule]] = []
    sentences: list[tuple[int, Rule]] = []
    said: dict[tuple[Group, bool], int] = {}
    for rule in rules:
        first, last = _may_begin_and_end(rule, free)
        for phrase in rule.phrases:
            if starts := phrase.starts(sight, last) & first:
                if rule.whole_sentence:
                    sentences.append((starts, rule))
                else:
                    spoken.append((starts, phrase, rule))
        for together in rule.together:
            if places := _together(together, sight, (first, last), said):
                sentences.append((places, rule))
    found = list(_in_words(spoken, sight, free))
    return found + list(_in_sentences(sentences, sight, taken=found))


def _may_begin_and_end(rule: Rule, free: Free) -> tuple[int, int]:
    """Return the bits of the words with which a claim of this rule may begin, and end."""
    return (free.refused_once, ~0) if rule.stands_when_refused else (free.words, free.words)


def _together(
    together: Together, sight: Sight, may: tuple[int, int], said: dict[tuple[Group, bool], int]
) -> int:
    first, last = may

    def starts(group: Group) -> int:
        known = (group, first == last)
        if known not in said:
            found = 0
            for phrase in group.phrases:
                found |= phrase.starts(sight, last)
            said[known] = found & first
        return said[known]

    return together.places(map(starts, together.groups), sight.reading)


def _in_words(spoken: list[tuple[int, Phrase, Rule]], sight: Sight, free: Free) -> Iterator[Claim]:
    left = 0
    for starts, _, _ in spoken:
        left |= starts
    while left:
        start = (left & -left).bit_length() - 1
        end, rule = max(
            (
                (phrase.end(sight, start, _may_begin_and_end(rule, free)[1]), rule)
                for starts, phrase, rule in spoken
                if starts >> start & 1
            ),
            key=lambda one: one[0],
        )
        yield start, end, rule
        left = left >> end << end


def _in_sentences(
    sentences: list[tuple[int, Rule]], sight: Sight, *, taken: list[Claim]
) -> Iterator[Claim]:
    starts_taken = 0
    for start, _, _ in taken:
        starts_taken |= 1 << start
    seen: dict[int, tuple[int, Rule]] = {}
    for places, rule in sentences:
        for start, end in sight.reading.sentences_with(places):
            seen.setdefault(start, (end, rule))
    for start, (end, rule) in seen.items():
        if not starts_taken >> start & ((1 << (end - start)) - 1):
            yield start, end, rule
