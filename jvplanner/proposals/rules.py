"""The four parts of a proposal: what each is for, what is missing, what to word otherwise."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypedDict

from jvplanner.papers.wording import Remark, remarks


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
WORDED = ("title", *(part.name for part in PARTS))


@dataclass(frozen=True)
class Suggestion:
    """A remark of the wording guard on one field, as the editor shows it.

    start, end  code points of the field's text
    better      what can stand in its place, with the capital letter that the place needs
    stops       the proposal cannot be sent with it
    """

    field: str
    start: int
    end: int
    said: str
    better: str
    why: str
    source: str
    stops: bool

    @property
    def key(self) -> str:
        return f"{self.field}:{self.start}:{self.end}"


def missing(content: Mapping[str, object]) -> list[str]:
    """Return what must still be written before sending, in the editor's order. Source: J1."""
    names = {"title": "A title"} | {part.name: part.label for part in PARTS}
    return [label for name, label in names.items() if not str(content[name]).strip()]


def remarks_on(content: Mapping[str, object]) -> dict[str, list[Remark]]:
    """Return the wording guard's remarks on the title and each part that has any, by name."""
    found = {name: remarks(str(content[name])) for name in WORDED}
    return {name: remarked for name, remarked in found.items() if remarked}


def stops(content: Mapping[str, object]) -> bool:
    """Say whether the wording keeps the proposal from being sent. Source: PRODUCT, Ethics."""
    return any(found.stops for field in suggestions(content).values() for found in field)


def suggestions(content: Mapping[str, object]) -> dict[str, list[Suggestion]]:
    """Return the remarks on a content as the editor shows them, by field."""
    return {
        name: [_suggestion(name, str(content[name]), remark) for remark in found]
        for name, found in remarks_on(content).items()
    }


def changed_remarks(before: Mapping[str, object], now: Mapping[str, object]) -> set[str]:
    """Return the fields about whose wording there is something else to say than before."""
    said_before, said_now = (
        {
            field: [(one.said, one.better) for one in found]
            for field, found in suggestions(wording).items()
        }
        for wording in (before, now)
    )
    return {name for name in WORDED if said_before.get(name) != said_now.get(name)}


def reworded(wording: Wording, key: str) -> Wording:
    """Return the wording with the suggestion of that key taken; as it was if none has the key."""
    for name, found in suggestions(wording).items():
        for suggestion in found:
            if suggestion.key == key:
                text = str(wording[name])  # type: ignore[literal-required]
                better = text[: suggestion.start] + suggestion.better + text[suggestion.end :]
                return {**wording, name: better}  # type: ignore[misc]
    return wording


def _suggestion(field: str, text: str, remark: Remark) -> Suggestion:
    said = text[remark.start : remark.end]
    better = remark.better
    if said[:1].isupper():
        better = better[:1].upper() + better[1:]
    return Suggestion(
        field=field,
        start=remark.start,
        end=remark.end,
        said=said,
        better=better,
        why=remark.why,
        source=remark.source,
        stops=remark.severity == "stop",
    )
