"""Pages, letters and calendar files show the same local time and name the zone (B1, B4)."""

import re
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markupsafe import escape

from jvplanner.wall_time import (
    NoSuchLocalTime,
    clock_text,
    day_text,
    listed_zone,
    local,
    moment_text,
    relative_text,
    span_text,
    territory_of,
    utc_from_local,
    zone_label,
    zone_name,
    zones,
)
from tests.browser import as_read

unhurried = settings(deadline=None)  # a busy machine may stall for longer than any one case takes

NEW_YORK = "America/New_York"
EVENING = datetime(2027, 2, 11, 23, 30, tzinfo=UTC)
# Half and quarter hours, half an hour of summer time, summer in the south, summer time interrupted
# for Ramadan (Casablanca), a day left out (Apia), and the far ends of the day.
SAMPLE = [
    *("UTC", "America/New_York", "America/St_Johns", "America/Santiago", "Europe/London"),
    *("Europe/Dublin", "Africa/Casablanca", "Asia/Kathmandu", "Asia/Kolkata", "Asia/Tehran"),
    *("Australia/Adelaide", "Australia/Lord_Howe", "Pacific/Apia", "Pacific/Chatham"),
    *("Pacific/Kiritimati", "Pacific/Pago_Pago"),
]


@pytest.mark.parametrize(
    ("zone", "shown"),
    [
        (NEW_YORK, "Thu 11 Feb 2027, 18:30 (New York)"),
        ("Europe/Zurich", "Fri 12 Feb 2027, 00:30 (Zurich)"),
        ("Asia/Kathmandu", "Fri 12 Feb 2027, 05:15 (Kathmandu)"),
        ("Australia/Lord_Howe", "Fri 12 Feb 2027, 10:30 (Lord Howe)"),
        ("America/Argentina/Buenos_Aires", "Thu 11 Feb 2027, 20:30 (Buenos Aires)"),
        ("UTC", "Thu 11 Feb 2027, 23:30 (UTC)"),
    ],
)
def test_a_moment_is_shown_as_local_time_with_its_zone(zone: str, shown: str) -> None:
    assert moment_text(EVENING, zone) == shown


def test_a_moment_may_come_in_any_zone() -> None:
    same = EVENING.astimezone(ZoneInfo("Asia/Tokyo"))
    assert moment_text(same, NEW_YORK) == moment_text(EVENING, NEW_YORK)


def test_days_and_months_are_named_in_the_asked_language() -> None:
    assert day_text(date(2027, 2, 9)) == "Tue 9 Feb 2027"
    assert day_text(date(2027, 2, 9), locale="es") == "mar 9 feb 2027"
    assert moment_text(EVENING, NEW_YORK, locale="pt_BR") == "qui. 11 fev. 2027, 18:30 (Nova York)"


def test_a_span_names_the_day_once() -> None:
    ends = EVENING + timedelta(minutes=90)
    assert span_text(EVENING, ends, NEW_YORK) == "Thu 11 Feb 2027, 18:30 – 20:00 (New York)"


def test_a_span_past_midnight_names_both_days() -> None:
    late = EVENING + timedelta(hours=4)
    shown = "Thu 11 Feb 2027, 22:30 – Fri 12 Feb 2027, 01:00 (New York)"
    assert span_text(late, late + timedelta(hours=2, minutes=30), NEW_YORK) == shown


def on_a_page(text: str) -> list[str]:
    """Return the pieces between which a page may break its line."""
    html = str(escape(text))
    assert as_read(html) == text
    return re.findall(r'<span class="nowrap">([^<]+)</span>', html)


def test_a_line_breaks_after_the_comma_of_a_moment_and_nowhere_else() -> None:
    assert on_a_page(moment_text(EVENING, NEW_YORK)) == ["Thu 11 Feb 2027,", "18:30 (New York)"]
    assert on_a_page(day_text(date(2027, 2, 9))) == ["Tue 9 Feb 2027"]


def test_a_span_breaks_after_a_comma_or_before_another_day() -> None:
    ends = EVENING + timedelta(minutes=90)
    pieces = ["Thu 11 Feb 2027,", "18:30 – 20:00 (New York)"]
    assert on_a_page(span_text(EVENING, ends, NEW_YORK)) == pieces

    ends = EVENING + timedelta(hours=8)
    pieces = ["Thu 11 Feb 2027,", "18:30 –", "Fri 12 Feb 2027,", "02:30 (New York)"]
    assert on_a_page(span_text(EVENING, ends, NEW_YORK)) == pieces


def test_what_is_added_to_a_time_is_shown_as_it_is_and_breaks_anywhere() -> None:
    told = moment_text(EVENING, NEW_YORK) + ": 3 of <b>5</b> seats"
    assert told == "Thu 11 Feb 2027, 18:30 (New York): 3 of <b>5</b> seats"
    assert str(escape(told)).endswith("</span>: 3 of &lt;b&gt;5&lt;/b&gt; seats")


def test_the_hour_that_comes_twice_says_which_one_is_meant() -> None:
    first = datetime(2027, 11, 7, 5, 30, tzinfo=UTC)
    second = first + timedelta(hours=1)

    assert clock_text(first, NEW_YORK) == "01:30 EDT"
    assert clock_text(second, NEW_YORK) == "01:30 EST"
    assert clock_text(second + timedelta(hours=1), NEW_YORK) == "02:30"
    assert span_text(first, second, NEW_YORK) == "Sun 7 Nov 2027, 01:30 EDT – 01:30 EST (New York)"


@pytest.mark.parametrize(
    ("zone", "day", "clock", "moment"),
    [
        pytest.param(NEW_YORK, (2027, 3, 14), (1, 59), (2027, 3, 14, 6, 59), id="before spring"),
        pytest.param(NEW_YORK, (2027, 3, 14), (3, 0), (2027, 3, 14, 7, 0), id="after spring"),
        pytest.param(NEW_YORK, (2027, 11, 7), (1, 30), (2027, 11, 7, 5, 30), id="first of two"),
        pytest.param(NEW_YORK, (2027, 11, 7), (2, 0), (2027, 11, 7, 7, 0), id="after autumn"),
        pytest.param("Asia/Kathmandu", (2027, 2, 11), (18, 30), (2027, 2, 11, 12, 45), id="+5:45"),
        pytest.param(
            "Australia/Lord_Howe", (2027, 4, 4), (1, 45), (2027, 4, 3, 14, 45), id="half an hour"
        ),
    ],
)
def test_a_local_time_is_one_moment(
    zone: str,
    day: tuple[int, int, int],
    clock: tuple[int, int],
    moment: tuple[int, int, int, int, int],
) -> None:
    assert utc_from_local(date(*day), time(*clock), zone) == datetime(*moment, tzinfo=UTC)


@pytest.mark.parametrize(
    ("zone", "day", "clock"),
    [
        pytest.param(NEW_YORK, date(2027, 3, 14), time(2, 0), id="the first minute left out"),
        pytest.param(NEW_YORK, date(2027, 3, 14), time(2, 59), id="the last minute left out"),
        pytest.param("Australia/Lord_Howe", date(2027, 10, 3), time(2, 15), id="half an hour"),
        pytest.param("Pacific/Apia", date(2011, 12, 30), time(12, 0), id="a whole day"),
        pytest.param("Asia/Tokyo", date.min, time(0, 0), id="before the first day of UTC"),
        pytest.param(NEW_YORK, date.max, time(23, 0), id="after the last day of UTC"),
    ],
)
def test_a_time_that_no_clock_shows_is_refused_with_advice(
    zone: str, day: date, clock: time
) -> None:
    with pytest.raises(NoSuchLocalTime, match="Choose an earlier or a later time"):
        utc_from_local(day, clock, zone)


@unhurried
@given(
    st.dates(date(1971, 1, 1), date(2100, 1, 1)),
    st.times(),
    st.sampled_from(SAMPLE),
)
def test_a_local_time_comes_back_from_utc(day: date, clock: time, zone: str) -> None:
    try:
        moment = utc_from_local(day, clock, zone)
    except NoSuchLocalTime:
        # Then the clocks go forward somewhere within the day around it.
        noon_before = datetime.combine(day - timedelta(days=1), time(12), ZoneInfo(zone))
        noon_after = datetime.combine(day + timedelta(days=1), time(12), ZoneInfo(zone))
        assert noon_after.utcoffset() != noon_before.utcoffset()
        return
    assert moment.utcoffset() == timedelta(0)
    assert local(moment, zone).replace(tzinfo=None) == datetime.combine(day, clock)
    assert local(moment, zone).fold == 0, "the first of two is meant"


def test_times_without_a_zone_and_unknown_zones_are_refused() -> None:
    with pytest.raises(ValueError, match="its own time zone"):
        local(EVENING.replace(tzinfo=None), NEW_YORK)
    with pytest.raises(ValueError, match="no zone of its own"):
        utc_from_local(date(2027, 2, 11), time(18, 30, tzinfo=UTC), NEW_YORK)
    with pytest.raises(ZoneInfoNotFoundError):
        local(EVENING, "America/Atlantis")


@pytest.mark.parametrize(
    ("hours", "said"),
    [
        (0, "today"),
        (5.4, "today"),
        (5.5, "tomorrow"),  # midnight in New York, half past five in UTC
        (29.5, "in 2\u00a0days"),
        (24 * 12, "in 12\u00a0days"),
        (-18.5, "today"),
        (-18.6, "yesterday"),
        (-24 * 3, "3\u00a0days ago"),
    ],
)
def test_how_far_away_it_is_counts_local_days(hours: float, said: str) -> None:
    assert relative_text(EVENING + timedelta(hours=hours), EVENING, NEW_YORK) == said


def test_a_day_of_23_hours_is_still_one_day() -> None:
    before = datetime(2027, 3, 14, 4, 30, tzinfo=UTC)  # Saturday, 23:30 in New York
    assert relative_text(before + timedelta(hours=24), before, NEW_YORK) == "in 2\u00a0days"


def test_the_list_of_zones_has_one_name_for_each() -> None:
    listed = zones()

    assert {"America/New_York", "Europe/Oslo", "Asia/Kolkata", "Asia/Kathmandu"} <= set(listed)
    assert listed[-1] == "UTC"
    assert list(listed[:-1]) == sorted(set(listed[:-1]))
    assert not set(listed) & {"Asia/Calcutta", "US/Eastern", "EST", "Etc/GMT+5", "GMT", "Factory"}
    assert all("/" in zone for zone in listed[:-1])


def test_every_listed_zone_can_show_a_time() -> None:
    for zone in zones():
        assert listed_zone(zone) == zone
        assert moment_text(EVENING, zone).endswith(f" ({zone_name(zone)})")


@pytest.mark.parametrize(
    ("reported", "listed"),
    [
        ("Asia/Calcutta", "Asia/Kolkata"),
        ("Asia/Katmandu", "Asia/Kathmandu"),
        ("America/Buenos_Aires", "America/Argentina/Buenos_Aires"),
        ("Europe/Kiev", "Europe/Kyiv"),
        ("Etc/UTC", "UTC"),
    ],
)
def test_an_older_spelling_is_understood(reported: str, listed: str) -> None:
    assert listed_zone(reported) == listed


@pytest.mark.parametrize(
    "name", ["", "New York", "america/new_york", "Etc/GMT+5", "../etc/passwd", "\0", "x" * 5000]
)
def test_what_is_no_zone_to_choose_is_refused(name: str) -> None:
    assert listed_zone(name) is None


def test_a_zone_lies_in_a_country() -> None:
    assert [territory_of(zone) for zone in (NEW_YORK, "Europe/Zurich", "UTC")] == ["US", "CH", None]


@pytest.mark.parametrize(
    ("days", "said"),
    [
        (-3, "hace 3\u00a0días"),
        (-1, "ayer"),
        (0, "hoy"),
        (1, "mañana"),
        (12, "en 12\u00a0días"),
    ],
)
def test_how_far_away_a_day_is_has_spanish_words(days: int, said: str) -> None:
    assert relative_text(EVENING + timedelta(days=days), EVENING, NEW_YORK, "es") == said


def test_places_have_names_of_their_own_in_spanish() -> None:
    assert moment_text(EVENING, NEW_YORK, "es") == "jue 11 feb 2027, 18:30 (Nueva York)"
    assert zone_name("Europe/London", "es") == "Londres"
    assert zone_name("America/Argentina/Buenos_Aires", "es") == "Buenos Aires"
    assert zone_name("UTC", "es") == "UTC"


@pytest.mark.parametrize(
    ("zone", "label"),
    [
        ("America/New_York", "New York (America)"),
        ("America/Argentina/Buenos_Aires", "Buenos Aires (America/Argentina)"),
        ("UTC", "UTC"),
    ],
)
def test_a_zone_to_choose_is_found_by_its_place(zone: str, label: str) -> None:
    assert zone_label(zone) == label
