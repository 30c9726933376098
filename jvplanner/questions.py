"""What a low page asks of every domain, and the form in which each answers.

Composition says who answers which question; who asks knows none of them by name.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Generic, ParamSpec, TypeVar

from jvplanner.calendars import CalendarEntry

About = ParamSpec("About")
Answer = TypeVar("Answer")


class Question(Generic[About, Answer]):
    """A question to every domain that has an answer to it."""

    def __init__(self, *domains: Callable[About, Iterable[Answer]]) -> None:
        self._domains = domains

    def __call__(self, *about: About.args, **more: About.kwargs) -> list[Answer]:
        """Return what every domain answers, in the order in which composition names them."""
        return [answer for domain in self._domains for answer in domain(*about, **more)]


class When(StrEnum):
    """In which of Today's three groups something stands."""

    NOW = "now"
    THIS_WEEK = "this_week"
    WAITING_FOR_OTHERS = "waiting"


@dataclass(frozen=True)
class Due:
    """Something to do: what, why now, and the one next step.

    since  orders a group, oldest first; shown as "3 days ago" where that helps
    href   a path below the installation's address, such as /proposals/7
    """

    when: When
    what: str
    why: str
    href: str
    step: str
    since: datetime


def named_first(found: list[Due], most: int, rest: str, href: str, step: str) -> list[Due]:
    """Return the first of one kind of things due and, if there are more, one row that leads to all.

    rest  what the others are, such as "More drafts wait"
    href  the page with the full list

    So a list stays short and nothing due disappears. Source: N12.
    """
    if len(found) <= most:
        return found
    last = max(one.since for one in found)
    why = f"Only {most} of them stand here by name."
    return [*found[:most], Due(found[most].when, rest, why, href, step, last)]


@dataclass(frozen=True)
class Found:
    """One answer to a search: what it is, its name, and where it is."""

    kind: str
    name: str
    detail: str
    href: str


@dataclass(frozen=True)
class Happening:
    """One thing that was undertaken with a partner.

    standing  how it stands, in a word or two, and kind of tag that this is shown as
    since     the moment since which it stands so
    """

    name: str
    standing: str
    tag: str
    since: datetime
    href: str


@dataclass(frozen=True)
class Chapter:
    """What one domain tells of a partner, newest first.

    nothing_yet  what stands there before anything happened
    more_href    the page with everything of this kind; None when all of it is here
    """

    title: str
    nothing_yet: str
    happenings: list[Happening]
    more_href: str | None = None


@dataclass(frozen=True)
class Outcome:
    """What was made of a proposal that was agreed on: its name, and where it is."""

    name: str
    href: str


@dataclass(frozen=True)
class ComingEvent:
    """A published event that is not over, as the practice's public page lists it."""

    title: str
    href: str
    starts_at: datetime
    ends_at: datetime
    time_zone: str
    place: str


@dataclass(frozen=True)
class Questions:
    """The questions, each with those who answer it, all of them for the acting practice.

    due       what is due at a moment
    happened  what has been undertaken with the partner of an id
    found     what there is under some words
    came_of   what was made of the proposal of an id
    coming    what is announced to everybody, soonest first
    announced what of it stands in everybody's calendars since a moment, called off or not
    dated     everything of the practice that has a time since a moment, for its members
    """

    due: Question[[datetime], Due]
    happened: Question[[int], Chapter]
    found: Question[[str], Found]
    came_of: Question[[int], Outcome]
    coming: Question[[], ComingEvent]
    announced: Question[[datetime], CalendarEntry]
    dated: Question[[datetime], CalendarEntry]
