"""Nothing goes to a partner that the wording guard stops, or warns of without a reason why."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from jvplanner.errors import Conflict
from jvplanner.papers.wording import Worded, suggestions_in


class NotReady(Conflict):
    """Something keeps it from being sent; str() says what."""


@dataclass(frozen=True)
class KeptWording:
    """Wording that goes out although the guard remarked on it, and why."""

    part: str
    family: str
    said: str
    reason: str


def refuse_unguarded(texts: Iterable[Worded], kept: Sequence[KeptWording]) -> None:
    """Raise NotReady for wording that may not go out. Source: J1."""
    explained = {(one.family, one.said) for one in kept if one.reason.strip()}
    remarked = [one for found in suggestions_in(texts).values() for one in found]
    if stopped := next((one for one in remarked if one.stops), None):
        raise NotReady(f"Nothing may be paid for referrals. Reword “{stopped.said}” first.")
    for one in remarked:
        if (one.family, one.said) not in explained:
            raise NotReady(f"“{one.said}” {one.why} Say why it stays, or reword it.")
