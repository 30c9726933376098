"""A7, with several processes at once: a seat is never lost, and never given twice."""

import time
from collections import Counter
from datetime import timedelta
from threading import Event as Pause

import time_machine
from flask import Flask

from jvplanner import clock
from jvplanner.db import db
from jvplanner.events.models import Departure, Event, Guest, GuestState
from tests.builders import letters
from tests.builders_events import again, make_event, make_guest, pass_seats_on, ticket_of
from tests.outbox.test_workers import PATIENCE, start_worker
from tests.pressing import Press, at_once

WAITING, SEATS = GuestState.WAITING, 7


def passed_on_later(hours: int) -> int:
    with time_machine.travel(clock.now() + timedelta(hours=hours), tick=False):
        return pass_seats_on()


def test_an_offer_taken_at_the_moment_it_runs_out_is_taken_or_passed_on_never_both(
    app: Flask, in_riverside
) -> None:
    """A7"""
    for _ in range(2):
        event = make_event(seats=1)
        ana = make_guest(event, "Ana", "ana@example.org", state=GuestState.OFFERED)
        cher = make_guest(event, "Cher", "cher@example.org", state=WAITING)
        look_after(event)

        status, _ = at_once(
            app, [Press(f"{ticket_of(ana)}/acceptance", {}), lambda: passed_on_later(25)]
        )

        db.session.rollback()
        states = again(ana).state, again(cher).state
        if status == 303:
            assert states == (GuestState.CONFIRMED, WAITING)
        else:
            assert status == 409
            assert states == (GuestState.CANCELLED, GuestState.OFFERED)
        assert again(event).seats_taken == 1


def test_a_guest_who_takes_and_declines_at_once_has_one_seat_or_none(
    app: Flask, in_riverside
) -> None:
    event = make_event(seats=1)
    ana = make_guest(event, state=GuestState.OFFERED)
    path = ticket_of(ana)

    accepting, leaving = at_once(
        app, [Press(f"{path}/acceptance", {}), Press(f"{path}/cancellation", {})]
    )

    assert leaving == 303
    guest = again(ana)
    assert guest.state is GuestState.CANCELLED
    assert guest.departure is (Departure.SEAT if accepting == 303 else Departure.OFFER)
    assert again(event).seats_taken == 0


def test_two_workers_offer_each_seat_once(app: Flask, in_riverside) -> None:
    """A7"""
    workers = [start_worker(app, "") for _ in range(2)]
    try:
        for _ in range(3):
            offered_once()
    finally:
        for worker in workers:
            worker.terminate()
        for worker in workers:
            worker.wait(PATIENCE)


def offered_once() -> None:
    event = make_event(seats=SEATS)
    waiting = [
        make_guest(event, f"G{n}", f"g{n}@{event.code}.example", state=WAITING)
        for n in range(SEATS + 3)
    ]
    look_after(event)

    assert_in_time(lambda: again(event).line_due_at > clock.now())

    assert [again(guest).state for guest in waiting] == [GuestState.OFFERED] * SEATS + [WAITING] * 3
    assert again(event).seats_taken == SEATS
    here = (letter for letter in letters("seat_offered") if event.code in letter.to_email)
    assert Counter(letter.to_name for letter in here) == {f"G{n}": 1 for n in range(SEATS)}


def look_after(event: Event) -> None:
    row = db.session.get_one(Event, event.id, populate_existing=True)
    row.line_due_at = clock.now()
    db.session.commit()


def assert_in_time(is_so) -> None:
    deadline, pause = time.monotonic() + PATIENCE, Pause()
    while not is_so():
        assert time.monotonic() < deadline
        pause.wait(0.2)


def test_a_stranger_and_an_undo_at_once_share_one_seat(app: Flask, in_riverside) -> None:
    event = make_event(seats=1)
    ana = make_guest(event)
    path = ticket_of(ana)
    (left,) = at_once(app, [Press(f"{path}/cancellation", {})])
    assert left == 303

    both = at_once(
        app,
        [
            Press(f"{path}/undo", {}),
            Press(f"/e/{event.code}/guests", {"name": "Bea", "email": "bea@example.org"}),
        ],
    )

    assert both == [303, 303]
    db.session.rollback()
    states = Counter(db.session.query(Guest.state).filter_by(event_id=event.id).all())
    db.session.rollback()
    assert states == {(GuestState.CONFIRMED,): 1, (WAITING,): 1}
    assert again(event).seats_taken == 1
