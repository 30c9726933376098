"""Events and guests for tests, each committed and taken out of the session: no lock is left."""

from datetime import timedelta
from typing import Any

from jvplanner import clock
from jvplanner.cli import running
from jvplanner.db import db
from jvplanner.events.actions.offering import is_any_line_due, look_after_one
from jvplanner.events.forms.automatic import REMINDERS
from jvplanner.events.forms.events import SAME_IN_BOTH
from jvplanner.events.models import EVENT_PAGE, TICKET, Event, EventState, Guest, GuestState
from jvplanner.links import addresses
from jvplanner.mailboxes import email_key
from jvplanner.partners.models import Partner
from jvplanner.people.models import Person, person_known_as
from jvplanner.people.names import name_key
from jvplanner.wall_time import local

HOOK = "Why you’re still tired despite normal lab results"


def make_event(*, in_days: float = 12, partner: Partner | None = None, **columns: Any) -> Event:
    """A published event of the acting practice: 90 minutes, 40 seats, nobody registered."""
    starts_at = columns.pop("starts_at", None) or clock.now().replace(
        minute=0, second=0, microsecond=0
    ) + timedelta(days=in_days)
    values: dict[str, Any] = {
        "title": HOOK,
        "description": "The pharmacist opens; then an hour on sleep, iron and thyroid.",
        "take_home": "Five questions for your next appointment\nA one-week energy log",
        "call_to_action": "A discovery call of 20 minutes",
        "starts_at": starts_at,
        "ends_at": starts_at + timedelta(minutes=90),
        "time_zone": "America/New_York",
        "place": "Riverside Pharmacy, community room",
        "address": "214 Canal Street",
        "seats": 40,
        "state": EventState.PUBLISHED,
        "partner_id": partner.id if partner else None,
    }
    event = Event(**(values | columns))
    db.session.add(event)
    db.session.flush()
    event.code = addresses.publish(EVENT_PAGE, event.id).code
    return _kept(event)


def make_guest(
    event: Event,
    name: str = "Ana Peña",
    email: str | None = "ana@example.org",
    *,
    state: GuestState = GuestState.CONFIRMED,
    **columns: Any,
) -> Guest:
    """A guest with a ticket, who takes a seat if confirmed and not walked in, or offered one."""
    if state is GuestState.OFFERED:
        columns = {"offer_expires_at": clock.now() + timedelta(days=1)} | columns
    person = person_known_as(name, email) if email else Person(name=name)
    guest = Guest(
        event_id=event.id,
        person=person,
        name=name,
        name_key=name_key(name),
        email=email,
        email_key=email_key(email) if email else None,
        state=state,
        **columns,
    )
    db.session.add(guest)
    db.session.flush()
    if guest.holds_a_seat:
        db.session.get_one(Event, event.id, populate_existing=True).take_seat()
    addresses.issue(TICKET, guest.id)
    return _kept(guest)


def ticket_of(guest: Guest) -> str:
    """The path of the guest's ticket, /t/<token>."""
    path = addresses.path(TICKET, addresses.link_for(TICKET, guest.id))
    db.session.rollback()
    return path


def pass_seats_on() -> int:
    """Do what a worker does with the waiting list that is due; return whether one was."""
    db.session.rollback()
    return running._by_the_hour(is_any_line_due, look_after_one)


def typed_from(event: Event, **more: str) -> dict[str, str]:
    """What the form that changes an event sends if nothing is changed; more is what is."""
    starts, ends = (local(at, event.time_zone) for at in (event.starts_at, event.ends_at))
    same = {name: str(getattr(event, name)) for name in SAME_IN_BOTH}
    times = {
        "day": starts.date().isoformat(),
        "starts": f"{starts:%H:%M}",
        "ends": f"{ends:%H:%M}",
        "partner": str(event.partner_id or 0),
        "cta_kind": event.cta_kind.value,
    }
    if event.closes_at:
        times["closes"] = f"{local(event.closes_at, event.time_zone):%Y-%m-%dT%H:%M}"
    times |= {name: "y" for name in REMINDERS if getattr(event, name)}
    return same | times | more


def again(row: Any) -> Any:
    """The row as the database has it now, out of the session."""
    fresh = db.session.get_one(type(row), row.id, populate_existing=True)
    db.session.expunge(fresh)
    db.session.rollback()
    return fresh


def _kept(row: Any) -> Any:
    db.session.commit()
    return again(row)
