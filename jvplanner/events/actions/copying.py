"""Making events of an event: a copy of it, or the further dates of a series."""

from collections.abc import Sequence
from dataclasses import fields, replace
from datetime import datetime

from sqlalchemy import select

from jvplanner.db import db
from jvplanner.events.actions.organising import make_event
from jvplanner.events.models import SERIES_PAGE, Event, EventQuestion, EventSeries
from jvplanner.events.particulars import Particulars
from jvplanner.events.queries.asked import questions_of
from jvplanner.events.repeating import Repetition, Span, a_week_later, closing_of, rule_text
from jvplanner.links import addresses
from jvplanner.wall_time import local


def span_of(event: Event) -> Span:
    return Span(event.starts_at, event.ends_at)


def copy(event: Event, now: datetime) -> Event:
    """Make a draft of everything that was decided about an event, on the next day that fits.

    It has no guests, and neither series nor proposal: what was agreed was one event.
    """
    zone = event.time_zone
    return _made_like(event, a_week_later(span_of(event), zone, local(now, zone).date()))


def repeat(
    event: Event, repetition: Repetition, dates: Sequence[Span], now: datetime
) -> EventSeries:
    """Make a draft for each of the dates that the event's series does not have yet.

    The caller holds the event's lock, so that a second press makes nothing more.
    """
    series = _series_of(event, rule_text(repetition, dates, event.time_zone), now)
    known = set(db.session.scalars(select(Event.starts_at).where(Event.series_id == series.id)))
    for span in dates:
        if span.starts_at not in known:
            _made_like(event, span).series_id = series.id
    db.session.flush()
    return series


def _series_of(event: Event, rule: str, now: datetime) -> EventSeries:
    if event.series_id is not None:
        # Two who add dates by two of its events would else both make them.
        own = select(EventSeries).filter_by(id=event.series_id).with_for_update()
        series = db.session.scalars(own).one()
        series.rule = rule
        return series
    series = EventSeries(rule=rule)
    db.session.add(series)
    db.session.flush()
    series.code = addresses.publish(SERIES_PAGE, series.id).code
    event.series_id = series.id
    event.changed(now)
    db.session.flush()
    return series


def _made_like(event: Event, span: Span) -> Event:
    made = make_event(_at(event, span))
    # Decided on the page of the event's letters, not on its form.
    made.thanks_guests = event.thanks_guests
    made.keeps_guests_months = event.keeps_guests_months
    _ask_the_same(event, made)
    db.session.flush()
    return made


def _ask_the_same(event: Event, made: Event) -> None:
    """Let an event ask what the one that it was made of asks now."""
    db.session.add_all(
        EventQuestion(
            event_id=made.id,
            position=asked.position,
            kind=asked.kind,
            label=asked.label,
            options=asked.options,
            required=asked.required,
        )
        for asked in questions_of(event)
    )


def _at(event: Event, span: Span) -> Particulars:
    """Return what was decided about an event, at another time."""
    same = Particulars(**{field.name: getattr(event, field.name) for field in fields(Particulars)})
    closes_at = closing_of(span, span_of(event), event.closes_at, event.time_zone)
    return replace(same, starts_at=span.starts_at, ends_at=span.ends_at, closes_at=closes_at)
