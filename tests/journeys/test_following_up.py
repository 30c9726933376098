"""Recording what became of a guest, and what the evening's page says of it (J8, G1, G4)."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from jvplanner import clock
from jvplanner.db import db
from jvplanner.door.actions import arrive_by_hand
from jvplanner.events.models import Event, Guest, GuestState
from jvplanner.journeys import queries
from jvplanner.journeys.models import Journey
from jvplanner.questions import When
from tests.browser import Browser
from tests.builders import PracticeOfTheCast
from tests.builders_door import make_door, path_of, scan, send
from tests.builders_events import again, make_event, make_guest, ticket_of

NAMES = ("Ana Peña", "Tanaka", "نور الهدى", "Zoë O’Brien-Ñuñez")
CLIENT = {"stage": "client", "programme": "Twelve weeks", "price": "2,500"}


def came(guest: Guest) -> Guest:
    guest = db.session.get_one(Guest, guest.id)
    arrive_by_hand(guest.event, guest)
    db.session.commit()
    return again(guest)


def put(browser: Browser, guest: Guest, **form: str) -> None:
    assert browser.post(f"/clients/{guest.id}/stage", data=form).status_code == 303


def test_a_guest_is_followed_to_client_and_the_result_counts_her(
    as_maya: Browser, evening: Event, ana: Guest
) -> None:
    for form in ({"stage": "came"}, {"stage": "call_booked"}, {"stage": "call_held"}, CLIENT):
        put(as_maya, ana, **form)

    text = as_maya.get(f"/events/{evening.id}/result").text

    assert "1 client, $2,500" in " ".join(text.split())
    assert "Twelve weeks" in text
    assert (queries.cohort_of(evening.id).client, queries.cohort_of(evening.id).came) == (1, 1)


def test_what_a_helper_noted_about_a_walk_in_is_shown_to_members(
    as_maya: Browser, as_nobody: Browser, in_riverside: PracticeOfTheCast
) -> None:
    event = make_event(in_days=0.1)
    door, ana = path_of(make_door(event)), make_guest(event)
    farid = {"name": "Farid", "why": "<Ana’s> friend, asks about sleep"}
    send(as_nobody, door, scan(walk_in=farid), scan(code=ticket_of(ana)))
    noted = "Noted at the door: <bdi>&lt;Ana’s&gt; friend, asks about sleep"

    assert as_maya.get(f"/events/{event.id}/result").text.count("Noted at the door") == 1
    assert noted in as_maya.get(f"/events/{event.id}/result").text
    guest_id = db.session.scalars(select(Guest.id).where(Guest.walked_in)).one()
    db.session.rollback()
    page = as_maya.get(f"/clients/{guest_id}").text
    assert "asks about sleep" in page
    assert "Noted" not in as_maya.get(f"/clients/{ana.id}").text


def test_going_back_and_forward_again_counts_once(
    as_maya: Browser, evening: Event, ana: Guest
) -> None:
    put(as_maya, ana, stage="call_held")
    put(as_maya, ana, stage="call_booked")
    put(as_maya, ana, stage="call_held")

    cohort = queries.cohort_of(evening.id)

    assert (cohort.call_booked, cohort.call_held, cohort.client) == (1, 1, 0)
    assert db.session.scalar(select(func.count(Journey.id))) == 1


def test_who_says_not_now_stays_in_every_count_she_reached(
    as_maya: Browser, evening: Event, ana: Guest
) -> None:
    put(as_maya, ana, stage="call_held")
    put(as_maya, ana, stage="not_now", reason="Moves in spring, ask in May")

    cohort = queries.cohort_of(evening.id)

    assert (cohort.registered, cohort.call_held, cohort.not_now) == (1, 1, 1)
    assert "Moves in spring, ask in May" in as_maya.get(f"/events/{evening.id}/result").text


def test_a_client_who_says_not_now_is_no_client_and_has_no_value(
    as_maya: Browser, evening: Event, ana: Guest
) -> None:
    put(as_maya, ana, **CLIENT)
    put(as_maya, ana, stage="not_now", reason="Changed her mind")

    assert queries.cohort_of(evening.id).client == 0
    assert queries.value_of(evening.id) == []


@pytest.mark.parametrize(
    ("form", "words"),
    [
        ({"stage": "client"}, "Say which programme"),
        (
            {"stage": "client", "programme": "Twelve weeks", "price": "a lot"},
            "Please type an amount",
        ),
        ({"stage": "client", "programme": "x" * 121}, "Use at most 120"),
        ({"stage": "client", "programme": "Twelve\x07weeks"}, "characters that cannot be shown"),
        ({"stage": "not_now"}, "Say why"),
        ({"stage": "not_now", "reason": "y" * 301}, "Use at most 300"),
        ({"stage": "married"}, "Choose where it stands."),
        ({}, "Choose where it stands."),
    ],
    ids=lambda value: str(value)[:50],
)
def test_what_cannot_be_recorded_is_said_at_its_field_and_kept(
    as_maya: Browser, ana: Guest, form: dict[str, str], words: str
) -> None:
    response = as_maya.post(f"/clients/{ana.id}/stage", data=form)

    assert response.status_code == 422
    assert words in response.text
    assert all(value in response.text for value in (form.get("price"), form.get("reason")) if value)
    assert db.session.scalar(select(func.count(Journey.id))) == 0


def test_a_cancelled_registration_has_no_journey(as_maya: Browser, evening: Event) -> None:
    gone = make_guest(evening, "Tanaka", "t@example.org", state=GuestState.CANCELLED)
    assert as_maya.get(f"/clients/{gone.id}").status_code == 404
    assert as_maya.post(f"/clients/{gone.id}/stage", data=CLIENT).status_code == 404
    assert queries.cohort_of(evening.id).registered == 0


def test_who_came_early_and_cancelled_before_the_start_counts_nowhere(
    as_maya: Browser, as_nobody: Browser, in_riverside: PracticeOfTheCast
) -> None:
    soon = make_event(in_days=0.1)
    early, ana = make_guest(soon, "Tanaka", "t@example.org"), make_guest(soon)
    came(early)
    came(ana)

    assert as_nobody.post(f"{ticket_of(early)}/cancellation").status_code == 303

    cohort = queries.cohort_of(soon.id)
    assert (cohort.registered, cohort.came) == (1, 1)
    db.session.rollback()
    for page in ("result", "result?stage=came", "doors", "guests"):
        assert as_maya.get(f"/events/{soon.id}/{page}").status_code == 200
    assert "Tanaka" not in as_maya.get(f"/events/{soon.id}/result").text
    (due,) = queries.due(soon.ends_at + timedelta(hours=1))
    assert due.what.startswith("One guest of")


def test_registered_takes_back_a_coming_that_was_noted_by_hand(
    as_maya: Browser, evening: Event, ana: Guest
) -> None:
    put(as_maya, ana, stage="came")
    put(as_maya, ana, stage="registered")
    assert queries.cohort_of(evening.id).came == 0


def test_today_names_the_evening_whose_guests_nobody_has_spoken_to(
    as_maya: Browser, evening: Event, ana: Guest
) -> None:
    assert queries.due(clock.now()) == []
    came(ana)

    (due,) = queries.due(clock.now())

    assert due.when is When.NOW
    assert "One guest" in due.what
    assert "One guest of" in as_maya.get("/today").text
    put(as_maya, ana, stage="call_booked")
    assert queries.due(clock.now()) == []
    assert queries.due(clock.now() + timedelta(days=200)) == []


def test_who_is_to_be_followed_up_can_be_written_to_and_called(
    as_maya: Browser, evening: Event
) -> None:
    ana = came(make_guest(evening, phone="+1 212 555 0100"))
    came(make_guest(evening, "Cher", None))
    [due] = queries.due(clock.now())
    db.session.rollback()
    begun = "mailto:ana@example.org?subject=Why%20you"

    listed = as_maya.get(due.href).text
    page = as_maya.get(f"/clients/{ana.id}").text

    assert listed.count("mailto:") == listed.count("tel:") == 1
    for text in (listed, page):
        assert begun in text
        assert "body=Hello%20Ana%20Pe%C3%B1a%2C" in text
        assert 'href="tel:+12125550100"' in text
    assert 'data-copy="guest-email"' in page


def test_who_left_no_address_can_be_given_one(as_maya: Browser, evening: Event) -> None:
    cher = came(make_guest(evening, "Cher", None))
    page = as_maya.get(f"/clients/{cher.id}").text
    assert f'href="/events/{evening.id}/guests/{cher.id}/address"' in page
