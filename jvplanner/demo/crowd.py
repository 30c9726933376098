"""Any number of further practices, events and guests, written in portions of bounded size."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import islice
from math import ceil

from sqlalchemy import update

from jvplanner.db import db
from jvplanner.demo import names, partners, practices
from jvplanner.demo.events import give_code, open_door
from jvplanner.demo.guests import Host, Registration, chunks, write_arrivals, write_guests
from jvplanner.demo.scene import Scene
from jvplanner.events.models import Event, EventState, GuestState
from jvplanner.partners.models import HubKind
from jvplanner.tenancy import acting_for

USUAL_PARTY = 100
EVERY_SO_MANY_CANCELS = 25
EVERY_SO_MANY_STAYS_AWAY = 4
KINDS = tuple(HubKind)
TITLES = (
    "Why you’re still tired despite normal lab results",
    "When the tests are fine and the belly is not",
    "Which breakfast keeps you going until lunch?",
    "A back that carries you through the day",
    "Lunch for people who have no time for lunch",
)


@dataclass(frozen=True)
class Scale:
    """How much there is beside the demo practice itself. Guests need events: some are made."""

    practices: int = 0
    events: int = 0
    guests: int = 0

    @property
    def occasions(self) -> int:
        return self.events or ceil(self.guests / USUAL_PARTY)

    def guests_of(self, number: int) -> int:
        """Return how many guests the event of this number has; their sum is what was asked for."""
        share, rest = divmod(self.guests, self.occasions)
        return share + (number < rest)


@dataclass(frozen=True)
class Place:
    """A practice that holds events together with a partner."""

    host: Host
    partner_id: int


@dataclass(frozen=True)
class Gathering:
    """An event whose list is being filled; out of the session, so that nothing grows."""

    host: Host
    event_id: int
    door_id: int
    starts_at: datetime
    is_past: bool


def fill(scene: Scene, home: Place, scale: Scale, password: str) -> Iterator[None]:
    """Add practices, then events with their guests to all of them in turn.

    Pauses after each portion, for the caller to commit: memory does not grow with the scale.
    """
    places = [home]
    for number in range(1, scale.practices + 1):
        places.append(_practice(scene, number, password))
        yield
    people = names.people(scene.random, domain="crowd.example")
    for number in range(scale.occasions):
        place, guests = places[number % len(places)], scale.guests_of(number)
        with acting_for(place.host.practice_id):
            gathering = _event(scene, place, number, guests)
        yield
        for party in chunks(islice(people, guests)):
            with acting_for(place.host.practice_id):
                _seat(scene, gathering, party)
            yield


def _practice(scene: Scene, number: int, password: str) -> Place:
    sketch = practices.Sketch(
        name=f"Practice No. {number}",
        owner=next(scene.people)[0],
        email=f"owner{number}@practice{number}.example",
        brand_colour="#2f5d8a",
        postal_address=f"{number} Long Road\nElsewhere, NY 10001",
    )
    practice = practices.make_practice(scene, sketch, password)
    with acting_for(practice.id):
        contact = (*next(scene.people), "Owner")
        hub = partners.Sketch(f"Partner No. {number}", KINDS[number % len(KINDS)], "", (contact,))
        partner = partners.make_partner(scene, hub, days_ago=300)
        return Place(Host.here(practice.id), partner.id)


def _event(scene: Scene, place: Place, number: int, guests: int) -> Gathering:
    """Add an announced event, every other one past."""
    is_past = number % 2 == 0
    days = scene.random.randint(-700, -3) if is_past else scene.random.randint(3, 120)
    starts_at = scene.at(days, scene.random.randint(9, 19))
    event = Event(
        partner_id=place.partner_id,
        title=TITLES[number % len(TITLES)],
        starts_at=starts_at,
        ends_at=starts_at + timedelta(minutes=90),
        time_zone=scene.zone,
        place="Town library, lecture hall",
        seats=max(10, guests + scene.random.randint(0, 20)),
        state=EventState.PUBLISHED,
    )
    db.session.add(event)
    made_at = min(starts_at, scene.now) - timedelta(days=60)
    give_code(scene, event, f"crowd{number}", made_at)
    door = open_door(event, "Entrance", at=made_at)
    return Gathering(place.host, event.id, door.id, starts_at, is_past)


def _seat(scene: Scene, gathering: Gathering, party: list[tuple[str, str]]) -> None:
    """Write one portion of an event's guests, and let them in if the event is over."""
    latest = min(gathering.starts_at, scene.now)
    registrations = [
        Registration(
            name,
            email,
            scene.between(latest - timedelta(days=30), latest - timedelta(hours=3)),
            GuestState.CONFIRMED if place % EVERY_SO_MANY_CANCELS else GuestState.CANCELLED,
        )
        for place, (name, email) in enumerate(party, start=1)
    ]
    guest_ids = write_guests(gathering.host, gathering.event_id, registrations, {})
    seated = [id_ for id_, one in zip(guest_ids, registrations, strict=True) if one.takes_a_seat]
    db.session.execute(
        update(Event)
        .where(Event.id == gathering.event_id)
        .values(seats_taken=Event.seats_taken + len(seated))
        .execution_options(synchronize_session=False)
    )
    if gathering.is_past:
        came = [
            (guest_id, gathering.starts_at + timedelta(seconds=place))
            for place, guest_id in enumerate(seated, start=1)
            if place % EVERY_SO_MANY_STAYS_AWAY
        ]
        write_arrivals(gathering.host, scene, gathering.event_id, gathering.door_id, came)
