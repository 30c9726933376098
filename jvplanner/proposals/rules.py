"""The four parts of a proposal: what each is for, what is missing, what to word otherwise."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Any, TypedDict
from zoneinfo import ZoneInfo

from jvplanner.papers.wording import Suggestion, Suggestions, Worded, suggestions_in


class Wording(TypedDict):
    """Everything of a proposal that is typed or chosen in the editor.

    format is one of Format, cta_kind one of CtaKind.
    """

    title: str
    format: str
    hook: str
    partner_role: str
    your_role: str
    call_to_action: str
    cta_kind: str
    place: str


@dataclass(frozen=True, order=True)
class Quarter:
    """A quarter of a year; number is 1 to 4."""

    year: int
    number: int

    @classmethod
    def of(cls, day: date) -> "Quarter":
        return cls(day.year, (day.month + 2) // 3)

    @classmethod
    def read(cls, text: str) -> "Quarter | None":
        """Return the quarter that key gives in an address; None for what names none."""
        year, _, number = text.partition("-Q")
        if not (year.isascii() and year.isdigit() and len(year) == 4 and number in set("1234")):
            return None
        # The calendar ends, and begins, where no practice was.
        return cls(int(year), int(number)) if 2000 <= int(year) < 2200 else None

    def later(self, quarters: int) -> "Quarter":
        """Return the quarter so many after this one, or before it."""
        since_zero = self.year * 4 + self.number - 1 + quarters
        return Quarter(since_zero // 4, since_zero % 4 + 1)

    @property
    def key(self) -> str:
        return f"{self.year}-Q{self.number}"

    @property
    def label(self) -> str:
        months = ("Jan – Mar", "Apr – Jun", "Jul – Sep", "Oct – Dec")
        return f"{months[self.number - 1]} {self.year}"

    def moments(self, zone: str) -> tuple[datetime, datetime]:
        """Return when it begins and when the next one does, in UTC; zone is an IANA name."""
        return self._begins(zone), self.later(1)._begins(zone)

    def _begins(self, zone: str) -> datetime:
        first_day = date(self.year, self.number * 3 - 2, 1)
        return datetime.combine(first_day, time(0), tzinfo=ZoneInfo(zone)).astimezone(UTC)


@dataclass(frozen=True)
class PartOfProposal:
    """One of the four parts.

    label        what the practitioner calls it
    for_partner  what it is called on the partner's page
    question     what the practitioner asks themselves before writing it
    enough       characters that are read in half a minute; more is allowed
    """

    name: str
    label: str
    for_partner: str
    question: str
    enough: int


PARTS = (
    PartOfProposal(
        "hook",
        "The hook",
        "The question we answer",
        "What do their people complain about at the counter? Name one problem, in their words.",
        90,
    ),
    PartOfProposal(
        "partner_role",
        "Their part",
        "Your part",
        "What do they know best? They open the evening and bring in their side of the topic.",
        350,
    ),
    PartOfProposal(
        "your_role",
        "Your part",
        "Our part",
        "Which method of yours goes deeper than anybody else in the room has time for?",
        350,
    ),
    PartOfProposal(
        "call_to_action",
        "What guests are offered",
        "What guests are offered",
        "What is the one next step for somebody who liked the evening?",
        250,
    ),
)
BLANK = Wording(
    title="",
    format="workshop",
    hook="",
    partner_role="",
    your_role="",
    call_to_action="",
    cta_kind="discovery_call",
    place="",
)
WORDED = ("title", *(part.name for part in PARTS), "place")
A_DATE = "date_"


def missing(content: Mapping[str, object]) -> list[str]:
    """Return what must still be written before sending, in the editor's order. Source: J1."""
    names = {"title": "A title"} | {part.name: part.label for part in PARTS}
    return [label for name, label in names.items() if not str(content[name]).strip()]


def worded(content: Mapping[str, Any]) -> Iterator[Worded]:
    """Yield every text of a content that somebody typed, the place of each date among them."""
    for name in WORDED:
        yield Worded(name, str(content[name]))
    for date_on_offer in content.get("dates", ()):
        yield Worded(field_of_date(date_on_offer["id"]), date_on_offer.get("place", ""))


def field_of_date(date_id: int) -> str:
    """Return what the place of a date on offer is called where it is typed."""
    return f"{A_DATE}{date_id}"


def part_of(field: str) -> str:
    """Return the name of the part in which a text is read."""
    return "dates" if field.startswith(A_DATE) else field


def suggestions(content: Mapping[str, Any]) -> dict[str, list[Suggestion]]:
    """Return the wording guard's remarks as the editor shows them, by field."""
    return suggestions_in(worded(content))


def suggestions_on_dates(content: Mapping[str, Any]) -> dict[str, list[Suggestion]]:
    """Return the remarks on the places of the dates alone, by field."""
    return suggestions_in(one for one in worded(content) if part_of(one.field) == "dates")


def with_key(remarked: Suggestions, key: str) -> Suggestion | None:
    """Return the suggestion of that key, if there is one."""
    return next((one for found in remarked.values() for one in found if one.key == key), None)


def reworded(wording: Wording, taken: Suggestion | None) -> Wording:
    """Return the wording with a suggestion taken; as it was without one, or for a date's place."""
    if taken is None or taken.field not in wording:
        return wording
    text = str(wording[taken.field])  # type: ignore[literal-required]
    return {**wording, taken.field: taken.used_in(text)}  # type: ignore[misc]
