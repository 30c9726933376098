"""The public page: what it says in each state, and that it is cheap, small and without cookies."""

import json
import re
from datetime import timedelta
from pathlib import Path

import pytest
import time_machine
from flask import Flask

from jvplanner import clock
from jvplanner.db import db
from jvplanner.events.models import Event, EventState, GuestState
from jvplanner.practices.models import Practice
from jvplanner.wall_time import span_text
from tests.browser import Browser
from tests.builders_events import HOOK, make_event, make_guest
from tests.builders_partners import make_partner
from tests.statements import counted

STATIC = Path(__file__).parents[2] / "static"
LONGEST_PAGE = 60_000  # bytes of page, styles and scripts, before compression
LONGEST_PAGE_STATEMENTS = 3
YESTERDAY = clock.now() - timedelta(days=1)


def page_of(event: Event) -> str:
    return f"/e/{event.code}"


def test_a_stranger_reads_what_when_and_where_and_finds_the_form(
    in_riverside, as_nobody: Browser
) -> None:
    event = make_event(partner=make_partner(), in_days=12)

    page = as_nobody.get(page_of(event))

    assert page.status_code == 200
    for words in (
        HOOK,
        "Riverside Nutrition",
        "with Riverside Compounding Pharmacy",
        "(New York)",
        "In 12\u00a0days",
        "Riverside Pharmacy, community room",
        "214 Canal Street",
        "40 of 40 seats left",
        f"<b>Save your seat: http://localhost{page_of(event)}</b>",
        "Five questions for your next appointment",
        "Save my seat",
    ):
        assert words in page.text
    assert f'action="/e/{event.code}/guests"' in page.text
    assert 'autocomplete="email"' in page.text
    assert 'inputmode="email"' in page.text


def test_a_code_is_found_in_whatever_case_it_is_typed(in_riverside, as_nobody: Browser) -> None:
    assert as_nobody.get(f"/e/{make_event().code.upper()}").status_code == 200


@pytest.mark.parametrize("code", ["nothing", "x" * 40, "%00", "é"])
def test_a_code_that_leads_nowhere_is_not_found(app: Flask, as_nobody: Browser, code: str) -> None:
    assert as_nobody.get(f"/e/{code}").status_code == 404
    assert as_nobody.post(f"/e/{code}/guests").status_code == 404


@pytest.mark.parametrize(
    ("columns", "says", "form"),
    [
        ({"seats": 1}, "This event is full", True),
        ({"registration_open": False}, "Registration is closed", False),
        ({"closes_at": YESTERDAY}, "Registration is closed", False),
        ({"state": EventState.CANCELLED}, "This event does not take place", False),
        ({"in_days": -2}, "This event is over", False),
    ],
    ids=["full", "closed", "closed by itself", "cancelled", "past"],
)
def test_each_state_says_so_and_what_one_can_do(
    in_riverside, as_nobody: Browser, columns, says: str, form: bool
) -> None:
    """A8"""
    event = make_event(cancellation_reason="The room was flooded.", **columns)
    if "seats" in columns:
        make_guest(event)

    page = as_nobody.get(page_of(event))

    assert page.status_code == 200
    assert says in page.text
    assert ("<form" in page.text) is form
    assert ("Put me on the waiting list" in page.text) is form
    assert "maya%40riverside.example" in page.text
    assert ("The room was flooded." in page.text) is ("state" in columns)


def test_a_free_seat_belongs_to_those_who_wait(in_riverside, as_nobody: Browser) -> None:
    event = make_event(seats=3)
    make_guest(event, state=GuestState.WAITING)
    assert "Put me on the waiting list" in as_nobody.get(page_of(event)).text


def test_a_draft_is_not_found_by_strangers_and_previewed_by_members(
    in_riverside, as_nobody: Browser, as_maya: Browser
) -> None:
    event = make_event(state=EventState.DRAFT)
    assert as_nobody.get(page_of(event)).status_code == 404
    assert HOOK in as_maya.get(f"/events/{event.id}/preview").text


def test_an_online_address_is_only_for_guests(in_riverside, as_nobody: Browser) -> None:
    event = make_event(place="", address="", online_address="https://meet.example.org/abc")
    page = as_nobody.get(page_of(event)).text
    assert "meet.example.org" not in page
    assert "The address is on your ticket from 24 hours before it begins." in page


def test_search_engines_read_the_event_as_data_that_cannot_run(
    in_riverside, as_nobody: Browser
) -> None:
    """A9"""
    event = make_event(title="</script><script>alert(1)</script> {{7*7}}")
    page = as_nobody.get(page_of(event)).text
    assert "<script>alert" not in page
    assert "49" not in page.split("<h1")[1].split("</h1>")[0]
    data = json.loads(re.findall(r'application/ld\+json">(.*?)</script>', page)[0])
    assert data["name"] == event.title
    assert data["location"]["name"] == event.place
    assert data["startDate"].endswith(("-05:00", "-04:00"))


def test_other_sites_describe_the_event_in_plain_words(in_riverside, as_nobody: Browser) -> None:
    event = make_event()
    page = as_nobody.get(page_of(event)).text
    when = span_text(event.starts_at, event.ends_at, event.time_zone)
    assert f'<meta name="description" content="{when!s} · {event.place}">' in page


def test_the_page_is_asked_for_again_only_to_hear_that_nothing_changed(
    in_riverside, as_nobody: Browser
) -> None:
    event = make_event()
    first = as_nobody.get(page_of(event))
    again = {"If-None-Match": first.headers["ETag"]}

    assert as_nobody.get(page_of(event), headers=again).status_code == 304
    assert "Set-Cookie" not in first.headers
    assert "no-cache" in first.headers["Cache-Control"]
    assert "nonce" not in first.headers["Content-Security-Policy"]

    make_guest(event)
    assert "39 of 40 seats left" in as_nobody.get(page_of(event), headers=again).text


def test_the_page_changes_with_the_day_the_source_and_the_practice(
    in_riverside, as_nobody: Browser
) -> None:
    event = make_event()
    path = page_of(event)
    etag = as_nobody.get(path).headers["ETag"]
    assert as_nobody.get(f"{path}?s=poster").headers["ETag"] != etag
    assert as_nobody.get(f"{path}?s=no+code").headers["ETag"] == etag
    assert as_nobody.get(f"{path}?s=no+code", headers={"Cookie": "a=b"}).headers["ETag"] == etag
    with time_machine.travel(clock.now() + timedelta(days=1)):
        assert as_nobody.get(path).headers["ETag"] != etag
    db.session.get_one(Practice, in_riverside.id).name = "Riverside & Daughters"
    db.session.commit()
    assert "Riverside &amp; Daughters" in as_nobody.get(path).text


def test_the_page_takes_few_statements_however_many_guests_there_are(
    in_riverside, as_nobody: Browser
) -> None:
    event = make_event(partner=make_partner())
    for number in range(5):
        make_guest(event, email=f"guest{number}@example.org")
    with counted() as statements:
        as_nobody.get(page_of(event))
    assert len(statements) <= LONGEST_PAGE_STATEMENTS


def test_the_whole_cold_page_is_small(in_riverside, as_nobody: Browser) -> None:
    """Summed up before compression; what is fetched for the print and the home screen is not."""
    page = as_nobody.get(page_of(make_event(partner=make_partner()))).text
    fetched = re.findall(r'<(?:link|script)[^>]*(?:href|src)="/static/([^?"]+)', page)
    brand = re.search(r'"(/h/[^"]+brand.css[^"]*)"', page)
    assert brand
    assert "css/events.css" in fetched
    size = len(page.encode()) + len(as_nobody.get(brand[1]).data)
    size += sum((STATIC / name).stat().st_size for name in set(fetched))
    assert size < LONGEST_PAGE
    assert "htmx" not in page
