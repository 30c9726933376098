"""Taking a seat on the event page: never overbooked, never twice, nothing typed is lost."""

from datetime import timedelta

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select

from jvplanner import clock
from jvplanner.db import db
from jvplanner.events.models import Event, EventState, Guest, GuestState
from jvplanner.people.models import Person, person_known_as
from tests.browser import Browser
from tests.builders import letters
from tests.builders_events import again, make_event, make_guest
from tests.statements import counted

ANA = {"name": "Ana Peña", "email": "ana@example.org"}
MOST_STATEMENTS = 12


def register(browser: Browser, event: Event, **typed: str):
    return browser.post(f"/e/{event.code}/guests", data=ANA | typed)


def guests_of(event: Event) -> list[Guest]:
    guests = list(db.session.scalars(select(Guest).filter_by(event_id=event.id).order_by(Guest.id)))
    db.session.expunge_all()
    db.session.rollback()
    return guests


def test_a_guest_gets_a_ticket_and_a_letter(in_riverside, as_nobody: Browser) -> None:
    event = make_event()

    response = register(as_nobody, event, phone="+1 212 555 0100", source="poster")

    assert response.status_code == 303
    ticket = as_nobody.get(response.headers["Location"])
    assert "Your seat is saved" in ticket.text
    assert "Set-Cookie" not in response.headers
    (guest,) = guests_of(event)
    assert (guest.name, guest.email, guest.state) == (*ANA.values(), GuestState.CONFIRMED)
    assert (guest.phone, guest.source) == ("+1 212 555 0100", "poster")
    assert again(event).seats_taken == 1
    assert [(letter.name, letter.to_email) for letter in letters()] == [("ticket", ANA["email"])]


def test_when_every_seat_is_taken_one_waits(in_riverside, as_nobody: Browser) -> None:
    event = make_event(seats=1)
    make_guest(event, email="first@example.org")

    response = register(as_nobody, event)

    page = as_nobody.get(response.headers["Location"]).text
    assert "You are on the waiting list" in page
    assert "ticket-code" not in page
    assert [guest.state for guest in guests_of(event)][1] is GuestState.WAITING
    assert [letter.name for letter in letters()] == ["waiting"]
    assert again(event).seats_taken == 1


def test_a_seat_that_became_free_goes_to_nobody_who_is_new(
    in_riverside, as_nobody: Browser
) -> None:
    event = make_event(seats=3)
    make_guest(event, email="first@example.org", state=GuestState.WAITING)
    register(as_nobody, event)
    assert {guest.state for guest in guests_of(event)} == {GuestState.WAITING}


def test_a_double_tap_is_one_guest_one_letter_and_the_same_ticket(
    in_riverside, as_nobody: Browser
) -> None:
    """A2"""
    event = make_event()
    first = register(as_nobody, event)
    second = register(as_nobody, event, name="  ana   peña ", email=" ANA@Example.ORG ")
    assert second.status_code == 303
    assert second.headers["Location"] == first.headers["Location"]
    assert len(guests_of(event)) == 1
    assert [letter.name for letter in letters()] == ["ticket"]


@pytest.mark.parametrize(
    "same", ["ANA@EXAMPLE.ORG", " ana@example.org ", "ana@xn--mnchen-3ya.de", "ana@münchen.de"]
)
def test_another_spelling_of_an_address_is_the_same_address(
    in_riverside, as_nobody: Browser, same: str
) -> None:
    """A3"""
    event = make_event()
    make_guest(event, "Ben", "ana@münchen.de" if "nchen" in same else "ana@example.org")
    assert register(as_nobody, event, email=same).status_code == 200
    assert len(guests_of(event)) == 1


def test_plus_addresses_are_different_people(in_riverside, as_nobody: Browser) -> None:
    """A3"""
    event = make_event()
    register(as_nobody, event)
    assert register(as_nobody, event, email="ana+ben@example.org").status_code == 303
    assert len(guests_of(event)) == 2


@pytest.mark.parametrize(
    ("name", "minutes"), [("Ben", 0), ("Ana Peña", 16)], ids=["another name", "later"]
)
def test_an_address_that_has_a_seat_gets_its_ticket_by_letter_and_nobody_else_does(
    in_riverside, as_nobody: Browser, name: str, minutes: int
) -> None:
    """A2: neither the ticket nor the name is shown to who only knows the address."""
    event = make_event()
    token = register(as_nobody, event).headers["Location"]
    with time_machine.travel(clock.now() + timedelta(minutes=minutes)):
        response = register(as_nobody, event, name=name)
    assert response.status_code == 200
    assert "This address already has a seat; we sent the ticket there again" in response.text
    assert "<b>Riverside Nutrition</b>" in response.text
    assert "Ana" not in response.text
    assert token not in response.text
    assert [letter.name for letter in letters()] == ["ticket", "ticket_again"]


def test_the_ticket_is_sent_again_at_most_once_an_hour(in_riverside, as_nobody: Browser) -> None:
    event = make_event()
    start = make_guest(event).registered_at
    for minutes in (50, 70, 105, 115):
        with time_machine.travel(start + timedelta(minutes=minutes), tick=False):
            assert register(as_nobody, event, name="Ben").status_code == 200
    sent = [letter.written_at - start for letter in letters("ticket_again")]
    assert sent == [timedelta(minutes=50), timedelta(minutes=115)]


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ({"name": ""}, "Enter a name."),
        ({"name": "\u200b \u2800"}, "Enter a name."),
        ({"name": "x" * 201}, "up to 200 characters"),
        ({"name": "Ana\x00"}, "characters that cannot be shown"),
        ({"email": ""}, "Enter an e-mail address."),
        ({"email": "ana"}, "has an @ in it"),
        ({"email": "ü@example.org"}, "with “ü” before the @. Enter another one."),
        ({"email": "ana@example.org\r\nBcc: b@example.org"}, "has no spaces"),
        ({"email": f"{'x' * 250}@example.org"}, "at most 254 characters"),
        ({"phone": "call me"}, "phone number"),
        ({"phone": "1" * 33}, "Use at most 32"),
    ],
)
def test_a_slip_is_named_at_its_field_and_nothing_typed_is_lost(
    in_riverside, as_nobody: Browser, typed: dict[str, str], says: str
) -> None:
    event = make_event()
    response = register(as_nobody, event, **({"phone": "+1 212 555 0100"} | typed), source="p1")
    assert response.status_code == 422
    assert says in response.text
    kept = {"Ana Peña": "name", "ana@example.org": "email", "+1 212 555 0100": "phone"}
    for text, field in kept.items():
        assert field in typed or f'value="{text}"' in response.text
    assert 'value="p1"' in response.text
    assert guests_of(event) == []


@pytest.mark.parametrize(
    ("columns", "says"),
    [
        ({"state": EventState.DRAFT}, "not opened yet"),
        ({"state": EventState.CANCELLED}, "does not take place"),
        ({"registration_open": False}, "Registration is closed"),
        ({"in_days": -2}, "This event is over"),
    ],
    ids=["draft", "cancelled", "closed", "past"],
)
def test_an_event_that_takes_nobody_says_so(
    in_riverside, as_nobody: Browser, columns, says: str
) -> None:
    """A8"""
    event = make_event(**columns)
    response = register(as_nobody, event)
    assert response.status_code == 409
    assert says in response.text
    assert guests_of(event) == []


@pytest.mark.parametrize(
    "name",
    [
        "Cher",
        "Tom O'Neill",
        "أحمد بن يوسف",
        "x" * 200,
        "<script>alert(1)</script>",
        "{{7*7}}",
        "👩🏽‍⚕️ Ada",
        "Ana\r\nBcc: everybody@example.org",
    ],
)
def test_any_name_is_shown_as_it_is_and_runs_nowhere(
    in_riverside, as_nobody: Browser, app: Flask, name: str
) -> None:
    """A9, A10"""
    event = make_event()
    response = register(as_nobody, event, name=name)
    assert response.status_code == 303
    page = as_nobody.get(response.headers["Location"]).text
    assert "<script>alert" not in page
    assert ">49<" not in page
    message = app.extensions["postroom"].message(letters("ticket")[0])
    assert message["Bcc"] is None
    assert message.get_all("To") is not None
    assert "<script>alert" not in message.get_body(("html",)).get_content()
    assert guests_of(event)[0].name == " ".join(name.split())


def test_a_stranger_does_not_rename_somebody_the_practice_knows(
    in_riverside, as_nobody: Browser
) -> None:
    person_known_as("Ana Peña de Soto", "ana@example.org")
    db.session.commit()
    register(as_nobody, make_event(), name="Nobody")
    assert db.session.scalars(select(Person.name)).all() == ["Ana Peña de Soto"]


def test_after_giving_a_seat_back_one_can_register_again(in_riverside, as_nobody: Browser) -> None:
    event = make_event()
    first = register(as_nobody, event).headers["Location"]
    as_nobody.post(f"{first}/cancellation")
    second = register(as_nobody, event)
    assert second.status_code == 303
    assert second.headers["Location"] != first
    states = [guest.state for guest in guests_of(event)]
    assert states == [GuestState.CANCELLED, GuestState.CONFIRMED]
    assert again(event).seats_taken == 1


def test_the_request_renders_no_letter_and_no_picture_and_asks_little(
    in_riverside, as_nobody: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    def unwanted(*_arguments: object, **_more: object) -> bytes:
        raise AssertionError("made inside the request")

    for name in ("code_png", "calendar_file"):
        monkeypatch.setattr(f"jvplanner.events.letters.contents.{name}", unwanted)
    event = make_event()
    with counted() as statements:
        response = register(as_nobody, event)
    assert response.status_code == 303
    assert len(statements) <= MOST_STATEMENTS, statements


def test_too_many_at_once_from_one_address_are_asked_to_wait(
    in_riverside, as_nobody: Browser
) -> None:
    event, other = make_event(), make_event(title="Another evening")
    for _ in range(100):
        assert register(as_nobody, event, website="x").status_code == 200
    refused = register(as_nobody, event)
    assert refused.status_code == 429
    assert int(refused.headers["Retry-After"]) > 0
    assert f'href="/e/{event.code}">Back to the event' in refused.text
    assert "what you typed is still there" in refused.text
    assert register(as_nobody, other).status_code == 303
    assert guests_of(event) == []


def test_a_form_on_another_site_is_refused(in_riverside, as_nobody: Browser) -> None:
    event = make_event()
    forged = as_nobody.post(
        f"/e/{event.code}/guests", data=ANA, headers={"Origin": "https://evil.example"}
    )
    assert forged.status_code == 403
    assert guests_of(event) == []


def test_nobody_makes_us_write_to_an_address_without_end_by_coming_and_going(
    in_riverside, as_nobody: Browser
) -> None:
    event, other = make_event(), make_event()
    for _turn in range(5):
        ticket = register(as_nobody, event).headers["Location"]
        as_nobody.post(f"{ticket}/cancellation")
    written = len(letters())

    refused = register(as_nobody, event, email="ANA@example.org")

    assert refused.status_code == 429
    assert int(refused.headers["Retry-After"]) > 0
    assert "several times within the hour" in refused.text
    assert len(letters()) == written
    assert register(as_nobody, event, email="bo@example.org").status_code == 303
    assert register(as_nobody, other).status_code == 303
    with time_machine.travel(clock.now() + timedelta(hours=1, minutes=1)):
        assert register(as_nobody, event).status_code == 303
