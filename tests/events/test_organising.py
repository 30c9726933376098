"""Planning an event: from draft to published, and changed."""

from datetime import timedelta

import pytest
from flask import Flask
from icalendar import Calendar
from sqlalchemy import select

from jvplanner import clock
from jvplanner.db import db
from jvplanner.events.models import Event, EventState, GuestState
from jvplanner.tenancy import acting_for
from jvplanner.wall_time import day_text, local
from tests.browser import Browser
from tests.builders import letters
from tests.builders_events import again, make_event, make_guest, ticket_of, typed_from
from tests.builders_partners import make_partner

SOON = local(clock.now() + timedelta(days=20), "America/New_York").date()
TYPED = {
    "title": "Why you’re still tired",
    "partner": "0",
    "day": SOON.isoformat(),
    "starts": "18:30",
    "ends": "20:00",
    "time_zone": "America/New_York",
    "place": "Community room",
    "address": "214 Canal Street",
    "online_address": "",
    "seats": "40",
    "description": "An hour on sleep.",
    "take_home": "Five questions",
    "call_to_action": "A call",
    "cta_kind": "discovery_call",
}


def only_event() -> Event:
    event = db.session.scalars(select(Event)).one()
    db.session.expunge(event)
    db.session.rollback()
    return event


def test_an_event_is_a_draft_until_it_is_published(
    in_riverside, as_maya: Browser, as_nobody: Browser
) -> None:
    partner = make_partner()
    made = as_maya.post("/events", data=TYPED | {"partner": str(partner.id)})
    event = only_event()
    assert made.headers["Location"] == f"/events/{event.id}"
    assert f"{local(event.starts_at, event.time_zone):%H:%M}" == "18:30"
    assert "Draft" in as_maya.get(f"/events/{event.id}").text
    assert as_nobody.get(f"/e/{event.code}").status_code == 404

    as_maya.post(f"/events/{event.id}/publication")

    page = as_maya.get(f"/events/{event.id}").text
    assert "Open for registration" in page
    assert f"http://localhost/e/{event.code}" in page
    assert "with Riverside Compounding Pharmacy" in as_nobody.get(f"/e/{event.code}").text


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ({"title": " "}, "Give the event a headline"),
        ({"title": "x" * 201}, "Use at most 200"),
        ({"title": "a\x00b"}, "cannot be shown"),
        ({"day": "soon"}, "This is not a date"),
        ({"day": ""}, "Choose the day"),
        ({"starts": "25:00"}, "This is not a time of day"),
        ({"ends": "17:00"}, "ends before it starts"),
        ({"day": "2027-03-14", "starts": "02:30", "ends": "04:00"}, "do not show 02:30"),
        ({"time_zone": "Mars/Olympus"}, "Choose one of those offered"),
        ({"partner": "999999"}, "Choose one of those offered"),
        ({"partner": "x"}, "Choose one of those offered"),
        ({"seats": "0"}, "number from 1"),
        ({"seats": "many"}, "Enter a whole number.|number"),
        ({"seats": "9" * 400}, "number from 1"),
        ({"seats": "9" * 5000}, "number from 1"),
        ({"day": "0001-01-01"}, "Choose a day in the years 1900 to 2199."),
        ({"day": "9999-12-31"}, "Choose a day in the years 1900 to 2199."),
        ({"online_address": "javascript:alert(1)"}, "https://"),
        ({"map_link": "http://maps.example/x"}, "https://"),
        ({"map_link": "https://a b.example"}, "https://"),
        ({"parking": "x" * 501}, "Use at most 500"),
        ({"closes": "soon"}, "not a day with a time"),
        ({"closes": "9999-12-31T23:00"}, "Choose a day in the years 1900 to 2199."),
        ({"closes": f"{SOON}T20:01"}, "This is after the event."),
        ({"cta_kind": "commission"}, "Choose one of those offered"),
    ],
)
def test_a_slip_is_named_at_its_field_and_nothing_typed_is_lost(
    in_riverside, as_maya: Browser, typed: dict[str, str], says: str
) -> None:
    response = as_maya.post("/events", data=TYPED | typed)
    assert response.status_code == 422
    assert any(words in response.text for words in says.split("|"))
    assert "An hour on sleep." in response.text
    assert db.session.scalars(select(Event)).all() == []


@pytest.mark.parametrize(
    ("typed", "wrong"),
    [
        ({"day": "2027-03-14", "starts": "02:30", "ends": "04:00"}, "starts"),
        ({"day": "2027-03-14", "starts": "01:00", "ends": "02:30"}, "ends"),
        ({"day": "2027-03-13", "starts": "22:00", "ends": "02:30"}, "ends"),
    ],
    ids=["start", "end", "end on the next day"],
)
def test_a_time_that_clocks_skip_is_named_at_the_field_where_it_was_typed(
    in_riverside, as_maya: Browser, typed: dict[str, str], wrong: str
) -> None:
    """B1"""
    page = as_maya.post("/events", data=TYPED | typed).text
    assert page.count("do not show 02:30") == 1
    assert page.index(f'id="{wrong}-error"') < page.index("do not show 02:30")
    assert page.count('-error">') == page.count(f'id="{wrong}-error">') == 1


def test_a_partner_of_another_practice_cannot_be_chosen(
    in_riverside, hillside, as_maya: Browser
) -> None:
    """T1"""
    with acting_for(hillside.id):
        theirs = make_partner("Hillside Studio", people=()).id
    assert as_maya.post("/events", data=TYPED | {"partner": str(theirs)}).status_code == 422
    assert "Hillside Studio" not in as_maya.get("/events/new").text


def test_an_event_that_lacks_a_place_or_a_date_to_come_is_not_published(
    in_riverside, as_maya: Browser
) -> None:
    event = make_event(state=EventState.DRAFT, place="", in_days=-3)
    page = as_maya.get(f"/events/{event.id}").text
    assert "Choose a date that is still to come." in page
    refused = as_maya.post(f"/events/{event.id}/publication")
    assert refused.status_code == 409
    assert "Say where it takes place" in refused.text
    assert again(event).state is EventState.DRAFT


def test_a_new_date_is_a_letter_to_everybody_who_comes_or_waits_and_raises_the_sequence(
    app: Flask, in_riverside, as_maya: Browser, as_nobody: Browser
) -> None:
    """B2"""
    event = make_event()
    guest = make_guest(event)
    make_guest(event, "Ben", "ben@example.org", state=GuestState.WAITING)
    make_guest(event, "Cy", "cy@example.org", state=GuestState.CANCELLED)
    make_guest(event, "Walk-in", None, walked_in=True)

    as_maya.post(f"/events/{event.id}/edit", data=typed_from(event, day=SOON.isoformat()))
    as_maya.post(f"/events/{event.id}/edit", data=typed_from(again(event)))

    page = as_nobody.get(ticket_of(guest)).text
    told = letters("event_moved")
    for text in (app.extensions["postroom"].written(told[0]).text, page):
        assert day_text(again(event).guests_kept_until) in text
        assert "at the latest" in text
    assert sorted(letter.to_email for letter in told) == ["ana@example.org", "ben@example.org"]
    file = Calendar.from_ical(as_nobody.get(f"{ticket_of(guest)}/event.ics").data)
    (entry,) = file.walk("VEVENT")
    assert entry["SEQUENCE"] == event.sequence + 1
    assert entry["UID"].startswith(event.calendar_uid)
    assert again(event).revision > event.revision


@pytest.mark.parametrize(
    "change",
    [
        {"place": "Another house"},
        {"room": "Another room"},
        {"address": "9 Elm Street"},
        {"ends": "23:59"},
        {"online_address": "https://meet.example.org/x"},
    ],
    ids=lambda change: next(iter(change)),
)
def test_each_change_of_when_and_where_is_a_letter(
    in_riverside, as_maya: Browser, change: dict[str, str]
) -> None:
    event = make_event()
    make_guest(event)
    as_maya.post(f"/events/{event.id}/edit", data=typed_from(event, **change))
    assert len(letters("event_moved")) == 1
    assert again(event).sequence == event.sequence + 1


def test_a_typo_fix_is_no_letter_and_raises_no_sequence(in_riverside, as_maya: Browser) -> None:
    """B2"""
    event = make_event()
    make_guest(event)
    words = {"title": "Why you are tired", "description": "New words", "parking": "In the yard"}
    changed = typed_from(event, **words, seats="50")
    assert as_maya.post(f"/events/{event.id}/edit", data=changed).status_code == 303
    assert letters() == []
    now = again(event)
    assert (now.title, now.seats, now.sequence) == ("Why you are tired", 50, event.sequence)
    assert now.revision == event.revision + 1


def test_guests_of_a_published_event_are_never_left_without_a_place(
    in_riverside, as_maya: Browser
) -> None:
    event = make_event()
    make_guest(event)
    nowhere = typed_from(event, place="", online_address="", description="Kept as typed")

    response = as_maya.post(f"/events/{event.id}/edit", data=nowhere)

    assert response.status_code == 422
    assert "Say where it takes place" in response.text
    assert "Kept as typed" in response.text
    assert again(event).place == event.place
    assert letters() == []


def test_with_fewer_seats_nobody_loses_theirs_and_the_owner_is_told(
    in_riverside, as_maya: Browser, as_nobody: Browser
) -> None:
    """A6"""
    event = make_event(seats=5)
    for number in range(3):
        make_guest(event, email=f"guest{number}@example.org")
    form = as_maya.get(f"/events/{event.id}/edit").text
    assert "3 guests have seats. With fewer seats nobody loses theirs." in form

    as_maya.post(f"/events/{event.id}/edit", data=typed_from(event, seats="1"))

    now = again(event)
    assert (now.seats, now.seats_taken, now.seats_over) == (1, 3, 2)
    page = as_maya.get(f"/events/{event.id}").text
    assert "2 more guests have a seat" in page or "2 more guests have seats than" in page
    assert letters() == []
    late = {"name": "Late", "email": "late@example.org"}
    ticket = as_nobody.post(f"/e/{event.code}/guests", data=late).headers["Location"]
    assert "You are on the waiting list" in as_nobody.get(ticket).text


def test_two_who_change_an_event_at_once_are_not_blind_to_each_other(
    in_riverside, as_maya: Browser, as_tom: Browser
) -> None:
    event = make_event(seats=20)
    address = f"/events/{event.id}/edit"
    shown = f'name="revision" type="hidden" value="{event.revision}"'
    assert shown in as_maya.get(address).text
    mayas, toms = (
        typed_from(event, revision=str(event.revision), seats=seats) for seats in ("30", "40")
    )
    as_tom.post(address, data=toms)

    behind = as_maya.post(address, data=mayas)

    assert behind.status_code == 409
    assert "was changed while you were at it" in behind.text
    assert 'value="30"' in behind.text
    assert again(event).seats == 40
    now = str(again(event).revision)
    assert f'name="revision" type="hidden" value="{now}"' in behind.text
    assert as_maya.post(address, data=mayas | {"revision": now}).status_code == 303
    assert again(event).seats == 30
