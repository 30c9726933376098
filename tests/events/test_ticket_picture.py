"""The ticket as a picture to keep: it says what it is for, and a camera reads it."""

from datetime import UTC, datetime, timedelta
from io import BytesIO
from types import SimpleNamespace
from typing import Any

import pytest
import zxingcpp
from flask import Flask
from PIL import Image

from jvplanner.events import ticket_picture
from jvplanner.events.models import GuestState
from jvplanner.languages import speaking
from tests.browser import Browser
from tests.builders_events import HOOK, make_event, make_guest, ticket_of

ADDRESS = "https://jv.example/t/1oQH54mR5zCZ3b11Y4"
STARTS = datetime(2027, 2, 11, 23, 30, tzinfo=UTC)


def picture(name: str, **columns: Any) -> bytes:
    """Make the picture of a ticket that no database knows."""
    event = {
        "title": HOOK,
        "partner": SimpleNamespace(name="Canal Street Pharmacy"),
        "place": "Canal Street Theatre",
        "room": "Room 2",
        "address": "214 Canal Street",
        "starts_at": STARTS,
        "ends_at": STARTS + timedelta(minutes=90),
        "time_zone": "America/New_York",
    }
    return ticket_picture.ticket_picture(
        SimpleNamespace(name=name),  # type: ignore[arg-type]
        SimpleNamespace(**event | columns),  # type: ignore[arg-type]
        SimpleNamespace(name="Riverside", brand_colour="#0f5c4d"),  # type: ignore[arg-type]
        ADDRESS,
    )


@pytest.mark.parametrize(
    "name", ["Ana Peña", "Lu " * 66, "x" * 200, "أحمد بن يوسف", "#strong[x] $ {{7*7}}", "🌿"]
)
def test_a_camera_reads_it_whatever_the_guest_and_the_event_are_called(name: str) -> None:
    """A9"""
    drawn = Image.open(BytesIO(picture(name, title=name, address=name, partner=None)))
    (code,) = zxingcpp.read_barcodes(drawn.convert("L"))
    assert (code.text, drawn.width) == (ADDRESS, 1080)


def test_it_says_whose_it_is_and_for_what_when_and_where_in_their_language(monkeypatch) -> None:
    """B4"""
    said: dict[str, str] = {}
    monkeypatch.setattr(ticket_picture, "png", lambda _, data, **_how: said.update(data) or b"")

    with speaking("es"):
        picture("Ana Peña")
        in_a_place = dict(said)
        picture("Ana Peña", place="", room="", address="")

    assert (in_a_place["name"], in_a_place["title"]) == ("Ana Peña", HOOK)
    assert in_a_place["hosts"] == "Riverside con Canal Street Pharmacy"
    assert (
        in_a_place["when"]
        .replace("\N{NO-BREAK SPACE}", " ")
        .endswith("11 feb 2027, 18:30 – 20:00 (Nueva York)")
    )
    assert (in_a_place["place"], in_a_place["address"]) == (
        "Canal Street Theatre, Room 2",
        "214 Canal Street",
    )
    assert said["place"] == "En línea"


def test_a_guest_keeps_it_once_they_have_a_seat(
    app: Flask, in_riverside, as_nobody: Browser
) -> None:
    event = make_event()
    seated, waiting = (
        ticket_of(make_guest(event, name, f"{name}@example.org", state=state))
        for name, state in (("ana", GuestState.CONFIRMED), ("bea", GuestState.WAITING))
    )

    kept = as_nobody.get(f"{seated}/ticket.png")

    assert (kept.status_code, kept.content_type) == (200, "image/png")
    assert kept.headers["Cache-Control"] == "no-store"
    assert as_nobody.get(f"{waiting}/ticket.png").status_code == 404


@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
def test_nobody_has_it_drawn_without_end(
    in_riverside, as_nobody: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("jvplanner.events.views.tickets.ticket_picture", lambda *_told: b"PNG")
    path = ticket_of(make_guest(make_event()))
    asked = [as_nobody.get(f"{path}/ticket.png").status_code for _ in range(21)]
    assert asked == [*[200] * 20, 429]
    assert as_nobody.get(path).status_code == 200
