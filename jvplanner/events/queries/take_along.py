"""An event's guests, all of them, as a table to take along."""

from collections.abc import Iterator

from sqlalchemy import select

from jvplanner.db import db
from jvplanner.events.models import ConsentPurpose, Event, Guest, GuestState
from jvplanner.events.queries.guest_list import Wanted, are_wanted
from jvplanner.events.queries.said import agreed_by, answers_of, questions_answered
from jvplanner.events.queries.ways_in import ways_to_choose
from jvplanner.sheets import Cell, Sheet
from jvplanner.wall_time import local, zone_name

AT_ONCE = 2_000


def guest_sheet(event: Event, wanted: Wanted) -> Sheet:
    """Return the guests that are wanted, by name; times by the clocks of the event's zone.

    What somebody agreed to and withdrew does not stand in it (T3).
    """
    zone, questions = zone_name(event.time_zone), questions_answered(event)
    columns = (
        "Name",
        "E-mail",
        "Phone",
        "State",
        f"Registered ({zone} time)",
        "Found us by",
        "Language",
        *(purpose.label for purpose in ConsentPurpose),
        *questions,
    )
    return Sheet("Guests", columns, _rows(event, wanted, questions))


def _rows(event: Event, wanted: Wanted, questions: list[str]) -> Iterator[tuple[Cell, ...]]:
    found = db.session.execute(
        select(
            Guest.id,
            Guest.name,
            Guest.email,
            Guest.phone,
            Guest.state,
            Guest.walked_in,
            Guest.registered_at,
            Guest.source,
            Guest.language,
        )
        .where(*are_wanted(event, wanted))
        .order_by(Guest.name_key, Guest.id),
        execution_options={"yield_per": AT_ONCE},
    )
    ways = ways_to_choose(event)
    for some in found.partitions():
        ids = [guest.id for guest in some]
        answers, agreed = answers_of(ids), agreed_by(ids)
        for guest in some:
            said, agrees = dict(answers.get(guest.id, ())), agreed.get(guest.id, ())
            yield (
                guest.name,
                guest.email,
                guest.phone,
                _stands(guest.state, walked_in=guest.walked_in),
                local(guest.registered_at, event.time_zone).replace(tzinfo=None, microsecond=0),
                ways.get(guest.source, guest.source),
                guest.language,
                *("yes" if purpose in agrees else "" for purpose in ConsentPurpose),
                *(said.get(question, "") for question in questions),
            )


def _stands(state: GuestState, *, walked_in: bool) -> str:
    return "Walked in" if walked_in and state is GuestState.CONFIRMED else state.label
