"""What today and search ask of every domain, and the form in which each answers."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


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


@dataclass(frozen=True)
class Found:
    """One answer to a search: what it is, its name, and where it is."""

    kind: str
    name: str
    detail: str
    href: str
