"""A member says who came in though the door was closed, or that it was nothing (D7, D9)."""

import re
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier
from typing import Any

import pytest
import time_machine
from flask import Flask
from sqlalchemy import func, select

from jvplanner import clock
from jvplanner.db import db
from jvplanner.door import actions, queries
from jvplanner.door.models import Arrival, Door, KeptScan, Scan
from jvplanner.door.rules import DoorVerdict
from jvplanner.events.models import Event, Guest, GuestState
from tests.browser import Browser
from tests.builders import PracticeOfTheCast
from tests.builders_door import FARID, close, keep, make_door, path_of, press, scan, send, texts
from tests.builders_events import again, make_event, make_guest, ticket_of


def how_many(model: Any) -> int:
    db.session.rollback()
    return db.session.scalar(select(func.count(model.id))) or 0


def arrived() -> list[str]:
    db.session.rollback()
    query = select(Guest.name).join(Arrival, Arrival.guest_id == Guest.id).order_by(Guest.id)
    return list(db.session.scalars(query))


def test_who_is_accepted_came_in_once_at_the_time_when_we_heard_of_it(
    as_maya: Browser, as_nobody: Browser, event: Event, closed: str, doors: str
) -> None:
    ana = make_guest(event)
    one = scan(code=ticket_of(ana))
    keep(as_nobody, closed, one, scan(guest=str(ana.id)))
    [first, second] = db.session.scalars(select(Scan).order_by(Scan.id)).all()
    heard = first.received_at
    with time_machine.travel(heard + timedelta(hours=20)):
        for _ in range(2):
            address = f"{doors}/scans/{first.id}/arrival"
            assert as_maya.post(address).status_code == 303
        page = texts(as_maya, doors)
        assert "Ana Peña came in." in page
        assert "Ana Peña in already" in page
        told = press(as_maya, doors, "arrival", "Ana")
        assert "Ana Peña had come in already." in told
    [arrival] = db.session.scalars(select(Arrival)).all()
    assert (arrival.guest_id, arrival.door_id, arrival.arrived_at) == (ana.id, None, heard)
    assert again(first).verdict is DoorVerdict.ADMITTED
    assert again(second).verdict is DoorVerdict.REPEAT
    assert how_many(KeptScan) == 0
    assert "From a closed door" not in told


def test_who_had_come_in_already_gets_no_check_mark(
    as_maya: Browser, as_nobody: Browser, event: Event, closed: str, doors: str
) -> None:
    ana = make_guest(event)
    keep(as_nobody, closed, scan(code=ticket_of(ana)), scan(guest=str(ana.id)))
    for scan_id, kind in zip(
        db.session.scalars(select(Scan.id).order_by(Scan.id)), ("good", "info"), strict=True
    ):
        as_maya.post(f"{doors}/scans/{scan_id}/arrival")
        assert f'class="notice {kind}" role="status"' in as_maya.get(doors).text


def test_a_phone_that_sends_again_what_was_accepted_is_told_what_it_was_told(
    as_maya: Browser, as_nobody: Browser, event: Event, closed: str, doors: str
) -> None:
    one = scan(walk_in=FARID)
    keep(as_nobody, closed, one)
    press(as_maya, doors, "arrival", "Farid")
    response = as_nobody.post(f"{closed}/scans", json={"scans": [one]})
    assert [result["verdict"] for result in response.get_json()["results"]] == ["quarantined"]
    assert (how_many(Scan), how_many(KeptScan), how_many(Guest)) == (1, 0, 1)


def test_all_came_in_but_for_what_names_nobody_or_takes_back(
    as_maya: Browser, as_nobody: Browser, event: Event, door: Door, at_door: str
) -> None:
    doors, before = f"/events/{event.id}/doors", scan(walk_in={"name": "Tanaka"})
    send(as_nobody, at_door, before)
    close(door)
    ana = make_guest(event)
    keep(
        as_nobody,
        at_door,
        scan(code=ticket_of(ana)),
        scan(code="no ticket"),
        scan(walk_in=FARID),
        scan(walk_in=FARID),
        scan(undo=before["id"]),
    )
    page = press(as_maya, doors, "arrivals")
    assert "2 guests came in by this" in page
    assert arrived() == ["Tanaka", "Ana Peña", "Farid Haddad"]
    assert "2 scans came by a link" in page
    assert "Not recognised: no ticket" in page
    assert db.session.scalars(select(Scan.sent).where(Scan.sent == "came with Ana")).one()

    assert "Taken back: Tanaka does not count as in." in press(as_maya, doors, "arrival", "Tanaka")
    assert arrived() == ["Ana Peña", "Farid Haddad"]


def test_what_names_nobody_cannot_be_accepted(
    as_maya: Browser, as_nobody: Browser, closed: str, doors: str
) -> None:
    keep(as_nobody, closed, scan(code="no ticket"))
    assert 'arrival"' not in as_maya.get(doors).text
    scan_id = db.session.scalars(select(Scan.id)).one()
    db.session.rollback()
    response = as_maya.post(f"{doors}/scans/{scan_id}/arrival")
    assert response.status_code == 409
    assert "does not say who came" in response.text
    assert how_many(KeptScan) == 1


@pytest.mark.parametrize("state", [GuestState.WAITING, GuestState.CANCELLED])
def test_who_held_no_seat_comes_as_a_walk_in_and_goes_back_to_what_they_were(
    as_maya: Browser, as_nobody: Browser, event: Event, closed: str, state: GuestState
) -> None:
    when = clock.now().replace(microsecond=0) if state is GuestState.CANCELLED else None
    guest = make_guest(event, state=state, cancelled_at=when)
    keep(as_nobody, closed, scan(guest=str(guest.id)))
    press(as_maya, f"/events/{event.id}/doors", "arrival", "Ana")
    assert (again(guest).state, again(guest).walked_in) == (GuestState.CONFIRMED, True)
    assert again(event).seats_taken == 0

    actions.take_back_hand_arrival(db.session.get_one(Guest, guest.id))
    db.session.commit()
    assert (again(guest).state, again(guest).walked_in) == (state, False)
    assert again(guest).cancelled_at == when
    assert how_many(Arrival) == 0


def test_who_cancelled_and_registered_again_is_one_guest(
    as_maya: Browser, as_nobody: Browser, event: Event, closed: str, doors: str
) -> None:
    gone = make_guest(event, state=GuestState.CANCELLED)
    anew = make_guest(event)
    keep(as_nobody, closed, scan(guest=str(gone.id)), scan(code=ticket_of(anew)))
    assert "1 guest came in by this" in press(as_maya, doors, "arrivals")
    assert again(gone).state is GuestState.CANCELLED
    assert db.session.scalars(select(Arrival.guest_id)).all() == [anew.id]


def test_what_is_set_aside_is_out_of_the_way_and_can_still_be_accepted(
    as_maya: Browser, as_nobody: Browser, event: Event, closed: str, doors: str
) -> None:
    ana = str(make_guest(event).id)
    keep(as_nobody, closed, scan(guest=ana), scan(walk_in=FARID), scan(code="no ticket"))
    assert "2 scans came by a link" in press(as_maya, doors, "setting-aside", "Ana")
    page = press(as_maya, doors, "setting-aside")
    assert "Every scan is decided." in page
    assert "Farid" not in page
    assert queries.due(event.ends_at + timedelta(days=40)) == []
    aside = texts(as_maya, f"{doors}?aside")
    assert "3 scans were set aside" in aside
    assert "Set aside:" not in aside

    press(as_maya, f"{doors}?aside", "arrival", "Farid")
    assert arrived() == ["Farid Haddad"]
    assert "2 set aside" in texts(as_maya, doors)


def test_what_came_since_the_page_was_loaded_is_not_decided_with_it(
    as_maya: Browser, as_nobody: Browser, closed: str, doors: str
) -> None:
    keep(as_nobody, closed, scan(walk_in=FARID), scan(code="no ticket"))
    [through] = re.findall(r'name="through" value="(\d+)"', as_maya.get(doors).text)[:1]
    keep(as_nobody, closed, scan(walk_in={"name": "Tanaka"}))
    as_maya.post(f"{doors}/scans/arrivals", data={"through": through})
    as_maya.post(f"{doors}/scans/setting-aside", data={"through": through})
    for nothing in ("", "x", "-1", f"-{2**31 + 1}", f"-{2**64}"):
        answer = as_maya.post(f"{doors}/scans/setting-aside", data={"through": nothing})
        assert answer.status_code == 303
    assert arrived() == ["Farid Haddad"]
    assert "Tanaka" in texts(as_maya, doors)
    as_maya.post(f"{doors}/scans/arrivals", data={"through": "9" * 30})
    assert arrived() == ["Farid Haddad", "Tanaka"]


def test_decided_by_many_members_at_once_it_is_one_arrival(
    app: Flask, as_nobody: Browser, riverside: PracticeOfTheCast, event: Event, closed: str
) -> None:
    keep(as_nobody, closed, scan(walk_in=FARID), scan(walk_in=FARID))
    scan_ids = db.session.scalars(select(Scan.id)).all()
    db.session.rollback()
    path, together = f"/events/{event.id}/doors/scans", Barrier(6)
    members = [Browser(app, riverside.owner) for _ in range(6)]
    db.session.rollback()

    def decide(number: int) -> int:
        with app.app_context():
            together.wait()
            return members[number].post(f"{path}/{scan_ids[number % 2]}/arrival").status_code

    with ThreadPoolExecutor(6) as threads:
        assert set(threads.map(decide, range(6))) == {303}
    assert (how_many(Arrival), how_many(Guest), how_many(KeptScan)) == (1, 1, 0)


def test_a_scan_that_was_judged_is_not_decided_again(
    as_maya: Browser, as_nobody: Browser, event: Event, at_door: str, doors: str
) -> None:
    send(as_nobody, at_door, scan(code="no ticket"))
    scan_id = db.session.scalars(select(Scan.id)).one()
    db.session.rollback()
    for verb in ("arrival", "setting-aside"):
        assert as_maya.post(f"{doors}/scans/{scan_id}/{verb}").status_code == 303
    assert db.session.scalars(select(Scan.verdict)).one() is DoorVerdict.UNKNOWN


def test_what_is_decided_at_one_event_leaves_every_other_alone(
    as_maya: Browser, as_nobody: Browser, closed: str, doors: str
) -> None:
    other = make_event()
    door = make_door(other)
    path = path_of(door)
    close(door)
    keep(as_nobody, closed, scan(walk_in=FARID), scan(walk_in={"name": "Tanaka"}))
    keep(as_nobody, path, scan(walk_in={"name": "Zoë"}))
    assert "Farid" not in texts(as_maya, f"/events/{other.id}/doors")

    assert "2 guests came in by this" in press(as_maya, doors, "arrivals")
    for verb in ("arrivals", "setting-aside"):
        as_maya.post(f"{doors}/scans/{verb}", data={"through": "1000"})

    assert arrived() == ["Farid Haddad", "Tanaka"]
    assert "1 scan came by a link" in texts(as_maya, f"/events/{other.id}/doors")
