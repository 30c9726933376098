"""Calling an event off, closing its registration, and what cannot be undone."""

from jvplanner.events.models import EventState, GuestState
from tests.browser import Browser
from tests.builders import letters
from tests.builders_events import again, make_event, make_guest, typed_from
from tests.statements import counted


def test_calling_an_event_off_tells_everybody_once_and_why(
    in_riverside, as_maya: Browser, as_nobody: Browser
) -> None:
    event = make_event()
    make_guest(event)
    make_guest(event, "Ben", "ben@example.org", state=GuestState.WAITING)
    make_guest(event, "Cy", "cy@example.org", state=GuestState.CANCELLED)
    for _ in range(2):
        done = as_maya.post(
            f"/events/{event.id}/cancellation", data={"reason": "The room was flooded."}
        )
        assert done.status_code == 303
    assert "The room was flooded." in as_nobody.get(f"/e/{event.code}").text
    told = sorted(letter.to_email for letter in letters("event_cancelled"))
    assert told == ["ana@example.org", "ben@example.org"]
    assert again(event).sequence == event.sequence + 1


def test_a_reason_that_is_too_long_is_refused_with_the_text_kept(
    in_riverside, as_maya: Browser
) -> None:
    event = make_event()
    refused = as_maya.post(f"/events/{event.id}/cancellation", data={"reason": "x" * 301})
    assert refused.status_code == 422
    assert "x" * 301 in refused.text
    assert again(event).state is EventState.PUBLISHED


def test_closed_registration_opens_again(in_riverside, as_maya: Browser) -> None:
    event = make_event()
    for value, is_open in (("no", False), ("no", False), ("yes", True)):
        as_maya.post(f"/events/{event.id}/registration", data={"open": value})
        assert again(event).registration_open is is_open


def test_a_form_that_says_neither_leaves_registration_as_it_is(
    in_riverside, as_maya: Browser
) -> None:
    event = make_event()
    for sent in ({}, {"open": "maybe"}):
        assert as_maya.post(f"/events/{event.id}/registration", data=sent).status_code == 400
    assert again(event).registration_open


def test_what_is_over_or_called_off_cannot_be_called_off_or_published(
    in_riverside, as_maya: Browser
) -> None:
    past = make_event(in_days=-3)
    assert as_maya.post(f"/events/{past.id}/cancellation").status_code == 409
    assert as_maya.post(f"/events/{past.id}/publication").status_code == 409


def test_besides_the_letters_many_guests_take_no_more_statements_than_few(
    in_riverside, as_maya: Browser
) -> None:
    asked = []
    for many in (5, 60):
        event = make_event(seats=100)
        for number in range(many):
            make_guest(event, email=f"guest{many}-{number}@example.org")
        with counted() as statements:
            as_maya.post(f"/events/{event.id}/cancellation", data={"reason": ""})
        asked.append(sum(not each.startswith("INSERT INTO letter") for each in statements))
    assert asked[0] == asked[1]
    assert len(letters("event_cancelled")) == 65


def test_what_was_called_off_stays_as_it_was(in_riverside, as_maya: Browser) -> None:
    event = make_event(state=EventState.CANCELLED)
    refused = as_maya.post(f"/events/{event.id}/edit", data=typed_from(event, title="Again"))
    assert refused.status_code == 409
    assert again(event).title == event.title


def test_a_long_headline_is_cut_between_words_where_the_event_is_called_off(
    in_riverside, as_maya: Browser
) -> None:
    event = make_event(title="Awake at three in the morning? One evening about sleep")
    assert "Cancel “Awake at three in the morning? One…”" in as_maya.get(f"/events/{event.id}").text
