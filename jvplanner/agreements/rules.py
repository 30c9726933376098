"""What an agreement says, who may take on which duty, and what keeps it from being sent."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any

from jvplanner.wall_time import day_text, local

REMINDED_BEFORE = timedelta(days=30)
LICENCE = "_licence"
A_DUTY = "duty_"


class Side(StrEnum):
    """One of the two parties. Every duty belongs to exactly one of them."""

    PRACTICE = "practice"
    PARTNER = "partner"


@dataclass(frozen=True)
class DutyDraft:
    """A duty as it is typed; id is that of its row."""

    id: int
    text: str
    owner: Side
    needs_licence: bool


@dataclass(frozen=True)
class Draft:
    """Everything of an agreement that is typed in the editor.

    ends_on   the last day; None for an open end
    licences  what each side may do by law, such as "MD, New York"; "" for no licence
    """

    title: str
    scope: str
    starts_on: date | None
    ends_on: date | None
    review_on: date | None
    notice: str
    licences: Mapping[Side, str]
    duties: tuple[DutyDraft, ...]


@dataclass(frozen=True)
class UsualDuty:
    """A duty that most agreements name. Source: R9."""

    text: str
    is_physicians: bool
    needs_licence: bool = False


# Credentials that cover what a physician does, wherever in the country they were given.
PHYSICIANS = frozenset(
    [
        "MD",
        "DO",
        "MBBS",
        "MBCHB",
        "NP",
        "ANP",
        "FNP",
        "FNPC",
        "FNPBC",
        "AGNP",
        "PNP",
        "WHNP",
        "PMHNP",
        "CNP",
        "CRNP",
        "ARNP",
        "APRN",
        "CNM",
        "PA",
        "PAC",
    ]
)
NONE_IN_ONE = frozenset(
    ["na", "nil", "null", "nope", "nothing", "0", "tbd", "nolicence", "nolicense", "notapplicable"]
)
NONE_AT_ONCE = frozenset(["none", "unlicensed", "unlicenced"])
_DENIES = re.compile(
    "no|not|non|nil|never|without|neither|lacks?|havent|hasnt|do(es)?nt|arent|isnt"
)
# The words that a denial is made of: "we do not have a medical licence yet".
_IS_OF_A_DENIAL = re.compile(
    _DENIES.pattern + "|l[iy]s?[cs]+en[cs]+(e|es|ed|ure|ing)?|one|any|an?|the|this|that|there"
    "|i|we|they|he|she|it|am|is|are|was|do|does|have|has|had|got|held|hold|holds|holding|known"
    "|noted|given|needed|required|applicable|available|at|all|for|of|or|us|our|my|their|them"
    "|yet|so|far|now|currently|present|moment|time|here|sorry|thanks"
    "|medical|professional|prescribing|clinical|state|formal|such|side"
)
USUAL_DUTIES = (
    UsualDuty("Diagnosis and ICD-10 codes", True, True),
    UsualDuty("Prescribing", True, True),
    UsualDuty("Standard blood panels", True, True),
    UsualDuty("Brief advice at the visit", True),
    UsualDuty("Functional imbalances", False),
    UsualDuty("Education on nutrient depletion and lifestyle", False),
    UsualDuty("Functional labs", False),
    UsualDuty("One-to-one coaching", False),
)


def usual_duties(licences: Mapping[Side, str]) -> list[tuple[UsualDuty, Side]]:
    """Return the duties that an agreement begins with, each with its owner. Source: R9.

    The physician's go to the partner, or to the practice where only its licence covers them. Those
    that need a licence are left out while none is known to cover them.
    """
    ours, theirs = (covers_physicians(licences[side]) for side in Side)
    physician = Side.PRACTICE if ours and not theirs else Side.PARTNER
    return [
        (duty, physician if duty.is_physicians else Side.PRACTICE)
        for duty in USUAL_DUTIES
        if not duty.needs_licence or covers_physicians(licences[physician])
    ]


def covers_physicians(licence: str) -> bool:
    """Tell whether a licence is known to cover diagnosis, prescribing and blood panels. Source: R9.

    False for every other one: what it covers, its holder knows and the law where it holds. Read is
    what stands before a comma or bracket; behind it, "MD" and "PA" are states.
    """
    credential = re.split(r"[,;(]", licence, maxsplit=1)[0]
    return re.sub(r"[\s.\-]", "", credential).upper() in PHYSICIANS


def says_none(licence: str) -> bool:
    """Tell whether a text, however it is spelt, says that there is no licence; "" says nothing.

    "No. 12345" is a number, and "DNP" a credential.
    """
    folded = unicodedata.normalize("NFKC", licence).casefold()
    words = re.findall(r"[^\W_]+", re.sub(r"['\u2018\u2019`]", "", folded))
    if not words:
        return bool(licence)
    if "".join(words) in NONE_IN_ONE or words[0] in NONE_AT_ONCE:
        return True
    return any(map(_DENIES.fullmatch, words)) and all(map(_IS_OF_A_DENIAL.fullmatch, words))


def asked_duties(licences: Mapping[Side, str]) -> list[tuple[UsualDuty, Side]]:
    """Return the usual duties of which only the members know whether a licence covers them.

    Each with whose licence it is: the partner's if they have one. Source: R9.
    """
    if not any(licences.values()) or any(map(covers_physicians, licences.values())):
        return []
    side = Side.PARTNER if licences[Side.PARTNER] else Side.PRACTICE
    return [(duty, side) for duty in USUAL_DUTIES if duty.needs_licence]


def is_allowed(*, needs_licence: bool, licence: str) -> bool:
    """Tell whether a side with this licence may take on such a duty. Source: R9."""
    return bool(licence) or not needs_licence


def without_licence(draft: Draft) -> list[DutyDraft]:
    """Return the duties that lie with a side which may not have them. Source: R9."""
    return [
        duty
        for duty in draft.duties
        if not is_allowed(needs_licence=duty.needs_licence, licence=draft.licences[duty.owner])
    ]


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
        "licensed": [side.value for side in Side if _is_one(draft.licences[side])],
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


def _is_one(licence: str) -> bool:
    """Tell a licence from a text, perhaps kept from before, that says there is none."""
    return bool(licence) and not says_none(licence)


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
