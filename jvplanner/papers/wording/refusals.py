"""How far a "not", a "never" or an "… is out of the question" reaches in a text."""

from collections.abc import Iterable
from typing import NamedTuple

from jvplanner.papers.wording.phrases import Phrase, Sight
from jvplanner.papers.wording.rulebook import Refusals


class Free(NamedTuple):
    """The words that are said in earnest, as bits.

    words   no "not" reaches them, from before or after
    refused_once  they may hold a "not" of their own, but none before them: "no more pills" is said
                  in earnest, and is not after "we never promise …"
    """

    words: int
    refused_once: int


def said_in_earnest(plain: Sight, refusals: Refusals) -> Free:
    """Return the words to which nothing in their sentence says "not"."""
    ahead, further_ahead = _refused_ahead(plain, refusals)
    everywhere = plain.reading.everywhere
    refused = ahead | _refused_behind(plain, refusals) >> 1
    return Free(everywhere & ~refused, everywhere & ~further_ahead)


def spread(places: int, reach: int, barriers: int, *, backwards: bool = False) -> int:
    """Return the places with those up to `reach` words further on, stopping at the barriers.

    Going backwards, a barrier cannot be left; going ahead, it cannot be entered.
    """
    for _ in range(reach if places else 0):
        if backwards:
            places |= (places & ~barriers) >> 1
        else:
            places |= (places << 1) & ~barriers
    return places


def _refused_ahead(plain: Sight, refusals: Refusals) -> tuple[int, int]:
    """Return the bits of the words that a "not" or "no" reaches: itself included, and without."""
    reading = plain.reading
    meant = ~_covered(plain, refusals.not_meant)
    ends = (
        reading.sentence_starts
        | reading.pauses & ~(_starts(plain, refusals.opens_list) << 1)
        | _starts(plain, refusals.ends)
        | (reading.commas & _starts(plain, refusals.ends_after_comma))
    )
    lists = spread(_starts(plain, refusals.list_words), 6, ends, backwards=True)
    ends_for_nouns = ends | (reading.commas & ~lists)
    verbs = _starts(plain, refusals.before) & meant
    nouns = _starts(plain, refusals.nouns_only) & meant
    further = spread((verbs << 1) & ~ends, refusals.reach - 1, ends) | spread(
        (nouns << 1) & ~ends_for_nouns, refusals.reach - 1, ends_for_nouns
    )
    return verbs | nouns | further, further


def _refused_behind(plain: Sight, refusals: Refusals) -> int:
    """Return the bits of the places from which "is never paid" and the like follow soon."""
    reading, reach = plain.reading, refusals.reach_after
    after = _starts(plain, refusals.after) & ~reading.sentence_starts
    answers = _starts(plain, refusals.answers) & reading.questions
    answers &= ~_covered(plain, refusals.not_meant)
    asked = reading.sentence_starts & ~reading.questions
    return spread(after, reach, reading.sentence_starts, backwards=True) | spread(
        answers, reach, asked, backwards=True
    )


def _starts(plain: Sight, phrases: Iterable[Phrase]) -> int:
    found = 0
    for phrase in phrases:
        found |= phrase.starts(plain, ~0)
    return found


def _covered(plain: Sight, phrases: Iterable[Phrase]) -> int:
    found = 0
    for phrase in phrases:
        found |= phrase.covered(plain)
    return found
