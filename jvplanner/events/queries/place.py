"""What has to be known of an event to give a seat in it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select

from jvplanner.events.models import Event, EventQuestion, EventState
from jvplanner.events.queries.asked import ASKED, IS_ASKED, Question, questions_in
from jvplanner.events.queries.by_code import by_code
from jvplanner.events.rules import Pace
from jvplanner.links.addresses import as_kept
from jvplanner.partners.models import Partner
from jvplanner.practices.models import Practice
from jvplanner.statements import Driver, Prepared

_TOLD = (
    Event.id,
    Event.practice_id,
    Event.state,
    Event.registration_open,
    Event.closes_at,
    Event.ends_at,
    Event.seats,
    Event.seats_taken,
    Event.line_due_at,
    Event.recent_count,
    Event.recent_at,
    Practice.name,
    Partner.name,
)
_PLACE = Prepared(
    by_code(select(*_TOLD, *ASKED))
    .outerjoin(EventQuestion, IS_ASKED)
    .order_by(EventQuestion.position, EventQuestion.id)
    .with_for_update(of=Event),
    *_TOLD,
    *ASKED,
)


@dataclass(frozen=True)
class PlaceHeld:
    """An event whose lock is held, and what it asks."""

    id: int
    practice_id: int
    state: EventState
    registration_open: bool
    closes_at: datetime | None
    ends_at: datetime
    seats: int
    seats_taken: int
    line_due_at: datetime | None
    recent_count: int
    recent_at: datetime | None
    practice_name: str
    partner_name: str | None
    questions: tuple[Question, ...]

    @property
    def free_seats(self) -> int:
        return max(0, self.seats - self.seats_taken)

    @property
    def pace(self) -> Pace:
        return Pace(self.recent_count, self.recent_at)


def held_place(code: str, driver: Driver) -> PlaceHeld | None:
    """Return the event of a public code, with its lock held until the driver's transaction ends."""
    kept = as_kept(code)
    rows = driver.run(_PLACE, code=kept) if kept else []
    if not rows:
        return None
    told: Any = (*rows[0][: len(_TOLD)], questions_in(rows))
    return PlaceHeld(*told)
