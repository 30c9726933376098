"""Filling an event's list, and letting its guests in."""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from itertools import cycle

from sqlalchemy import select

from jvplanner.db import db
from jvplanner.demo.guests import Host, Registration, write_arrivals, write_guests
from jvplanner.demo.occasions import Party
from jvplanner.demo.scene import Scene
from jvplanner.door.models import Door
from jvplanner.events import letters
from jvplanner.events.models import Event, EventSource, EventVisit, Guest, GuestState
from jvplanner.events.sources import Source
from jvplanner.people.models import Person
from jvplanner.wall_time import local

SOURCES = ("", Source.POSTER, Source.NEWSLETTER, "", Source.FRIEND)
# Of so many who look at the page one registers.
LOOKS = 7
TOLD = {
    GuestState.CONFIRMED: letters.tell_registered,
    GuestState.OFFERED: letters.tell_offered,
    GuestState.WAITING: letters.tell_registered,
    GuestState.CANCELLED: letters.tell_cancelled,
}


def seat(
    scene: Scene, host: Host, event: Event, party: Party, *, since: datetime, until: datetime
) -> list[Guest]:
    """Register a party at an event of the acting practice, with the letters to them."""
    registrations = list(_registrations(scene, event, party, since, until))
    addresses = [one.email for one in registrations if one.email]
    query = select(Person.email_key, Person.id).where(Person.email_key.in_(addresses))
    known = {email: person_id for email, person_id in db.session.execute(query) if email}
    write_guests(host, event.id, registrations, known)
    for one in registrations:
        if one.takes_a_seat:
            event.take_seat()
        if one.held_until:
            event.look_after_line(one.held_until)
    guests = list(db.session.scalars(select(Guest).filter_by(event_id=event.id).order_by(Guest.id)))
    for guest in guests:
        TOLD[guest.state](guest)
    _show(event, guests)
    return guests


def _show(event: Event, guests: Sequence[Guest]) -> None:
    """Count looks at the event's page on the days on which people registered."""
    days = Counter(
        (guest.source, local(guest.registered_at, event.time_zone).date())
        for guest in guests
        if not guest.walked_in
    )
    db.session.add_all(
        EventVisit(event_id=event.id, source=source, day=day, visits=LOOKS * number)
        for (source, day), number in days.items()
    )


def name_way_in(event: Event, code: str, label: str) -> None:
    """Name a way in that has brought nobody so far, though some looked."""
    db.session.add(EventSource(event_id=event.id, code=code, label=label))
    day = local(event.starts_at, event.time_zone).date() - timedelta(days=30)
    db.session.add(EventVisit(event_id=event.id, source=code, day=day, visits=3))


def _registrations(
    scene: Scene, event: Event, party: Party, since: datetime, until: datetime
) -> Iterator[Registration]:
    """Yield everybody in the order in which they came to the list; those who wait came last."""
    people = [*party.named, *(next(scene.people) for _ in range(party.confirmed))]
    moments = sorted(scene.between(since, until) for _ in people)
    for (name, email), at, source in zip(people, moments, cycle(SOURCES)):
        yield Registration(name, email, at, source=source)
    for _ in range(party.offered):
        # Offered yesterday evening: it can be taken whenever today the demo is looked at.
        held_until = scene.at(1, 20)
        yield Registration(*next(scene.people), until, GuestState.OFFERED, held_until=held_until)
    for state, how_many in (
        (GuestState.CANCELLED, party.cancelled),
        (GuestState.WAITING, party.waiting),
    ):
        for number in range(how_many):
            at = until + timedelta(minutes=20 * number)
            yield Registration(*next(scene.people), at, state)
    for name in party.walk_ins:
        yield Registration(name, None, event.starts_at + timedelta(minutes=4))


def let_in(scene: Scene, host: Host, door: Door, event: Event, guests: Sequence[Guest]) -> None:
    """Let guests in one after another, around the time at which the event starts."""
    came = [
        (guest.id, event.starts_at + timedelta(seconds=25 * place - 900))
        for place, guest in enumerate(guests)
    ]
    write_arrivals(host, scene, event.id, door.id, came)
