"""What a version of an agreement says, and what keeps it from being sent."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime, timedelta
from typing import Any

from jvplanner.agreements.rules.drafts import Draft, Side
from jvplanner.agreements.rules.licences import is_one
from jvplanner.wall_time import day_text, local

REMINDED_BEFORE = timedelta(days=30)
LICENCE = "_licence"
A_DUTY = "duty_"


def content_of(draft: Draft, *, practice: str, partner: str, time_zone: str) -> dict[str, Any]:
    """Return what a version of the agreement puts before the partner, as JSON.

    practice, partner  names of the organisations; a version names no persons (P7)
    time_zone          IANA name of the zone whose calendar the dates are of

    The parts stand in it in words, too: what was agreed reads the same for good.
    """
    names = {Side.PRACTICE: practice, Side.PARTNER: partner}
    return {
        "title": draft.title,
        "practice": practice,
        "partner": partner,
        "time_zone": time_zone,
        "scope": draft.scope,
        "duties": "\n".join(f"{names[duty.owner]}: {duty.text}" for duty in draft.duties),
        "term": _term(draft),
        "notice": draft.notice,
        "licences": "\n".join(
            f"{name}: {draft.licences[side] or 'no licence noted'}" for side, name in names.items()
        ),
        "split": [
            {"text": duty.text, "owner": duty.owner.value, "needs_licence": duty.needs_licence}
            for duty in draft.duties
        ],
        "licensed": [side.value for side in Side if is_one(draft.licences[side])],
        "held": {side.value: draft.licences[side] for side in Side},
        "starts_on": _iso(draft.starts_on),
        "ends_on": _iso(draft.ends_on),
        "review_on": _iso(draft.review_on),
    }


def duties_in_words(content: Mapping[str, Any]) -> str:
    """Return whose each duty of a content is, and which of them need a licence, line by line."""
    by_licence = {True: " (by licence)", False: ""}
    return "\n".join(
        f"{content[duty['owner']]}: {duty['text']}{by_licence[duty['needs_licence']]}"
        for duty in content["split"]
    )


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _term(draft: Draft) -> str:
    if draft.starts_on is None:
        return ""
    until = f"until {day_text(draft.ends_on)}" if draft.ends_on else "with an open end"
    term = f"From {day_text(draft.starts_on)}, {until}."
    if draft.review_on:
        term += f"\nBoth sides look at it again by {day_text(draft.review_on)}."
    return term


def why_not(content: Mapping[str, Any], now: datetime) -> list[str]:
    """Return what keeps a content from being sent, each in a sentence. Source: R9, P8."""
    return [
        *_missing(content),
        *_without_licence(content),
        *_impossible_days(content, local(now, content["time_zone"]).date()),
    ]


def _missing(content: Mapping[str, Any]) -> Iterator[str]:
    needed = {
        "title": "a title",
        "scope": "what it covers",
        "starts_on": "from when it holds",
        "review_on": "when you look at it again",
        "notice": "how to end it",
    }
    missing = [words for name, words in needed.items() if not content[name]]
    if missing:
        yield f"Still to be written: {', '.join(missing)}."
    if not content["split"]:
        yield "Name at least one duty, and whose it is."


def _without_licence(content: Mapping[str, Any]) -> Iterator[str]:
    for duty in content["split"]:
        if duty["needs_licence"] and duty["owner"] not in content["licensed"]:
            name = content[duty["owner"]]
            yield f"“{duty['text']}” needs a licence, and none is noted for {name}."


def _impossible_days(content: Mapping[str, Any], today: date) -> Iterable[str]:
    starts, ends, review = (_day(content[name]) for name in ("starts_on", "ends_on", "review_on"))
    return impossible_days(starts, ends, review, today).values()


def impossible_days(
    starts: date | None, ends: date | None, review: date | None, today: date
) -> dict[str, str]:
    """Return which of an agreement's days cannot be, by the field to change, each in a sentence.

    today  the practice's local day
    """
    wrong = {}
    if ends and ends < today:
        wrong["ends_on"] = "The last day is over already."
    elif starts and ends and ends < starts:
        wrong["ends_on"] = "It ends before it begins."
    if review and review <= today:
        wrong["review_on"] = (
            "The day on which you look at it again has begun already. Choose a day to come."
        )
    elif review and starts and review <= starts:
        wrong["review_on"] = "You would look at it again before it begins. Choose a later day."
    elif review and ends and review > ends:
        wrong["review_on"] = "You would look at it again after it has ended. Choose an earlier day."
    return wrong


def _day(iso: str | None) -> date | None:
    return date.fromisoformat(iso) if iso else None


def field_of(duty_id: int, what: str) -> str:
    """Return the name of the field for one of a duty's texts and choices."""
    return f"{A_DUTY}{duty_id}_{what}"
