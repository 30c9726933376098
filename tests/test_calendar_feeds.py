"""A feed is every entry, read as calendar programs read it."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import icalendar

from jvplanner.calendars import EntryState, calendar_feed
from tests.calendars import by_another_reader, lines, the, unescaped
from tests.test_calendars import ENTRY, NEW_YORK


def test_a_feed_holds_every_entry_and_each_zone_once() -> None:
    """A reader that knows nothing of zones but what the feed says shows every entry at its time."""
    summer = datetime(2027, 7, 1, 16, 0, tzinfo=UTC)
    entries = [
        ENTRY,
        replace(ENTRY, uid="b", starts_at=summer, ends_at=summer + timedelta(hours=1)),
        replace(ENTRY, uid="c", time_zone="Asia/Kathmandu", state=EntryState.CANCELLED),
        replace(ENTRY, uid="d", time_zone="UTC", state=EntryState.TENTATIVE),
    ]
    feed = calendar_feed("Riverside, and more", entries)

    assert [line.value for line in lines(feed) if line.name == "TZID"] == [
        NEW_YORK,
        "Asia/Kathmandu",
    ]
    assert the("METHOD", feed, "VCALENDAR").value == "PUBLISH"
    for name in ("NAME", "X-WR-CALNAME"):
        assert unescaped(the(name, feed, "VCALENDAR").value) == "Riverside, and more"
    assert the("REFRESH-INTERVAL", feed, "VCALENDAR")[2:] == (";VALUE=DURATION", "PT1H")
    assert the("X-PUBLISHED-TTL", feed, "VCALENDAR").value == "PT1H"
    states = [line.value for line in lines(feed) if line.name == "STATUS"]
    assert states == ["CONFIRMED", "CONFIRMED", "CANCELLED", "TENTATIVE"]
    read = by_another_reader(feed).vevent_list
    assert [one.dtstart.value.astimezone(UTC) for one in read] == [
        entry.starts_at for entry in entries
    ]
    other = icalendar.Calendar.from_ical(feed).events
    assert [one.start.astimezone(UTC) for one in other] == [entry.starts_at for entry in entries]


def test_an_empty_feed_is_a_calendar() -> None:
    assert calendar_feed("Riverside", []).endswith(b"END:VCALENDAR\r\n")
    assert the("VERSION", calendar_feed("Riverside", []), "VCALENDAR").value == "2.0"
