"""Opening and closing doors, marking by hand, and what is due."""

import re
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from sqlalchemy import func, select

from jvplanner import clock
from jvplanner.db import db
from jvplanner.door import actions, queries
from jvplanner.door.actions.arrivals import NotExpected
from jvplanner.door.models import Arrival, Door
from jvplanner.events.models import Event, EventState, GuestState
from jvplanner.questions import When
from tests.browser import Browser
from tests.builders import PracticeOfTheCast
from tests.builders_door import make_door, path_of, sent
from tests.builders_events import make_event, make_guest, ticket_of
from tests.statements import counted


def doors() -> list[str]:
    db.session.rollback()
    return list(db.session.scalars(select(Door.label).order_by(Door.id)))


def test_a_member_opens_a_door_and_hands_its_link_over(
    as_tom: Browser, as_nobody: Browser, event: Event
) -> None:
    page = as_tom.get(f"/events/{event.id}/doors").text
    assert 'value="Main entrance"' in page
    response = as_tom.post(f"/events/{event.id}/doors", data={"label": " Tom's  door "})
    assert response.status_code == 303
    page = as_tom.get(response.headers["Location"]).text
    assert "Tom&#39;s door" in page
    [address] = re.findall(r'value="http://localhost(/door/\w+)"', page)
    assert as_nobody.get(address).status_code == 200
    [picture] = re.findall(r'src="(/events/[^"]+code.svg)"', page)
    assert as_tom.get(picture).data.startswith(b"<svg")


def test_a_door_without_a_name_is_the_main_entrance(as_maya: Browser, event: Event) -> None:
    as_maya.post(f"/events/{event.id}/doors")
    assert doors() == ["Main entrance"]


@pytest.mark.parametrize(
    ("label", "error"),
    [(" ", "Say which door"), ("x" * 81, "80 characters"), ("a\x00b", "cannot be shown")],
)
def test_a_door_needs_a_short_name(as_maya: Browser, event: Event, label: str, error: str) -> None:
    response = as_maya.post(f"/events/{event.id}/doors", data={"label": label})
    assert response.status_code == 422
    assert error in response.text
    assert doors() == []


@pytest.mark.parametrize(
    "columns",
    [{"state": EventState.DRAFT}, {"state": EventState.CANCELLED}, {"in_days": -3}],
    ids=["a draft", "a cancelled event", "an event long over"],
)
def test_no_door_is_opened_for(
    as_maya: Browser, in_riverside: PracticeOfTheCast, columns: dict[str, Any]
) -> None:
    event = make_event(**columns)
    assert "Open a door" not in as_maya.get(f"/events/{event.id}/doors").text
    assert as_maya.post(f"/events/{event.id}/doors").status_code == 409
    assert doors() == []


def test_a_closed_door_lets_nobody_in_and_what_it_did_stays(
    as_maya: Browser, as_nobody: Browser, event: Event, door: Door, at_door: str
) -> None:
    sent(as_nobody, at_door, code=ticket_of(make_guest(event)))
    response = as_maya.post(f"/events/{event.id}/doors/{door.id}/closing")
    assert response.status_code == 303
    page = as_maya.get(response.headers["Location"]).text
    assert "1 let in here" in page
    assert "closed" in page
    assert at_door not in page
    gone = as_nobody.get(at_door)
    assert gone.status_code == 410
    assert "no longer in use" in gone.text
    assert as_nobody.post(f"{at_door}/arrivals", data={"code": "x"}).status_code == 410


def test_the_page_of_many_doors_asks_as_little_as_that_of_one(
    as_maya: Browser, event: Event, door: Door
) -> None:
    with counted() as one:
        as_maya.get(f"/events/{event.id}/doors")
    for number in range(10):
        make_door(event, f"Door {number}")
    with counted() as many:
        as_maya.get(f"/events/{event.id}/doors")
    assert len(one) == len(many)


def test_a_door_of_another_event_is_not_found_below_this_one(as_maya: Browser, door: Door) -> None:
    """T1."""
    other = make_event()
    for path in ("code.svg", "closing"):
        address = f"/events/{other.id}/doors/{door.id}/{path}"
        method = "GET" if path == "code.svg" else "POST"
        assert as_maya.open(address, method=method).status_code == 404


def test_a_guest_marked_by_hand_has_come_once_and_no_door_is_named(
    as_nobody: Browser, event: Event, at_door: str
) -> None:
    guest = make_guest(event)
    for _ in range(2):
        arrival = actions.arrive_by_hand(event, db.session.merge(guest))
        db.session.commit()
        assert arrival.door_id is None
    assert queries.counts(event) == queries.Counts(1, 1)
    db.session.rollback()
    result = sent(as_nobody, at_door, guest=str(guest.id))
    assert result["verdict"] == "repeat"
    assert result["first"]["door"] is None
    assert "Undo" not in as_nobody.get(f"{at_door}/guests").text


@pytest.mark.parametrize("state", [GuestState.WAITING, GuestState.CANCELLED])
def test_who_holds_no_seat_cannot_be_marked_as_come(event: Event, state: GuestState) -> None:
    guest = make_guest(event, state=state)
    with pytest.raises(NotExpected):
        actions.arrive_by_hand(event, db.session.merge(guest))
    db.session.rollback()


def test_only_a_mark_by_hand_is_taken_back_by_hand(
    as_nobody: Browser, event: Event, at_door: str
) -> None:
    scanned, marked = make_guest(event), make_guest(event, "Farid", "farid@example.org")
    sent(as_nobody, at_door, guest=str(scanned.id))
    actions.arrive_by_hand(event, db.session.merge(marked))
    for guest in (scanned, marked, marked):
        actions.take_back_hand_arrival(db.session.merge(guest))
    db.session.commit()
    assert db.session.scalars(select(Arrival.guest_id)).all() == [scanned.id]


def test_an_event_of_today_is_due_until_a_door_stands_open_for_it(
    in_riverside: PracticeOfTheCast,
) -> None:
    with time_machine.travel(datetime(2027, 2, 11, 15, tzinfo=UTC), tick=False):
        today = make_event(starts_at=datetime(2027, 2, 11, 23, tzinfo=UTC), title="Tonight")
        make_event(starts_at=datetime(2027, 2, 12, 13, tzinfo=UTC), title="Tomorrow")
        make_event(starts_at=datetime(2027, 2, 11, 12, tzinfo=UTC), title="Over")
        make_event(in_days=0.1, title="A draft", state=EventState.DRAFT)
        make_event(in_days=0.1, title="Online", place="", online_address="https://x.example")
        [due] = queries.due(clock.now())
        assert (due.when, due.what) == (When.NOW, "Open the door for “Tonight”")
        assert due.href == f"/events/{today.id}/doors"
        door = make_door(today)
        assert queries.due(clock.now()) == []
        actions.close_door(door)
        assert len(queries.due(clock.now())) == 1
        db.session.rollback()


def test_today_is_the_day_where_the_event_is(in_riverside: PracticeOfTheCast) -> None:
    """23:30 in New York is the next day in UTC."""
    make_event(starts_at=datetime(2027, 2, 12, 14, tzinfo=UTC))
    with time_machine.travel(datetime(2027, 2, 12, 4, 30, tzinfo=UTC)):
        assert queries.due(clock.now()) == []
    with time_machine.travel(datetime(2027, 2, 12, 5, 30, tzinfo=UTC)):
        assert len(queries.due(clock.now())) == 1


def test_a_door_works_until_a_day_after_its_event_whenever_that_is(
    as_nobody: Browser, event: Event, at_door: str
) -> None:
    """An event that moves takes its doors along."""
    late = event.ends_at + timedelta(hours=25)
    with time_machine.travel(late):
        assert as_nobody.get(at_door).status_code == 410
    db.session.merge(event).ends_at = late
    db.session.commit()
    with time_machine.travel(late):
        assert as_nobody.get(at_door).status_code == 200


def test_the_count_is_of_one_event_only(as_nobody: Browser, event: Event, at_door: str) -> None:
    other = make_event()
    make_guest(other)
    assert as_nobody.get(f"{at_door}/counts").get_json() == {"inside": 0, "expected": 0}
    assert path_of(make_door(other)) != at_door
    db.session.rollback()
    assert db.session.scalar(select(func.count(Door.id))) == 2
