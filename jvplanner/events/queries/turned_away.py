"""How often machines were kept from an event's seats."""

from sqlalchemy import select

from jvplanner.db import db
from jvplanner.events.models import Event, RefusedAttempts


def refused_at(event: Event) -> RefusedAttempts | None:
    """Return the latest day on which much was refused at the event's form."""
    found = select(RefusedAttempts).where(RefusedAttempts.event_id == event.id)
    return db.session.scalar(found.order_by(RefusedAttempts.day.desc()).limit(1))
