"""An event's times, registrations and texts, decided without a database."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jvplanner.events.rules import (
    LONGEST,
    SAME_TAP,
    EndsBeforeItStarts,
    is_same_tap,
    lines_of,
    names_an_address,
    occasion,
    offer_until,
    times_of,
    tracked_source,
)
from jvplanner.wall_time import NoSuchLocalTime

NEW_YORK = "America/New_York"
NOW = datetime(2027, 2, 11, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("day", "starts", "ends", "minutes"),
    [
        pytest.param(date(2027, 2, 11), "18:30", "20:00", 90, id="an evening"),
        pytest.param(date(2027, 2, 11), "22:30", "00:30", 120, id="past midnight"),
        pytest.param(date(2027, 3, 13), "22:00", "04:00", 300, id="clocks go forward in the night"),
        pytest.param(date(2027, 11, 6), "22:00", "04:00", 420, id="clocks go back in the night"),
    ],
)
def test_an_event_lasts_as_long_as_its_clocks_say(
    day: date, starts: str, ends: str, minutes: int
) -> None:
    begins, finishes = times_of(day, time.fromisoformat(starts), time.fromisoformat(ends), NEW_YORK)
    assert finishes - begins == timedelta(minutes=minutes)


@pytest.mark.parametrize(("starts", "ends"), [("18:30", "17:00"), ("18:30", "18:30")])
def test_an_end_before_the_start_is_a_slip_and_not_the_next_day(starts: str, ends: str) -> None:
    with pytest.raises(EndsBeforeItStarts):
        times_of(date(2027, 2, 11), time.fromisoformat(starts), time.fromisoformat(ends), NEW_YORK)


def test_a_time_that_clocks_skip_is_refused() -> None:
    with pytest.raises(NoSuchLocalTime):
        times_of(date(2027, 3, 14), time(2, 30), time(4), NEW_YORK)


@given(
    day=st.dates(date(2020, 1, 1), date(2040, 1, 1)),
    starts=st.times(),
    ends=st.times(),
    zone=st.sampled_from([NEW_YORK, "Asia/Kathmandu", "Australia/Lord_Howe", "UTC"]),
)
def test_whatever_times_are_typed_an_event_ends_after_it_starts_or_is_refused(
    day: date, starts: time, ends: time, zone: str
) -> None:
    try:
        begins, finishes = times_of(day, starts, ends, zone)
    except (EndsBeforeItStarts, NoSuchLocalTime):
        return
    assert begins < finishes
    assert ends > starts or finishes - begins <= LONGEST


@pytest.mark.parametrize(
    ("name", "later", "same"),
    [
        ("Zoë O'Brien", timedelta(0), True),
        ("zoe  o'brien", timedelta(minutes=1), True),
        ("Zoë O'Brien", SAME_TAP - timedelta(seconds=1), True),
        ("Zoë O'Brien", SAME_TAP, False),
        ("Ben", timedelta(0), False),
    ],
)
def test_only_the_same_name_soon_after_is_the_same_tap(
    name: str, later: timedelta, same: bool
) -> None:
    assert is_same_tap("Zoë O'Brien", NOW, name, NOW + later) is same


@pytest.mark.parametrize("text", ["", "a b", "<b>", "x" * 33, "é", "a\n"])
def test_a_source_that_is_none_of_our_codes_is_dropped(text: str) -> None:
    assert tracked_source(text) == ""


def test_a_tracked_code_is_kept() -> None:
    assert tracked_source("Poster-2_b") == "Poster-2_b"


@pytest.mark.parametrize(
    ("hour", "online", "words"),
    [
        (10, False, "Morning event"),
        (14, False, "Afternoon event"),
        (18, False, "Evening event"),
        (19, True, "Online evening"),
    ],
)
def test_an_occasion_is_named_by_the_clocks_where_it_takes_place(
    hour: int, online: bool, words: str
) -> None:
    starts_at = datetime(2027, 2, 11, tzinfo=UTC) + timedelta(hours=hour + 5)
    assert occasion(starts_at, NEW_YORK, online=online) == words


@pytest.mark.parametrize(
    "name",
    [
        *(
            "See http://spam.example",
            "WWW.spam.example",
            "Win at bit.ly/3x",
            "win-now.com",
            "Ana.net!",
        ),
        *("spam.example/Ana", "Free money: a.b.click"),
    ],
)
def test_what_a_mail_program_makes_a_link_of_is_no_name(name: str) -> None:
    assert names_an_address(name)


@pytest.mark.parametrize(
    "name",
    [
        *(
            "Ana Peña",
            "J. R. Cash",
            "Mary-Ann St.John",
            "Dr. Com Nguyen",
            "Bo/Ana",
            "Sarah c/o Ben",
        ),
        *("ana@example.org", "ana.ruiz@mail.example.com", "Nguyễn V.An", "A.B./C."),
    ],
)
def test_a_name_with_dots_and_strokes_is_no_web_address(name: str) -> None:
    assert not names_an_address(name)


def test_lines_come_without_the_marks_typed_before_them() -> None:
    assert lines_of("- one\n\n • two\n*three*\n") == ["one", "two", "three"]


@pytest.mark.parametrize(
    ("hours_left", "hours_held"),
    [
        pytest.param(24 * 20, 48, id="weeks before, two days"),
        pytest.param(24 * 3, 36, id="days before, half of what is left"),
        pytest.param(6, 3, id="on the day, half of what is left"),
        pytest.param(1.5, 1, id="shortly before, an hour"),
        pytest.param(0.75, 0.75, id="never past the start"),
        pytest.param(0.5, 0.5, id="half an hour before, for the last time"),
        pytest.param(0.49, None, id="later, to nobody"),
        pytest.param(-1, None, id="once it has begun, to nobody"),
    ],
)
def test_an_offered_seat_is_held_for_less_the_nearer_the_event_is(
    hours_left: float, hours_held: float | None
) -> None:
    """A7"""
    until = offer_until(NOW + timedelta(hours=hours_left), NOW)
    assert until == (None if hours_held is None else NOW + timedelta(hours=hours_held))
