"""Members see which letters go when, look at each beforehand, and turn some off."""

from datetime import UTC, datetime

import pytest
import time_machine

from jvplanner import clock
from jvplanner.db import db
from jvplanner.events.letters.contents import SHOWN
from jvplanner.events.models import Event, Guest
from jvplanner.outbox.letters import opt_out, wish_of
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
        subjects.add(page.partition('dir="auto">')[2].partition("<")[0])
    assert len(subjects) == 2
    db.session.rollback()
    assert db.session.query(Guest).count() == 0, "whoever is made up is kept nowhere"


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
