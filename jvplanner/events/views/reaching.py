"""How far what is saved on a page of one date of a series reaches."""

from datetime import datetime

from flask import request

from jvplanner.events.actions.series import from_here_on
from jvplanner.events.forms.series import Reach
from jvplanner.events.models import Event


def reached(event: Event, now: datetime) -> list[Event]:
    """Return the event, whose lock is held, and all later dates if that was pressed."""
    wants_later = request.form.get("reach") == Reach.LATER
    return from_here_on(event, now) if wants_later and event.series_id else [event]


def for_dates(events: list[Event]) -> str:
    """Return of how many dates something was said, as part of a sentence; of one, nothing."""
    return f" for {len(events)} dates" if len(events) > 1 else ""
