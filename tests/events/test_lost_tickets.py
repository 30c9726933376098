"""What members see, and can do, once the server key of their guests' tickets was thrown away."""

from collections.abc import Iterator

import pytest
from flask import Flask

from jvplanner.events.models import Event, EventState, GuestState
from jvplanner.links import addresses
from jvplanner.links.addresses import Installation
from tests.browser import Browser
from tests.builders import letters
from tests.builders_events import make_event, make_guest, ticket_of

LOST = "the ticket’s link no longer opens"


@pytest.fixture(autouse=True)
def keys_come_back(app: Flask) -> Iterator[None]:
    before = addresses._here()
    yield
    addresses.install(before)


def lose_the_key() -> None:
    addresses.install(Installation("http://localhost", ("the key of this year, long enough",)))


def list_of(event: Event) -> str:
    return f"/events/{event.id}/guests"


def test_the_list_opens_and_names_the_tickets_that_no_longer_do(
    in_riverside, with_mail_server, as_maya: Browser
) -> None:
    event = make_event()
    make_guest(event, "Ben", "ben@example.org")
    make_guest(event, "Cy", "cy@example.org", state=GuestState.CANCELLED)
    lose_the_key()
    make_guest(event)
    page = as_maya.get(list_of(event))
    assert page.status_code == 200
    assert page.text.count(">Ticket</a>") == 1
    assert page.text.count(LOST) == page.text.count(">Send a new ticket</button>") == 1


@pytest.mark.parametrize(
    ("state", "letter"), [(GuestState.CONFIRMED, "ticket"), (GuestState.WAITING, "waiting")]
)
def test_a_new_ticket_opens_and_is_sent_once(
    in_riverside, as_maya: Browser, as_nobody: Browser, state: GuestState, letter: str
) -> None:
    event = make_event()
    guest = make_guest(event, state=state)
    lose_the_key()
    for _ in range(2):
        sent = as_maya.post(f"{list_of(event)}/{guest.id}/ticket?state={state}")
        assert sent.headers["Location"] == f"{list_of(event)}?state={state}"
    assert LOST not in as_maya.get(list_of(event)).text
    assert as_nobody.get(ticket_of(guest)).status_code == 200
    assert [(one.name, one.to_email) for one in letters()] == [(letter, "ana@example.org")]


def test_who_has_no_address_gets_a_new_ticket_without_a_letter(
    in_riverside, as_maya: Browser
) -> None:
    event = make_event()
    guest = make_guest(event, "Cher", None)
    lose_the_key()
    assert ">Make a new ticket</button>" in as_maya.get(list_of(event)).text
    assert as_maya.post(f"{list_of(event)}/{guest.id}/ticket").status_code == 303
    assert ">Ticket</a>" in as_maya.get(list_of(event)).text
    assert letters() == []


def test_a_ticket_that_opens_is_not_made_anew(in_riverside, as_maya: Browser) -> None:
    event = make_event()
    guest = make_guest(event)
    path = ticket_of(guest)
    assert as_maya.post(f"{list_of(event)}/{guest.id}/ticket").status_code == 303
    assert ticket_of(guest) == path
    assert letters() == []


@pytest.mark.parametrize(
    ("columns", "state"),
    [
        ({"in_days": -3}, GuestState.CONFIRMED),
        ({"state": EventState.CANCELLED}, GuestState.CONFIRMED),
        ({}, GuestState.CANCELLED),
    ],
    ids=["over", "called off", "cancelled"],
)
def test_nobody_is_sent_a_ticket_that_they_do_not_need(
    in_riverside, as_maya: Browser, columns, state: GuestState
) -> None:
    event = make_event(**columns)
    guest = make_guest(event, state=state)
    lose_the_key()
    assert LOST not in as_maya.get(list_of(event)).text
    assert as_maya.post(f"{list_of(event)}/{guest.id}/ticket").status_code == 409
    assert letters() == []


def test_a_guest_of_another_event_is_not_found(in_riverside, as_maya: Browser) -> None:
    """T1"""
    guest, other = make_guest(make_event()), make_event(title="Another evening")
    assert as_maya.post(f"{list_of(other)}/{guest.id}/ticket").status_code == 404
