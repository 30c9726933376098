"""Letters that have not gone out are taken back once they are no longer the newest truth."""

from datetime import timedelta

import pytest
import time_machine
from flask import Flask

from jvplanner import clock
from jvplanner.db import db
from jvplanner.events.letters import telling as writing
from jvplanner.events.models import Event, Guest, GuestState
from jvplanner.outbox.models import Letter, LetterState
from tests.browser import Browser
from tests.builders import letters
from tests.builders_events import again, make_event, make_guest, ticket_of, typed_from
from tests.builders_outbox import round_of_worker
from tests.smtp import mail_server
from tests.statements import counted

ABOUT_COMING = ("ticket", "ticket_again", "waiting", "event_moved")


def tell(guest: Guest, *names: str) -> None:
    """Write letters to a guest, as far as they have not gone out."""
    for name in names:
        writing._tell(name, guest)
    db.session.commit()


def told() -> list[tuple[str, str]]:
    return [(letter.name, letter.to_email) for letter in letters()]


def move(browser: Browser, event: Event, place: str) -> None:
    typed = typed_from(again(event), place=place)
    assert browser.post(f"/events/{event.id}/edit", data=typed).status_code == 303


def test_when_an_event_is_called_off_its_guests_hear_only_of_that(
    in_riverside, as_maya: Browser
) -> None:
    event, other = make_event(), make_event(title="Another evening")
    ana, elsewhere = make_guest(event), make_guest(other)
    ben = make_guest(event, "Ben", "ben@example.org", state=GuestState.WAITING)
    cy = make_guest(event, "Cy", "cy@example.org", state=GuestState.CANCELLED)
    for guest in (ana, ben, elsewhere):
        tell(guest, *ABOUT_COMING)
    tell(cy, "event_moved", "guest_cancelled")

    as_maya.post(f"/events/{event.id}/cancellation", data={"reason": ""})

    assert told() == [
        *((name, "ana@example.org") for name in ABOUT_COMING),
        ("guest_cancelled", "cy@example.org"),
        ("event_cancelled", "ana@example.org"),
        ("event_cancelled", "ben@example.org"),
    ]
    assert {letter.ids["guest_id"] for letter in letters("ticket")} == {elsewhere.id}


def test_what_has_gone_out_or_is_on_its_way_stays(in_riverside, as_maya: Browser) -> None:
    event = make_event()
    tell(make_guest(event), "ticket", "event_moved")
    tell(make_guest(event, "Ben", "ben@example.org"), "ticket", "event_moved")
    states = (LetterState.SENT, LetterState.SENDING, LetterState.WAITING, LetterState.FAILED)
    for letter, state in zip(letters(), states, strict=True):
        db.session.get_one(Letter, letter.id).state = state
    db.session.commit()

    as_maya.post(f"/events/{event.id}/cancellation", data={"reason": ""})

    assert [letter.state for letter in letters()][:2] == [LetterState.SENT, LetterState.SENDING]
    assert [letter.name for letter in letters()][2:] == ["event_cancelled"] * 2


def test_who_has_not_heard_of_a_move_hears_only_of_the_last(in_riverside, as_maya: Browser) -> None:
    event, other = make_event(), make_event(title="Another evening")
    make_guest(event)
    tell(make_guest(other, "Ben", "ben@example.org"), "event_moved")
    for place in ("Room 1", "Room 2", "Room 3"):
        move(as_maya, event, place)
    assert told() == [("event_moved", "ben@example.org"), ("event_moved", "ana@example.org")]
    assert letters()[-1].once.endswith(f":{event.sequence + 3}")


def test_a_move_takes_no_ticket_back(in_riverside, as_maya: Browser) -> None:
    event = make_event()
    tell(make_guest(event), "ticket")
    move(as_maya, event, "Room 1")
    assert [name for name, _ in told()] == ["ticket", "event_moved"]


@pytest.mark.parametrize("by", ["guest", "member"])
def test_who_cancels_gets_no_other_letter_that_waited(
    in_riverside, as_maya: Browser, as_nobody: Browser, by: str
) -> None:
    event = make_event()
    guest, other = make_guest(event), make_guest(event, "Ben", "ben@example.org")
    tell(guest, *ABOUT_COMING)
    tell(other, "event_moved")
    if by == "guest":
        as_nobody.post(f"{ticket_of(guest)}/cancellation")
    else:
        as_maya.post(f"/events/{event.id}/guests/{guest.id}/cancellation")
    assert told() == [("event_moved", "ben@example.org"), ("guest_cancelled", "ana@example.org")]


def test_who_gets_a_seat_is_not_told_any_more_that_they_wait(
    in_riverside, as_maya: Browser
) -> None:
    event = make_event()
    guest = make_guest(event, state=GuestState.WAITING)
    tell(guest, "waiting", "ticket_again", "event_moved")
    as_maya.post(f"/events/{event.id}/guests/{guest.id}/seat")
    assert [name for name, _ in told()] == ["event_moved", "ticket"]


def test_nothing_more_goes_to_an_address_that_was_mistyped(
    in_riverside, as_nobody: Browser
) -> None:
    """A4"""
    guest = make_guest(make_event(), "Ana", "ana@gmial.com")
    tell(guest, "ticket", "ticket_again", "event_moved")
    as_nobody.post(f"{ticket_of(guest)}/address")
    assert told() == [("ticket", "ana@gmail.com")]


@pytest.mark.parametrize("what", ["edit", "cancellation"])
def test_taking_back_takes_no_more_statements_for_many_guests(
    in_riverside, as_maya: Browser, what: str
) -> None:
    asked = []
    for many in (2, 40):
        event = make_event(seats=100)
        for number in range(many):
            guest = make_guest(event, email=f"guest{many}-{number}@example.org")
            tell(guest, "ticket", "event_moved")
        typed = typed_from(event, place="Another room") if what == "edit" else {"reason": ""}
        with counted() as statements:
            assert as_maya.post(f"/events/{event.id}/{what}", data=typed).status_code == 303
        asked.append(sum(not each.startswith("INSERT INTO letter") for each in statements))
    assert asked[0] == asked[1]


def test_who_takes_their_leaving_back_hears_of_the_move_that_they_missed(
    app: Flask, in_riverside, as_maya: Browser, as_nobody: Browser
) -> None:
    event = make_event()
    ana, ben = make_guest(event), make_guest(event, "Ben", "ben@example.org")
    with time_machine.travel(clock.now(), tick=False) as now, mail_server() as server:
        tell(ana, "ticket")
        round_of_worker(app, server)
        for guest in (ana, ben):
            as_nobody.post(f"{ticket_of(guest)}/cancellation")
        move(as_maya, event, "Another house")
        as_nobody.post(f"{ticket_of(ana)}/undo")
        now.shift(timedelta(minutes=11))
        round_of_worker(app, server)
    gone_out = [(each.recipients, each.message["Subject"]) for each in server.received]
    assert sorted(gone_out[1:]) == [
        (("ana@example.org",), "New date or place: " + event.title),
        (("ben@example.org",), "Your registration is cancelled: " + event.title),
    ]
