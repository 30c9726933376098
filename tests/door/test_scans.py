"""What a door answers to each thing it may send."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
import time_machine
from sqlalchemy import func, select

from jvplanner import clock
from jvplanner.db import db
from jvplanner.door.models import Arrival, Door, Scan
from jvplanner.events.models import TICKET, Event, GuestState
from jvplanner.links import addresses
from jvplanner.tenancy import acting_for
from tests.browser import Browser
from tests.builders import PracticeOfTheCast
from tests.builders_door import make_door, path_of, scan, send, sent
from tests.builders_events import again, make_event, make_guest, ticket_of


def arrivals() -> int:
    db.session.rollback()
    return db.session.scalar(select(func.count(Arrival.id))) or 0


@pytest.mark.parametrize(
    "written",
    ["{token}", "/t/{token}", "http://localhost/t/{token}", "https://old.example/t/{token}?s=1#x"],
    ids=["bare token", "relative address", "absolute address", "address of another host"],
)
def test_a_ticket_lets_its_guest_in(
    as_nobody: Browser, event: Event, at_door: str, written: str
) -> None:
    token = ticket_of(make_guest(event, "Síle O’Brien-Ñuñez")).removeprefix("/t/")
    answer = send(as_nobody, at_door, scan(code=f" {written.format(token=token)} "))
    assert answer["results"][0]["verdict"] == "admitted"
    assert answer["results"][0]["name"] == "Síle O’Brien-Ñuñez"
    assert (answer["inside"], answer["expected"]) == (1, 1)
    assert arrivals() == 1


def test_a_second_scan_says_when_and_where_the_first_was(
    as_nobody: Browser, event: Event, at_door: str
) -> None:
    """D1, one after the other."""
    ticket = ticket_of(make_guest(event))
    other_door = path_of(make_door(event, "Main entrance"))
    first = clock.now().replace(microsecond=0)
    with time_machine.travel(first, tick=False):
        assert sent(as_nobody, at_door, code=ticket)["verdict"] == "admitted"
    with time_machine.travel(first + timedelta(minutes=5)):
        again = sent(as_nobody, other_door, code=ticket)
    assert again["verdict"] == "repeat"
    assert again["name"] == "Ana Peña"
    written = first.isoformat().replace("+00:00", "Z")
    assert again["first"] == {"at": written, "door": "Side entrance"}
    assert arrivals() == 1


@pytest.mark.parametrize("state", [GuestState.CANCELLED, GuestState.WAITING])
def test_a_guest_without_a_seat_is_named_and_not_let_in(
    as_nobody: Browser, event: Event, at_door: str, state: GuestState
) -> None:
    ticket = ticket_of(make_guest(event, "Madonna", state=state))
    result = sent(as_nobody, at_door, code=ticket)
    assert (result["verdict"], result["name"]) == (state.value, "Madonna")
    assert arrivals() == 0


def test_whoever_has_not_said_yes_to_an_offered_seat_still_waits(
    as_nobody: Browser, event: Event, at_door: str
) -> None:
    guest = make_guest(event, "Madonna", state=GuestState.OFFERED)
    assert sent(as_nobody, at_door, code=ticket_of(guest))["verdict"] == "waiting"
    assert again(guest).state is GuestState.OFFERED
    assert arrivals() == 0


def test_a_ticket_of_another_event_is_told_without_a_name(as_nobody: Browser, at_door: str) -> None:
    """D11."""
    ticket = ticket_of(make_guest(make_event(title="Another evening"), "Farid Haddad"))
    response = as_nobody.post(f"{at_door}/scans", json={"scans": [scan(code=ticket)]})
    assert response.get_json()["results"][0]["verdict"] == "other_event"
    assert response.get_json()["results"][0]["name"] is None
    assert "Farid" not in response.text


def test_a_ticket_of_another_practice_is_told_without_a_name(
    as_nobody: Browser, at_door: str, hillside: PracticeOfTheCast
) -> None:
    """D11, T1."""
    with acting_for(hillside.id):
        ticket = ticket_of(make_guest(make_event(), "Farid Haddad"))
    response = as_nobody.post(f"{at_door}/scans", json={"scans": [scan(code=ticket)]})
    assert response.get_json()["results"][0]["verdict"] == "other_event"
    assert "Farid" not in response.text


@pytest.mark.parametrize(
    "code",
    ["x", "https://example.org/", "/t/", "0", "z" * 32, "\u202e\x00\ud800", "/t/a b", "9" * 300],
)
def test_what_is_no_ticket_is_unknown_and_kept(as_nobody: Browser, at_door: str, code: str) -> None:
    assert sent(as_nobody, at_door, code=code)["verdict"] == "unknown"
    db.session.rollback()
    assert db.session.scalars(select(Scan)).one().sent.isprintable()


@pytest.mark.parametrize("how", ["sent anew", "closed"])
def test_a_ticket_that_was_sent_anew_or_closed_is_unknown_and_its_token_is_not_kept(
    as_nobody: Browser, event: Event, at_door: str, how: str
) -> None:
    guest = make_guest(event)
    ticket = ticket_of(guest)
    link = addresses.link_for(TICKET, guest.id)
    if how == "closed":
        link.revoke(clock.now())
    else:
        addresses.renew(link)
    db.session.commit()
    assert sent(as_nobody, at_door, code=ticket)["verdict"] == "unknown"
    db.session.rollback()
    assert db.session.scalars(select(Scan)).one().sent == ""


def test_the_same_scan_gets_the_same_answer_though_the_ticket_was_cancelled_since(
    as_nobody: Browser, event: Event, at_door: str
) -> None:
    """D2."""
    guest = make_guest(event)
    one = scan(code=ticket_of(guest))
    [before] = send(as_nobody, at_door, one)["results"]
    db.session.merge(guest).state = GuestState.CANCELLED
    db.session.commit()
    [after] = send(as_nobody, at_door, one)["results"]
    assert before == after
    assert after["verdict"] == "admitted"
    assert arrivals() == 1


def test_the_same_repeat_is_told_with_the_same_first_time_again(
    as_nobody: Browser, event: Event, at_door: str
) -> None:
    ticket = ticket_of(make_guest(event))
    first, second = scan(code=ticket), scan(code=ticket)
    [_, before] = send(as_nobody, at_door, first, second)["results"]
    send(as_nobody, at_door, scan(undo=first["id"]))
    assert send(as_nobody, at_door, second)["results"] == [before]


def test_an_id_written_in_capitals_is_the_same_scan_and_is_said_back_as_written(
    as_nobody: Browser, event: Event, at_door: str
) -> None:
    one = scan(code=ticket_of(make_guest(event)))
    shouted = one | {"id": one["id"].upper()}
    [first, second] = send(as_nobody, at_door, one, shouted)["results"]
    assert (first["verdict"], second["verdict"]) == ("admitted", "admitted")
    assert (first["id"], second["id"]) == (one["id"], shouted["id"])


def test_an_id_that_a_door_of_another_event_used_tells_nothing_about_it(
    as_nobody: Browser, event: Event, at_door: str
) -> None:
    elsewhere = path_of(make_door(make_event()))
    one = scan(code=ticket_of(make_guest(event)))
    send(as_nobody, at_door, one)
    [result] = send(as_nobody, elsewhere, one)["results"]
    assert (result["verdict"], result["name"]) == ("invalid", None)


def test_a_guest_is_let_in_from_the_list_by_an_opaque_reference(
    as_nobody: Browser, event: Event, at_door: str
) -> None:
    guest = make_guest(event, "يوسف حداد")
    result = sent(as_nobody, at_door, guest=str(guest.id))
    assert (result["verdict"], result["name"]) == ("admitted", "يوسف حداد")


@pytest.mark.parametrize("reference", ["0", "x", "²", "999999999", "9" * 30, "-1"])
def test_a_reference_that_leads_nowhere_is_unknown(
    as_nobody: Browser, at_door: str, reference: str
) -> None:
    assert sent(as_nobody, at_door, guest=reference)["verdict"] == "unknown"


def test_a_reference_to_a_guest_of_another_event_is_unknown(
    as_nobody: Browser, at_door: str
) -> None:
    """T1."""
    stranger = make_guest(make_event(), "Farid Haddad")
    result = sent(as_nobody, at_door, guest=str(stranger.id))
    assert (result["verdict"], result["name"]) == ("unknown", None)


def test_one_bad_item_does_not_hold_up_the_others(
    as_nobody: Browser, event: Event, at_door: str
) -> None:
    """D10, D4."""
    good, at = scan(code=ticket_of(make_guest(event))), clock.now().isoformat()
    bad: list[Any] = [
        None,
        7,
        [],
        {},
        {"id": "one", "scanned_at": at, "code": "x"},
        {"id": str(uuid4()), "scanned_at": at},
        {"id": str(uuid4()), "scanned_at": at, "code": ["x"]},
        {"id": str(uuid4()), "scanned_at": at, "code": "x", "guest": "1"},
        {"id": str(uuid4()), "scanned_at": "yesterday", "code": "x"},
        {"id": str(uuid4()), "scanned_at": "2027-02-11T18:00:00", "code": "x"},
        {"id": str(uuid4()), "scanned_at": "0001-01-01T00:00:00+14:00", "code": "x"},
        {"id": str(uuid4()), "scanned_at": "2027-02-30T18:00:00Z", "code": "x"},
        scan(guest=7),
        scan(undo="x"),
        scan(walk_in="Ana"),
        scan(walk_in={"name": "  "}),
        scan(walk_in={"name": 7}),
        scan(walk_in={"name": "Ana", "email": "ana"}),
    ]
    results = send(as_nobody, at_door, *bad, good, *bad)["results"]
    verdicts = [result["verdict"] for result in results]
    assert verdicts == ["invalid"] * len(bad) + ["admitted"] + ["invalid"] * len(bad)
    assert results[4]["id"] == "one"
    assert results[5]["id"] == bad[5]["id"]


def test_the_doors_clock_decides_nothing(as_nobody: Browser, event: Event, at_door: str) -> None:
    ticket = ticket_of(make_guest(event))
    one = {"id": str(uuid4()), "scanned_at": "1999-12-31T23:59:59.5z", "code": ticket}
    before = clock.now()
    send(as_nobody, at_door, one)
    db.session.rollback()
    assert db.session.scalars(select(Arrival.arrived_at)).one() >= before


def test_a_scan_is_kept_with_its_door_and_guest(
    as_nobody: Browser, event: Event, door: Door, at_door: str
) -> None:
    guest = make_guest(event)
    one = scan(code=ticket_of(guest))
    send(as_nobody, at_door, one)
    db.session.rollback()
    kept = db.session.scalars(select(Scan)).one()
    assert (kept.scan_id, kept.door_id, kept.guest_id) == (one["id"], door.id, guest.id)
    assert kept.sent == ""


def test_an_item_that_the_database_refuses_spoils_no_other(
    as_nobody: Browser, event: Event, at_door: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """D10. Another event's door sends the same id after this one has looked for it."""
    taken = scan(code="x")
    send(as_nobody, path_of(make_door(make_event())), taken)
    monkeypatch.setattr("jvplanner.door.actions.known._scans", lambda _ids: {})
    tickets = [ticket_of(make_guest(event, n, f"{n}@example.org")) for n in ("Ana", "Ben", "Cem")]
    items = [scan(code=tickets[0]), taken | {"code": tickets[1]}, scan(code=tickets[2])]
    results = send(as_nobody, at_door, *items)["results"]
    assert [result["verdict"] for result in results] == ["admitted", "invalid", "admitted"]
    assert arrivals() == 2
