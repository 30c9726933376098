"""Counting what was refused at an event's form, whatever becomes of the request."""

from datetime import datetime

from sqlalchemy import Engine, and_, bindparam, select, update

from jvplanner.events.models import EVENT_PAGE, Event, RefusedAttempts
from jvplanner.links.models import PublicCode
from jvplanner.statements import Prepared, insertion, written_apart
from jvplanner.wall_time import local

_PLACE = Prepared(
    select(Event.practice_id, Event.id, Event.time_zone)
    .select_from(PublicCode)
    .join(
        Event, and_(Event.practice_id == PublicCode.practice_id, Event.id == PublicCode.subject_id)
    )
    .where(PublicCode.code == bindparam("code"), PublicCode.purpose == EVENT_PAGE.name),
    Event.practice_id,
    Event.id,
    Event.time_zone,
)
_ADD = Prepared(
    update(RefusedAttempts)
    .where(
        RefusedAttempts.practice_id == bindparam("practice"),
        RefusedAttempts.event_id == bindparam("event"),
        RefusedAttempts.day == bindparam("on_day"),
    )
    .values(
        in_trap=RefusedAttempts.in_trap + bindparam("trapped", type_=RefusedAttempts.in_trap.type),
        too_many=RefusedAttempts.too_many + bindparam("over", type_=RefusedAttempts.too_many.type),
    )
)


def add_refused(code: str, engine: Engine, *, in_trap: int, too_many: int, now: datetime) -> None:
    """Count attempts at the event of a public code, on the day that it is there."""
    with written_apart(engine) as driver:
        for practice_id, event_id, zone in driver.run(_PLACE, code=code):
            day = local(now, zone).date()
            row = {"practice_id": practice_id, "event_id": event_id, "day": day}
            new = insertion(
                RefusedAttempts,
                [row | {"in_trap": 0, "too_many": 0}],
                unless=("event_id", "day"),
            )
            driver.together([new])
            driver.run(
                _ADD,
                practice=practice_id,
                event=event_id,
                on_day=day,
                trapped=in_trap,
                over=too_many,
            )
