"""The ticket: enough by itself, shown to whoever has its address, given back with one tap."""

from datetime import timedelta
from io import BytesIO

import pytest
import time_machine
import zxingcpp
from flask import Flask
from icalendar import Calendar
from PIL import Image

from jvplanner import clock
from jvplanner.events.models import EventState, GuestState
from tests.browser import Browser
from tests.builders import letters
from tests.builders_events import HOOK, again, make_event, make_guest, ticket_of


def test_the_ticket_alone_is_enough_to_come(in_riverside, as_nobody: Browser) -> None:
    """A5: no mail server is needed for any of this."""
    guest = make_guest(make_event(), "أحمد بن يوسف")
    path = ticket_of(guest)

    page = as_nobody.get(path)

    for words in (
        "Your seat is saved",
        guest.name,
        HOOK,
        "(New York)",
        "214%20Canal%20Street",
        f"{path}/event.ics",
        f"{path}/ticket.png",
        f"http://localhost{path}",
        '<figure class="ticket-code"',
    ):
        assert words in page.text
    assert page.headers["Cache-Control"] == "no-store"
    assert page.headers["Referrer-Policy"] == "no-referrer"
    assert page.headers["X-Robots-Tag"] == "noindex"
    assert "Set-Cookie" not in page.headers


def test_a_camera_reads_the_tickets_address_from_its_picture(
    in_riverside, as_nobody: Browser
) -> None:
    path = ticket_of(make_guest(make_event()))
    picture = as_nobody.get(f"{path}/code.png")
    assert picture.content_type == "image/png"
    (code,) = zxingcpp.read_barcodes(Image.open(BytesIO(picture.data)).convert("L"))
    assert code.text == f"http://localhost{path}"
    drawing = as_nobody.get(f"{path}/code.svg")
    assert drawing.content_type == "image/svg+xml"
    assert drawing.data.startswith(b"<svg")


def test_the_calendar_file_holds_nothing_private(in_riverside, as_nobody: Browser) -> None:
    """B5"""
    event = make_event(online_address="https://meet.example.org/secret")
    path = ticket_of(make_guest(event))
    file = as_nobody.get(f"{path}/event.ics")
    assert file.content_type.startswith("text/calendar")
    (entry,) = Calendar.from_ical(file.data).walk("VEVENT")
    assert entry["SUMMARY"] == HOOK
    assert entry["DTSTART"].dt == event.starts_at
    assert entry["URL"] == f"http://localhost/e/{event.code}?s=k"
    text = file.text.replace("\r\n ", "")
    assert path.removeprefix("/t/") not in text
    assert "meet.example.org" not in text
    assert "Ana" not in text


def test_giving_the_seat_back_twice_gives_one_back(in_riverside, as_nobody: Browser) -> None:
    event = make_event()
    make_guest(event, "Ben", "ben@example.org")
    guest = make_guest(event)
    path = ticket_of(guest)
    for _ in range(2):
        assert as_nobody.post(f"{path}/cancellation").status_code == 303
    assert "Your registration is cancelled" in as_nobody.get(path).text
    with time_machine.travel(clock.now() + timedelta(minutes=10)):
        page = as_nobody.get(path).text
    assert "Your registration is cancelled" in page
    assert f'href="/e/{event.code}#seat"' in page
    assert "ticket-code" not in page
    assert again(event).seats_taken == 1
    assert [letter.name for letter in letters()] == ["guest_cancelled"]


def test_who_was_cancelled_by_a_member_is_not_said_to_have_done_it(
    in_riverside, as_maya: Browser, as_nobody: Browser
) -> None:
    event = make_event()
    guest = make_guest(event)
    as_maya.post(f"/events/{event.id}/guests/{guest.id}/cancellation")
    page = as_nobody.get(ticket_of(guest)).text
    assert "Your registration is cancelled" in page
    assert "You gave" not in page
    assert "Thank you for saying so" not in page


def test_once_registration_is_closed_nobody_is_asked_to_register_again(
    in_riverside, as_nobody: Browser
) -> None:
    event = make_event(registration_open=False)
    page = as_nobody.get(ticket_of(make_guest(event, state=GuestState.CANCELLED))).text
    assert "Your registration is cancelled" in page
    assert "egister again" not in page


def test_a_ticket_letter_that_has_not_gone_out_is_taken_back_with_the_seat(
    in_riverside, as_nobody: Browser
) -> None:
    event = make_event()
    form = {"name": "Ana", "email": "ana@example.org"}
    path = as_nobody.post(f"/e/{event.code}/guests", data=form).headers["Location"]
    as_nobody.post(f"{path}/cancellation")
    assert [letter.name for letter in letters()] == ["guest_cancelled"]


def test_leaving_the_waiting_list_frees_no_seat(in_riverside, as_nobody: Browser) -> None:
    event = make_event(seats=1)
    make_guest(event, "Ben", "ben@example.org")
    path = ticket_of(make_guest(event, state=GuestState.WAITING))
    page = as_nobody.get(path).text
    assert "You are on the waiting list" in page
    assert "Every seat is taken" not in page, "one may be free until a member gives it to somebody"
    as_nobody.post(f"{path}/cancellation")
    assert again(event).seats_taken == 1


@pytest.mark.parametrize(
    ("minutes", "columns", "says"),
    [
        (0, {}, "This event has begun, so no seat"),
        (91, {}, "This event is over, so there is no seat"),
        (-60, {"state": EventState.CANCELLED}, "does not take place, so there is no seat"),
    ],
    ids=["begun", "over", "called off"],
)
def test_once_an_event_has_begun_no_seat_is_given_back(
    in_riverside, as_nobody: Browser, minutes: int, columns, says: str
) -> None:
    event = make_event(**columns)
    path = ticket_of(make_guest(event))
    with time_machine.travel(event.starts_at + timedelta(minutes=minutes), tick=False):
        assert "Give my seat back" not in as_nobody.get(path).text
        refused = as_nobody.post(f"{path}/cancellation")
    assert refused.status_code == 409
    assert says in refused.text
    assert again(event).seats_taken == 1
    assert letters() == []


def test_until_an_event_begins_a_seat_can_be_given_back(in_riverside, as_nobody: Browser) -> None:
    event = make_event()
    path = ticket_of(make_guest(event))
    with time_machine.travel(event.starts_at - timedelta(seconds=1), tick=False):
        page = as_nobody.get(path).text
        assert "Give my seat back" in page
        assert "becomes free for somebody else" in page, "nobody may wait"
        assert as_nobody.post(f"{path}/cancellation").status_code == 303
    assert again(event).seats_taken == 0


def test_who_waits_may_leave_the_line_until_the_end(in_riverside, as_nobody: Browser) -> None:
    event = make_event()
    guest = make_guest(event, state=GuestState.WAITING)
    path = ticket_of(guest)
    with time_machine.travel(event.starts_at + timedelta(minutes=1), tick=False):
        assert "Leave the waiting list" in as_nobody.get(path).text
        assert as_nobody.post(f"{path}/cancellation").status_code == 303
    assert again(guest).state is GuestState.CANCELLED


def test_a_cancelled_event_says_why_and_leaves_the_calendar(
    in_riverside, as_nobody: Browser
) -> None:
    """A8, B2"""
    event = make_event(state=EventState.CANCELLED, cancellation_reason="The room was flooded.")
    path = ticket_of(make_guest(event))
    page = as_nobody.get(path).text
    assert "This event does not take place" in page
    assert "has planned next" in page
    assert "The room was flooded." in page
    assert "ticket-code" not in page
    assert b"METHOD:CANCEL" in as_nobody.get(f"{path}/event.ics").data


@pytest.mark.parametrize(
    ("state", "shown"),
    [(GuestState.CONFIRMED, True), (GuestState.WAITING, False), (GuestState.CANCELLED, False)],
)
def test_only_who_has_a_seat_sees_the_online_address(
    in_riverside, as_nobody: Browser, state: GuestState, shown: bool
) -> None:
    online = "https://meet.example.org/abc"
    event = make_event(in_days=0.9, place="", address="", online_address=online)
    page = as_nobody.get(ticket_of(make_guest(event, state=state))).text
    assert ("meet.example.org" in page) is shown


@pytest.mark.parametrize("what", ["cancellation", "address"])
def test_too_many_tries_with_one_ticket_are_asked_to_wait(
    in_riverside, as_nobody: Browser, what: str
) -> None:
    event = make_event(state=EventState.CANCELLED)
    path = ticket_of(make_guest(event, "Ana", "ana@gmial.com"))
    other = ticket_of(make_guest(event, "Ben", "ben@gmial.com"))
    for _ in range(20):
        assert as_nobody.post(f"{path}/{what}").status_code == 409
    refused = as_nobody.post(f"{path}/{what}")
    assert refused.status_code == 429
    assert "too many tries" in refused.text
    assert int(refused.headers["Retry-After"]) > 0
    for other_way in ("acceptance", "undo", "name", "handover", "letter"):
        assert as_nobody.post(f"{path}/{other_way}").status_code == 429
    assert as_nobody.post(f"{other}/{what}").status_code == 409
    assert as_nobody.get(path).status_code == 200


def test_once_an_event_is_over_its_ticket_is_not_to_be_shown_at_the_door(
    in_riverside, as_nobody: Browser
) -> None:
    event = make_event()
    ticket = ticket_of(make_guest(event))
    asked = "Show this at the door"

    assert asked in as_nobody.get(ticket).text
    with time_machine.travel(event.ends_at + timedelta(minutes=1), tick=False):
        page = as_nobody.get(ticket).text
    assert "This event is over" in page
    assert asked not in page


def test_looking_changes_nothing(app: Flask, in_riverside, as_nobody: Browser) -> None:
    guest = make_guest(make_event(), "Ana", "ana@gmial.com")
    path = ticket_of(guest)
    for page in ("", "/code.svg", "/code.png", "/ticket.png", "/event.ics"):
        assert as_nobody.get(path + page).status_code == 200
        assert as_nobody.open(path + page, method="HEAD").status_code == 200
    for page in (
        "/cancellation",
        "/address",
        "/acceptance",
        "/undo",
        "/name",
        "/handover",
        "/letter",
    ):
        assert as_nobody.get(path + page).status_code == 405
    assert again(guest).state is GuestState.CONFIRMED
    assert letters() == []
