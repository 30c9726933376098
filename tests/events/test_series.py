"""An event that comes again: made, changed from one date on, published, and shown on one page."""

from datetime import datetime, time, timedelta
from typing import Any

import pytest
import time_machine
from sqlalchemy import select

from jvplanner import clock
from jvplanner.db import db
from jvplanner.events.models import (
    Event,
    EventQuestion,
    EventSeries,
    EventState,
    GuestState,
    QuestionKind,
)
from jvplanner.tenancy import acting_for
from jvplanner.wall_time import local, utc_from_local
from tests.browser import Browser
from tests.builders_events import again, make_event, make_guest
from tests.builders_partners import make_partner
from tests.statements import counted

pytestmark = pytest.mark.usefixtures("in_february")

NEW_YORK = "America/New_York"
WEEKLY = {"every": "week", "times": "4", "until": ""}


def evening(in_days: int = 10, **columns: Any) -> Event:
    day = local(clock.now() + timedelta(days=in_days), NEW_YORK).date()
    return make_event(starts_at=utc_from_local(day, time(18, 30), NEW_YORK), **columns)


def all_events() -> list[Event]:
    found = list(db.session.scalars(select(Event).order_by(Event.starts_at, Event.id)))
    db.session.expunge_all()
    db.session.rollback()
    return found


def walls(events: list[Event]) -> list[datetime]:
    return [local(event.starts_at, NEW_YORK).replace(tzinfo=None) for event in events]


def repeated(as_maya: Browser, event: Event, **typed: str) -> list[Event]:
    made = as_maya.post(f"/events/{event.id}/dates", data=WEEKLY | typed)
    assert made.status_code == 303
    return all_events()


def published(as_maya: Browser, event: Event, **typed: str) -> list[Event]:
    events = repeated(as_maya, event, **typed)
    as_maya.post(f"/events/series/{events[0].series_id}/publication")
    return all_events()


def test_dates_are_shown_before_any_is_made(in_riverside, as_maya: Browser) -> None:
    event = evening()
    assert f'href="/events/{event.id}/dates"' in as_maya.get(f"/events/{event.id}").text
    asked = as_maya.get(f"/events/{event.id}/dates", query_string=WEEKLY)
    assert asked.status_code == 200
    assert '<h2 id="dates-heading">4 dates</h2>' in asked.text
    assert "Make 3 more drafts" in asked.text
    assert len(all_events()) == 1


def test_a_series_is_made_of_drafts_with_everything_but_guests(
    in_riverside, as_maya: Browser
) -> None:
    told = {"reminds_week": False, "thanks_guests": False}
    event = evening(partner=make_partner(), room="Blue room", parking="In the yard", **told)
    make_guest(event)

    events = repeated(as_maya, event)

    first = walls(events)[0]
    assert walls(events) == [first + timedelta(days=7 * number) for number in range(4)]
    series = db.session.scalars(select(EventSeries)).one()
    assert series.rule.endswith("COUNT=4")
    assert {each.series_id for each in events} == {series.id}
    assert len({each.code for each in events}) == len({each.calendar_uid for each in events}) == 4
    for each in events[1:]:
        assert (each.state, each.seats_taken) == (EventState.DRAFT, 0)
        assert (each.title, each.room, each.parking) == (event.title, "Blue room", "In the yard")
        assert (each.partner_id, each.reminds_week) == (event.partner_id, False)
        assert not each.thanks_guests


def test_pressed_twice_or_for_more_dates_only_what_is_missing_is_made(
    in_riverside, as_maya: Browser
) -> None:
    event = evening()
    repeated(as_maya, event)
    assert len(repeated(as_maya, event)) == 4
    assert len(repeated(as_maya, all_events()[-1])) == 7
    assert len(db.session.scalars(select(EventSeries)).all()) == 1


@pytest.mark.parametrize(
    ("typed", "field", "says"),
    [
        ({"times": ""}, "times", "Say how many dates there are, or until when."),
        ({"times": "1"}, "times", "Enter a number from 2 to 52."),
        ({"times": "53"}, "times", "Enter a number from 2 to 52."),
        ({"times": "9" * 400}, "times", "Enter a"),
        ({"until": "2199-01-01"}, "until", "Give either how many dates"),
        ({"times": "", "until": "2199-01-01"}, "until", "more than 52 dates"),
        ({"times": "", "until": "2001-01-01"}, "until", "no second date"),
        ({"times": "", "until": "soon"}, "until", "not a date"),
        ({"every": "never"}, "every", "Choose one of those offered."),
    ],
)
def test_a_slip_is_named_at_its_field_and_makes_nothing(
    in_riverside, as_maya: Browser, typed: dict[str, str], field: str, says: str
) -> None:
    event = evening()
    looked = as_maya.get(f"/events/{event.id}/dates", query_string=WEEKLY | typed).text
    refused = as_maya.post(f"/events/{event.id}/dates", data=WEEKLY | typed)
    assert refused.status_code == 422
    for page in (looked, refused.text):
        assert says in page
        assert f'id="{field}-error"' in page
        assert "dates-heading" not in page
    assert len(all_events()) == 1


def test_all_drafts_to_come_are_published_in_one_press(
    in_riverside, as_maya: Browser, as_nobody: Browser
) -> None:
    events = published(as_maya, evening())
    assert {each.state for each in events} == {EventState.PUBLISHED}
    assert as_nobody.get(f"/e/{events[-1].code}").status_code == 200
    again_pressed = as_maya.post(f"/events/series/{events[0].series_id}/publication")
    assert again_pressed.status_code == 409
    assert "No draft of this series is still to come." in again_pressed.text


def test_drafts_without_a_place_are_not_published(in_riverside, as_maya: Browser) -> None:
    events = repeated(as_maya, evening(place="", state=EventState.DRAFT))
    refused = as_maya.post(f"/events/series/{events[0].series_id}/publication")
    assert refused.status_code == 409
    assert "Say where it takes place" in refused.text
    assert {each.state for each in all_events()} == {EventState.DRAFT}


def test_everybody_sees_the_dates_to_come_with_their_seats(
    in_riverside, as_maya: Browser, as_nobody: Browser
) -> None:
    events = published(as_maya, evening(seats=3))
    make_guest(events[1])
    make_guest(events[2], state=GuestState.WAITING)
    as_maya.post(f"/events/{events[3].id}/cancellation", data={"reason": ""})
    series = db.session.scalars(select(EventSeries)).one()

    page = as_nobody.get(f"/e/series/{series.code}")

    assert page.status_code == 200
    assert "Set-Cookie" not in page.headers
    text = page.text
    assert [f"/e/{each.code}" in text for each in events] == [True, True, True, False]
    assert "3 seats left" in text
    assert "2 seats left" in text
    assert "Full; there is a waiting list" in text
    assert "Todas las fechas" in as_nobody.get(f"/e/series/{series.code}?lang=es").text
    with time_machine.travel(events[0].ends_at + timedelta(seconds=1)):
        assert f"/e/{events[0].code}" not in as_nobody.get(f"/e/series/{series.code}").text
    with time_machine.travel(events[3].ends_at):
        over = as_nobody.get(f"/e/series/{series.code}").text
        assert "No date is planned just now" in over
        assert "noindex" in over


def test_an_event_page_leads_to_the_other_dates_as_long_as_there_are_any(
    in_riverside, as_maya: Browser, as_nobody: Browser
) -> None:
    event = evening()
    events = repeated(as_maya, event, times="2")
    code = db.session.scalars(select(EventSeries.code)).one()
    assert "Other dates" not in as_nobody.get(f"/e/{event.code}").text
    as_maya.post(f"/events/series/{events[0].series_id}/publication")
    assert f'href="/e/series/{code}?lang=en">Other dates' in as_nobody.get(f"/e/{event.code}").text
    as_maya.post(f"/events/{events[1].id}/cancellation", data={"reason": ""})
    assert "Other dates" not in as_nobody.get(f"/e/{event.code}").text


def test_a_copy_is_a_single_draft_on_the_same_weekday_and_time(
    in_riverside, as_maya: Browser
) -> None:
    event = evening(3, room="Blue room", partner=make_partner())
    make_guest(event)
    question = EventQuestion(event_id=event.id, position=0, kind=QuestionKind.TEXT, label="Diet?")
    db.session.add(question)
    db.session.commit()
    repeated(as_maya, event, times="2")

    made = as_maya.post(f"/events/{event.id}/copies")

    copy = max(all_events(), key=lambda each: each.id)
    assert made.headers["Location"] == f"/events/{copy.id}/edit"
    assert walls([copy])[0] == walls([event])[0] + timedelta(days=7)
    assert (copy.state, copy.seats_taken, copy.series_id) == (EventState.DRAFT, 0, None)
    assert (copy.room, copy.partner_id, copy.proposal_id) == ("Blue room", event.partner_id, None)
    assert copy.code != event.code
    asked = select(EventQuestion.label).where(EventQuestion.event_id == copy.id)
    assert db.session.scalars(asked).all() == ["Diet?"]
    assert again(event).state is EventState.PUBLISHED


def test_what_is_over_is_copied_to_a_day_to_come(in_riverside, as_maya: Browser) -> None:
    event = evening(-100)
    as_maya.post(f"/events/{event.id}/copies")
    copy = max(all_events(), key=lambda each: each.id)
    tomorrow = local(clock.now(), NEW_YORK).date() + timedelta(days=1)
    assert tomorrow <= walls([copy])[0].date() < tomorrow + timedelta(days=7)


def test_a_series_of_another_practice_is_not_found(
    in_riverside, hillside, as_maya: Browser, as_outsider: Browser, as_nobody: Browser
) -> None:
    """T1"""
    events = repeated(as_maya, evening())
    path = f"/events/series/{events[0].series_id}"
    assert as_maya.get(path).status_code == 200
    assert as_outsider.get(path).status_code == 404
    assert as_outsider.post(f"{path}/publication").status_code == 404
    assert as_outsider.post(f"/events/{events[0].id}/copies").status_code == 404
    assert as_nobody.get(f"/e/series/{events[0].code}").status_code == 404
    with acting_for(hillside.id):
        assert db.session.scalars(select(Event)).all() == []


def test_a_series_page_takes_no_more_statements_for_many_dates_than_for_few(
    in_riverside, as_maya: Browser, as_nobody: Browser
) -> None:
    asked = []
    for times in ("2", "40"):
        events = published(as_maya, evening(), times=times)
        series = db.session.get_one(EventSeries, max(each.series_id or 0 for each in events))
        paths = (as_maya, f"/events/series/{series.id}"), (as_nobody, f"/e/series/{series.code}")
        db.session.rollback()
        for browser, path in paths:
            with counted() as statements:
                assert browser.get(path).status_code == 200
            asked.append(len(statements))
    assert asked[:2] == asked[2:]
