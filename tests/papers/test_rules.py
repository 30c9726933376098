"""What a version offers and how two versions differ; pure rules."""

from typing import Any

from jvplanner.papers.rules import (
    CONSENT,
    CONSENTS,
    candidate_dates,
    date_ids,
    spans,
)


def offering(*starts: str, **texts: str) -> dict[str, Any]:
    dates = [{"id": 9 - place, "starts_at": at, "minutes": 90} for place, at in enumerate(starts)]
    return {"time_zone": "America/New_York", "dates": dates, **texts}


def test_dates_come_earliest_first_and_end_after_their_minutes() -> None:
    content = offering("2027-02-16T23:30:00+00:00", "2027-02-11T23:30:00+00:00")
    first, second = candidate_dates(content)
    assert (first.id, second.id) == (8, 9)
    assert (first.ends_at - first.starts_at).total_seconds() == 90 * 60
    assert candidate_dates({}) == ()


def test_dates_are_worded_in_the_versions_own_zone() -> None:
    content = offering("2027-03-14T01:30:00+00:00", "2027-02-11T23:30:00+00:00")
    assert spans(content, [9]) == ["Sat 13 Mar 2027, 20:30 – 22:00 (New York)"]
    assert spans(content, []) == []
    assert len(spans(content)) == 2


def test_dates_that_were_ticked_twice_or_in_another_order_are_the_same() -> None:
    assert date_ids([3, 1, 3]) == date_ids([1, 3]) == [1, 3]


def test_every_wording_of_the_consent_stays_known() -> None:
    assert CONSENT in CONSENTS
    assert set(CONSENTS) >= {"2026-11"}
    assert all(label and meaning for label, meaning in CONSENTS.values())
