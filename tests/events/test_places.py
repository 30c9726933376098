"""Where an event takes place: in full on every page, and on the network only when it is time."""

import json
import re
from datetime import timedelta

import pytest
import time_machine
from flask import Flask
from icalendar import Calendar

from jvplanner import clock
from jvplanner.db import db
from jvplanner.events.letters import telling
from jvplanner.events.models import Guest, GuestState
from tests.browser import Browser, as_read
from tests.builders import letters
from tests.builders_events import make_event, make_guest, ticket_of, typed_from

HERE = {
    "place": "Riverside Pharmacy",
    "room": "Second floor, <b>blue</b> room",
    "address": "214 Canal Street",
    "map_link": "https://maps.example/door?a=1&b=2",
    "parking": "In the yard,\nthrough the arch.",
    "access_notes": "Step-free from the yard; a lift to every floor.",
}
MEET = "https://meet.example.org/abc"


def test_the_place_is_told_in_full_to_strangers_and_guests(
    in_riverside, as_nobody: Browser, as_maya: Browser
) -> None:
    event = make_event()
    as_maya.post(f"/events/{event.id}/edit", data=typed_from(event, **HERE))
    guest = make_guest(event)
    for path in (f"/e/{event.code}", ticket_of(guest)):
        page = as_nobody.get(path).text
        assert "Riverside Pharmacy, Second floor, &lt;b&gt;blue&lt;/b&gt; room" in page
        assert 'href="https://maps.example/door?a=1&amp;b=2"' in page
        assert "In the yard,\nthrough the arch." in page
        assert "Step-free from the yard" in page
        assert "openstreetmap" not in page
    data = json.loads(
        re.findall(r'ld\+json">(.*?)</script>', as_nobody.get(f"/e/{event.code}").text)[0]
    )
    assert data["location"]["name"] == "Riverside Pharmacy, Second floor, <b>blue</b> room"
    assert data["location"]["address"] == "214 Canal Street"
    assert data["location"]["hasMap"] == HERE["map_link"]
    (entry,) = Calendar.from_ical(as_nobody.get(f"{ticket_of(guest)}/event.ics").data).walk(
        "VEVENT"
    )
    assert (
        entry["LOCATION"] == "Riverside Pharmacy, Second floor, <b>blue</b> room, 214 Canal Street"
    )


def test_the_form_shows_again_what_was_said_about_the_place(in_riverside, as_maya: Browser) -> None:
    event = make_event(**HERE)
    form = as_maya.get(f"/events/{event.id}/edit").text
    assert "through the arch." in form
    assert '<details class="fold" open>' in form
    assert '<details class="fold" open>' not in as_maya.get("/events/new").text


MOMENTS = {
    "two days before": (timedelta(days=-2), False),
    "a second too early": (timedelta(hours=-24, seconds=-1), False),
    "24 hours before": (timedelta(hours=-24), True),
    "while it runs": (timedelta(minutes=30), True),
    "at the end": (timedelta(minutes=90), False),
}


@pytest.mark.parametrize(("later", "shown"), MOMENTS.values(), ids=list(MOMENTS))
def test_guests_read_the_online_address_from_a_day_before_until_the_end(
    app: Flask, in_riverside, as_nobody: Browser, later: timedelta, shown: bool
) -> None:
    """B5"""
    event = make_event(place="", address="", online_address=MEET)
    guest = make_guest(event)
    with time_machine.travel(event.starts_at + later, tick=False):
        page = as_nobody.get(ticket_of(guest)).text
        assert (MEET in page) is shown
        assert ("The address stands here from " in page) is (later < timedelta(hours=-24))
        announced = as_nobody.get(f"/e/{event.code}").text
        assert MEET not in announced
        is_over = later >= timedelta(minutes=90)
        for text in (page, announced):
            assert not (is_over and "on your ticket from 24 hours" in text)
        assert MEET.encode() not in as_nobody.get(f"{ticket_of(guest)}/event.ics").data
        letter = ticket_letter(app, guest)
        assert (MEET in letter) is shown
        assert ("stands on your ticket from" in letter) is (later < timedelta(hours=-24))


def ticket_letter(app: Flask, guest: Guest) -> str:
    telling._tell("ticket", guest)
    db.session.commit()
    message = app.extensions["postroom"].message(letters("ticket")[-1])
    db.session.rollback()
    body = message.get_body(("plain",))
    assert body is not None
    return as_read(" ".join(body.get_content().split()))


@pytest.mark.parametrize(("place", "has_door"), [("", False), ("The mill", True)])
def test_only_where_there_is_a_door_a_code_is_shown_for_it(
    app: Flask, in_riverside, as_nobody: Browser, place: str, has_door: bool
) -> None:
    guest = make_guest(make_event(place=place, address="", online_address=MEET))
    page, letter = as_nobody.get(ticket_of(guest)).text, ticket_letter(app, guest)
    assert ("at the door" in page, "at the door" in letter) == (has_door, has_door)
    assert ("Where to join online stands below." in page) is not has_door
    sent = app.extensions["postroom"].message(letters("ticket")[-1]).as_string()
    assert ("ticket.png" in sent) is has_door


def test_who_waits_hears_neither_where_nor_when_it_will_stand_there(
    in_riverside, as_nobody: Browser
) -> None:
    event = make_event(in_days=3, place="", address="", online_address=MEET)
    waiting = make_guest(event, state=GuestState.WAITING)
    page = as_nobody.get(ticket_of(waiting)).text
    assert "The address is on your ticket from 24 hours before it begins." in page


def test_members_see_the_online_address_at_any_time(in_riverside, as_maya: Browser) -> None:
    event = make_event(in_days=40, online_address=MEET)
    assert MEET in as_maya.get(f"/events/{event.id}").text


def test_registration_closes_by_itself_and_pages_say_when(
    in_riverside, as_nobody: Browser, as_maya: Browser
) -> None:
    """A8"""
    event = make_event(in_days=3)
    closes = f"{(event.starts_at - timedelta(hours=30)):%Y-%m-%dT%H:%M}"
    as_maya.post(
        f"/events/{event.id}/edit",
        data=typed_from(event, time_zone="Europe/London", closes=closes),
    )
    assert "Registration is open until" in as_read(as_nobody.get(f"/e/{event.code}").text)
    assert "Guests can register until" in as_read(as_maya.get(f"/events/{event.id}").text)

    form = {"name": "Ben", "email": "ben@example.org"}
    with time_machine.travel(clock.now() + timedelta(days=2)):
        page = as_nobody.get(f"/e/{event.code}").text
        assert "Registration is closed" in page
        refused = as_nobody.post(f"/e/{event.code}/guests", data=form)
        assert refused.status_code == 409
        assert "It closed by itself" in as_maya.get(f"/events/{event.id}").text

        as_maya.post(f"/events/{event.id}/registration", data={"open": "yes"})

        assert "Save my seat" in as_nobody.get(f"/e/{event.code}").text
        assert as_nobody.post(f"/e/{event.code}/guests", data=form).status_code == 303


def test_a_preview_says_that_it_is_one_and_takes_nothing(in_riverside, as_maya: Browser) -> None:
    event = make_event(state="draft", **HERE)
    page = as_maya.get(f"/events/{event.id}/preview").text
    assert "This is a preview" in page
    assert f'href="/events/{event.id}"' in page
    assert page.index("<fieldset") < page.index("<form") < page.index("</fieldset>")
    assert "disabled>" in page
    for words in ("Riverside Pharmacy", "Step-free", "Save my seat", "You take home"):
        assert words in page
    assert 'href="?lang=es"' in page
    spanish = as_maya.get(f"/events/{event.id}/preview?lang=es").text
    assert "Reservar mi lugar" in spanish
    assert "Save my seat" not in spanish
    assert as_maya.post(f"/e/{event.code}/guests", data={"name": "A"}).status_code == 409


def test_what_is_public_is_looked_at_where_it_is(in_riverside, as_maya: Browser) -> None:
    event = make_event()
    there = as_maya.get(f"/events/{event.id}/preview")
    assert there.headers["Location"] == f"/e/{event.code}"
