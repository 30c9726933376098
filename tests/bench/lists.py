"""A guest list of a hundred thousand, beside one of a hundred: opening it takes no longer."""

import time
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import islice
from statistics import median

from sqlalchemy import select

from jvplanner import clock, create_app
from jvplanner.db import db
from jvplanner.demo import names
from jvplanner.demo.guests import Host, Registration, write_guests
from jvplanner.demo.scene import Scene
from jvplanner.events.models import Event, EventState
from jvplanner.practices.models import Membership, Practice, User
from jvplanner.tenancy import acting_for
from tests.browser import Browser
from tests.conftest import settings_for

FEW, MANY = 100, 100_000
AT_ONCE = 5_000
OPENED = 40
MOST_TIMES_SLOWER = 1.5
WAYS = ("", "?state=waiting", "?source=p")

Row = tuple[str, float, float]


def opened(database_url: str, email: str) -> Iterator[Row]:
    """Yield for each way to open the list how long it takes with FEW and with MANY, in ms."""
    app = create_app(settings_for(database_url))
    with app.app_context():
        owner = db.session.scalars(select(User).where(User.email == email)).one()
        practice = db.session.scalars(
            select(Practice).join(Membership).where(Membership.user_id == owner.id)
        ).first()
        assert practice is not None
        with acting_for(practice.id):
            few, many = (_event(practice, number) for number in (FEW, MANY))
        browser = Browser(app, owner)
        for way in WAYS:
            # In turn, so that whatever else the machine does slows both.
            both = [(_took(browser, few, way), _took(browser, many, way)) for _ in range(OPENED)]
            yield f"guest list{way}", *(median(times) for times in zip(*both, strict=True))
        db.session.remove()
        db.engine.dispose()


def _event(practice: Practice, guests: int) -> int:
    starts_at = clock.now() + timedelta(days=9)
    event = Event(
        title=f"An evening for {guests}",
        starts_at=starts_at,
        ends_at=starts_at + timedelta(hours=2),
        time_zone="UTC",
        place="The town hall",
        seats=guests,
        seats_taken=guests,
        state=EventState.PUBLISHED,
    )
    db.session.add(event)
    db.session.commit()
    scene = Scene("bench", date(2027, 1, 1), "UTC")
    people = names.people(scene.random, domain=f"bench{guests}.example")
    for begins in range(0, guests, AT_ONCE):
        party = islice(people, min(AT_ONCE, guests - begins))
        registrations = [Registration(name, mail, clock.now(), source="p") for name, mail in party]
        write_guests(Host.here(practice.id), event.id, registrations, {})
        db.session.commit()
    return event.id


def _took(browser: Browser, event_id: int, way: str) -> float:
    began = time.perf_counter()
    assert browser.get(f"/events/{event_id}/guests{way}").status_code == 200
    return 1000 * (time.perf_counter() - began)
