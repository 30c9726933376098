"""An event of Riverside with an open door; and one that is served, for real phones."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from jvplanner.door.models import Door
from jvplanner.events.models import Event
from jvplanner.tenancy import acting_for
from tests import builders
from tests.builders import PracticeOfTheCast
from tests.builders_door import close, make_door, path_of
from tests.builders_events import make_event, make_guest, ticket_of
from tests.chromium import PHONE
from tests.door.phones import NOTES, PATIENCE, Evening
from tests.serving import Served, served


@pytest.fixture
def event(in_riverside: PracticeOfTheCast) -> Event:
    return make_event(in_days=0.1, seats=100)


@pytest.fixture
def door(event: Event) -> Door:
    return make_door(event)


@pytest.fixture
def at_door(door: Door) -> str:
    """The path of the door."""
    return path_of(door)


@pytest.fixture
def closed(door: Door, at_door: str) -> str:
    """The path of a door that was closed."""
    close(door)
    return at_door


@pytest.fixture
def doors(event: Event) -> str:
    """The path of the members' page of the event's doors."""
    return f"/events/{event.id}/doors"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with served(tmp_path_factory.mktemp("door")) as server:
        yield server


@pytest.fixture
def evening(server: Served, request: pytest.FixtureRequest) -> Evening:
    with server.app.app_context():
        number = abs(hash(request.node.name))
        owner = ("Maya", f"{number}@a.example")
        practice = builders.make_practice(f"Practice {number}", owner=owner)
        with acting_for(practice.id):
            event = make_event(in_days=0.1)
            ticket = ticket_of(make_guest(event))
            make_guest(event, "Síle O’Brien", "sile@example.org")
            return Evening(server.address + path_of(make_door(event)), server.address + ticket)


@pytest.fixture
def opened() -> Callable[..., Page]:
    """Open an address on a phone that notes what happens."""

    def open_page(browser: Browser, address: str, *scripts: str) -> Page:
        page = browser.new_context(viewport=PHONE).new_page()
        page.set_default_timeout(PATIENCE)
        for script in (NOTES, *scripts):
            page.add_init_script(script)
        page.goto(address)
        return page

    expect.set_options(timeout=PATIENCE)
    return open_page
