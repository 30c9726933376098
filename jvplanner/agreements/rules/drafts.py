"""An agreement as it is typed: whose each duty is, and what each side may do by law."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


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
