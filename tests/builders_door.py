"""Doors, and what they send, for tests."""

import re
from typing import Any
from uuid import uuid4

from jvplanner import clock
from jvplanner.db import db
from jvplanner.door.actions import close_door, open_door
from jvplanner.door.models import DOOR, Door
from jvplanner.events.models import Event
from jvplanner.links import addresses
from tests.browser import Browser


def make_door(event: Event, label: str = "Side entrance") -> Door:
    """An open door of the acting practice's event, committed and out of the session."""
    door = open_door(event, label)
    db.session.commit()
    db.session.refresh(door)
    db.session.expunge(door)
    db.session.rollback()
    return door


def path_of(door: Door) -> str:
    """The door's address, /door/<token>."""
    path = addresses.path(DOOR, addresses.link_for(DOOR, door.id))
    db.session.rollback()
    return path


def scan(**what: Any) -> dict[str, Any]:
    """One item of a batch: code, guest, walk_in or undo, with an id of its own."""
    return {"id": str(uuid4()), "scanned_at": clock.now().isoformat()} | what


def send(browser: Browser, door: str, *items: object) -> dict[str, Any]:
    """Send a batch to the door at this path; return the answer."""
    response = browser.post(f"{door}/scans", json={"scans": list(items)})
    assert response.status_code == 200, response.text
    return dict(response.get_json())


def sent(browser: Browser, door: str, **what: Any) -> dict[str, Any]:
    """Send one item; return its result."""
    return dict(send(browser, door, scan(**what))["results"][0])


FARID = {"name": "Farid Haddad", "email": "Farid@Example.org", "why": "came with Ana"}


def close(door: Door) -> None:
    close_door(door)
    db.session.commit()


def keep(browser: Browser, closed: str, *items: dict[str, Any]) -> None:
    """Send a batch to the closed door at this path."""
    response = browser.post(f"{closed}/scans", json={"scans": list(items)})
    assert response.status_code == 202, response.text


def texts(browser: Browser, path: str) -> str:
    """What a page says, without tags and with single spaces."""
    return " ".join(re.sub(r"<[^>]+>", "", browser.get(path).text).split())


def press(browser: Browser, doors: str, verb: str, name: str = "") -> str:
    """Press one of the page's buttons: of the row that names somebody, or for all rows."""
    page = browser.get(doors).text
    rows = re.findall(r'<li class="row-item">.*?</li>', page, re.DOTALL)
    places = [row for row in rows if name in row] if name else [page]
    [action] = re.findall(rf'action="([^"]+/scans/{r"[0-9]+/" if name else ""}{verb})"', places[0])
    through = re.findall(r'name="through" value="(\d+)"', page)
    response = browser.post(action, data={"through": through[0]} if through else {})
    assert response.status_code == 303, response.text
    return texts(browser, doors)
