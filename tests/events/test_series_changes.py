"""One date of a series is changed, or it and all later ones; each stays an event of its own."""

from datetime import date, time, timedelta

import pytest

from jvplanner.db import db
from jvplanner.events.models import (
    Event,
    EventState,
)
from jvplanner.events.queries.asked import questions_of
from jvplanner.wall_time import local, utc_from_local
from tests.browser import Browser, as_read
from tests.builders import letters
from tests.builders_events import again, make_event, make_guest, typed_from
from tests.events.test_series import NEW_YORK, all_events, evening, published, repeated, walls

pytestmark = pytest.mark.usefixtures("in_february")


def asked_at(event: Event) -> dict[str, int]:
    """What an event asks, and under which number."""
    asked = {question.label: question.id for question in questions_of(event)}
    db.session.rollback()
    return asked


def test_one_date_is_changed_or_called_off_and_the_others_stay(
    in_riverside, as_maya: Browser
) -> None:
    events = published(as_maya, evening())
    changed = typed_from(events[1], title="Only this one", room="Another", reach="this")
    as_maya.post(f"/events/{events[1].id}/edit", data=changed)
    as_maya.post(f"/events/{events[2].id}/cancellation", data={"reason": "Flooded."})
    now = all_events()
    assert [each.title == "Only this one" for each in now] == [False, True, False, False]
    assert [each.state is EventState.CANCELLED for each in now] == [False, False, True, False]
    assert now[0].sequence == now[3].sequence == events[0].sequence


def test_from_here_on_words_place_and_seats_are_the_same_and_times_move_as_much(
    in_riverside, as_maya: Browser
) -> None:
    """B1, over the change of clocks on 14 March."""
    events = published(as_maya, evening(5), times="6")
    for each in events:
        make_guest(each)
    last = typed_from(events[4], starts="17:00", ends="18:15", reach="this")
    as_maya.post(f"/events/{events[4].id}/edit", data=last)
    as_maya.post(f"/events/{events[3].id}/cancellation", data={"reason": ""})
    before, told = all_events(), len(letters("event_moved"))

    later = typed_from(
        before[1],
        title="New words",
        room="Upstairs",
        seats="7",
        day=f"{local(before[1].starts_at, NEW_YORK) + timedelta(days=1):%Y-%m-%d}",
        starts="19:00",
        ends="20:30",
        reach="later",
    )
    done = as_maya.post(f"/events/{before[1].id}/edit", data=later, follow_redirects=True)

    assert "Saved for 4 dates." in done.text
    now = all_events()
    moved = timedelta(days=1, minutes=30)
    assert [after - earlier for earlier, after in zip(walls(before), walls(now), strict=True)] == [
        timedelta(0),
        moved,
        moved,
        timedelta(0),
        moved,
        moved,
    ]
    assert now[4].ends_at - now[4].starts_at == timedelta(minutes=75)
    assert [each.title == "New words" for each in now] == [False, True, True, False, True, True]
    assert [each.seats for each in now] == [40, 7, 7, 40, 7, 7]
    assert [each.room for each in now] == ["", "Upstairs", "Upstairs", "", "Upstairs", "Upstairs"]
    raised = [each.sequence - one.sequence for one, each in zip(before, now, strict=True)]
    assert raised == [0, 1, 1, 0, 1, 1]
    # The fifth had a letter of its own that had not gone out; the new one took its place.
    assert len(letters("event_moved")) == told + 3


def test_words_that_change_from_here_on_are_no_letter(in_riverside, as_maya: Browser) -> None:
    """B2"""
    events = published(as_maya, evening())
    for each in events:
        make_guest(each)
    words = typed_from(events[0], title="New words", parking="In the yard", reach="later")
    as_maya.post(f"/events/{events[0].id}/edit", data=words)
    now = all_events()
    assert {each.title for each in now} == {"New words"}
    assert [each.sequence for each in now] == [each.sequence for each in events]
    assert letters("event_moved") == []


def test_a_change_that_cannot_be_on_one_of_the_days_changes_none(
    in_riverside, as_maya: Browser
) -> None:
    sunday = utc_from_local(date(2027, 2, 21), time(0, 15), NEW_YORK)
    events = published(as_maya, make_event(starts_at=sunday))
    skipped = typed_from(events[0], starts="02:15", ends="05:00", reach="later", title="Kept")

    refused = as_maya.post(f"/events/{events[0].id}/edit", data=skipped)

    assert refused.status_code == 422
    assert "do not show 02:15" in as_read(refused.text)
    assert 'id="starts-error"' in refused.text
    assert "Kept" in refused.text
    assert walls(all_events()) == walls(events)


def test_a_date_with_times_of_its_own_is_never_made_to_end_before_it_starts(
    in_riverside, as_maya: Browser
) -> None:
    events = published(as_maya, evening())
    short = typed_from(events[2], starts="19:30", ends="20:00", reach="this")
    as_maya.post(f"/events/{events[2].id}/edit", data=short)
    shorter = typed_from(events[0], starts="19:30", ends="20:00", reach="later")

    refused = as_maya.post(f"/events/{events[0].id}/edit", data=shorter)

    assert refused.status_code == 422
    assert "would not end after it starts" in refused.text
    assert walls(all_events())[0] == walls(events)[0]


def test_no_later_date_is_moved_into_the_past(in_riverside, as_maya: Browser) -> None:
    events = published(as_maya, evening(3))
    long_ago = typed_from(events[1], day="2020-01-01", reach="later")
    refused = as_maya.post(f"/events/{events[1].id}/edit", data=long_ago)
    assert refused.status_code == 422
    assert 'id="day-error"' in refused.text
    assert walls(all_events()) == walls(events)


def test_only_a_date_of_a_series_asks_how_far_a_change_reaches(
    in_riverside, as_maya: Browser
) -> None:
    event = evening()
    assert "later dates" not in as_maya.get(f"/events/{event.id}/edit").text
    repeated(as_maya, event)
    asked = as_read(as_maya.get(f"/events/{event.id}/edit").text)
    assert "This and all later dates" in asked
    assert "each of them moves by as many days and minutes" in asked


def test_questions_and_reminders_are_saved_for_one_date_or_from_here_on(
    in_riverside, as_maya: Browser
) -> None:
    alone = evening()
    pages = [f"/events/{alone.id}/{page}" for page in ("questions", "letters")]
    assert all("later dates" not in as_maya.get(page).text for page in pages)
    first, second, third = published(as_maya, alone, times="3")
    kinds = {f"kind_{place}": "text" for place in range(1, 6)}
    asks = {**kinds, "label_1": "How did you hear of us?"}
    as_maya.post(f"/events/{third.id}/questions", data=asks)
    before = asked_at(third)

    both = {**asks, "label_2": "Do you bring lunch?", "reach": "later"}
    saved = as_maya.post(f"/events/{second.id}/questions", data=both, follow_redirects=True)
    as_maya.post(f"/events/{second.id}/letters", data={"reminds_day": "y", "reach": "later"})

    assert "Saved for 2 dates." in saved.text
    assert asked_at(first) == {}
    assert list(asked_at(second)) == ["How did you hear of us?", "Do you bring lunch?"]
    after = asked_at(third)
    assert list(after) == list(asked_at(second))
    assert before.items() <= after.items(), "what is asked already stays with its answers"
    assert [again(each).thanks_guests for each in (first, second, third)] == [True, False, False]

    as_maya.post(f"/events/{second.id}/questions", data=kinds)
    assert (asked_at(second), asked_at(third)) == ({}, after)
