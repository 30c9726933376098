"""Machines that send forms as people do: what they take goes to who opens their ticket."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from jvplanner import clock
from jvplanner.events.models import Departure, Event, GuestState
from jvplanner.events.rules import AT_EASE, MOST_COUNTED, UNDO, UNOPENED, Pace
from tests.browser import Browser, as_read
from tests.builders import letters
from tests.builders_door import make_door, path_of, sent
from tests.builders_events import again, make_event, pass_seats_on, ticket_of
from tests.events.test_registering import guests_of, register

MONDAY = datetime(2026, 11, 30, 9, tzinfo=UTC)


def pass_on(after: timedelta) -> None:
    """Do what a worker does with waiting lists so much later, until nothing is left to do."""
    with time_machine.travel(clock.now() + after, tick=False):
        while pass_seats_on():
            pass


def machines_take(browser: Browser, event: Event, count: int) -> None:
    for number in range(count):
        sent = register(browser, event, name=f"Robot {number}", email=f"r{number}@example.org")
        assert sent.status_code == 303


def ana_registers(browser: Browser, event: Event) -> str:
    return register(browser, event).headers["Location"]


def names(event: Event, *, departed: Departure | None = None) -> list[str]:
    is_meant = [
        guest
        for guest in guests_of(event)
        if guest.departure is departed and (departed or guest.is_active)
    ]
    return [guest.name for guest in is_meant]


def test_what_is_taken_in_a_rush_goes_to_who_opens_their_ticket(
    in_riverside, as_nobody: Browser, as_maya: Browser
) -> None:
    event = make_event(seats=AT_EASE + 5)
    machines_take(as_nobody, event, AT_EASE + 5)
    ticket = ana_registers(as_nobody, event)
    assert as_nobody.post(f"{ticket}/presence").status_code == 303
    shown = as_read(as_maya.get(f"/events/{event.id}").text)
    assert "5 guests have not opened their tickets" in shown

    pass_on(UNOPENED)

    kept = [f"Robot {number}" for number in range(AT_EASE)]
    assert names(event) == [*kept, "Ana Peña"]
    assert names(event, departed=Departure.UNOPENED) == [f"Robot {AT_EASE + n}" for n in range(5)]
    ana = guests_of(event)[-1]
    assert ana.state is GuestState.OFFERED
    assert again(event).seats_taken == AT_EASE + 1
    assert len(letters("place_not_kept")) == 5
    shown = as_read(as_maya.get(f"/events/{event.id}").text)
    assert "5 places were let go" in shown
    assert "Ticket not opened" not in as_maya.get(f"/events/{event.id}/guests?state=confirmed").text


def test_the_ticket_asks_whoever_came_in_a_rush_and_nobody_else(
    in_riverside, as_nobody: Browser
) -> None:
    event = make_event(seats=50)
    asks = "that you are a person"
    assert asks not in as_nobody.get(ana_registers(as_nobody, event)).text
    machines_take(as_nobody, event, AT_EASE)
    ticket = register(as_nobody, event, name="Ben Li", email="ben@example.org").headers["Location"]

    assert asks in as_nobody.get(ticket).text

    assert as_nobody.post(f"{ticket}/presence").headers["Location"] == ticket
    assert asks not in as_nobody.get(ticket).text


def test_friends_are_kept_with_who_brings_them(in_riverside, as_nobody: Browser) -> None:
    event = make_event(seats=AT_EASE + 3)
    machines_take(as_nobody, event, AT_EASE + 1)
    brings = {"friend_1_name": "Ben Li"}
    ticket = register(as_nobody, event, **brings).headers["Location"]
    as_nobody.post(f"{ticket}/presence")

    pass_on(UNOPENED)

    assert names(event)[-2:] == ["Ana Peña", "Ben Li"]
    assert names(event, departed=Departure.UNOPENED) == [f"Robot {AT_EASE}"]


def test_nobody_loses_a_seat_that_nobody_else_wants(in_riverside, as_nobody: Browser) -> None:
    event = make_event(seats=AT_EASE + 2)
    machines_take(as_nobody, event, AT_EASE + 1)

    pass_on(UNOPENED)
    assert len(names(event)) == AT_EASE + 1

    # The last seat goes, and then somebody wants one.
    with time_machine.travel(clock.now() + UNOPENED + timedelta(minutes=1)):
        ana_registers(as_nobody, event)
    pass_on(2 * UNOPENED)
    assert names(event)[-1] == "Ana Peña"
    assert names(event, departed=Departure.UNOPENED) == [f"Robot {AT_EASE}"]


def test_who_lost_a_place_reads_why_and_can_register_again(
    in_riverside, as_nobody: Browser
) -> None:
    event = make_event(seats=AT_EASE + 1)
    machines_take(as_nobody, event, AT_EASE)
    ticket = ana_registers(as_nobody, event)
    pass_on(UNOPENED)

    shown = as_read(as_nobody.get(ticket).text)
    assert "Your place was not kept" in shown
    assert "nobody opened this ticket in a browser for half an hour" in shown
    assert "Register again" in shown
    assert as_nobody.post(f"{ticket}/presence").status_code == 303
    assert "Ana Peña" not in names(event)
    assert "Your seat is saved" in as_nobody.get(ana_registers(as_nobody, event)).text


def test_machines_in_the_line_keep_nobody_waiting(in_riverside, as_nobody: Browser) -> None:
    """Ana comes after them, and is offered the seat that comes free; new people pass them, too."""
    event = make_event(seats=1)
    machines_take(as_nobody, event, AT_EASE)
    ticket = ana_registers(as_nobody, event)
    as_nobody.post(f"{ticket}/presence")
    first, *waiting = guests_of(event)
    assert len(waiting) == AT_EASE

    for guest in (*waiting[:-1], first):
        as_nobody.post(f"{ticket_of(guest)}/cancellation")
    pass_on(UNDO)

    assert guests_of(event)[-1].state is GuestState.OFFERED


def test_near_the_start_nobody_loses_a_seat_unheard(in_riverside, as_nobody: Browser) -> None:
    event = make_event(seats=AT_EASE + 1)
    near = again(event).starts_at - timedelta(minutes=40)
    with time_machine.travel(near, tick=False):
        machines_take(as_nobody, event, AT_EASE + 1)
        pass_on(UNOPENED)

    assert len(names(event)) == AT_EASE + 1


def test_members_add_as_many_as_they_like(in_riverside, as_maya: Browser) -> None:
    event = make_event(seats=50)
    for number in range(AT_EASE + 2):
        added = {"name": f"Guest {number}", "email": f"g{number}@example.org"}
        as_maya.post(f"/events/{event.id}/guests", data=added)

    assert [guest.unopened_until for guest in guests_of(event)] == [None] * (AT_EASE + 2)


def test_a_guest_brings_three_friends_however_often_they_press(
    in_riverside, as_nobody: Browser
) -> None:
    event = make_event(seats=50)
    register(as_nobody, event, friend_1_name="Ben Li", friend_2_name="Cy Moe")

    sent = register(as_nobody, event, friend_1_name="Di Roe", friend_2_name="Ed Poe")

    assert sent.status_code == 422
    assert "more than three friends, so nobody was added" in as_read(sent.text)
    assert 'value="Di Roe"' in sent.text
    assert names(event) == ["Ana Peña", "Ben Li", "Cy Moe"]
    assert register(as_nobody, event, friend_1_name="Di Roe").status_code == 303
    assert names(event)[-1] == "Di Roe"


def test_whom_a_member_seats_or_a_door_lets_in_keeps_their_place(
    in_riverside, as_nobody: Browser, as_maya: Browser
) -> None:
    event = make_event(seats=AT_EASE + 1)
    machines_take(as_nobody, event, AT_EASE)
    for name in ("Ben Li", "Ana Peña"):
        register(as_nobody, event, name=name, email=f"{name[0]}@example.org")
    ben, ana = guests_of(event)[-2:]
    let_in = sent(as_nobody, path_of(make_door(event)), guest=str(ben.id))
    assert let_in["verdict"] == "admitted"
    as_nobody.post(f"{ticket_of(guests_of(event)[0])}/cancellation")
    assert as_maya.post(f"/events/{event.id}/guests/{ana.id}/seat").status_code == 303

    pass_on(UNOPENED)

    assert {"Ana Peña", "Ben Li"} <= set(names(event))


@pytest.mark.parametrize(
    ("count", "minutes", "then"),
    [(0, 0, 1), (10, 0, 11), (10, 4, 7), (10, 30, 1), (MOST_COUNTED, 0, MOST_COUNTED)],
)
def test_one_arrival_is_forgotten_each_minute(count: int, minutes: int, then: int) -> None:
    before = Pace(count, MONDAY)

    after = before.with_more(1, MONDAY + timedelta(minutes=minutes))

    assert after.count == then


def test_a_pace_forgets_whole_minutes_however_often_it_is_asked() -> None:
    pace = Pace()
    for number in range(9):
        pace = pace.with_more(1, MONDAY + timedelta(seconds=40 * number))

    # Nine came within 320 seconds, of which five minutes have passed.
    assert pace == Pace(4, MONDAY + timedelta(minutes=5))
