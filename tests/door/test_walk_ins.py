"""Who comes without a ticket, and what can be taken back."""

import pytest
from sqlalchemy import func, select

from jvplanner.db import db
from jvplanner.door.models import Arrival, Scan
from jvplanner.events.models import TICKET, Event, Guest, GuestState
from jvplanner.links import addresses
from jvplanner.people.models import Person
from tests.browser import Browser
from tests.builders_door import make_door, path_of, scan, send, sent
from tests.builders_events import again, make_event, make_guest, ticket_of

FARID = {"name": "Farid Haddad", "email": "Farid@Example.org", "why": "came with Ana"}


def how_many(model: type[Arrival] | type[Guest] | type[Person]) -> int:
    db.session.rollback()
    return db.session.scalar(select(func.count(model.id))) or 0


def test_a_walk_in_is_let_in_and_takes_no_seat(
    as_nobody: Browser, event: Event, at_door: str
) -> None:
    answer = send(as_nobody, at_door, scan(walk_in=FARID))
    assert answer["results"][0]["verdict"] == "admitted"
    assert answer["results"][0]["name"] == "Farid Haddad"
    assert (answer["inside"], answer["expected"]) == (1, 1)
    guest = db.session.scalars(select(Guest)).one()
    assert guest.walked_in
    assert guest.state is GuestState.CONFIRMED
    assert guest.email_key == "farid@example.org"
    assert addresses.link_for(TICKET, guest.id)
    assert db.session.scalars(select(Scan.sent)).one() == "came with Ana"
    assert again(event).seats_taken == 0


def test_somebody_without_an_address_can_walk_in_by_name_alone(
    as_nobody: Browser, at_door: str
) -> None:
    result = sent(as_nobody, at_door, walk_in={"name": " Madonna\u200b "})
    assert (result["verdict"], result["name"]) == ("admitted", "Madonna")
    assert sent(as_nobody, at_door, walk_in={"name": "Madonna"})["verdict"] == "admitted"
    assert how_many(Guest) == 2


def test_a_walk_in_replayed_five_times_is_one_person(as_nobody: Browser, at_door: str) -> None:
    """D10."""
    one = scan(walk_in={"name": "Ana O’Neill"})
    for _ in range(2):
        assert send(as_nobody, at_door, one)["results"][0]["verdict"] == "admitted"
    results = send(as_nobody, at_door, one, one, one)["results"]
    assert [result["verdict"] for result in results] == ["admitted"] * 3
    assert (how_many(Guest), how_many(Person), how_many(Arrival)) == (1, 1, 1)


def test_a_walk_in_whose_address_is_registered_is_that_guest(
    as_nobody: Browser, event: Event, at_door: str
) -> None:
    guest = make_guest(event, "Farid H.", "farid@example.org")
    result = sent(as_nobody, at_door, walk_in=FARID)
    assert (result["verdict"], result["name"]) == ("admitted", "Farid H.")
    assert sent(as_nobody, at_door, code=ticket_of(guest))["verdict"] == "repeat"
    assert how_many(Guest) == 1
    assert not again(guest).walked_in


def test_the_same_address_walking_in_twice_is_a_repeat(as_nobody: Browser, at_door: str) -> None:
    answer = send(as_nobody, at_door, scan(walk_in=FARID), scan(walk_in=FARID))
    assert [result["verdict"] for result in answer["results"]] == ["admitted", "repeat"]
    assert how_many(Guest) == 1


def test_a_registration_at_another_event_is_left_alone(as_nobody: Browser, at_door: str) -> None:
    elsewhere = make_guest(make_event(), "Farid", "farid@example.org")
    assert sent(as_nobody, at_door, walk_in=FARID)["name"] == "Farid Haddad"
    assert (how_many(Guest), how_many(Person)) == (2, 1)
    assert again(elsewhere).name == "Farid"


def test_somebody_who_waits_for_a_seat_can_be_let_in_as_a_walk_in(
    as_nobody: Browser, event: Event, at_door: str
) -> None:
    guest = make_guest(event, "Farid", "farid@example.org", state=GuestState.WAITING)
    one = scan(walk_in=FARID)
    assert send(as_nobody, at_door, one)["results"][0]["verdict"] == "admitted"
    assert again(guest).state is GuestState.CONFIRMED
    assert again(event).seats_taken == 0
    assert sent(as_nobody, at_door, undo=one["id"])["verdict"] == "undone"
    assert (again(guest).state, again(guest).walked_in) == (GuestState.WAITING, False)


def test_whoever_is_offered_a_seat_and_walks_in_takes_that_seat(
    as_nobody: Browser, event: Event, at_door: str
) -> None:
    guest = make_guest(event, "Farid", "farid@example.org", state=GuestState.OFFERED)
    one = scan(walk_in=FARID)
    assert send(as_nobody, at_door, one)["results"][0]["verdict"] == "admitted"
    assert (again(guest).state, again(guest).walked_in) == (GuestState.CONFIRMED, False)
    assert again(event).seats_taken == 1
    assert sent(as_nobody, at_door, undo=one["id"])["verdict"] == "undone"
    assert again(guest).state is GuestState.OFFERED
    assert again(event).seats_taken == 1
    assert again(event).line_due_at is not None, "the worker sees whether the offer still stands"


def test_an_undone_arrival_is_gone_and_a_later_scan_lets_in_again(
    as_nobody: Browser, event: Event, at_door: str
) -> None:
    ticket = ticket_of(make_guest(event))
    one = scan(code=ticket)
    send(as_nobody, at_door, one)
    answer = send(as_nobody, at_door, scan(undo=one["id"]))
    assert (answer["results"][0]["verdict"], answer["results"][0]["name"]) == ("undone", "Ana Peña")
    assert (answer["inside"], answer["expected"]) == (0, 1)
    assert sent(as_nobody, at_door, code=ticket)["verdict"] == "admitted"
    assert how_many(Arrival) == 1


def test_undoing_twice_leaves_a_later_arrival_in_place(
    as_nobody: Browser, event: Event, at_door: str
) -> None:
    ticket = ticket_of(make_guest(event))
    first, later = scan(code=ticket), scan(code=ticket)
    undo = scan(undo=first["id"])
    send(as_nobody, at_door, first, undo, later)
    assert send(as_nobody, at_door, undo)["results"][0]["verdict"] == "undone"
    assert sent(as_nobody, at_door, undo=first["id"])["verdict"] == "undone"
    assert how_many(Arrival) == 1


def test_undoing_a_walk_in_takes_it_off_the_count(as_nobody: Browser, at_door: str) -> None:
    one = scan(walk_in=FARID)
    answer = send(as_nobody, at_door, one, scan(undo=one["id"]))
    assert [result["verdict"] for result in answer["results"]] == ["admitted", "undone"]
    assert (answer["inside"], answer["expected"]) == (0, 0)
    assert sent(as_nobody, at_door, walk_in=FARID)["verdict"] == "admitted"


@pytest.mark.parametrize("what", ["a repeat", "a scan that never came", "another event's scan"])
def test_only_what_let_somebody_in_can_be_undone(
    as_nobody: Browser, event: Event, at_door: str, what: str
) -> None:
    ticket = ticket_of(make_guest(event))
    first, repeat = scan(code=ticket), scan(code=ticket)
    send(as_nobody, at_door, first, repeat)
    door, target = at_door, repeat
    if what == "a scan that never came":
        target = scan(code=ticket)
    elif what == "another event's scan":
        door, target = path_of(make_door(make_event())), first
    result = sent(as_nobody, door, undo=target["id"])
    assert (result["verdict"], result["name"]) == ("unknown", None)
    assert how_many(Arrival) == 1
