"""What a version offers, and what differs between two."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from jvplanner.papers.rules.words import Stretch, word_changes
from jvplanner.wall_time import span_text


@dataclass(frozen=True)
class CandidateDate:
    """A date on offer: aware moments in UTC, from the content of one version.

    place  where, if not where the version says; "" otherwise
    """

    id: int
    starts_at: datetime
    ends_at: datetime
    place: str = ""

    def in_words(self, zone: str) -> str:
        """Return from when to when, and where if it has a place of its own."""
        words = span_text(self.starts_at, self.ends_at, zone)
        return words + f", {self.place}" if self.place else words


@dataclass(frozen=True)
class Passage:
    """What a version says under one heading.

    name         of the part, or of the field in which it was chosen or typed
    label        what members call it
    for_partner  what the same is called on the partner's page
    text         "" where the version says nothing of it
    """

    name: str
    label: str
    for_partner: str
    text: str

    def heading(self, *, for_partner: bool) -> str:
        return self.for_partner if for_partner else self.label


@dataclass(frozen=True)
class Difference:
    """One part as it stood before and as it stands now."""

    label: str
    before: str
    now: str

    @property
    def stretches(self) -> list[Stretch]:
        """Return both texts as one, word by word."""
        return word_changes(self.before, self.now)


def candidate_dates(content: Mapping[str, Any]) -> tuple[CandidateDate, ...]:
    """Return the dates that a version's content offers, earliest first."""
    offered = (
        CandidateDate(
            date["id"],
            start := datetime.fromisoformat(date["starts_at"]),
            start + timedelta(minutes=date["minutes"]),
            date.get("place", ""),
        )
        for date in content.get("dates", ())
    )
    return tuple(sorted(offered, key=lambda date: (date.starts_at, date.id)))


def agreed_dates(content: Mapping[str, Any], ticked: Iterable[int]) -> tuple[CandidateDate, ...]:
    """Return the dates that a yes leaves to choose from, earliest first.

    ticked  ids of the dates that were ticked; without any, every date on offer is left
    """
    offered, wanted = candidate_dates(content), set(ticked)
    return tuple(date for date in offered if date.id in wanted) or offered


def date_ids(dates: Iterable[int]) -> list[int]:
    """Return ids of dates in one order and each once, however they were ticked."""
    return sorted(set(dates))


def spans(content: Mapping[str, Any], ids: Iterable[int] | None = None) -> list[str]:
    """Return a version's dates in words, in the zone that it names, each with its own place if any.

    ids  which of them; None for all
    """
    wanted = None if ids is None else set(ids)
    return [
        date.in_words(content["time_zone"])
        for date in candidate_dates(content)
        if wanted is None or date.id in wanted
    ]


def differences(
    before: Sequence[Passage], now: Sequence[Passage], *, for_partner: bool
) -> list[Difference]:
    """Return what a reader of the earlier version has not read yet, in the order of the page.

    for_partner  whether the partner reads it, or members do
    """
    was = {one.name: one for one in before}
    stayed = {one.name for one in now}
    pairs = [(was.get(one.name), one) for one in now]
    pairs += [(one, replace(one, text="")) for one in before if one.name not in stayed]
    return [
        Difference(new.heading(for_partner=for_partner), old.text if old else "", new.text)
        for old, new in pairs
        if new.text != (old.text if old else "")
    ]
