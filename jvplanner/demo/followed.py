"""What became of guests after an event: of every stage some."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from jvplanner.db import db
from jvplanner.events.models import Event, Guest
from jvplanner.journeys.models import Journey
from jvplanner.journeys.rules import Stage
from jvplanner.money import Money


@dataclass(frozen=True)
class Outcome:
    """How far one guest went; a price is in cents."""

    stage: Stage
    programme: str = ""
    price: int = 0
    reason: str = ""


ENERGY, SINGLE = "Three months of energy", "A single consultation"
OUTCOMES = (
    Outcome(Stage.CLIENT, ENERGY, 180_000),
    Outcome(Stage.CALL_HELD),
    Outcome(Stage.NOT_NOW, reason="Wants to wait until the school holidays"),
    Outcome(Stage.CLIENT, SINGLE, 22_000),
    Outcome(Stage.CALL_BOOKED),
    Outcome(Stage.CLIENT, ENERGY, 180_000),
    Outcome(Stage.CALL_BOOKED),
    Outcome(Stage.NOT_NOW, reason="Asks her own physician first"),
    Outcome(Stage.CALL_HELD),
)


def follow(event: Event, guests: Sequence[Guest], outcomes: Sequence[Outcome] = OUTCOMES) -> None:
    """Record an outcome for one guest after another, in the days after the event."""
    for guest, outcome in zip(guests, outcomes, strict=False):
        journey = Journey(guest_id=guest.id)
        journey.book_call(event.ends_at + timedelta(hours=15))
        if outcome.stage is not Stage.CALL_BOOKED:
            journey.hold_call(event.ends_at + timedelta(days=4))
        if outcome.stage is Stage.CLIENT:
            decided_at = event.ends_at + timedelta(days=6)
            journey.become_client(outcome.programme, Money(outcome.price, "USD"), decided_at)
        if outcome.stage is Stage.NOT_NOW:
            journey.rest(outcome.reason, event.ends_at + timedelta(days=5))
        db.session.add(journey)
    db.session.flush()
