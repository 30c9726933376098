"""What is done to several dates of a series at once; each stays an event of its own."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from sqlalchemy import Select, select

from jvplanner.db import db
from jvplanner.events.actions import organising
from jvplanner.events.models import Event, EventSeries, EventState, NotReady
from jvplanner.events.particulars import Particulars
from jvplanner.events.repeating import Span, closing_of, moved, on_the_wall
from jvplanner.events.rules import LONGEST_EVENT, EndsBeforeItStarts
from jvplanner.wall_time import day_text, local


@dataclass(frozen=True)
class Changed:
    """What became of a change: to how many dates, and of how many of them the guests hear."""

    dates: int
    told: int


def change_from_here(event: Event, new: Particulars, now: datetime) -> Changed:
    """Change a date and all later ones of its series, as organising.change() does for one.

    Words, place and seats are the same from here on. Each later date is moved by as many days and
    minutes as this one is, as clocks on the wall show it. What was called off or is over stays.
    The caller holds the event's lock; the others' are taken here, the earliest first.
    Raises as organising.change(), EndsBeforeItStarts, and NoSuchLocalTime for a time that clocks
    skip on one of the days; then nothing is changed.
    """
    _this, *later = from_here_on(event, now)
    changes = [(event, new), *((each, _carried_over(each, event, new)) for each in later)]
    return Changed(len(changes), organising.change_each(changes, now))


def from_here_on(event: Event, now: datetime) -> list[Event]:
    """Return a date and all later ones of its series that are neither called off nor over.

    The caller holds the event's lock; the others' are taken here, the earliest first.
    """
    return [event, *db.session.scalars(_later(event, now))]


def _later(event: Event, now: datetime) -> Select[Event]:
    return (
        select(Event)
        .where(
            Event.series_id == event.series_id,
            Event.starts_at > event.starts_at,
            Event.state != EventState.CANCELLED,
            Event.ends_at > now,
        )
        .order_by(Event.starts_at, Event.id)
        .with_for_update(of=Event)
        .execution_options(populate_existing=True)
    )


def _carried_over(later: Event, event: Event, new: Particulars) -> Particulars:
    """Return what a later date becomes by a change of this one."""
    starts_at, ends_at = (
        moved(at, later.time_zone, on_the_wall(before, after, event.time_zone, new.time_zone), zone)
        for at, before, after, zone in (
            (later.starts_at, event.starts_at, new.starts_at, new.time_zone),
            (later.ends_at, event.ends_at, new.ends_at, new.time_zone),
        )
    )
    if not timedelta(0) < ends_at - starts_at <= LONGEST_EVENT:
        day = day_text(local(later.starts_at, later.time_zone).date())
        raise EndsBeforeItStarts(
            f"By these times the date on {day}, which has times of its own, would not end after "
            "it starts. Change that one by itself first."
        )
    span, here = Span(starts_at, ends_at), Span(new.starts_at, new.ends_at)
    closes_at = closing_of(span, here, new.closes_at, new.time_zone)
    return replace(new, starts_at=starts_at, ends_at=ends_at, closes_at=closes_at)


def publish_drafts(series: EventSeries, now: datetime) -> int:
    """Open the page and registration of every draft of a series; return of how many.

    One whose date has gone stays a draft. Raises NotReady when no draft can be published.
    """
    drafts: Sequence[Event] = db.session.scalars(
        select(Event)
        .where(
            Event.series_id == series.id,
            Event.state == EventState.DRAFT,
            Event.starts_at > now,
        )
        .order_by(Event.starts_at, Event.id)
        .with_for_update(of=Event)
    ).all()
    if not drafts:
        raise NotReady("No draft of this series is still to come.")
    for event in drafts:
        event.publish(now)
    db.session.flush()
    return len(drafts)
