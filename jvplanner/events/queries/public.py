"""What the pages without an account show of one event."""

from dataclasses import dataclass

from sqlalchemy import exists, select
from sqlalchemy.orm import joinedload

from jvplanner.db import db
from jvplanner.errors import NotFound
from jvplanner.events.models import Event, Guest, GuestState
from jvplanner.practices.models import Practice


@dataclass(frozen=True)
class Announcement:
    """An event as strangers may know it."""

    event: Event
    practice: Practice
    anybody_waits: bool


@dataclass(frozen=True)
class RegistrationOfGuest:
    """A guest with everything that their ticket shows."""

    guest: Guest
    event: Event
    practice: Practice

    @property
    def brand_href(self) -> str:
        return brand_href(self.practice)


def announced(event_id: int) -> Announcement:
    """Return the acting practice's event in one statement; raises NotFound."""
    waits = exists(Guest).where(Guest.event_id == event_id, Guest.state == GuestState.WAITING)
    row = db.session.execute(
        select(Event, Practice, waits)
        .join(Practice, Practice.id == Event.practice_id)
        .where(Event.id == event_id)
    ).one_or_none()
    if row is None:
        raise NotFound
    return Announcement(*row)


def registration_of(guest_id: int) -> RegistrationOfGuest:
    """Return the acting practice's guest in one statement; raises NotFound."""
    row = db.session.execute(
        select(Guest, Practice)
        .join(Practice, Practice.id == Guest.practice_id)
        .where(Guest.id == guest_id)
        .options(joinedload(Guest.event))
    ).one_or_none()
    if row is None:
        raise NotFound
    guest, practice = row
    return RegistrationOfGuest(guest, guest.event, practice)


def brand_href(practice: Practice) -> str:
    """Return where the practice's colours are; a new colour is a new address, seen at once."""
    return f"/h/{practice.slug}/brand.css?v={practice.brand_colour.lstrip('#')}"
