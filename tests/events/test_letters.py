"""What guests get by letter, and that page, letter and calendar say the same."""

from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from io import BytesIO

import pytest
import time_machine
import zxingcpp
from flask import Flask
from icalendar import Calendar
from PIL import Image

from jvplanner.db import db
from jvplanner.events.letters import telling as writing
from jvplanner.events.models import EventState, Guest, GuestState
from tests.browser import Browser, as_read
from tests.builders import letters
from tests.builders_events import make_event, make_guest, ticket_of

KINDS = ("ticket", "ticket_again", "waiting", "event_moved", "event_cancelled", "guest_cancelled")
EVENING = datetime(2027, 2, 11, 23, 30, tzinfo=UTC)
IN_WORDS = "Thu 11 Feb 2027, 18:30 – 20:00 (New York)"


@pytest.fixture(autouse=True)
def in_january() -> None:
    with time_machine.travel(datetime(2027, 1, 10, tzinfo=UTC)):
        yield


def letter_about(app: Flask, guest: Guest, name: str) -> EmailMessage:
    writing._tell(name, guest)
    db.session.commit()
    message = app.extensions["postroom"].message(letters(name)[-1])
    db.session.rollback()
    return message


def text_of(message: EmailMessage, kind: str = "plain") -> str:
    body = message.get_body((kind,))
    assert body is not None
    return body.get_content()


def calendar_of(message: EmailMessage) -> bytes | None:
    files = [part for part in message.walk() if part.get_content_type() == "text/calendar"]
    return files[0].get_payload(decode=True) if files else None


@pytest.mark.parametrize("name", KINDS)
def test_every_letter_says_when_and_where_and_names_the_zone(
    app: Flask, in_riverside, name: str
) -> None:
    """B4"""
    event = make_event(starts_at=EVENING)
    state = GuestState.WAITING if name == "waiting" else GuestState.CONFIRMED
    message = letter_about(app, make_guest(event, "Tom O'Neill", state=state), name)
    for kind in ("plain", "html"):
        text = text_of(message, kind)
        assert IN_WORDS in as_read(text)
        assert "Riverside Pharmacy, community room, 214 Canal Street" in text
        assert "O" in text
    assert "Tom O'Neill" in text_of(message)
    assert "1 Canal Street" in text_of(message)
    assert event.title in str(message["Subject"])
    assert message["Reply-To"] == "maya@riverside.example"


def test_page_ticket_letter_and_calendar_show_the_same_local_time(
    app: Flask, in_riverside, as_nobody: Browser
) -> None:
    """B4"""
    event = make_event(starts_at=EVENING)
    guest = make_guest(event)
    path = ticket_of(guest)
    message = letter_about(app, guest, "ticket")
    assert IN_WORDS in as_read(as_nobody.get(f"/e/{event.code}").text)
    assert IN_WORDS in as_read(as_nobody.get(path).text)
    for file in (calendar_of(message), as_nobody.get(f"{path}/event.ics").data):
        (entry,) = Calendar.from_ical(file).walk("VEVENT")
        assert f"{entry['DTSTART'].dt:%H:%M}" == "18:30"
        assert entry["DTSTART"].params["TZID"] == "America/New_York"


def test_the_ticket_letter_shows_the_code_links_the_ticket_and_has_the_event_attached(
    app: Flask, in_riverside
) -> None:
    guest = make_guest(make_event(online_address="https://meet.example.org/abc"))
    address = f"http://localhost{ticket_of(guest)}"

    message = letter_about(app, guest, "ticket")

    pictures = [part for part in message.walk() if part.get_content_type() == "image/png"]
    (picture,) = pictures
    assert f"cid:{picture['Content-ID'].strip('<>')}" in text_of(message, "html")
    (code,) = zxingcpp.read_barcodes(
        Image.open(BytesIO(picture.get_payload(decode=True))).convert("L")
    )
    assert code.text == address
    assert address in text_of(message)
    assert "meet.example.org" not in text_of(message)
    file = calendar_of(message)
    assert file is not None
    assert b"METHOD:PUBLISH" in file
    assert address.rpartition("/")[2].encode() not in file.replace(b"\r\n ", b"")
    assert b"meet.example.org" not in file.replace(b"\r\n ", b"")


def test_whoever_waits_gets_no_code_and_no_calendar_file(app: Flask, in_riverside) -> None:
    guest = make_guest(make_event(), state=GuestState.WAITING)
    for name in ("waiting", "ticket_again"):
        message = letter_about(app, guest, name)
        assert calendar_of(message) is None
        assert "image/png" not in [part.get_content_type() for part in message.walk()]


@pytest.mark.parametrize("name", ["event_cancelled", "guest_cancelled"])
def test_a_cancellation_takes_the_event_out_of_the_calendar(
    app: Flask, in_riverside, name: str
) -> None:
    """B2"""
    whole = name == "event_cancelled"
    event = make_event(
        state=EventState.CANCELLED if whole else EventState.PUBLISHED,
        cancellation_reason="The room was flooded." if whole else "",
    )
    guest = make_guest(event, state=GuestState.CONFIRMED if whole else GuestState.CANCELLED)
    message = letter_about(app, guest, name)
    file = calendar_of(message)
    assert file is not None
    assert b"METHOD:CANCEL" in file
    assert b"STATUS:CANCELLED" in file
    assert ("The room was flooded." in text_of(message)) is whole


PUBLISHED, CALLED_OFF = EventState.PUBLISHED, EventState.CANCELLED
STANDINGS = {
    "Your seat is saved": (GuestState.CONFIRMED, PUBLISHED, 0),
    "You are on the waiting list": (GuestState.WAITING, PUBLISHED, 0),
    "Your registration is cancelled": (GuestState.CANCELLED, PUBLISHED, 0),
    "This event does not take place": (GuestState.CONFIRMED, CALLED_OFF, 0),
    "This event is over": (GuestState.CONFIRMED, PUBLISHED, 60),
}
# What a letter says in its own words where the headline is not needed.
OWN_WORDS = {
    ("ticket_again", "Your seat is saved"): "You have a seat already",
    ("ticket_again", "You are on the waiting list"): "you are on the waiting list",
    ("event_moved", "Your seat is saved"): "Your seat and your ticket stay as they are",
    ("event_moved", "You are on the waiting list"): "Your place on the waiting list stays",
}
UNTRUE_OTHERWISE = {
    "Your seat is saved": ("code that is scanned", "seat is saved", "have a seat", "Your ticket"),
    "You are on the waiting list": ("waiting list", "want to wait"),
}


@pytest.mark.parametrize("headline", STANDINGS)
@pytest.mark.parametrize("name", ["ticket", "ticket_again", "waiting", "event_moved"])
def test_a_letter_says_where_the_guest_stands_when_it_goes_out(
    app: Flask, in_riverside, name: str, headline: str
) -> None:
    """Whatever it was written to say: it may have been on its way, or tried again since."""
    state, event_state, days = STANDINGS[headline]
    event = make_event(starts_at=EVENING, state=event_state, cancellation_reason="Flooded.")
    guest = make_guest(event, state=state)
    with time_machine.travel(datetime(2027, 1, 10, tzinfo=UTC) + timedelta(days=days)):
        message = letter_about(app, guest, name)
    for kind in ("plain", "html"):
        text = " ".join(text_of(message, kind).split())
        assert OWN_WORDS.get((name, headline), headline).lower() in text.lower()
        for standing, words in UNTRUE_OTHERWISE.items():
            assert standing == headline or not any(one in text for one in words)
        assert IN_WORDS in as_read(text)
    subject = str(message["Subject"])
    assert ("ticket" in subject) <= (state is GuestState.CONFIRMED)
    file = calendar_of(message) or b""
    assert (b"METHOD:CANCEL" in file) is (event_state is CALLED_OFF and name != "waiting")
    assert (b"METHOD:PUBLISH" in file) is (headline == "Your seat is saved" and name != "waiting")


@pytest.mark.parametrize("begun", [False, True], ids=["before", "while it runs"])
@pytest.mark.parametrize("name", ["ticket", "ticket_again", "event_moved"])
def test_a_letter_offers_to_give_the_seat_back_only_while_that_is_possible(
    app: Flask, in_riverside, name: str, begun: bool
) -> None:
    guest = make_guest(make_event(starts_at=EVENING))
    with time_machine.travel(EVENING if begun else EVENING - timedelta(hours=1), tick=False):
        message = letter_about(app, guest, name)
    for kind in ("plain", "html"):
        if (name, kind) != ("ticket_again", "plain"):
            assert ("If you cannot come" in text_of(message, kind)) is not begun


@pytest.mark.parametrize(
    ("columns", "possible"),
    [({}, True), ({"state": EventState.CANCELLED}, False), ({"registration_open": False}, False)],
    ids=["open", "called off", "closed"],
)
def test_who_has_cancelled_is_asked_back_only_where_that_is_possible(
    app: Flask, in_riverside, columns: dict[str, object], possible: bool
) -> None:
    event = make_event(starts_at=EVENING, **columns)
    message = letter_about(app, make_guest(event, state=GuestState.CANCELLED), "guest_cancelled")
    for kind in ("plain", "html"):
        assert ("register again" in text_of(message, kind)) is possible


@pytest.mark.parametrize("name", KINDS)
def test_markup_and_line_breaks_in_names_and_titles_stay_text(
    app: Flask, in_riverside, name: str
) -> None:
    """A9, A10"""
    event = make_event(
        title="<b>Bold</b>, {{7*7}}; «très»", place="Room\r\nBcc: all@example.org", address=""
    )
    guest = make_guest(event, "<script>alert(1)</script>")
    message = letter_about(app, guest, name)
    assert message["Bcc"] is None
    assert "<script>" not in text_of(message, "html")
    assert "<b>Bold" not in text_of(message, "html")
    assert "<b>Bold</b>, {{7*7}}; «très»" in str(message["Subject"])
    parsed = Calendar.from_ical(calendar_of(message) or b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n")
    for entry in parsed.walk("VEVENT"):
        assert entry["SUMMARY"] == event.title
