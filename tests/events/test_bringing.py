"""Bringing friends: each has a seat and a ticket of their own, or waits for one."""

from datetime import timedelta

import pytest
from flask import Flask
from limits import parse

from jvplanner import clock
from jvplanner.db import db
from jvplanner.events.models import GuestState
from jvplanner.events.views import at_once
from jvplanner.events.views.at_once import MOST_FIELDS
from tests.browser import Browser
from tests.builders import letters
from tests.builders_events import again, make_event, make_guest, ticket_of
from tests.events.test_registering import ANA, guests_of, register
from tests.statements import counted

BEN = {"friend_1_name": "Ben", "friend_1_email": "ben@example.org"}
CHER = {"friend_2_name": "Cher"}


def test_each_friend_has_a_seat_and_whoever_has_an_address_a_letter_that_says_who_brought_them(
    in_riverside, as_nobody: Browser, app: Flask
) -> None:
    event = make_event()

    assert register(as_nobody, event, **BEN, **CHER, source="p").status_code == 303

    ana, ben, cher = guests_of(event)
    assert (ben.name, ben.email, cher.name, cher.email) == ("Ben", "ben@example.org", "Cher", None)
    assert ben.brought_by_id == cher.brought_by_id == ana.id
    assert [guest.source for guest in (ana, ben, cher)] == ["p", "f", "f"]
    assert again(event).seats_taken == 3
    written = {letter.to_email: letter for letter in letters("ticket")}
    assert set(written) == {"ana@example.org", "ben@example.org"}
    message = app.extensions["postroom"].message(written["ben@example.org"])
    assert "Ana Peña registered you." in message.get_body(("plain",)).get_content()
    assert "Ana Peña" in message.get_body(("html",)).get_content()


def test_the_ticket_of_a_friend_without_an_address_stands_on_the_page_of_who_brought_them(
    in_riverside, as_nobody: Browser
) -> None:
    event = make_event()
    own = register(as_nobody, event, **BEN, **CHER).headers["Location"]
    page = as_nobody.get(own).text

    _ana, ben, cher = guests_of(event)
    assert ticket_of(cher) in page
    assert ticket_of(ben) not in page
    assert "Cher" in as_nobody.get(ticket_of(cher)).text


def test_a_friend_with_an_address_stands_there_as_they_were_named_and_as_nothing_else(
    in_riverside, as_nobody: Browser
) -> None:
    """Whoever types a stranger's address as a friend's must not read that stranger's name."""
    event = make_event()
    make_guest(event, "Somebody known", "dan@example.org", state=GuestState.CANCELLED)
    dan = {"friend_2_name": "Danny", "friend_2_email": "dan@example.org"}
    own = register(as_nobody, event, **BEN, **dan).headers["Location"]
    ben = next(guest for guest in guests_of(event) if guest.name == "Ben")
    as_nobody.post(f"{ticket_of(ben)}/name", data={"name": "Benjamin Secret"})

    page = as_nobody.get(own).text

    for name in ("Ben", "Danny"):
        assert f"<bdi>{name}</bdi>" in page
    assert page.count("we write to them") == 2
    assert "Secret" not in page
    assert "known" not in page
    as_nobody.post(f"{ticket_of(ben)}/cancellation")
    assert "<bdi>Ben</bdi>" not in as_nobody.get(own).text


def test_friends_for_whom_there_is_no_seat_wait(in_riverside, as_nobody: Browser) -> None:
    """A1"""
    event = make_event(seats=2)
    register(as_nobody, event, **BEN, **CHER)
    states = [guest.state for guest in guests_of(event)]
    assert states == [GuestState.CONFIRMED, GuestState.CONFIRMED, GuestState.WAITING]
    assert again(event).seats_taken == 2


def test_a_friend_on_the_list_is_not_added_twice_and_gets_the_ticket_again(
    in_riverside, as_nobody: Browser
) -> None:
    event = make_event()
    make_guest(event, "Benjamin", "ben@example.org")

    for email in ("ana@example.org", "eve@example.org"):
        response = register(as_nobody, event, email=email, **BEN)
        assert response.status_code == 303
        assert "Benjamin" not in as_nobody.get(response.headers["Location"]).text

    assert [guest.name for guest in guests_of(event)] == ["Benjamin", "Ana Peña", "Ana Peña"]
    (letter,) = letters("ticket_again")
    assert (letter.to_name, letter.to_email) == ("Benjamin", "ben@example.org")


def test_a_double_tap_with_friends_is_one_party(in_riverside, as_nobody: Browser) -> None:
    """A2"""
    event = make_event()
    first = register(as_nobody, event, **BEN, **CHER)
    second = register(as_nobody, event, **BEN, **CHER)
    assert first.headers["Location"] == second.headers["Location"]
    assert len(guests_of(event)) == 3
    assert len(letters("ticket")) == 2


def test_who_goes_back_at_once_and_adds_a_friend_brings_that_one_too(
    in_riverside, as_nobody: Browser
) -> None:
    event = make_event()
    first = register(as_nobody, event, **CHER)
    second = register(as_nobody, event, **BEN, **CHER)
    assert first.headers["Location"] == second.headers["Location"]
    ana, cher, ben = guests_of(event)
    assert (cher.name, ben.name, ben.brought_by_id) == ("Cher", "Ben", ana.id)
    assert again(event).seats_taken == 3


def test_a_friend_with_an_address_has_their_ticket_from_their_letter_alone(
    in_riverside, as_nobody: Browser
) -> None:
    """A2: who names a friend knows name and address, too."""
    event = make_event()
    register(as_nobody, event, **BEN)
    ben = {"name": BEN["friend_1_name"], "email": BEN["friend_1_email"]}
    assert as_nobody.post(f"/e/{event.code}/guests", data=ben).status_code == 200


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ({"friend_1_email": "ben@example.org"}, "Enter a name."),
        ({"friend_1_name": "Ben", "friend_1_email": "ben"}, "has an @ in it"),
        ({"friend_1_name": "Ben", "friend_1_email": "ANA@example.org"}, "stands here already"),
        (BEN | {"friend_2_name": "B", "friend_2_email": "ben@example.org"}, "stands here already"),
        ({"friend_1_name": "Win at www.spam.example"}, "without a web address"),
        ({"name": "See http://spam.example"}, "without a web address"),
    ],
)
def test_a_slip_about_a_friend_is_named_at_its_field_and_seats_nobody(
    in_riverside, as_nobody: Browser, typed: dict[str, str], says: str
) -> None:
    event = make_event()
    response = register(as_nobody, event, **typed)
    assert response.status_code == 422
    assert says in response.text
    assert '<details class="fold" open>' in response.text or "name" in typed
    assert guests_of(event) == []


@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
@pytest.mark.parametrize(
    ("content_type", "more"),
    [(None, {}), ("multipart/form-data", {}), (None, {f"x{n}": "" for n in range(MOST_FIELDS)})],
    ids=["as a browser sends it", "in parts", "with many more fields"],
)
def test_friends_count_against_the_limit_like_people_who_come_by_themselves(
    in_riverside,
    as_nobody: Browser,
    monkeypatch: pytest.MonkeyPatch,
    content_type: str | None,
    more: dict[str, str],
) -> None:
    monkeypatch.setattr(at_once, "PER_ADDRESS", parse("8 per minute"))
    event, friends = make_event(), {f"friend_{n}_name": f"Friend {n}" for n in (1, 2, 3)}
    parties = [ANA | friends | more | {"email": f"guest{n}@example.org"} for n in range(3)]
    sent = [
        as_nobody.post(f"/e/{event.code}/guests", data=party, content_type=content_type)
        for party in parties
    ]
    assert [response.status_code for response in sent] == [303, 303, 429]
    assert len(guests_of(event)) == 8


def test_a_party_of_four_costs_as_few_statements_as_one(in_riverside, as_nobody: Browser) -> None:
    event = make_event()
    with counted() as statements:
        register(as_nobody, event, **BEN, **CHER, friend_3_name="Dana")
    assert len(statements) <= 12, statements
    assert len(guests_of(event)) == 4


def test_who_came_before_keeps_the_first_way_by_which_they_came(
    in_riverside, as_nobody: Browser
) -> None:
    event, other = make_event(), make_event()
    ticket = register(as_nobody, event, source="p").headers["Location"]
    as_nobody.post(f"{ticket}/cancellation")
    register(as_nobody, event, source="n")
    register(as_nobody, other, source="n")
    assert [guest.source for guest in guests_of(event)] == ["p", "p"]
    assert [guest.source for guest in guests_of(other)] == ["n"]


def test_a_friend_may_leave_alone(in_riverside, as_nobody: Browser) -> None:
    event = make_event()
    register(as_nobody, event, **CHER)
    _ana, cher = guests_of(event)
    as_nobody.post(f"{ticket_of(cher)}/cancellation")
    states = [guest.state for guest in guests_of(event)]
    assert states == [GuestState.CONFIRMED, GuestState.CANCELLED]
    db.session.rollback()


def test_who_no_longer_comes_reads_that_their_friends_still_do(
    in_riverside, as_nobody: Browser
) -> None:
    event = make_event()
    own = register(as_nobody, event, **CHER).headers["Location"]
    assert "Whoever you bring keeps their place" in as_nobody.get(own).text
    left = as_nobody.post(f"{own}/cancellation", follow_redirects=True).text
    assert "Whom you registered" in left
    assert "Whom you bring" not in left
    _ana, cher = guests_of(event)
    assert cher.state is GuestState.CONFIRMED
    db.session.rollback()


def test_who_repeats_later_with_friends_reads_that_they_were_not_added(
    in_riverside, as_nobody: Browser
) -> None:
    make_guest(event := make_event(), registered_at=clock.now() - timedelta(hours=1))
    assert "friends you named" not in register(as_nobody, event).text
    said = register(as_nobody, event, **BEN)
    assert "The friends you named were not added" in said.text
    assert len(guests_of(event)) == 1
