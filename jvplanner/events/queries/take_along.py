"""An event's guests, all of them, as a table to take along."""

from collections.abc import Iterator

from sqlalchemy import select

from jvplanner.db import db
from jvplanner.events.models import Event, Guest, GuestState
from jvplanner.events.queries.guest_list import Wanted, are_wanted
from jvplanner.events.queries.ways_in import ways_to_choose
from jvplanner.sheets import Cell, Sheet
from jvplanner.wall_time import local, zone_name

AT_ONCE = 2_000
STATES = {
    GuestState.CONFIRMED: "has a seat",
    GuestState.OFFERED: "is offered a seat",
    GuestState.WAITING: "waiting",
    GuestState.CANCELLED: "cancelled",
}


def guest_sheet(event: Event, wanted: Wanted) -> Sheet:
    """Return the guests that are wanted, by name; times by the clocks of the event's zone."""
    zone = zone_name(event.time_zone)
    columns = ("Name", "E-mail", "Phone", "State", f"Registered ({zone} time)", "Found us by")
    return Sheet("Guests", columns, _rows(event, wanted))


def _rows(event: Event, wanted: Wanted) -> Iterator[tuple[Cell, ...]]:
    found = db.session.execute(
        select(
            Guest.name,
            Guest.email,
            Guest.phone,
            Guest.state,
            Guest.walked_in,
            Guest.registered_at,
            Guest.source,
        )
        .where(*are_wanted(event, wanted))
        .order_by(Guest.name_key, Guest.id),
        execution_options={"yield_per": AT_ONCE},
    )
    ways = ways_to_choose(event)
    for name, email, phone, state, walked_in, registered_at, source in found:
        came = local(registered_at, event.time_zone).replace(tzinfo=None, microsecond=0)
        stands = "walked in" if walked_in and state is GuestState.CONFIRMED else STATES[state]
        yield name, email, phone, stands, came, ways.get(source, source)
