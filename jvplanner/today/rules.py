"""Today's three groups, and words for the time of day."""

from collections.abc import Sequence
from dataclasses import dataclass

from jvplanner.questions import Due, When

NOON, EVENING = 12, 18
TITLES = {
    When.NOW: "Now",
    When.THIS_WEEK: "This week",
    When.WAITING_FOR_OTHERS: "Waiting for others",
}


@dataclass(frozen=True)
class Group:
    title: str
    rows: list[Due]


def groups(everything: Sequence[Due]) -> list[Group]:
    """Return the groups that have something in them, each with its oldest first."""
    found = []
    for when, title in TITLES.items():
        rows = sorted((one for one in everything if one.when is when), key=lambda one: one.since)
        if rows:
            found.append(Group(title, rows))
    return found


def greeting(hour: int) -> str:
    """Return how to greet somebody at this hour of their own day, 0 to 23."""
    if hour < NOON:
        return "Good morning"
    return "Good afternoon" if hour < EVENING else "Good evening"


def first_name(name: str) -> str:
    """Return what to call somebody: the first word of the name that is no title such as "Dr."."""
    words = name.split()
    return next((word for word in words if not word.endswith(".")), name)


def in_words(count: int) -> str:
    """Return "nothing due", "one thing" or "5 things"."""
    if count == 0:
        return "nothing due"
    return "one thing" if count == 1 else f"{count} things"
