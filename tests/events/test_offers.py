"""A7: a free seat is offered to whoever waited longest, and held for them until they say."""

from datetime import timedelta

import pytest
import time_machine
from flask import Flask

from jvplanner import clock
from jvplanner.db import db
from jvplanner.events.models import Departure, Event, EventState, Guest, GuestState
from jvplanner.events.rules import UNDO
from jvplanner.outbox.models import LetterState
from tests.browser import Browser, as_read
from tests.builders import letters
from tests.builders_events import (
    again,
    make_event,
    make_guest,
    pass_seats_on,
    ticket_of,
)
from tests.builders_outbox import round_of_worker
from tests.smtp import mail_server
from tests.statements import counted

WAITING = GuestState.WAITING


def pass_on() -> None:
    """Do what a worker does with waiting lists, until nothing is left to do."""
    while pass_seats_on():
        pass


def later(**time: float) -> time_machine.travel:
    return time_machine.travel(clock.now() + timedelta(**time), tick=False)


def full_event(*names: str, seats: int = 1, **columns) -> tuple[Event, Guest, list[Guest]]:
    """An event with its seats taken, one of those who have one, and those who wait for one."""
    event = make_event(seats=seats, **columns)
    seated = [make_guest(event, f"Ben {n}", f"ben{n}@example.org") for n in range(seats)]
    waiting = [
        make_guest(event, name, f"{name.lower()}@example.org", state=WAITING) for name in names
    ]
    return event, seated[0], waiting


def give_back(guest: Guest, nobody: Browser) -> None:
    assert nobody.post(f"{ticket_of(guest)}/cancellation").status_code == 303


def states(*guests: Guest) -> list[str]:
    return [again(guest).state.value for guest in guests]


def test_a_seat_given_back_is_held_for_whoever_waited_longest_before_the_letter_goes(
    in_riverside, as_nobody: Browser
) -> None:
    """A7"""
    event, ben, waiting = full_event("Ana", "Cher")
    give_back(ben, as_nobody)

    with later(minutes=11):
        pass_on()
        assert states(*waiting) == ["offered", "waiting"]
        assert again(event).seats_taken == 1, "it is held though no letter has gone out"
        (offer,) = letters("seat_offered")
        assert (offer.to_email, offer.state) == ("ana@example.org", LetterState.WAITING)
        assert "This event is full" in as_nobody.get(f"/e/{event.code}").text


def test_a_seat_is_offered_ten_minutes_after_it_was_given_back_and_not_before(
    in_riverside, as_nobody: Browser
) -> None:
    event, ben, (ana,) = full_event("Ana")
    with time_machine.travel(clock.now(), tick=False) as now:
        give_back(ben, as_nobody)
        now.shift(UNDO - timedelta(seconds=1))
        pass_on()
        assert states(ana) == ["waiting"]
        assert "This event is full" in as_nobody.get(f"/e/{event.code}").text
        now.shift(timedelta(seconds=1))
        pass_on()
    assert states(ana) == ["offered"]


def test_the_offers_letter_says_until_when_by_the_clocks_at_the_event(
    app: Flask, in_riverside, as_nobody: Browser
) -> None:
    _, ben, (ana,) = full_event("Ana")
    give_back(ben, as_nobody)
    with later(minutes=11):
        pass_on()
        until = again(ana).offer_expires_at
        assert until == clock.now() + timedelta(days=2)
        message = app.extensions["postroom"].message(letters("seat_offered")[0])
        text = message.get_body(("plain",)).get_content()
        page = as_read(as_nobody.get(ticket_of(ana)).text)
    assert "A seat is held for you" in message["Subject"]
    assert "(New York)" in text
    words = text.split("say so until ")[1].split(";")[0]
    assert words in as_read(page)
    assert f"http://localhost{ticket_of(ana)}" in text
    assert "text/calendar" not in str(message)


def test_a_letter_that_fails_still_holds_the_seat(
    app: Flask, in_riverside, as_nobody: Browser
) -> None:
    """A7"""
    event, ben, (ana,) = full_event("Ana")
    give_back(ben, as_nobody)
    with later(minutes=11), mail_server() as server:
        pass_on()
        server.to_recipient = ["250 OK", "550 5.1.1 No such mailbox here"]
        assert round_of_worker(app, server) == 2, "the other one confirms Ben's cancellation"
        pass_on()
        assert letters("seat_offered")[0].state is LetterState.FAILED
    assert states(ana) == ["offered"]
    assert again(event).seats_taken == 1


def test_opening_the_link_accepts_nothing_and_accepting_is_a_post(
    in_riverside, as_nobody: Browser
) -> None:
    """A7"""
    event = make_event(seats=1)
    ana = make_guest(event, state=GuestState.OFFERED)
    path = ticket_of(ana)
    for _ in range(3):
        assert "A seat is held for you" in as_nobody.get(path).text
    assert as_nobody.get(f"{path}/acceptance").status_code == 405
    assert states(ana) == ["offered"]

    for _ in range(2):
        assert as_nobody.post(f"{path}/acceptance").status_code == 303

    page = as_nobody.get(path).text
    assert "Your seat is saved" in page
    assert "ticket-code" in page
    assert again(event).seats_taken == 1
    assert [letter.name for letter in letters()] == ["ticket"]


def test_an_offer_that_runs_out_passes_on_and_its_guest_is_told_once(
    in_riverside, as_nobody: Browser
) -> None:
    """A7"""
    event, ben, (ana, cher) = full_event("Ana", "Cher")
    give_back(ben, as_nobody)
    with later(minutes=11):
        pass_on()
    with later(days=2, minutes=12):
        assert "The offer of a seat has run out" in as_nobody.get(ticket_of(ana)).text
        refused = as_nobody.post(f"{ticket_of(ana)}/acceptance")
        assert refused.status_code == 409
        pass_on()
        pass_on()
        assert states(ana, cher) == ["cancelled", "offered"]
        assert again(ana).departure is Departure.LAPSED
        page = as_nobody.get(ticket_of(ana)).text
    assert "The offer of a seat has run out" in page
    assert f'href="/e/{event.code}#seat"' in page
    assert [letter.to_name for letter in letters("offer_lapsed")] == ["Ana"]
    assert [letter.to_name for letter in letters("seat_offered")] == ["Cher"]
    assert again(event).seats_taken == 1


def test_an_offer_that_is_declined_passes_on_after_ten_minutes(
    in_riverside, as_nobody: Browser
) -> None:
    event = make_event(seats=1)
    ana = make_guest(event, "Ana", "ana@example.org", state=GuestState.OFFERED)
    cher = make_guest(event, "Cher", "cher@example.org", state=WAITING)
    give_back(ana, as_nobody)
    pass_on()
    assert states(ana, cher) == ["cancelled", "waiting"]
    with later(minutes=11):
        pass_on()
    assert states(ana, cher) == ["cancelled", "offered"]
    assert again(event).seats_taken == 1


def test_who_cancelled_is_offered_nothing(in_riverside, as_nobody: Browser) -> None:
    """A7"""
    _, ben, (ana, cher) = full_event("Ana", "Cher")
    give_back(ana, as_nobody)
    give_back(ben, as_nobody)
    with later(minutes=11):
        pass_on()
    assert states(ana, cher) == ["cancelled", "offered"]
    assert {letter.to_name for letter in letters("seat_offered")} == {"Cher"}


def test_whoever_is_new_never_overtakes_those_who_wait(in_riverside, as_nobody: Browser) -> None:
    event, ben, (ana,) = full_event("Ana")
    give_back(ben, as_nobody)
    form = {"name": "Dee", "email": "dee@example.org"}
    page = as_nobody.post(f"/e/{event.code}/guests", data=form, follow_redirects=True).text
    assert "You are on the waiting list" in page
    with later(minutes=11):
        pass_on()
        assert states(ana) == ["offered"]
        other = {"name": "Eve", "email": "eve@example.org"}
        page = as_nobody.post(f"/e/{event.code}/guests", data=other, follow_redirects=True).text
        assert "You are on the waiting list" in page


def test_nobody_is_offered_a_seat_at_an_event_that_was_called_off(
    in_riverside, as_maya: Browser, as_nobody: Browser
) -> None:
    event, ben, (ana,) = full_event("Ana")
    give_back(ben, as_nobody)
    as_maya.post(f"/events/{event.id}/cancellation", data={"reason": "Flooded."})
    with later(minutes=11):
        pass_on()
    assert states(ana) == ["waiting"]
    assert letters("seat_offered") == []


def test_what_is_done_already_is_not_done_again(in_riverside, as_nobody: Browser) -> None:
    event, ben, (ana,) = full_event("Ana")
    give_back(ben, as_nobody)
    with later(minutes=11):
        pass_on()
        due_at(event, clock.now())
        pass_on()
    assert len(letters("seat_offered")) == 1
    assert again(event).line_due_at == again(ana).offer_expires_at


def test_a_quiet_installation_is_asked_one_question(in_riverside) -> None:
    full_event("Ana")
    db.session.rollback()
    with counted() as statements:
        assert pass_seats_on() == 0
    assert len(statements) == 1


@pytest.mark.parametrize("state", [GuestState.OFFERED, WAITING])
def test_an_address_that_waits_is_known_again(
    in_riverside, as_nobody: Browser, state: GuestState
) -> None:
    """A2"""
    event = make_event(seats=1)
    make_guest(event, state=state, registered_at=clock.now() - timedelta(hours=1))
    form = {"name": "Ana", "email": "ana@example.org"}
    known = as_nobody.post(f"/e/{event.code}/guests", data=form)
    assert known.status_code == 200
    assert "/t/" not in known.text
    assert [letter.name for letter in letters()] == ["ticket_again"]


def due_at(event: Event, moment) -> None:
    row = db.session.get_one(Event, event.id, populate_existing=True)
    assert row.state is EventState.PUBLISHED
    row.line_due_at = moment
    db.session.commit()
