"""A1: many people submit for the last seat at the same moment."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import time_machine
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select

from jvplanner import clock, create_app
from jvplanner.db import db
from jvplanner.errors import Conflict
from jvplanner.events.actions import offering, organising, registering, returning
from jvplanner.events.models import Event, Guest, GuestState
from jvplanner.events.particulars import Particulars
from jvplanner.web.loading import load_for_update
from tests.builders import letters
from tests.builders_events import again, make_event, pass_seats_on
from tests.conftest import settings_for

PEOPLE = 20
INSTANCES = 4


def instances_beside(app: Flask) -> list[Flask]:
    """Several applications on one database, as several web processes are."""
    address = str(app.config["SQLALCHEMY_DATABASE_URI"])
    return [create_app(settings_for(address)) for _ in range(INSTANCES)]


def at_the_same_moment(app: Flask, event: Event, forms: list[dict[str, str]]) -> Counter[int]:
    """Send all forms at once, each from its own browser; return how often each status came."""
    apps, everybody = instances_beside(app), Barrier(len(forms))

    def submit(number: int) -> int:
        browser = apps[number % INSTANCES].test_client()
        everybody.wait()
        return browser.post(f"/e/{event.code}/guests", data=forms[number]).status_code

    with ThreadPoolExecutor(len(forms)) as pool:
        statuses = Counter(pool.map(submit, range(len(forms))))
    for each in apps:
        with each.app_context():
            db.engine.dispose()
    return statuses


def states_of(event: Event) -> Counter[GuestState]:
    states = Counter(db.session.scalars(select(Guest.state).filter_by(event_id=event.id)))
    db.session.rollback()
    return states


def test_twenty_people_and_one_seat_are_one_guest_and_nineteen_who_wait(
    app: Flask, in_riverside
) -> None:
    """A1"""
    event = make_event(seats=1)
    forms = [{"name": f"Guest {n}", "email": f"guest{n}@example.org"} for n in range(PEOPLE)]

    assert at_the_same_moment(app, event, forms) == {303: PEOPLE}

    assert states_of(event) == {GuestState.CONFIRMED: 1, GuestState.WAITING: PEOPLE - 1}
    assert again(event).seats_taken == 1
    assert Counter(letter.name for letter in letters()) == {"ticket": 1, "waiting": PEOPLE - 1}


def test_one_person_who_taps_twenty_times_has_one_ticket(app: Flask, in_riverside) -> None:
    """A2"""
    event = make_event(seats=5)
    tap = {"name": "Tom O'Neill", "email": "tom@example.org"}

    assert at_the_same_moment(app, event, [tap] * PEOPLE) == {303: PEOPLE}

    assert states_of(event) == {GuestState.CONFIRMED: 1}
    assert again(event).seats_taken == 1
    assert [letter.name for letter in letters()] == ["ticket"]


ON_A_GUEST = {
    "cancel": registering.cancel,
    "undo": returning.come_back,
    "seat": offering.give_seat,
    "accept": offering.accept,
}
STEPS = st.lists(
    st.tuples(
        st.sampled_from(["register", "cancel", "undo", "seat", "accept", "capacity", "time"]),
        st.integers(0, 5),
    ),
    max_size=30,
)
HOURS = (0.1, 0.2, 1, 20, 60, 300)


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(steps=STEPS)
def test_whatever_happens_the_seats_taken_are_those_held_for_somebody(
    app: Flask, in_riverside, steps: list[tuple[str, int]]
) -> None:
    event_id = make_event(seats=2).id
    with time_machine.travel(clock.now(), tick=False) as traveller:
        for what, number in steps:
            if what == "time":
                traveller.shift(timedelta(hours=HOURS[number]))
                while pass_seats_on():
                    pass
            else:
                take_step(event_id, what, number)
            holds_true(event_id)


def take_step(event_id: int, what: str, number: int) -> None:
    event = load_for_update(Event, event_id)
    try:
        step(event, what, number)
    except Conflict:
        db.session.rollback()
    db.session.commit()


def step(event: Event, what: str, number: int) -> None:
    now = clock.now()
    if what == "capacity":
        same = {name: getattr(event, name) for name in Particulars.__annotations__}
        organising.change(event, Particulars(**same | {"seats": number + 1}), now)
    elif what == "register":
        email = f"guest{number}@example.org"
        registering.register(event, name="Ana", email=email, now=now)
    else:
        email = f"guest{number}@example.org"
        guests = select(Guest).filter_by(event_id=event.id, email=email).order_by(Guest.id.desc())
        if guest := db.session.scalars(guests.limit(1)).first():
            ON_A_GUEST[what](guest, now)


def holds_true(event_id: int) -> None:
    event = db.session.get_one(Event, event_id, populate_existing=True)
    held = select(func.count(Guest.id)).where(
        Guest.event_id == event_id,
        Guest.state.in_((GuestState.CONFIRMED, GuestState.OFFERED)),
    )
    assert event.seats_taken == db.session.scalar(held)
    assert event.seats_taken <= event.seats + event.seats_over
    assert event.seats_over == max(0, event.seats_taken - event.seats)
    db.session.rollback()
