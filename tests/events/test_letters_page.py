"""Members see which letters go when, look at each beforehand, and turn some off."""

from datetime import UTC, datetime
from inspect import signature

import pytest
import time_machine

from jvplanner import clock
from jvplanner.db import db
from jvplanner.events.letters.contents import SHOWN
from jvplanner.events.letters.messages import MESSAGE
from jvplanner.events.models import Event, EventState, Guest
from jvplanner.outbox.letters import kind_of, names, opt_out, wish_of
from tests.browser import Browser, as_read
from tests.builders_events import again, make_event, make_guest

EVENING = datetime(2027, 2, 11, 23, 30, tzinfo=UTC)


@pytest.fixture(autouse=True)
def in_january() -> None:
    with time_machine.travel(datetime(2027, 1, 10, tzinfo=UTC)):
        yield


@pytest.fixture
def event(in_riverside) -> Event:
    return make_event(starts_at=EVENING, reminds_week=False)


def test_the_page_says_when_each_letter_goes(event: Event, as_maya: Browser) -> None:
    shown = as_read(as_maya.get(f"/events/{event.id}/letters").text)
    assert "Reminder, a week before Off Thu 4 Feb 2027, 18:30 (New York)" in shown
    assert "Reminder, two hours before Thu 11 Feb 2027, 16:30 (New York)" in shown
    assert "Fri 12 Feb 2027, 10:00 (New York), to whoever came" in shown
    assert f'href="/events/{event.id}/letters"' in as_maya.get(f"/events/{event.id}").text


def test_no_day_is_named_for_reminders_of_what_was_called_off(
    event: Event, as_maya: Browser
) -> None:
    db.session.get_one(Event, event.id).cancel("", clock.now())
    db.session.commit()
    shown = as_read(as_maya.get(f"/events/{event.id}/letters").text)
    assert "Reminder, two hours before Does not go out: you cancelled this event" in shown
    assert "11 Feb 2027, 16:30" not in shown


@pytest.mark.parametrize("name", SHOWN)
def test_each_letter_can_be_looked_at_in_either_language(
    event: Event, as_maya: Browser, name: str
) -> None:
    subjects = set()
    for language in ("en", "es"):
        query = f"letter={name}&language={language}"
        view = as_maya.get(f"/events/{event.id}/letters/view?{query}")
        assert "sandbox" in view.headers["Content-Security-Policy"]
        assert f'lang="{language}"' in view.text
        assert event.title.partition("’")[0] in view.text
        page = as_maya.get(f"/events/{event.id}/letters?{query}").text
        assert "From Riverside Nutrition. Answers go to maya@riverside.example." in page
        subjects.add(page.partition('dir="auto">')[2].partition("<")[0])
    assert len(subjects) == 2
    db.session.rollback()
    assert db.session.query(Guest).count() == 0, "whoever is made up is kept nowhere"


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("ticket_again", "somebody, probably you, has asked for this e-mail."),
        ("seat_offered", "It is yours if you say so until Mon 11 Jan 2027"),
        ("offer_lapsed", "We heard nothing, so it goes to whoever waits next"),
        ("place_not_kept", "nobody opened this ticket in a browser for half an hour."),
        ("event_cancelled", "this event does not take place."),
    ],
)
def test_what_has_not_happened_yet_is_shown_as_if_it_had(
    event: Event, as_maya: Browser, name: str, words: str
) -> None:
    db.session.get_one(Event, event.id).state = EventState.DRAFT
    db.session.commit()
    assert words in as_read(as_maya.get(f"/events/{event.id}/letters?letter={name}").text)


def test_every_letter_to_a_guest_is_on_the_page() -> None:
    fillers = {name: kind_of(name).writer for name in names()}
    to_guests = {name for name, fill in fillers.items() if "guest_id" in signature(fill).parameters}
    assert to_guests - {MESSAGE} == set(SHOWN)


def test_a_reminder_is_shown_as_on_its_day(event: Event, as_maya: Browser) -> None:
    assert ">Tomorrow: " in as_maya.get(f"/events/{event.id}/letters?letter=reminder_day").text


def test_letters_are_turned_on_and_off(event: Event, as_maya: Browser) -> None:
    done = as_maya.post(f"/events/{event.id}/letters", data={"reminds_week": "y"})
    assert done.headers["Location"] == f"/events/{event.id}/letters"
    now = again(event)
    assert (now.reminds_week, now.reminds_day, now.reminds_hours) == (True, False, False)
    assert not now.thanks_guests


def test_members_see_how_many_want_no_offers(event: Event, as_maya: Browser) -> None:
    make_guest(event)
    assert "no offers" not in as_maya.get(f"/events/{event.id}/letters").text
    opt_out(wish_of("ANA@example.org"), clock.now())
    db.session.commit()
    assert "1 guest wants no offers" in as_maya.get(f"/events/{event.id}/letters").text


def test_another_practice_s_letters_are_not_there(event: Event, as_outsider: Browser) -> None:
    assert as_outsider.get(f"/events/{event.id}/letters").status_code == 404
    assert as_outsider.get(f"/events/{event.id}/letters/view").status_code == 404
    assert as_outsider.post(f"/events/{event.id}/letters").status_code == 404
