"""One evening from proposal to client, through a real browser, mail server, worker and database."""

from datetime import date, time, timedelta
from urllib.parse import urlsplit

from playwright.sync_api import expect
from sqlalchemy import select

from jvplanner import clock
from jvplanner.db import db
from jvplanner.events.models import Event
from jvplanner.tenancy import across_practices
from jvplanner.wall_time import utc_from_local
from tests.chromium import clip
from tests.e2e.conftest import House
from tests.e2e.post import entry_in, letter_to, link_in, picture_in, text_of_code
from tests.e2e.roles import Attendee, Helper, Partner, Practitioner, headline

MAYA, DANA, ANA = "maya@riverside.example", "dana@canalstreet.example", "ana@example.org"
ZONE = "America/New_York"
STARTER = "Monthly hormone workshop"
QUESTION = "Awake at three in the morning, worn out at three in the afternoon"


def agree(house: House, maya: Practitioner, day: date, *, javascript: bool) -> str:
    """Send Dana a proposal and let her say yes; return the address of the event made of it."""
    maya.add_partner("Canal Street Pharmacy", "Dana Whitfield", DANA)
    maya.propose(STARTER, day, "Dana Whitfield")

    letter = letter_to(house.mail, DANA, "Riverside Nutrition")
    dana = Partner(house.phone(javascript=javascript))
    dana.say_yes(link_in(letter, "/p/"), QUESTION, "Dana Whitfield")

    letter_to(house.mail, MAYA, "said yes")
    assert "said yes" in str(letter_to(house.mail, DANA, "Your answer").get_body(("plain",)))
    return maya.make_event("Canal Street Pharmacy said yes.")


def register(house: House, event_page: str, day: date, *, javascript: bool) -> bytes:
    """Let Ana save a seat and read her letter; return the picture of her ticket's code."""
    ana = Attendee(house.phone(javascript=javascript))
    ticket = ana.save_a_seat(event_page, "Ana Peña", ANA)
    picture = ana.picture_of_code()

    letter = letter_to(house.mail, ANA, "Your ticket")
    entry = entry_in(letter)
    assert text_of_code(picture) == ticket
    assert text_of_code(picture_in(letter)) == ticket
    assert link_in(letter, "/t/") == ticket
    assert entry.start == utc_from_local(day, time(18, 30), ZONE)
    assert entry.end - entry.start == timedelta(minutes=90)
    # B5: calendars are shared, tickets are not.
    assert urlsplit(ticket).path not in entry.to_ical().decode()
    return picture


def let_it_pass(house: House, days: int) -> None:
    """Let so many days go by, as far as the event is concerned."""
    with house.server.app.app_context(), across_practices():
        event = db.session.scalars(select(Event)).one()
        event.starts_at -= timedelta(days=days)
        event.ends_at -= timedelta(days=days)
        db.session.commit()
        db.engine.dispose()


def test_one_evening_from_proposal_to_client(house: House, javascript: bool) -> None:
    day = clock.today(ZONE) + timedelta(days=14)
    maya = Practitioner(house.laptop())
    maya.sign_up(MAYA, "Riverside Nutrition")

    event_page = agree(house, maya, day, javascript=javascript)
    event_path = urlsplit(maya.page.url).path
    picture = register(house, event_page, day, javascript=javascript)

    clip(house.camera, [(None, 1), (text_of_code(picture), 2)])
    helper = Helper(house.phone())
    helper.stand_at(maya.open_door("Front desk"))
    helper.sees("Welcome", "Ana Peña")
    helper.counts(1, 1)

    let_it_pass(house, days=15)
    maya.record(event_path, "Ana Peña", "Call booked")
    maya.record(event_path, "Ana Peña", "Call held")
    maya.record(event_path, "Ana Peña", "Client", programme="Three months", price="1,800")
    expect(headline(maya.page)).to_have_text("What the evening brought")
    result = maya.page.get_by_role("main")
    expect(result).to_contain_text("1 client, $1,800, from 1 person with a seat")
    assert not house.problems
