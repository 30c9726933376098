"""L6: on the day that guests were told, what they entered is deleted, and every count stays."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from threading import Barrier

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select

from jvplanner import clock
from jvplanner.cli.running import work_once
from jvplanner.db import Base, db
from jvplanner.door.actions import arrive_by_hand
from jvplanner.door.models import KeptScan
from jvplanner.events.actions.copying import copy
from jvplanner.events.models import (
    Event,
    EventQuestion,
    Guest,
    GuestAnswer,
    GuestState,
    QuestionKind,
)
from jvplanner.journeys.actions import purging, record_stage
from jvplanner.journeys.queries import cohort_of
from jvplanner.journeys.rules import Stage
from jvplanner.outbox.letters import write
from jvplanner.people.models import NOBODY
from jvplanner.practices.models import Practice
from tests.browser import Browser
from tests.builders import PracticeOfTheCast
from tests.builders_door import FARID, close, keep, make_door, path_of, scan, sent
from tests.builders_events import again, make_event, make_guest, ticket_of, typed_from
from tests.builders_partners import make_partner
from tests.events.test_registering import register
from tests.journeys.conftest import EVENING

pytestmark = pytest.mark.usefixtures("that_evening")

TOLD = datetime(2027, 3, 11, 5, 0, tzinfo=UTC)  # 11 March begins there
BEFORE = TOLD - timedelta(seconds=1)


def worked(app: Flask, at: datetime = TOLD) -> None:
    db.session.rollback()
    with time_machine.travel(at, tick=False):
        while work_once(app, None):
            pass
    db.session.rollback()


def everything_kept(*without: str) -> str:
    """All that stands in any column of any table, in lower case."""
    db.session.rollback()
    with db.engine.connect() as connection:
        return "\n".join(
            repr(tuple(row)).lower()
            for table in Base.metadata.sorted_tables
            if table.name not in without
            for row in connection.execute(select(table))
        )


def came(guest: Guest) -> None:
    known = db.session.get_one(Guest, guest.id)
    arrive_by_hand(known.event, known)
    db.session.commit()


def put(guest: Guest, stage: Stage, **more: str) -> None:
    record_stage(db.session.get_one(Guest, guest.id), stage, **more)
    db.session.commit()


def purged(guest: Guest) -> bool:
    now = again(guest)
    assert (now.name == NOBODY) is (now.email is None) is (now.purged_at is not None)
    return now.purged_at is not None


def test_nobody_is_forgotten_a_day_early_by_the_clocks_where_it_took_place(
    app: Flask, event: Event
) -> None:
    ana = make_guest(event)
    worked(app, BEFORE)
    assert not purged(ana)
    worked(app)
    assert purged(ana)


@pytest.mark.parametrize(
    ("zone", "day"),
    [
        pytest.param("Asia/Kathmandu", "2027-03-11T18:15", id="it took place on the 12th"),
        pytest.param("Pacific/Honolulu", "2027-03-11T10:00", id="there the 11th begins late"),
    ],
)
def test_the_day_is_that_of_the_events_own_zone(
    app: Flask, in_riverside, zone: str, day: str
) -> None:
    event = make_event(starts_at=EVENING, keeps_guests_months=1, time_zone=zone)
    ana, begins = make_guest(event), datetime.fromisoformat(f"{day}+00:00")
    worked(app, begins - timedelta(seconds=1))
    assert not purged(ana)
    worked(app, begins)
    assert purged(ana)


def test_the_page_names_the_day_on_which_it_happens(event: Event, as_nobody: Browser) -> None:
    assert "11 Mar 2027" in as_nobody.get(f"/e/{event.code}").text


def test_nothing_is_left_of_what_was_entered_in_any_table(
    app: Flask, in_riverside, as_nobody: Browser
) -> None:
    event = make_event(
        starts_at=EVENING, keeps_guests_months=1, partner=make_partner("Canal Street Pharmacy")
    )
    question = EventQuestion(event_id=event.id, position=1, kind=QuestionKind.TEXT, label="Diet?")
    db.session.add(question)
    db.session.commit()
    friend = {"friend_1_name": "Benno", "friend_1_email": "bo@a.example"}
    ticket = register(
        as_nobody, event, phone="+1 212 555 0100", news="y", share_with_partner="y", **friend
    ).headers["Location"]
    guest = db.session.scalars(select(Guest).order_by(Guest.id)).first()
    db.session.add(GuestAnswer(guest_id=guest.id, question_id=question.id, answer="No nightshade"))
    db.session.commit()
    door = make_door(event)
    sent(as_nobody, path_of(door), walk_in=FARID)
    path = path_of(door)
    close(door)
    keep(as_nobody, path, scan(walk_in={"name": "Zubeida", "email": "zu@a.example", "why": "late"}))
    came(guest)
    put(guest, Stage.NOT_NOW, reason="Peña is ill")
    # An offer to an address that was mistyped at first.
    write("thank_you", to_name="Ana", to_email="ana@exmple.org", once="x", guest_id=guest.id)
    db.session.commit()
    words = (
        "peña",
        "pena",
        "ana@ex",
        "came with ana",
        "benno",
        "555 0100",
        "nightshade",
        "farid",
        "zubeida",
        "zu@a",
    )
    before = everything_kept()
    assert all(word in before for word in words)

    worked(app)

    after = everything_kept()
    assert [word for word in words if word in after] == []
    assert as_nobody.get(ticket).status_code == 410
    assert db.session.scalars(select(KeptScan)).all() == []


def test_counts_arrivals_and_ways_in_stay(app: Flask, event: Event) -> None:
    ana = make_guest(event, source="poster")
    make_guest(event, "Bo", "bo@example.org", state=GuestState.WAITING)
    make_guest(event, "Farid", None, walked_in=True)
    came(ana)
    put(ana, Stage.CALL_HELD)
    before, taken = cohort_of(event.id), again(event).seats_taken

    worked(app)

    assert cohort_of(event.id) == before
    assert (before.registered, before.came, before.call_held) == (2, 1, 1)
    assert again(event).seats_taken == taken == 1
    assert (again(ana).source, again(ana).state) == ("poster", GuestState.CONFIRMED)


def test_done_twice_it_is_done_once_in_batches(
    app: Flask, event: Event, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(purging, "AT_ONCE", 3)
    guests = [make_guest(event, f"Guest {n}", f"g{n}@example.org") for n in range(7)]
    worked(app)
    at = [again(guest).purged_at for guest in guests]
    assert set(at) == {TOLD}
    assert again(event).guests_due_at is None
    worked(app, TOLD + timedelta(days=1))
    assert [again(guest).purged_at for guest in guests] == at


def test_two_workers_delete_what_one_would(
    app: Flask, event: Event, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(purging, "AT_ONCE", 2)
    others = [make_event(starts_at=EVENING, keeps_guests_months=1) for _ in range(3)]
    guests = [
        make_guest(each, f"Guest {n}", f"g{n}@example.org")
        for each in (event, *others)
        for n in range(5)
    ]
    client = make_guest(event, "Cleo", "cleo@example.org")
    put(client, Stage.CLIENT)
    db.session.remove()
    together = Barrier(2)

    def work(_worker: int) -> None:
        together.wait()
        while work_once(app, None):
            pass

    with time_machine.travel(TOLD, tick=False), ThreadPoolExecutor(2) as workers:
        list(workers.map(work, range(2)))
    worked(app)

    assert all(purged(guest) for guest in guests)
    assert not purged(client)
    assert "the worker goes on" not in caplog.text
    assert "@example.org" not in everything_kept().replace("cleo@example.org", "")


def test_every_page_says_that_details_were_deleted(
    app: Flask, event: Event, as_maya: Browser, as_nobody: Browser
) -> None:
    ana = make_guest(event)
    came(ana)
    put(ana, Stage.CALL_BOOKED)
    ticket = ticket_of(ana)
    worked(app)
    path = f"/events/{event.id}"
    listed = as_maya.get(f"{path}/guests").text
    assert "Details deleted" in listed
    assert f"{path}/guests/{ana.id}/address" not in listed
    assert ticket not in listed
    for page in ("guests.csv", "result", "answers", "doors"):
        shown = as_maya.get(f"{path}/{page}")
        assert shown.status_code == 200, page
        assert "Peña" not in shown.text
    for page in ("/clients", f"/clients/{ana.id}"):
        assert "Details deleted" in as_maya.get(page).text
    gone = as_nobody.get(ticket)
    assert gone.status_code == 410
    assert "Peña" not in gone.text


def test_nobody_can_give_a_deleted_guest_an_address_again(
    app: Flask, event: Event, as_maya: Browser, as_nobody: Browser
) -> None:
    ana = make_guest(event)
    ticket = ticket_of(ana)
    worked(app)
    address = f"/events/{event.id}/guests/{ana.id}/address"
    assert as_maya.post(address, data={"email": "new@example.org"}).status_code == 409
    assert purged(ana)
    assert as_nobody.get(ticket).status_code == 410


def test_an_event_that_is_moved_keeps_its_guests_until_after_it(app: Flask, event: Event) -> None:
    ana = make_guest(event)
    moved = db.session.get_one(Event, event.id)
    moved.starts_at += timedelta(days=30)
    moved.ends_at += timedelta(days=30)
    db.session.commit()
    worked(app)
    assert not purged(ana)
    worked(app, TOLD + timedelta(days=33))
    assert purged(ana)


def test_new_events_take_the_practices_number_and_keep_it(
    event: Event, as_maya: Browser, riverside: PracticeOfTheCast
) -> None:
    db.session.get_one(Practice, riverside.id).keeps_guests_months = 6
    db.session.commit()
    as_maya.post("/events", data=typed_from(event))
    made = db.session.scalars(select(Event).order_by(Event.id.desc())).first()
    assert made is not None
    assert made.keeps_guests_months == 6
    assert copy(db.session.get_one(Event, event.id), clock.now()).keeps_guests_months == 1
    db.session.commit()
    made_id = made.id
    db.session.get_one(Practice, riverside.id).keeps_guests_months = 9
    db.session.commit()
    as_maya.post(f"/events/{made_id}", data=typed_from(event))
    assert db.session.get_one(Event, made_id, populate_existing=True).keeps_guests_months == 6
