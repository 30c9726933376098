"""What guests wish to get by letter."""

from sqlalchemy import func, select

from jvplanner.db import db
from jvplanner.events.models import Event, Guest, GuestState
from jvplanner.outbox.models import OptOut


def opted_out_at(event: Event) -> int:
    """Count the guests of an event who want no letters with offers."""
    return (
        db.session.scalar(
            select(func.count(Guest.id))
            .join(OptOut, OptOut.email_key == Guest.email_key)
            .where(
                Guest.event_id == event.id,
                Guest.state != GuestState.CANCELLED,
                OptOut.opted_out_at.is_not(None),
            )
        )
        or 0
    )
