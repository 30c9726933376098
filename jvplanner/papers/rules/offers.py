"""What a version offers, and what differs between two."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from jvplanner.wall_time import span_text


@dataclass(frozen=True)
class CandidateDate:
    """A date on offer: aware moments in UTC, from the content of one version."""

    id: int
    starts_at: datetime
    ends_at: datetime


@dataclass(frozen=True)
class Difference:
    """One part as it stood before and as it stands now."""

    label: str
    before: str
    now: str


def candidate_dates(content: Mapping[str, Any]) -> tuple[CandidateDate, ...]:
    """Return the dates that a version's content offers, earliest first."""
    offered = (
        CandidateDate(
            date["id"],
            start := datetime.fromisoformat(date["starts_at"]),
            start + timedelta(minutes=date["minutes"]),
        )
        for date in content.get("dates", ())
    )
    return tuple(sorted(offered, key=lambda date: (date.starts_at, date.id)))


def date_ids(dates: Iterable[int]) -> list[int]:
    """Return ids of dates in one order and each once, however they were ticked."""
    return sorted(set(dates))


def spans(content: Mapping[str, Any], ids: Iterable[int] | None = None) -> list[str]:
    """Return a version's dates in words, in the zone that it names; only those of ids if given."""
    wanted = None if ids is None else set(ids)
    return [
        span_text(date.starts_at, date.ends_at, content["time_zone"])
        for date in candidate_dates(content)
        if wanted is None or date.id in wanted
    ]


def differences(
    before: Mapping[str, Any], now: Mapping[str, Any], parts: Sequence[tuple[str, str]]
) -> list[Difference]:
    """Return what a reader of the earlier version has not read yet, in the order of the page.

    parts  name and label of each part of this kind of paper; place and dates are added
    """
    named = [*parts, ("place", "Where")]
    texts = [(label, before.get(name, ""), now.get(name, "")) for name, label in named]
    texts.append(("Dates on offer", "\n".join(spans(before)), "\n".join(spans(now))))
    return [Difference(*text) for text in texts if text[1] != text[2]]
