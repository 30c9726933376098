"""Taking seats by an event's public code, in one short transaction and without a session."""

from sqlalchemy import Engine

from jvplanner import clock
from jvplanner.errors import Conflict, NotFound
from jvplanner.events.actions import seating
from jvplanner.events.models import TICKET, Stage
from jvplanner.events.party import Typed
from jvplanner.events.queries.place import held_place
from jvplanner.events.rules import stage_of
from jvplanner.languages import speaking
from jvplanner.links import addresses
from jvplanner.statements import written_apart


class NotTaking(Conflict):
    """The event takes no registrations now."""


def seat(code: str, typed: Typed, language: str, engine: Engine) -> str:
    """Seat a party at the event of a public code, and return where the ticket is.

    language  that of the page on which they registered; ticket and letters speak it

    Raises NotFound, NotTaking, NoAnswer, and what seating.seat() raises. Nothing is written then.
    """
    now = clock.now()
    with speaking(language), written_apart(engine) as driver:
        place = held_place(code, driver)
        if place is None:
            raise NotFound
        if stage_of(place, now) is not Stage.OPEN:
            raise NotTaking
        seated = seating.seat(driver, place, typed.party(place, language), now)
    return addresses.first_path(TICKET, seated.link_id)
