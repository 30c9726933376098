"""Who left by mistake is back within ten minutes, with all they had if it is still there."""

from datetime import timedelta

import pytest
import time_machine
from flask import Flask
from icalendar import Calendar

from jvplanner import clock
from jvplanner.events.models import GuestState
from tests.browser import Browser
from tests.builders import letters
from tests.builders_events import again, make_event, make_guest, ticket_of
from tests.builders_outbox import round_of_worker
from tests.events.test_ticket_changes import BEA
from tests.smtp import mail_server


def test_within_ten_minutes_a_guest_has_the_seat_back_and_no_letter_goes(
    app: Flask, in_riverside, as_nobody: Browser
) -> None:
    event = make_event()
    form = {"name": "Ana", "email": "ana@example.org"}
    path = as_nobody.post(f"/e/{event.code}/guests", data=form).headers["Location"]
    ticket = as_nobody.get(f"{path}/code.svg").data
    with time_machine.travel(clock.now(), tick=False) as now, mail_server() as server:
        as_nobody.post(f"{path}/cancellation")
        assert "Undo" in as_nobody.get(path).text
        now.shift(timedelta(minutes=9, seconds=59))
        assert round_of_worker(app, server) == 0

        for _ in range(2):
            assert as_nobody.post(f"{path}/undo").status_code == 303

        now.shift(timedelta(hours=1))
        round_of_worker(app, server)
    assert "Your seat is saved" in as_nobody.get(path).text
    assert as_nobody.get(f"{path}/code.svg").data == ticket
    assert again(event).seats_taken == 1
    assert [letter.name for letter in letters()] == ["ticket"], "it had not gone out before"


def test_after_ten_minutes_nothing_is_undone_and_the_letter_takes_it_out_of_the_calendar(
    app: Flask, in_riverside, as_nobody: Browser
) -> None:
    """B2"""
    path = ticket_of(make_guest(make_event()))
    with time_machine.travel(clock.now(), tick=False) as now, mail_server() as server:
        as_nobody.post(f"{path}/cancellation")
        now.shift(timedelta(minutes=10))
        assert 'action="' + path + '/undo"' not in as_nobody.get(path).text
        assert as_nobody.post(f"{path}/undo").status_code == 409
        assert round_of_worker(app, server) == 1
    assert b"METHOD:CANCEL" in as_nobody.get(f"{path}/event.ics").data


def test_what_was_undone_stays_in_the_calendar(in_riverside, as_nobody: Browser) -> None:
    """B2"""
    path = ticket_of(make_guest(make_event()))
    files = []
    for change in ("", "/cancellation", "/undo"):
        if change:
            as_nobody.post(path + change)
        files.append(as_nobody.get(f"{path}/event.ics").data)
    entries = [Calendar.from_ical(file).walk("VEVENT")[0] for file in files]
    assert [str(entry["STATUS"]) for entry in entries] == ["CONFIRMED", "CANCELLED", "CONFIRMED"]
    assert [entry["SEQUENCE"] for entry in entries] == [0, 1, 2]


def test_who_undoes_too_late_for_the_seat_waits_first_in_the_line(
    in_riverside, as_nobody: Browser
) -> None:
    event = make_event(seats=1)
    path = ticket_of(make_guest(event, "Ana", "ana@example.org"))
    as_nobody.post(f"{path}/cancellation")
    as_nobody.post(f"/e/{event.code}/guests", data=BEA)
    page = as_nobody.post(f"{path}/undo", follow_redirects=True).text
    assert "Somebody else took your seat in the meantime" in page
    assert "You are number 1 in the line" in page
    assert again(event).seats_taken == 1
    assert [letter.name for letter in letters()] == ["ticket", "waiting"]


def test_while_others_wait_the_seat_is_still_there_to_undo(
    in_riverside, as_nobody: Browser
) -> None:
    event = make_event(seats=1)
    path = ticket_of(make_guest(event, "Ana", "ana@example.org"))
    make_guest(event, "Cher", "cher@example.org", state=GuestState.WAITING)
    as_nobody.post(f"{path}/cancellation")
    as_nobody.post(f"/e/{event.code}/guests", data=BEA)
    assert "Your seat is saved" in as_nobody.post(f"{path}/undo", follow_redirects=True).text


@pytest.mark.parametrize("state", [GuestState.WAITING, GuestState.OFFERED])
def test_who_waits_has_the_place_or_the_offer_back(
    in_riverside, as_nobody: Browser, state: GuestState
) -> None:
    event = make_event(seats=1)
    guest = make_guest(event, state=state)
    path = ticket_of(guest)
    as_nobody.post(f"{path}/cancellation")
    assert again(event).seats_taken == 0
    assert as_nobody.post(f"{path}/undo").status_code == 303
    back = again(guest)
    assert (back.state, back.offer_expires_at) == (state, guest.offer_expires_at)
    assert again(event).seats_taken == (state is GuestState.OFFERED)


def test_what_a_member_cancelled_a_guest_does_not_undo(
    in_riverside, as_maya: Browser, as_nobody: Browser
) -> None:
    event = make_event()
    guest = make_guest(event)
    as_maya.post(f"/events/{event.id}/guests/{guest.id}/cancellation")
    path = ticket_of(guest)
    assert "/undo" not in as_nobody.get(path).text
    assert as_nobody.post(f"{path}/undo").status_code == 409
    assert letters("guest_cancelled")[0].try_at <= clock.now()


def test_who_registered_again_meanwhile_is_shown_to_the_newer_ticket(
    in_riverside, as_nobody: Browser
) -> None:
    event = make_event()
    path = ticket_of(make_guest(event, "Ana", "ana@example.org"))
    as_nobody.post(f"{path}/cancellation")
    as_nobody.post(f"/e/{event.code}/guests", data={"name": "Ana", "email": "ana@example.org"})
    refused = as_nobody.post(f"{path}/undo")
    assert refused.status_code == 409
    assert "use the newer ticket" in refused.text
    assert again(event).seats_taken == 1
