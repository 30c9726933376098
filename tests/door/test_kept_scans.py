"""What a closed door sent: nothing is lost, and the practice sees it (D7)."""

import re
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from sqlalchemy import func, select

from jvplanner import clock
from jvplanner.db import db
from jvplanner.door import queries
from jvplanner.door.actions import scans
from jvplanner.door.models import Door, KeptScan, Scan
from jvplanner.events.models import Event, GuestState
from tests.browser import HTMX, Browser
from tests.builders_door import FARID, close, keep, make_door, path_of, press, scan, texts
from tests.builders_events import make_event, make_guest, ticket_of
from tests.statements import counted


def how_many(model: Any) -> int:
    db.session.rollback()
    return db.session.scalar(select(func.count(model.id))) or 0


def test_members_see_who_was_meant_when_and_at_which_door(
    as_tom: Browser, as_nobody: Browser, event: Event, closed: str, doors: str
) -> None:
    ana = make_guest(event)
    gone = make_guest(event, "Zoë", "zoe@example.org", state=GuestState.CANCELLED)
    elsewhere = make_guest(make_event(), "Somebody", "else@example.org")
    keep(
        as_nobody,
        closed,
        scan(code=ticket_of(ana)),
        scan(guest=str(gone.id)),
        scan(walk_in=FARID),
        scan(code="<b>no ticket"),
        scan(code=ticket_of(elsewhere)),
    )
    page = texts(as_tom, doors)
    assert "5 scans came by a link that was closed, so nobody was let in by them" in page
    assert "Ana Peña Has a seat" in page
    assert "Zoë Cancelled" in page
    assert "Farid Haddad walked in" in page
    assert "Farid@Example.org · came with Ana" in page
    assert "Not recognised: &lt;b&gt;no ticket" in page
    assert "A ticket that is not for this event" in page
    assert "Somebody" not in page
    assert page.count("(New York) · Side entrance") == 5


def test_a_phone_with_a_wrong_clock_is_seen(
    as_maya: Browser, as_nobody: Browser, closed: str, doors: str
) -> None:
    an_hour_ago = (clock.now() - timedelta(hours=1)).isoformat()
    keep(as_nobody, closed, scan(walk_in=FARID) | {"scanned_at": an_hour_ago})
    assert "by the phone’s clock, here" in texts(as_maya, doors)


def test_today_tells_of_what_waits_until_it_is_decided(
    as_maya: Browser, as_nobody: Browser, event: Event, closed: str, doors: str
) -> None:
    now = event.ends_at + timedelta(days=40)
    assert queries.due(now) == []
    keep(as_nobody, closed, scan(walk_in=FARID))
    [due] = queries.due(now)
    assert due.what == f"One scan came from a closed door of “{event.title}”"
    assert due.href == f"{doors}#kept-scans"
    db.session.rollback()
    press(as_maya, doors, "arrival", "Farid")
    assert queries.due(now) == []


def test_a_closed_door_keeps_so_much_and_no_more(
    as_nobody: Browser, event: Event, closed: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(scans, "MOST_KEPT", 3)
    items = [scan(code=f"number {n}") for n in range(3)]
    keep(as_nobody, closed, *items)

    response = as_nobody.post(f"{closed}/scans", json={"scans": [items[0], scan(code="more")]})
    assert response.status_code == 429
    assert "3 of its scans are kept for the practice already" in response.get_json()["error"]
    assert how_many(Scan) == 3

    keep(as_nobody, closed, *items)
    other = make_door(event)
    path = path_of(other)
    close(other)
    keep(as_nobody, path, scan(code="more"))
    assert how_many(KeptScan) == 4


def test_the_list_goes_on_and_asks_as_little_for_many_as_for_few(
    as_maya: Browser, as_nobody: Browser, closed: str, doors: str
) -> None:
    keep(as_nobody, closed, scan(code="number 0"))
    with counted() as few:
        as_maya.get(doors)
    keep(as_nobody, closed, *(scan(code=f"number {n}") for n in range(1, 120)))
    with counted() as many:
        page = as_maya.get(doors).text
    assert len(few) == len(many)
    seen = []
    while True:
        seen += re.findall(r"<bdi>number (\d+)</bdi>", page)
        following = re.findall(r'data-hx-get="(/events/[^"]+)"', page)
        if not following:
            break
        page = as_maya.get(following[0].replace("&amp;", "&"), headers=HTMX).text
        assert page.lstrip().startswith('<section id="kept-scans"')
    assert seen == [str(n) for n in range(120)]


def test_a_door_of_an_event_long_over_is_shown_as_closed(
    as_maya: Browser, event: Event, door: Door, doors: str
) -> None:
    assert ">Open<" in as_maya.get(doors).text
    with time_machine.travel(event.ends_at + timedelta(days=1)):
        page = as_maya.get(doors).text
    assert ">Closed<" in page
    assert "Private link" not in page
