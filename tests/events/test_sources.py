"""Everything that is handed out leads to its event with a short code of its own."""

import html
import re

import pytest
from flask import Flask
from icalendar import Calendar
from sqlalchemy import select

from jvplanner.db import db
from jvplanner.events.models import Event, Guest, GuestState
from jvplanner.events.rules import tracked_source
from jvplanner.events.sources import Source, tracked_address
from tests.browser import Browser
from tests.builders_events import make_event, make_guest, ticket_of


def test_each_source_has_a_name_and_a_code_that_the_page_takes() -> None:
    assert len({source.label for source in Source}) == len(Source)
    for source in Source:
        assert tracked_source(source) == source


def test_an_address_carries_its_code_and_nothing_else_may_stand_there(app: Flask) -> None:
    address = tracked_address("bcdfghj", Source.POSTER)
    assert address.endswith("/e/bcdfghj?s=p")
    for wrong in ("", "a&b=c", "x" * 40):
        with pytest.raises(ValueError, match="no code"):
            tracked_address("bcdfghj", wrong)


def test_who_came_by_a_poster_keeps_that_way_when_a_ticket_is_handed_to_them(
    in_riverside, as_nobody: Browser
) -> None:
    """M1"""
    event = make_event()
    make_guest(event, "Bea", "bea@example.org", state=GuestState.CANCELLED, source="p")
    for giver, other in (("Ana", "bea"), ("Dan", "cher")):
        ticket = ticket_of(make_guest(event, giver, f"{giver}@example.org", source="n"))
        given = {"name": other, "email": f"{other}@example.org"}
        assert as_nobody.post(f"{ticket}/handover", data=given).status_code == 303
    come = select(Guest.email, Guest.source).where(Guest.state == GuestState.CONFIRMED)
    assert dict(db.session.execute(come).all()) == {
        "bea@example.org": "p",
        "cher@example.org": "f",
    }


def test_the_practice_s_page_and_calendars_lead_to_an_event_with_codes_of_their_own(
    in_riverside, as_nobody: Browser
) -> None:
    """M1"""
    event = make_event()
    page = as_nobody.get("/h/riverside-nutrition").text
    assert f'href="/e/{event.code}?s=h"' in page
    spanish = as_nobody.get("/h/riverside-nutrition?lang=es").text
    assert f'href="/e/{event.code}?s=h&amp;lang=es"' in spanish
    for file in ("/h/riverside-nutrition.ics", f"{ticket_of(make_guest(event))}/event.ics"):
        [entry] = Calendar.from_ical(as_nobody.get(file).data).walk("VEVENT")
        assert str(entry["URL"]).endswith(f"/e/{event.code}?s=k")


def test_who_takes_another_date_of_a_series_keeps_their_way_and_their_language(
    in_riverside, as_maya: Browser, as_nobody: Browser
) -> None:
    """M1"""
    event = make_event()
    as_maya.post(f"/events/{event.id}/dates", data={"every": "week", "times": "2"})
    as_maya.post("/events/series/1/publication")
    other = db.session.scalars(select(Event).where(Event.id != event.id)).one().code
    db.session.rollback()

    page = as_nobody.get(f"/e/{event.code}?s=p&lang=es").text
    [dates] = re.findall(r'href="(/e/series/[^"]+)"', page)
    dates_page = as_nobody.get(html.unescape(dates)).text

    assert 'lang="es"' in dates_page
    assert f'href="/e/{other}?s=p&amp;lang=es"' in dates_page
    assert '?lang=en&amp;s=p"' in dates_page
