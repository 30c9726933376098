"""What became of a cohort of guests, counted honestly."""

from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise
from math import sqrt

from jvplanner.wall_time import NO_BREAK

# Below this many, one guest more or less moves a percentage by five points or more.
FEWEST_FOR_A_PERCENTAGE = 20
# The normal quantile of a two-sided 95 % interval.
Z_95 = 1.959964


class Stage(StrEnum):
    """Where a guest's journey stands. The words stand in addresses and forms."""

    REGISTERED = "registered"
    CAME = "came"
    CALL_BOOKED = "call_booked"
    CALL_HELD = "call_held"
    CLIENT = "client"
    NOT_NOW = "not_now"

    @property
    def label(self) -> str:
        return self.value.replace("_", " ").capitalize()


@dataclass(frozen=True)
class Cohort:
    """How many of one event's guests reached each stage, or a later one.

    registered  confirmed guests and walk-ins, whatever became of them
    unseen      who reached a call or more though nobody checked them in
    """

    registered: int
    came: int
    call_booked: int
    call_held: int
    client: int
    not_now: int = 0
    unseen: int = 0

    def __post_init__(self) -> None:
        steps = (self.registered, self.came, self.call_booked, self.call_held, self.client)
        if any(later > earlier for earlier, later in pairwise(steps)):
            raise ValueError("a later stage counts more guests than an earlier one")


@dataclass(frozen=True)
class Bar:
    """One step of the way: n of the guests who reached the step before."""

    label: str
    n: int
    of: int | None
    lost: str
    accent: bool = False


def bars(cohort: Cohort, *, is_over: bool = True) -> tuple[Bar, ...]:
    """Return the five bars from registration to client, with the loss between them (J8).

    is_over  before the end nobody has failed to come
    """
    steps = (
        ("Registered", cohort.registered, ""),
        ("Came", cohort.came, "did not come" if is_over else "not in yet"),
        ("Call booked", cohort.call_booked, "booked no call"),
        ("Call held", cohort.call_held, "held no call yet"),
        ("Client", cohort.client, "did not become a client"),
    )
    found = []
    before: int | None = None
    for label, n, loss in steps:
        lost = f"{before - n} {loss}" if before is not None and before > n else ""
        found.append(Bar(label, n, before, lost, accent=label == "Client"))
        before = n
    return tuple(found)


def likely_share(n: int, of: int) -> tuple[float, float]:
    """Return the 95 % interval of the share that n of `of` cases suggest, as fractions.

    Raises ValueError when there are no cases.
    Source: E. B. Wilson, J. Am. Stat. Assoc. 22 (1927), 209-212.
    """
    if of < 1 or not 0 <= n <= of:
        raise ValueError(f"{n} of {of} is no share")
    share, square = n / of, Z_95 * Z_95
    centre = (share + square / (2 * of)) / (1 + square / of)
    reach = Z_95 * sqrt(share * (1 - share) / of + square / (4 * of * of)) / (1 + square / of)
    return max(0.0, centre - reach), min(1.0, centre + reach)


def share_in_words(n: int, of: int) -> str | None:
    """Return "76 %, likely between 61 and 87 %"; None when there are too few cases to say."""
    if of < FEWEST_FOR_A_PERCENTAGE:
        return None
    low, high = likely_share(n, of)
    said = f"{n / of:.0%}, likely between {100 * low:.0f} and {high:.0%}"
    return said.replace("%", f"{NO_BREAK}%")
