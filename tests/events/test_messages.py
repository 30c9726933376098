"""A member writes to the guests of an event: looked over first, to whom it says, and once."""

import re

import pytest

from jvplanner.db import db
from jvplanner.events.models import Event, EventMessage, EventState, GuestState
from tests.browser import Browser
from tests.builders import letters
from tests.builders_events import make_event, make_guest, ticket_of

TYPED = {"subject": "Where to park", "text": "Please park behind the pharmacy.\n\nSee you there!"}


def page_for(browser: Browser, event: Event, query: str = "") -> dict[str, str]:
    page = browser.get(f"/events/{event.id}/messages/new{query}").text
    [key] = re.findall(r'name="key"[^>]* value="([0-9a-f]{32})"', page)
    return {**TYPED, "key": key}


def evening() -> Event:
    event = make_event()
    make_guest(event, "Ana Peña", "ana@example.org")
    make_guest(event, "Ben O'Neill", "ben@example.org", source="p")
    make_guest(event, "Cher", "cher@example.org", state=GuestState.WAITING)
    make_guest(event, "Dora", "dora@example.org", state=GuestState.CANCELLED)
    make_guest(event, "Eve", None)
    return event


def test_the_letter_and_how_many_get_it_are_seen_before_it_goes(in_riverside, as_maya) -> None:
    event = evening()
    typed = page_for(as_maya, event)
    looked = as_maya.post(f"/events/{event.id}/messages", data={**typed, "look": "yes"})
    assert looked.status_code == 200
    assert "The letter to <bdi>Ana Peña</bdi>" in looked.text
    assert "Please park behind the pharmacy." in looked.text
    assert "Send it to 3 guests" in looked.text
    assert "1 more has no address" in looked.text
    assert letters() == []


def test_it_goes_once_to_everybody_who_still_comes(in_riverside, as_maya: Browser, app) -> None:
    event = evening()
    typed = page_for(as_maya, event)
    for _ in range(2):
        assert as_maya.post(f"/events/{event.id}/messages", data=typed).status_code == 303
    written = letters("event_message")
    assert [letter.to_email for letter in written] == [
        "ana@example.org",
        "ben@example.org",
        "cher@example.org",
    ]
    message = app.extensions["postroom"].message(written[0])
    assert message["Subject"] == "Where to park"
    text = message.get_body(("plain",)).get_content()
    assert "See you there!" in text
    assert "New York" in text
    assert message["Reply-To"]
    page = as_maya.get(f"/events/{event.id}/messages/new").text
    assert "Where to park" in page
    assert "3 guests" in page


def test_it_goes_to_those_on_the_list_alone(in_riverside, as_maya: Browser) -> None:
    event = evening()
    typed = page_for(as_maya, event, "?source=p")
    sent = as_maya.post(f"/events/{event.id}/messages?source=p", data=typed)
    assert sent.headers["Location"].endswith(f"/events/{event.id}/guests?source=p")
    assert [letter.to_email for letter in letters("event_message")] == ["ben@example.org"]


def test_who_cancels_meanwhile_is_not_written_to(in_riverside, as_maya, as_nobody, app) -> None:
    event = make_event()
    guest = make_guest(event)
    as_maya.post(f"/events/{event.id}/messages", data=page_for(as_maya, event))
    as_nobody.post(f"{ticket_of(guest)}/cancellation")
    [letter] = letters("event_message")
    assert not app.extensions["postroom"].is_needed(letter)


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"subject": " "}, "subject"),
        ({"text": ""}, "text"),
        ({"text": "x" * 4001}, "text"),
        ({"subject": "x\x00"}, "subject"),
        ({"key": "mine"}, ""),
    ],
)
def test_a_slip_is_named_at_its_field_and_nothing_is_lost(
    in_riverside, as_maya: Browser, more: dict[str, str], field: str
) -> None:
    event = evening()
    typed = page_for(as_maya, event) | more
    refused = as_maya.post(f"/events/{event.id}/messages", data=typed)
    assert refused.status_code == 422
    if field:
        assert f'id="{field}-error"' in refused.text
    assert typed["subject"].strip("\x00 ") in refused.text
    assert letters() == []


@pytest.mark.parametrize("state", [EventState.DRAFT, EventState.PUBLISHED])
def test_nobody_is_written_to_where_there_is_nobody(in_riverside, as_maya, state) -> None:
    event = make_event(state=state)
    refused = as_maya.post(f"/events/{event.id}/messages", data=page_for(as_maya, event))
    assert refused.status_code == 422
    assert db.session.query(EventMessage).count() == 0


def test_another_practice_writes_to_nobody(in_riverside, as_outsider: Browser) -> None:
    event = evening()
    assert as_outsider.get(f"/events/{event.id}/messages/new").status_code == 404
    sent = as_outsider.post(f"/events/{event.id}/messages", data={**TYPED, "key": "a" * 32})
    assert sent.status_code == 404
    assert letters() == []
