"""What a calendar program makes of the file is the event, and nothing but the event (B1 to B5)."""

import re
from dataclasses import asdict, replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import icalendar
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jvplanner.calendars import CalendarEntry, EntryState, calendar_file
from jvplanner.wall_time import local
from tests.calendars import by_another_reader, lines, the, unescaped

unhurried = settings(deadline=None)  # a busy machine may stall for longer than any one case takes

NEW_YORK = "America/New_York"
ENTRY = CalendarEntry(
    uid="event-7@jv.riverside.example",
    sequence=0,
    title="Sleep, stress; and you",
    starts_at=datetime(2027, 2, 11, 23, 30, tzinfo=UTC),
    ends_at=datetime(2027, 2, 12, 1, 0, tzinfo=UTC),
    time_zone=NEW_YORK,
    place="Corner Pharmacy\n12 Main St, Springfield",
    details="Bring a question.\nTea is served.",
    url="https://jv.riverside.example/e/sleep27",
    organiser_name="Riverside Health",
    organiser_email="maya@riverside.example",
    updated_at=datetime(2027, 1, 5, 9, 0, tzinfo=UTC),
)


def by_its_own_rules(name: str, file: bytes) -> datetime:
    """Return the moment that a property means, going by the zone rules in the file alone."""
    line = the(name, file)
    written = datetime.strptime(line.value.rstrip("Z"), "%Y%m%dT%H%M%S")
    if line.value.endswith("Z"):
        return written.replace(tzinfo=UTC)
    assert line.parameters == f";TZID={the('TZID', file, 'VTIMEZONE').value}"
    rules = [line for line in lines(file) if line.component in {"STANDARD", "DAYLIGHT"}]

    def offsets(name: str) -> list[timedelta]:
        values = [line.value for line in rules if line.name == name]
        return [timedelta(hours=int(v[:3]), minutes=int(v[0] + v[3:5])) for v in values]

    starts = [line.value for line in rules if line.name == "DTSTART"]
    onsets = [
        datetime.strptime(start, "%Y%m%dT%H%M%S") - offset
        for start, offset in zip(starts, offsets("TZOFFSETFROM"), strict=True)
    ]
    spans = pairwise([*onsets, datetime.max])
    meant = [
        written - offset
        for (onset, next_onset), offset in zip(spans, offsets("TZOFFSETTO"), strict=True)
        if onset <= written - offset < next_onset
    ]
    return min(meant).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("zone", "starts", "hours", "written"),
    [
        pytest.param(NEW_YORK, "2027-02-11 23:30", 1.5, "20270211T183000", id="an evening"),
        pytest.param(NEW_YORK, "2027-02-12 03:30", 2, "20270211T223000", id="past midnight"),
        pytest.param(NEW_YORK, "2027-03-14 06:30", 2, "20270314T013000", id="across spring"),
        pytest.param(NEW_YORK, "2027-03-14 07:00", 1, "20270314T030000", id="as spring comes"),
        pytest.param(NEW_YORK, "2027-03-14 07:30", 1, "20270314T033000", id="just after spring"),
        pytest.param(NEW_YORK, "2027-11-07 04:30", 3, "20271107T003000", id="across autumn"),
        pytest.param(NEW_YORK, "2027-11-07 05:30", 0.25, "20271107T013000", id="first of two"),
        pytest.param(
            NEW_YORK, "2027-11-07 05:30", 1, "20271107T053000Z", id="from first to second"
        ),
        pytest.param(NEW_YORK, "2027-11-07 06:30", 2, "20271107T063000Z", id="second of two"),
        pytest.param("Asia/Kathmandu", "2027-02-11 12:45", 2, "20270211T183000", id="+5:45"),
        pytest.param(
            "Australia/Lord_Howe", "2027-10-02 15:00", 2, "20271003T013000", id="half hour forward"
        ),
        pytest.param(
            "Australia/Lord_Howe", "2027-04-03 14:45", 0.2, "20270404T014500", id="half hour back"
        ),
        pytest.param("Europe/Dublin", "2027-03-27 20:00", 30, "20270327T200000", id="a weekend"),
        pytest.param("UTC", "2027-02-11 18:30", 2, "20270211T183000Z", id="UTC"),
    ],
)
def test_the_event_is_at_its_local_time(zone: str, starts: str, hours: float, written: str) -> None:
    starts_at = datetime.fromisoformat(f"{starts}+00:00")
    ends_at = starts_at + timedelta(hours=hours)
    file = calendar_file(replace(ENTRY, time_zone=zone, starts_at=starts_at, ends_at=ends_at))

    assert the("DTSTART", file).value == written
    assert (by_its_own_rules("DTSTART", file), by_its_own_rules("DTEND", file)) == (
        starts_at,
        ends_at,
    )
    event = icalendar.Calendar.from_ical(file).events[0]
    read = [moment for moment in (event.start, event.end) if isinstance(moment, datetime)]
    assert [moment.astimezone(UTC) for moment in read] == [starts_at, ends_at]
    (other,) = by_another_reader(file).vevent_list
    read = [other.dtstart.value, other.dtend.value]
    assert [moment.astimezone(UTC) for moment in read] == [starts_at, ends_at]


@unhurried
@given(
    st.sampled_from([NEW_YORK, "Australia/Lord_Howe", "Africa/Casablanca", "Pacific/Chatham"]),
    st.datetimes(datetime(2027, 1, 1), datetime(2029, 1, 1), timezones=st.just(UTC)),
    st.timedeltas(timedelta(minutes=1), timedelta(days=200)),
)
def test_the_rules_in_the_file_hold_on_any_day(
    zone: str, starts_at: datetime, length: timedelta
) -> None:
    starts_at = starts_at.replace(microsecond=0)
    ends_at = starts_at + timedelta(seconds=length // timedelta(seconds=1))
    file = calendar_file(replace(ENTRY, time_zone=zone, starts_at=starts_at, ends_at=ends_at))

    assert by_its_own_rules("DTSTART", file) == starts_at
    assert by_its_own_rules("DTEND", file) == ends_at


def test_the_zone_is_described_around_the_event_only() -> None:
    winter = lines(calendar_file(ENTRY))
    eve = datetime(2027, 3, 13, 23, 30, tzinfo=UTC)
    spring = calendar_file(replace(ENTRY, starts_at=eve, ends_at=eve + timedelta(hours=1)))

    assert [line.component for line in winter if line.name == "TZNAME"] == ["STANDARD"]
    assert the("DTSTART", spring, "DAYLIGHT").value == "20270314T020000"
    assert the("TZOFFSETFROM", spring, "DAYLIGHT").value == "-0500"
    assert b"VTIMEZONE" not in calendar_file(replace(ENTRY, time_zone="UTC"))


def test_an_entry_says_what_the_event_page_says() -> None:
    file = calendar_file(ENTRY)

    assert the("VERSION", file, "VCALENDAR").value == "2.0"
    assert the("PRODID", file, "VCALENDAR").value == "-//JV Planner//EN"
    assert the("METHOD", file, "VCALENDAR").value == "PUBLISH"
    assert the("STATUS", file).value == "CONFIRMED"
    assert the("UID", file).value == ENTRY.uid
    assert the("SEQUENCE", file).value == "0"
    assert the("DTSTAMP", file).value == the("LAST-MODIFIED", file).value == "20270105T090000Z"
    assert unescaped(the("SUMMARY", file).value) == ENTRY.title
    assert unescaped(the("LOCATION", file).value) == ENTRY.place
    assert unescaped(the("DESCRIPTION", file).value) == f"{ENTRY.details}\n\n{ENTRY.url}"
    assert the("URL", file).value == ENTRY.url
    assert the("ORGANIZER", file).value == "mailto:maya@riverside.example"
    assert the("ORGANIZER", file).parameters in {';CN="Riverside Health"', ";CN=Riverside Health"}


def test_a_new_date_is_the_same_entry_raised() -> None:
    later = replace(ENTRY, sequence=1, starts_at=ENTRY.starts_at - timedelta(hours=1))
    first, second = calendar_file(ENTRY), calendar_file(later)

    assert the("UID", first) == the("UID", second)
    assert the("SEQUENCE", second).value == "1"
    assert the("DTSTART", second).value == "20270211T173000"


def test_a_cancelled_event_is_taken_out_of_the_calendar() -> None:
    file = calendar_file(replace(ENTRY, sequence=2, state=EntryState.CANCELLED, alarm="Soon"))

    assert the("METHOD", file, "VCALENDAR").value == "CANCEL"
    assert the("STATUS", file).value == "CANCELLED"
    assert (the("UID", file).value, the("SEQUENCE", file).value) == (ENTRY.uid, "2")


def test_without_an_address_the_organiser_is_a_contact() -> None:
    names = {
        line.name: line.value for line in lines(calendar_file(replace(ENTRY, organiser_email=None)))
    }

    assert "ORGANIZER" not in names
    assert names["CONTACT"] == "Riverside Health"


def test_empty_texts_leave_no_empty_lines() -> None:
    file = calendar_file(replace(ENTRY, place=" ", details=""))

    assert "LOCATION" not in {line.name for line in lines(file)}
    assert the("DESCRIPTION", file).value == ENTRY.url


@pytest.mark.parametrize("shift", range(4))
@pytest.mark.parametrize("text", ["🌸", "أهلا وسهلا ", "ß", "👩🏽\u200d⚕\ufe0f", "a,b;c\\d\n", "x"])
def test_long_texts_are_folded_between_characters(text: str, shift: int) -> None:
    details = "-" * shift + text * 100
    file = calendar_file(replace(ENTRY, details=details))

    assert file.count(b"\n") == file.count(b"\r\n") == file.count(b"\r") > 20
    assert unescaped(the("DESCRIPTION", file).value) == f"{details.strip()}\n\n{ENTRY.url}"
    parsed = icalendar.Calendar.from_ical(file).events[0]
    assert parsed["DESCRIPTION"] == f"{details.strip()}\n\n{ENTRY.url}"
    assert by_another_reader(file).vevent.description.value == f"{details.strip()}\n\n{ENTRY.url}"


def test_every_kind_of_line_end_is_a_newline() -> None:
    file = calendar_file(replace(ENTRY, details="a\r\nb\rc\nd\u2028e\u2029f\x85g\x0bh\x0ci\x00j"))
    assert the("DESCRIPTION", file).value.startswith(r"a\nb\nc\nd\ne\nf\ng\nh\nij\n\nhttps://")


def test_half_a_character_is_left_out() -> None:
    assert the("SUMMARY", calendar_file(replace(ENTRY, title="Sleep\ud83d"))).value == "Sleep"


HOSTILE = st.text(st.characters() | st.sampled_from('\r\n;:,"^\\\u2028 \x00'), max_size=60)


@unhurried
@given(HOSTILE, HOSTILE, HOSTILE)
def test_no_text_becomes_a_property(one: str, two: str, three: str) -> None:
    entry = replace(
        ENTRY, uid=f"7{one}", title=one, place=f"p{two}", details=three, url=f"{ENTRY.url}{one}"
    )
    hostile = calendar_file(
        replace(entry, organiser_name=two, organiser_email=f"maya@riverside.example{three}")
    )
    names = [(line.component, line.name) for line in lines(hostile)]

    assert names == [(line.component, line.name) for line in lines(calendar_file(ENTRY))]
    assert len(icalendar.Calendar.from_ical(hostile).events) == 1


def test_a_header_in_a_name_stays_in_the_name() -> None:
    attack = "Ana\r\nATTENDEE:mailto:tom@hillside.example"
    file = calendar_file(replace(ENTRY, title=attack, organiser_name=attack))

    assert the("SUMMARY", file).value == "Ana ATTENDEE:mailto:tom@hillside.example"
    assert the("ORGANIZER", file).parameters == f';CN="{" ".join(attack.split())}"'


def test_the_only_address_in_the_file_is_the_public_page() -> None:
    text = "\r\n".join(line.value for line in lines(calendar_file(ENTRY)))
    assert set(re.findall(r"https?://[^\s\\]+", text)) == {ENTRY.url}


def test_the_same_entry_is_the_same_file() -> None:
    assert calendar_file(ENTRY) == calendar_file(replace(ENTRY))
    tokyo = ENTRY.starts_at.astimezone(ZoneInfo("Asia/Tokyo"))
    assert calendar_file(replace(ENTRY, starts_at=tokyo)) == calendar_file(ENTRY)


def test_the_file_and_the_page_show_the_same_local_time() -> None:
    shown = local(ENTRY.starts_at, ENTRY.time_zone)
    assert the("DTSTART", calendar_file(ENTRY)).value == f"{shown:%Y%m%dT%H%M%S}"


@pytest.mark.parametrize("field", ["starts_at", "ends_at", "updated_at"])
def test_a_time_without_a_zone_is_refused(field: str) -> None:
    with pytest.raises(ValueError, match="time zone"):
        calendar_file(CalendarEntry(**asdict(ENTRY) | {field: datetime(2027, 2, 11, 18, 30)}))


def test_an_alarm_rings_once_two_hours_before() -> None:
    file = calendar_file(replace(ENTRY, alarm="In two hours: Sleep\r\nEND:VALARM"))

    assert the("ACTION", file, "VALARM").value == "DISPLAY"
    assert the("TRIGGER", file, "VALARM").value == "-PT2H"
    assert the("DESCRIPTION", file, "VALARM").value == "In two hours: Sleep END:VALARM"
    assert by_another_reader(file).vevent.valarm.trigger.value == timedelta(hours=-2)


def unwritten(text: str) -> str:
    return text.replace("\n", "\\n")


def test_a_deadline_takes_up_no_time() -> None:
    file = calendar_file(replace(ENTRY, ends_at=ENTRY.starts_at, url=""))

    assert "DTEND" not in {line.name for line in lines(file)}
    assert the("TRANSP", file).value == "TRANSPARENT"
    assert the("DESCRIPTION", file).value == unwritten(ENTRY.details)
    assert "URL" not in {line.name for line in lines(file)}
