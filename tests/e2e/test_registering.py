"""From a poster to a seat: on a phone, in both languages, without JavaScript, on a slow line."""

from collections.abc import Iterator
from dataclasses import dataclass
from email.message import EmailMessage
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import func, select

from jvplanner import clock
from jvplanner.db import db
from jvplanner.events.models import Event, EventVisit, Guest
from jvplanner.events.rules import MOST_COUNTED
from jvplanner.tenancy import across_practices, acting_for
from tests import builders
from tests.builders_events import make_event
from tests.builders_partners import make_partner
from tests.e2e.conftest import House
from tests.e2e.post import entry_in, letter_to, link_in, picture_in, text_of_code
from tests.e2e.roles import headline, press

# Bytes a second and milliseconds of a slow 4G line, as browser makers simulate one.
SLOW = {"offline": False, "latency": 150, "downloadThroughput": 200_000, "uploadThroughput": 90_000}
COLD = 60_000  # bytes over the wire for a first look


@dataclass(frozen=True)
class Words:
    """What the pages and the letter say in a language."""

    locale: str
    name: str
    email: str
    save: str
    saved: str
    ticket: str
    here: str


ENGLISH = Words(
    "en-US", "Your name", "E-mail", "Save my seat", "Your seat is saved", "Your ticket", "I am here"
)
SPANISH = Words(
    "es-MX",
    "Tu nombre",
    "Correo electrónico",
    "Reservar mi lugar",
    "Tu lugar está reservado",
    "Tu entrada",
    "Aquí estoy",
)


@pytest.fixture(params=["sqlite"])
def engine(request: pytest.FixtureRequest) -> str:
    """One engine: what pages and letters say does not depend on it."""
    return str(request.param)


@pytest.fixture
def evening(house: House) -> Iterator[Event]:
    with house.server.app.app_context():
        practice = builders.make_practice("Riverside", owner=("Maya Okafor", "maya@r.example"))
        with acting_for(practice.id):
            rush = {"recent_count": MOST_COUNTED, "recent_at": clock.now()}
            event = make_event(partner=make_partner("Canal Street Pharmacy"), seats=5, **rush)
        db.session.remove()
        yield event
        db.engine.dispose()


def slow_phone(house: House, words: Words, *, javascript: bool) -> tuple[Page, list[float]]:
    """Return a page on a slow phone, and where the bytes that come over its line are noted."""
    page = house.phone(javascript=javascript, locale=words.locale)
    line, came = page.context.new_cdp_session(page), []
    line.send("Network.enable")
    line.send("Network.emulateNetworkConditions", SLOW)
    line.on("Network.loadingFinished", lambda loaded: came.append(loaded["encodedDataLength"]))
    return page, came


def text_of(letter: EmailMessage) -> str:
    body = letter.get_body(("plain",))
    assert body is not None
    return str(body.get_content())


@pytest.mark.parametrize("javascript", [True, False], ids=["javascript", "no-javascript"])
def test_a_seat_is_taken_in_ones_own_language(
    house: House, evening: Event, javascript: bool
) -> None:
    for number, words in enumerate((ENGLISH, SPANISH), start=1):
        page, came = slow_phone(house, words, javascript=javascript)
        page.goto(f"/e/{evening.code}?s=p")
        page.wait_for_load_state("networkidle")
        assert sum(came) < COLD
        assert page.locator("html").get_attribute("lang") == words.locale[:2]
        page.get_by_label(words.name).fill("Zoë O’Brien")
        page.get_by_label(words.email).fill(f"zoe{number}@example.org")
        press(page, words.save)
        expect(headline(page)).to_have_text(words.saved)
        assert page.context.cookies() == []

        ticket = page.url
        presence = page.locator("form[data-presence]")
        if not javascript:
            press(page, words.here)
        expect(presence).to_have_count(0)
        letter = letter_to(house.mail, f"zoe{number}@example.org", words.ticket)
        assert urlsplit(link_in(letter, "/t/")).path == urlsplit(ticket).path
        assert text_of_code(picture_in(letter)).endswith(urlsplit(ticket).path)
        assert entry_in(letter)["SUMMARY"] == evening.title
        assert ("Hello" if words is ENGLISH else "Hola") in text_of(letter)
        page.context.close()
    assert house.problems == []

    with across_practices():
        guests = db.session.execute(select(Guest.source, Guest.unopened_until)).all()
        looks = db.session.scalar(select(func.sum(EventVisit.visits)).filter_by(source="p"))
        db.session.rollback()
    assert guests == [("p", None), ("p", None)]
    assert (looks or 0) == (2 if javascript else 0)
