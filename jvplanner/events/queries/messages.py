"""What was written to the guests of an event."""

from collections.abc import Sequence

from sqlalchemy import select

from jvplanner.db import db
from jvplanner.events.models import Event, EventMessage

MOST = 20


def messages_about(event: Event) -> Sequence[EventMessage]:
    """Return the newest messages to the event's guests."""
    return db.session.scalars(
        select(EventMessage)
        .where(EventMessage.event_id == event.id)
        .order_by(EventMessage.id.desc())
        .limit(MOST)
    ).all()
