"""Recording what became of a guest."""

from sqlalchemy import select

from jvplanner import clock
from jvplanner.db import db, insert_once
from jvplanner.door.actions import arrive_by_hand, take_back_hand_arrival
from jvplanner.errors import Conflict
from jvplanner.events.models import Guest, GuestState
from jvplanner.journeys.models import Journey
from jvplanner.journeys.rules import Stage
from jvplanner.money import Money


class NotAGuest(Conflict):
    """A cancelled or waiting registration has no journey."""


def record_stage(
    guest: Guest,
    stage: Stage,
    *,
    programme: str = "",
    price: Money | None = None,
    reason: str = "",
) -> Journey:
    """Say where the guest's journey stands now; going back takes back what came after.

    programme, price  what a client took; only for the stage client
    reason            why it is not now; only for that stage
    """
    if guest.state is not GuestState.CONFIRMED:
        raise NotAGuest(f"{guest.name} holds no seat at this event.")
    journey, now = _journey_of(guest), clock.now()
    match stage:
        case Stage.REGISTERED:
            journey.start_over()
            take_back_hand_arrival(guest)
        case Stage.CAME:
            journey.start_over()
            arrive_by_hand(guest.event, guest)
        case Stage.CALL_BOOKED:
            journey.book_call(now)
        case Stage.CALL_HELD:
            journey.hold_call(now)
        case Stage.CLIENT:
            journey.become_client(programme, price, now)
        case Stage.NOT_NOW:
            journey.rest(reason, now)
    return journey


def _journey_of(guest: Guest) -> Journey:
    """Return the guest's journey, locked; two who start it at once get the same row."""
    insert_once(Journey, unique=("guest_id",), guest_id=guest.id)
    query = select(Journey).where(Journey.guest_id == guest.id).with_for_update()
    return db.session.scalars(query.execution_options(populate_existing=True)).one()
