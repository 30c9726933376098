"""Who came by which way: counted without knowing anybody."""

from datetime import UTC, datetime

import pytest
import time_machine

from jvplanner.db import db
from jvplanner.events.models import EventSource, EventState, EventVisit, GuestState
from tests.browser import HTMX, Browser
from tests.builders_events import make_event, make_guest
from tests.statements import counted


def visits() -> dict[tuple[str, str], int]:
    rows = db.session.query(EventVisit.source, EventVisit.day, EventVisit.visits).all()
    db.session.rollback()
    return {(source, day.isoformat()): number for source, day, number in rows}


def ways(browser: Browser, event) -> str:
    return browser.get(f"/events/{event.id}/ways-in").text


def test_looks_are_counted_by_way_and_by_the_events_own_day(in_riverside, as_nobody) -> None:
    event = make_event(starts_at=datetime(2027, 3, 1, tzinfo=UTC))
    with time_machine.travel(datetime(2027, 2, 11, 4, 30, tzinfo=UTC), tick=False):
        for source in ("p", "p", "", "never-seen", "x\x00"):
            answer = as_nobody.post(f"/e/{event.code}/visits", data={"source": source})
            assert answer.status_code == 204
            assert "Set-Cookie" not in answer.headers
    assert visits() == {("p", "2027-02-10"): 2, ("", "2027-02-10"): 3}


@pytest.mark.parametrize("state", [EventState.DRAFT, EventState.CANCELLED])
def test_nothing_is_counted_for_what_nobody_can_come_to(in_riverside, as_nobody, state) -> None:
    event = make_event(state=state)
    assert as_nobody.post(f"/e/{event.code}/visits", data={"source": "p"}).status_code == 204
    assert as_nobody.post("/e/nothing/visits").status_code == 404
    assert visits() == {}


def test_opening_the_page_counts_nothing(in_riverside, as_nobody: Browser) -> None:
    event = make_event()
    page = as_nobody.get(f"/e/{event.code}?s=p").text
    assert f'data-visits="/e/{event.code}/visits"' in page
    assert visits() == {}


def test_an_own_way_has_an_address_and_is_seen_to_bring_nobody(
    in_riverside, as_maya: Browser, as_nobody: Browser
) -> None:
    """M1"""
    event = make_event()
    named = as_maya.post(f"/events/{event.id}/ways-in", data={"label": "Poster at the library"})
    assert named.status_code == 303
    [way] = db.session.query(EventSource).all()
    db.session.rollback()
    page = ways(as_maya, event)
    assert f"/e/{event.code}?s={way.code}" in page
    assert "Nobody yet" in page
    as_nobody.post(f"/e/{event.code}/visits", data={"source": way.code})
    assert next(iter(visits()))[0] == way.code
    make_guest(event, source=way.code)
    make_guest(event, "Cher", "cher@example.org", state=GuestState.CANCELLED, source=way.code)
    page = ways(as_maya, event)
    assert "Nobody yet" not in page
    assert f'guests?source={way.code}">1</a>' in page
    assert "Nobody came yet by: Poster, Table card, Counter card, Slide" in page
    found = as_maya.get(f"/events/{event.id}/guests?source={way.code}", headers=HTMX).text
    assert found.count('class="row-item guest"') == 2


@pytest.mark.parametrize("label", ["", "Poster", "x" * 81, "Library"])
def test_a_name_that_tells_nothing_apart_is_refused_at_its_field(
    in_riverside, as_maya: Browser, label: str
) -> None:
    event = make_event()
    as_maya.post(f"/events/{event.id}/ways-in", data={"label": "Library"})
    refused = as_maya.post(f"/events/{event.id}/ways-in", data={"label": label})
    assert refused.status_code == 422
    assert 'id="label-error"' in refused.text
    assert db.session.query(EventSource).count() == 1


def test_numbers_are_asked_for_by_the_page_once_it_is_there(in_riverside, as_maya) -> None:
    event = make_event()
    make_guest(event, source="p")
    make_guest(event, "Cher", "cher@example.org", state=GuestState.WAITING)
    for path in (f"/events/{event.id}", f"/events/{event.id}/guests"):
        page = as_maya.get(path).text
        assert f'data-hx-get="/events/{event.id}/numbers" data-hx-trigger="load, changed"' in page
        assert "1 of 40 seats are taken." in page
    with counted() as statements:
        part = as_maya.get(f"/events/{event.id}/numbers", headers=HTMX).text
    assert part.lstrip().startswith('<section id="numbers"')
    assert 'data-hx-trigger="changed"' in part, "guests.js says when the list has become another"
    assert "1 by “<bdi>Poster</bdi>”" in part
    assert len(statements) <= 12, statements
    assert "<html" in as_maya.get(f"/events/{event.id}/numbers").text
