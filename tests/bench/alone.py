"""What is measured without a server: pure work, held to a limit of its own in milliseconds."""

import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from random import Random
from typing import Any

from jvplanner.collateral import printed
from jvplanner.collateral.particulars import Brand, Told
from jvplanner.collateral.rules import Kind
from jvplanner.links import addresses
from jvplanner.papers.rules.words import word_changes
from jvplanner.papers.wording import remarks
from jvplanner.typesetting import pdf
from tests.papers.hostile_texts import HOSTILE, filled

ROUNDS = 7
DIFFERENCE_MS = 50.0
GUARD_MS = 60.0
# Twice the text may take little more than twice as long: nothing in the guard backtracks.
TWICE = 2.5
CERTIFICATE_MS = 60.0
POSTER_MS = 50.0
PREVIEW_MS = 100.0
SENTENCE = "We open the evening with twenty minutes on sleep, iron and what the lab cannot show. "

Alone = tuple[str, float, float]


def alone() -> Iterator[Alone]:
    """Measure each; yield its name, how many milliseconds it took and how many it may take."""
    yield "difference", took(lambda number: word_changes(*versions(number))), DIFFERENCE_MS
    yield (
        "difference, hostile",
        took(lambda number: word_changes(*hostile_versions(number))),
        DIFFERENCE_MS,
    )
    worst = max(HOSTILE.values(), key=lambda text: guarded(text, 10_000))
    for name, text in (("guard", SENTENCE), ("guard, hostile", worst)):
        once, twice = guarded(text, 10_000), guarded(text, 20_000)
        yield name, once, GUARD_MS
        yield f"{name}, twice", twice, TWICE * once
    now = datetime(2027, 1, 25, 12, tzinfo=UTC)
    # Typst works in several threads: there it is the time on the wall that counts.
    warm = took(
        lambda number: pdf("certificate", certificate(number), dated=now), by=time.perf_counter
    )
    yield "certificate, warm", warm, CERTIFICATE_MS
    addresses.install(addresses.Installation("https://plan.example", ("a key for the bench",)))
    poster = took(
        lambda number: printed.as_pdf(Kind.POSTER_A4, evening(number)), by=time.perf_counter
    )
    yield "poster, warm", poster, POSTER_MS
    picture = took(lambda number: printed.preview(evening(number)), by=time.perf_counter)
    yield "preview picture, warm", picture, PREVIEW_MS


def evening(number: int) -> Told:
    """Return what a poster tells of an event; its title is the number's own."""
    return Told(
        language="en",
        code="bcdfghj",
        title=f"Why you are still tired despite {number} normal lab results",
        when="Thu 11 Feb 2027, 18:30 – 20:00 (New York)",
        place="Riverside Pharmacy, community room",
        address="214 Canal Street",
        take_home=("Five questions for your next appointment", "A one-week energy log"),
        brands=(Brand("Riverside Nutrition", b""), Brand("Canal Street Pharmacy", b"")),
        colour="#0f5c4d",
        changed_at=datetime(2027, 1, 25, 12, tzinfo=UTC),
    )


def took(work: Callable[[int], object], *, by: Callable[[], float] = time.process_time) -> float:
    """Return the milliseconds of the fastest of some rounds: the machine has other work, too.

    work  is told the number of the round, so that no cache can answer for it
    by    the clock, in seconds
    """
    return 1000 * min(_seconds(work, number, by) for number in range(ROUNDS))


def _seconds(work: Callable[[int], object], number: int, by: Callable[[], float]) -> float:
    began = by()
    work(number)
    return by() - began


def guarded(text: str, length: int) -> float:
    """Return how long the wording guard takes for a text of that length."""
    return took(lambda number: remarks(filled(f"{number} {text}", length)))


def versions(number: int) -> tuple[str, str]:
    """Two versions of 4,000 words, of which every tenth was replaced."""
    random = Random(number)  # noqa: S311  a text of its own for each round
    words = [f"word{random.randrange(800)}" for _ in range(4_000)]
    other = [f"{word}s" if random.random() < 0.1 else word for word in words]
    return " ".join(words), " ".join(other)


def hostile_versions(number: int) -> tuple[str, str]:
    """Two versions of 4,000 words that have two words only, in no order."""
    random = Random(number)  # noqa: S311
    first, second = (" ".join(random.choices("ab", k=4_000)) for _ in range(2))
    return first, second


def certificate(number: int) -> dict[str, Any]:
    """What a usual certificate says: four parts, two signatures, a dozen entries."""
    at = "Thu 22 Oct 2026, 12:50 (New York)"
    return {
        "file": f"agreed-{number}-version-2.json",
        "noun": "proposal",
        "title": f"An evening on energy, the {number + 1}.",
        "practice": "Riverside Nutrition",
        "practice_address": "12 Mill Lane",
        "partner": "Canal Street Pharmacy",
        "version": 2,
        "sent": at,
        "zone": "New York",
        "sha256": "0" * 64,
        "parts": [[f"Part {place}", filled(f"{number} {SENTENCE}", 350)] for place in range(4)],
        "chosen": [at],
        "signatures": [
            {"name": "Dana", "role": "Owner", "party": "Canal", "at": at, "consent": "2026-11"}
        ]
        * 2,
        "consents": [["2026-11", "I agree.", filled(SENTENCE, 300)]],
        "entries": [[str(place), at, "version 1 seen", "0" * 16] for place in range(1, 13)],
    }
