"""What a guest does with the ticket: another name, another person, the letter once more."""

from datetime import timedelta

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select

from jvplanner import clock
from jvplanner.db import db
from jvplanner.events.actions.handing_over import MOST_A_DAY
from jvplanner.events.models import Departure, Event, Guest, GuestState
from jvplanner.people.models import Person
from tests.browser import Browser
from tests.builders import letters
from tests.builders_events import again, make_event, make_guest, ticket_of
from tests.statements import counted

BEA = {"name": "Bea O'Shea", "email": "bea@example.org"}


def holder_of(event: Event, email: str) -> Guest:
    query = select(Guest).filter_by(event_id=event.id, email=email)
    guest = db.session.scalars(query.order_by(Guest.id.desc()).limit(1)).one()
    return again(guest)


def test_those_who_wait_read_their_place_in_the_line(in_riverside, as_nobody: Browser) -> None:
    event = make_event(seats=1)
    make_guest(event, "Ben", "ben@example.org")
    paths = [
        ticket_of(make_guest(event, f"G{n}", f"g{n}@example.org", state=GuestState.WAITING))
        for n in range(3)
    ]
    assert "You are number 3 in the line" in as_nobody.get(paths[2]).text
    as_nobody.post(f"{paths[0]}/cancellation")
    with counted() as statements:
        assert "You are number 2 in the line" in as_nobody.get(paths[2]).text
    assert len(statements) <= 7


def test_a_name_is_corrected_and_the_code_stays(in_riverside, as_nobody: Browser) -> None:
    guest = make_guest(make_event(), "Anna Pena")
    path = ticket_of(guest)
    code = as_nobody.get(f"{path}/code.png").data
    page = as_nobody.post(f"{path}/name", data={"name": " Ana  Peña "}, follow_redirects=True)
    assert "Ana Peña" in page.text
    assert as_nobody.get(f"{path}/code.png").data == code
    assert (again(guest).name, again(guest).name_key) == ("Ana Peña", "ana pena")


def test_a_name_that_cannot_be_is_said_so_at_its_field_and_the_ticket_stays(
    in_riverside, as_nobody: Browser
) -> None:
    """A9"""
    guest = make_guest(make_event())
    refused = as_nobody.post(f"{ticket_of(guest)}/name", data={"name": "x" * 201})
    assert refused.status_code == 422
    assert 'aria-invalid="true"' in refused.text
    assert "x" * 201 in refused.text
    assert "ticket-code" in refused.text
    assert again(guest).name == "Ana Peña"


@pytest.mark.parametrize("what", ["name", "handover"])
def test_once_an_event_has_begun_a_ticket_is_nobody_elses(
    in_riverside, as_nobody: Browser, what: str
) -> None:
    event = make_event()
    guest = make_guest(event)
    path = ticket_of(guest)
    with time_machine.travel(event.starts_at, tick=False):
        assert f'action="{path}/{what}"' not in as_nobody.get(path).text
        assert as_nobody.post(f"{path}/{what}", data=BEA).status_code == 409
    assert again(guest).name == "Ana Peña"


@pytest.mark.parametrize("what", ["name", "handover"])
def test_our_letters_carry_no_address_that_a_guest_gives_for_a_name(
    in_riverside, as_nobody: Browser, what: str
) -> None:
    guest = make_guest(make_event())
    typed = BEA | {"name": "Win at https:\u200b//spam.example"}
    response = as_nobody.post(f"{ticket_of(guest)}/{what}", data=typed)
    assert response.status_code == 422
    assert "Enter the name alone, without a web address." in response.text
    assert again(guest).name == "Ana Peña"


def test_somebody_else_comes_by_a_ticket_of_their_own_and_the_old_code_dies(
    in_riverside, as_nobody: Browser
) -> None:
    event = make_event(seats=1)
    ana = make_guest(event, phone="212 555 0100")
    path = ticket_of(ana)

    said = as_nobody.post(f"{path}/handover", data=BEA, follow_redirects=True)

    assert said.status_code == 410
    assert "You handed this ticket over" in said.text
    assert "gets a ticket of their own" in said.text, "it may still wait to be sent"
    assert f'href="/e/{event.code}">See the event' in said.text
    assert "Bea" not in said.text
    assert "bea@" not in said.text
    for page in ("", "/code.png", "/ticket.png", "/event.ics"):
        assert as_nobody.get(path + page).status_code == 410
    for change in ("cancellation", "undo", "name", "letter"):
        assert as_nobody.post(f"{path}/{change}").status_code == 410
    bea = holder_of(event, "bea@example.org")
    assert (bea.state, bea.phone, bea.handed_by_id) == (GuestState.CONFIRMED, "", ana.id)
    assert again(ana).departure is Departure.HANDED_OVER
    assert again(event).seats_taken == 1
    assert "Bea O&#39;Shea" in as_nobody.get(ticket_of(bea)).text


def test_who_handed_a_ticket_over_gets_the_new_one_by_no_form(
    in_riverside, as_nobody: Browser
) -> None:
    """A2: they know name and address, and that is no tap of the new guest's own."""
    event = make_event()
    as_nobody.post(f"{ticket_of(make_guest(event))}/handover", data=BEA)
    again_by_form = as_nobody.post(f"/e/{event.code}/guests", data=BEA)
    assert again_by_form.status_code == 200
    assert "This address already has a seat" in again_by_form.text
    assert ticket_of(holder_of(event, BEA["email"])) not in again_by_form.text


def test_only_the_new_guest_gets_the_new_link_by_letter(
    app: Flask, in_riverside, as_nobody: Browser
) -> None:
    event = make_event()
    path = ticket_of(make_guest(event))
    as_nobody.post(f"{path}/handover", data=BEA)
    told = {letter.to_email: letter for letter in letters()}
    assert {email: letter.name for email, letter in told.items()} == {
        "bea@example.org": "ticket_handed_over",
        "ana@example.org": "ticket_passed_on",
    }
    link = ticket_of(holder_of(event, "bea@example.org"))
    postroom = app.extensions["postroom"]
    written = {email: postroom.written(letter) for email, letter in told.items()}
    texts = {email: f"{one.subject}{one.text}{one.html}" for email, one in written.items()}
    assert link in texts["bea@example.org"]
    assert "Ana Peña" in texts["bea@example.org"]
    for private in (link, path, "Bea", "bea@"):
        assert private not in texts["ana@example.org"]


@pytest.mark.parametrize(
    ("email", "says"),
    [
        ("ANA@example.org", "at that address already"),
        ("ben@example.org", "This address is already on the list."),
        ("nobody", "has an @ in it"),
    ],
    ids=["own", "known", "no address"],
)
def test_an_address_to_which_no_ticket_can_go_is_refused_at_its_field(
    in_riverside, as_nobody: Browser, email: str, says: str
) -> None:
    """A2, A3: nothing but that it is on the list is said, as at registering."""
    event = make_event()
    make_guest(event, "Ben Secret", "ben@example.org")
    ana = make_guest(event)
    refused = as_nobody.post(f"{ticket_of(ana)}/handover", data={"name": "Bea", "email": email})
    assert refused.status_code == 422
    assert says in refused.text
    assert "Secret" not in refused.text
    assert f'value="{email}"' in refused.text
    assert again(ana).state is GuestState.CONFIRMED
    assert letters() == []


def test_who_only_waits_has_no_seat_to_hand_over(in_riverside, as_nobody: Browser) -> None:
    path = ticket_of(make_guest(make_event(), state=GuestState.WAITING))
    assert "in my place" not in as_nobody.get(path).text
    assert as_nobody.post(f"{path}/handover", data=BEA).status_code == 409


def test_a_ticket_goes_from_hand_to_hand_ten_times_a_day_and_no_more(
    in_riverside, as_nobody: Browser
) -> None:
    event = make_event()
    make_guest(event, "G0", "g0@example.org")
    for number in range(MOST_A_DAY):
        path = ticket_of(holder_of(event, f"g{number}@example.org"))
        other = {"name": "G", "email": f"g{number + 1}@example.org"}
        assert as_nobody.post(f"{path}/handover", data=other).status_code == 303
    path = ticket_of(holder_of(event, f"g{MOST_A_DAY}@example.org"))
    refused = as_nobody.post(f"{path}/handover", data=BEA)
    assert refused.status_code == 409
    assert "very often today" in refused.text
    with time_machine.travel(clock.now() + timedelta(days=1)):
        assert as_nobody.post(f"{path}/handover", data=BEA).status_code == 303


def test_a_known_persons_name_is_not_changed_by_their_guest(
    in_riverside, as_nobody: Browser
) -> None:
    make_guest(make_event(), "Ana Peña")
    second = make_guest(make_event(), "Ana P")
    as_nobody.post(f"{ticket_of(second)}/name", data={"name": "Somebody Else"})
    assert db.session.scalars(select(Person.name)).all() == ["Ana Peña"]


def test_the_ticket_is_sent_once_more_and_at_most_hourly(in_riverside, as_nobody: Browser) -> None:
    path = ticket_of(make_guest(make_event()))
    with time_machine.travel(clock.now(), tick=False) as now:
        for _ in range(3):
            answer = as_nobody.post(f"{path}/letter")
            assert (answer.status_code, answer.location.partition("#")[2]) == (303, "sent")
        assert [letter.name for letter in letters()] == ["ticket_again"]
        said = as_nobody.get(path).text.partition('id="sent"')[2]
        assert "It can be sent once an hour." in said, "where the browser is led"
        now.shift(timedelta(hours=1))
        assert "Send this to me again" in as_nobody.get(path).text
        as_nobody.post(f"{path}/letter")
    assert len(letters("ticket_again")) == 2


def test_calendars_on_the_web_are_told_nothing_private(in_riverside, as_nobody: Browser) -> None:
    """B5"""
    event = make_event(online_address="https://meet.example.org/secret")
    path = ticket_of(make_guest(event))
    page = as_nobody.get(path).text
    found = [line.split('"')[0] for line in page.split('href="') if "calendar/" in line[:60]]
    assert len(found) == 2
    for address in found:
        assert f"%2Fe%2F{event.code}" in address
        assert "secret" not in address
        assert path.removeprefix("/t/") not in address
