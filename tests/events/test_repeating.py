"""On which days an event comes again, by the clocks on the wall."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jvplanner.events.repeating import (
    MOST_DATES,
    Every,
    Repetition,
    Span,
    TooFewDates,
    TooManyDates,
    a_week_later,
    closing_of,
    rule_text,
    spans,
    ways,
)
from jvplanner.wall_time import local, utc_from_local

NEW_YORK = "America/New_York"


def on(day: date, at: time = time(18, 30), zone: str = NEW_YORK, minutes: int = 90) -> Span:
    starts_at = utc_from_local(day, at, zone)
    return Span(starts_at, starts_at + timedelta(minutes=minutes))


def days_of(found: list[Span], zone: str = NEW_YORK) -> list[str]:
    return [f"{local(span.starts_at, zone):%Y-%m-%d}" for span in found]


DAYS = {
    "weekly": (date(2027, 2, 11), Every.WEEK, ["2027-02-11", "2027-02-18", "2027-02-25"]),
    "every two weeks": (
        date(2027, 2, 11),
        Every.FORTNIGHT,
        ["2027-02-11", "2027-02-25", "2027-03-11"],
    ),
    "the 31st, which not every month has": (
        date(2027, 1, 31),
        Every.MONTH_DAY,
        ["2027-01-31", "2027-03-31", "2027-05-31"],
    ),
    "the second Thursday": (
        date(2027, 2, 11),
        Every.MONTH_WEEKDAY,
        ["2027-02-11", "2027-03-11", "2027-04-08"],
    ),
    "the last Friday": (
        date(2027, 2, 26),
        Every.LAST_WEEKDAY,
        ["2027-02-26", "2027-03-26", "2027-04-30"],
    ),
    "the 29th of February and of other months": (
        date(2028, 1, 29),
        Every.MONTH_DAY,
        ["2028-01-29", "2028-02-29", "2028-03-29"],
    ),
}


@pytest.mark.parametrize(("first", "every", "expected"), DAYS.values(), ids=list(DAYS))
def test_an_event_comes_again(first: date, every: Every, expected: list[str]) -> None:
    assert days_of(spans(on(first), NEW_YORK, Repetition(every, times=3))) == expected
    until = date.fromisoformat(expected[-1])
    assert days_of(spans(on(first), NEW_YORK, Repetition(every, until=until))) == expected
    day_before = Repetition(every, until=until - timedelta(days=1))
    assert days_of(spans(on(first), NEW_YORK, day_before)) == expected[:-1]


def test_clocks_show_the_same_before_and_after_they_are_changed() -> None:
    """B1"""
    found = spans(on(date(2027, 3, 4)), NEW_YORK, Repetition(Every.WEEK, times=3))
    assert [local(span.starts_at, NEW_YORK).hour for span in found] == [18, 18, 18]
    assert [local(span.ends_at, NEW_YORK).hour for span in found] == [20, 20, 20]
    assert [span.starts_at.hour for span in found] == [23, 23, 22]


def test_a_time_that_clocks_skip_is_left_out_and_not_counted() -> None:
    """B1"""
    first = on(date(2027, 3, 7), time(2, 15))
    found = spans(first, NEW_YORK, Repetition(Every.WEEK, times=3))
    assert days_of(found) == ["2027-03-07", "2027-03-21", "2027-03-28"]


@pytest.mark.parametrize(
    ("repetition", "refusal"),
    [
        (Repetition(Every.WEEK, until=date(2199, 1, 1)), TooManyDates),
        (Repetition(Every.WEEK, times=MOST_DATES + 1), TooManyDates),
        (Repetition(Every.WEEK, until=date(2027, 2, 12)), TooFewDates),
        (Repetition(Every.WEEK, until=date(1999, 2, 12)), TooFewDates),
    ],
)
def test_no_dates_and_too_many_are_refused(
    repetition: Repetition, refusal: type[ValueError]
) -> None:
    with pytest.raises(refusal):
        spans(on(date(2027, 2, 11)), NEW_YORK, repetition)


def test_as_many_dates_as_a_year_has_weeks_can_be_made() -> None:
    found = spans(on(date(2027, 2, 11)), NEW_YORK, Repetition(Every.WEEK, times=MOST_DATES))
    assert len(found) == MOST_DATES


@given(
    st.dates(date(2000, 1, 1), date(2100, 1, 1)),
    st.times(),
    st.sampled_from(Every),
    st.sampled_from([NEW_YORK, "Asia/Kathmandu", "Australia/Lord_Howe", "UTC", "Europe/Dublin"]),
)
def test_each_date_is_later_lasts_as_long_on_the_wall_and_is_at_the_same_hour(
    first: date, at: time, every: Every, zone: str
) -> None:
    if every not in ways(first):
        return
    at = at.replace(microsecond=0)
    try:
        span = Span(
            utc_from_local(first, at, zone), utc_from_local(first + timedelta(days=1), at, zone)
        )
    except ValueError:
        return
    found = spans(span, zone, Repetition(every, times=12))
    assert len(found) == 12
    assert found == sorted(found, key=lambda each: each.starts_at)
    for each in found:
        assert local(each.starts_at, zone).time() == local(each.ends_at, zone).time() == at


def test_ways_are_offered_that_fit_the_day() -> None:
    assert list(ways(date(2027, 2, 11))) == [*Every][:4]
    assert list(ways(date(2027, 2, 25))) == [*Every]
    assert Every.MONTH_WEEKDAY not in ways(date(2027, 1, 31))
    assert ways(date(2027, 2, 11))[Every.MONTH_WEEKDAY] == "Every month, on the second Thursday"


def test_the_rule_is_written_as_calendars_read_it() -> None:
    for repetition, expected in (
        (
            Repetition(Every.MONTH_WEEKDAY, until=date(2027, 5, 1)),
            "FREQ=MONTHLY;BYDAY=2TH;UNTIL=20270408T223000Z",
        ),
        (Repetition(Every.WEEK, times=4), "FREQ=WEEKLY;BYDAY=TH;COUNT=4"),
    ):
        dates = spans(on(date(2027, 2, 11)), NEW_YORK, repetition)
        assert rule_text(repetition, dates, NEW_YORK) == expected


@pytest.mark.parametrize(
    ("today", "expected"),
    [
        (date(2027, 2, 1), "2027-02-18"),
        (date(2027, 2, 11), "2027-02-18"),
        (date(2027, 4, 29), "2027-05-06"),
        (date(2027, 4, 28), "2027-04-29"),
    ],
)
def test_a_copy_is_on_the_same_weekday_after_today_and_after_what_it_copies(
    today: date, expected: str
) -> None:
    found = a_week_later(on(date(2027, 2, 11)), NEW_YORK, today)
    assert days_of([found]) == [expected]


def test_registration_closes_at_the_same_hour_before_each_date() -> None:
    first, later = on(date(2027, 3, 11)), on(date(2027, 3, 18))
    closes_at = utc_from_local(date(2027, 3, 10), time(12), NEW_YORK)
    closes = closing_of(later, first, closes_at, NEW_YORK)
    assert closes == utc_from_local(date(2027, 3, 17), time(12), NEW_YORK)
    assert closing_of(later, first, None, NEW_YORK) is None
    # On the day on which clocks skip that hour, as long before as elsewhere.
    skipped = utc_from_local(date(2027, 3, 7), time(2, 30), NEW_YORK)
    assert closing_of(on(date(2027, 3, 18)), first, skipped, NEW_YORK) == datetime(
        2027, 3, 14, 6, 30, tzinfo=UTC
    )
