"""Whoever reads Spanish reads all of it in Spanish: pages, refusals, ticket and letters."""

import re
from html.parser import HTMLParser

import pytest
from flask import Flask
from sqlalchemy import select

from jvplanner.db import db
from jvplanner.events.letters import telling
from jvplanner.events.models import Event, EventState, Guest, GuestState
from tests.browser import Browser
from tests.builders import letters
from tests.builders_events import make_event, make_guest, ticket_of
from tests.builders_partners import make_partner

SPANISH = {"Accept-Language": "es-AR,es;q=0.9"}
ANA = {"name": "Ana Peña", "email": "ana@example.org"}
LETTERS = (
    "ticket",
    "ticket_again",
    "ticket_handed_over",
    "ticket_passed_on",
    "waiting",
    "seat_offered",
    "event_moved",
    "event_cancelled",
    "guest_cancelled",
)
# What people wrote themselves, names, and what is the same in both languages.
THEIRS = re.compile(
    r"Riverside|Maya|Canal Street|Why you|The pharmacist opens|Five questions|energy log|"
    r"Ana Peña|Pat is ill|zoom\.example|English|Español|JV Planner|example\.org|ana@|localhost|"
    r"Main Street|Springfield|Google|Outlook"
)


class Texts(HTMLParser):
    """Everything that is read on a page, by eye or by ear."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: set[str] = set()
        self._hidden = False
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._hidden = tag in ("script", "style")
        self.found |= {value for name, value in attrs if value and name in ("aria-label", "alt")}

    def handle_data(self, data: str) -> None:
        if not self._hidden and re.search(r"[^\W\d_]{2}", data):
            self.found.add(" ".join(data.split()))


def left_in_english(english: str, spanish: str) -> list[str]:
    """Return what is the same on both pages though it is ours to say."""
    same = Texts(english).found & Texts(spanish).found
    return sorted(text for text in same if not THEIRS.search(text))


def both(browser: Browser, path: str, **rest: object) -> tuple[str, str]:
    ask = browser.post if "data" in rest else browser.get
    return ask(path, **rest).text, ask(path, headers=SPANISH, **rest).text


@pytest.mark.parametrize(
    "columns",
    [
        pytest.param({}, id="open"),
        pytest.param({"seats": 1, "seats_taken": 1}, id="full"),
        pytest.param({"registration_open": False}, id="closed"),
        pytest.param(
            {"state": EventState.CANCELLED, "cancellation_reason": "Pat is ill."}, id="cancelled"
        ),
        pytest.param({"in_days": -3}, id="past"),
        pytest.param(
            {"place": "", "address": "", "online_address": "https://zoom.example/1"}, id="online"
        ),
    ],
)
def test_an_event_page_is_all_spanish(in_riverside, as_nobody: Browser, columns: dict) -> None:
    event = make_event(partner=make_partner(), **columns)

    english, spanish = both(as_nobody, f"/e/{event.code}")

    assert left_in_english(english, spanish) == []
    assert "(Nueva York)" in spanish


@pytest.mark.parametrize(
    ("name", "email", "phone"),
    [
        ("", "", "1"),
        ("...", "ana", "x"),
        ("Ana", "ana b@example.org", ""),
        ("Ana", "ana@@example.org", ""),
        ("Ana", "ana@example", ""),
        ("Ana", "añb@example.org", ""),
        ("N" * 300, "a" * 300 + "@example.org", "1" * 40),
        ("\x07Ana", "a\u200bna@example.org", ""),
    ],
)
def test_what_is_wrong_with_a_field_is_said_in_spanish(
    in_riverside, as_nobody: Browser, name: str, email: str, phone: str
) -> None:
    path = f"/e/{make_event().code}/guests"
    data = {"name": name, "email": email, "phone": phone}

    english, spanish = both(as_nobody, path, data=data)

    assert 'class="error"' in spanish
    assert left_in_english(english, spanish) == []


def test_a_form_is_answered_in_the_language_that_it_stands_in(
    in_riverside, as_nobody: Browser
) -> None:
    path = f"/e/{make_event().code}"
    assert '<input type="hidden" name="lang" value="es">' in as_nobody.get(f"{path}?lang=es").text

    refused = as_nobody.post(f"{path}/guests", data={"lang": "es", "name": "", "email": ""})
    taken = as_nobody.post(f"{path}/guests", data=ANA | {"lang": "es"})

    assert '<html lang="es">' in refused.text
    assert taken.status_code == 303
    assert re.fullmatch(r"/t/\w+", taken.location), "the ticket speaks Spanish by itself"
    assert "Tu lugar está reservado" in as_nobody.get(taken.location).text
    assert db.session.scalars(select(Guest.language)).all() == ["es"]
    assert letters("ticket")[0].language == "es"


def test_a_known_address_a_machine_and_a_lost_way_are_answered_in_spanish(
    in_riverside, as_nobody: Browser
) -> None:
    event = make_event()
    path = f"/e/{event.code}/guests"
    make_guest(event)
    for asked, data in (
        (path, ANA | {"name": "Somebody Else"}),
        (path, ANA | {"email": "bo@example.org", "website": "spam"}),
    ):
        assert left_in_english(*both(as_nobody, asked, data=data)) == []
    for lost in ("/e/nothing", "/t/nothing", "/h/nothing", f"{path}", "/h/riverside-nutrition"):
        assert left_in_english(*both(as_nobody, lost)) == []


@pytest.mark.parametrize("state", list(GuestState))
def test_a_ticket_is_all_spanish_and_can_be_read_in_english(
    in_riverside, as_nobody: Browser, state: GuestState
) -> None:
    """The guest's own language comes before the browser's, and the address before both."""
    event = make_event(partner=make_partner())
    path = ticket_of(make_guest(event, state=state, language="es", email="ana@gmial.com"))

    spanish = as_nobody.get(path, headers={"Accept-Language": "en"}).text
    english = as_nobody.get(f"{path}?lang=en", headers=SPANISH).text

    assert left_in_english(english, spanish) == []
    assert '<a href="?lang=en" lang="en" hreflang="en"' in spanish


@pytest.mark.parametrize("what", ["cancellation", "name", "handover"])
def test_what_a_guest_changes_is_answered_in_spanish(
    in_riverside, as_nobody: Browser, what: str
) -> None:
    path = ticket_of(make_guest(make_event(), language="es"))
    as_nobody.post(f"{path}/{what}", data={"name": "", "email": "x"})
    ask = {"data": {"name": "", "email": "x"}} if what != "cancellation" else {}
    ways = (
        [f"{path}/{what}?lang={language}" for language in ("en", "es")]
        if ask
        else [f"{path}?lang={language}" for language in ("en", "es")]
    )
    english, spanish = ((as_nobody.post if ask else as_nobody.get)(way, **ask).text for way in ways)
    assert left_in_english(english, spanish) == []


def test_a_guest_who_tries_too_often_is_told_in_the_language_of_the_ticket(
    in_riverside, as_nobody: Browser
) -> None:
    page = as_nobody.get(ticket_of(make_guest(make_event(), language="es"))).text
    action = re.search(r'action="(/t/[^"]*/name[^"]*)"', page)
    assert action
    answers = [as_nobody.post(action[1], data={"name": ""}) for _ in range(21)]
    assert [answer.status_code for answer in answers] == [*[422] * 20, 429]
    assert "Un momento, por favor" in answers[-1].text


def test_a_ticket_read_in_another_language_stays_in_it(in_riverside, as_nobody: Browser) -> None:
    path = ticket_of(make_guest(make_event(), language="es"))
    assert f'action="{path}/cancellation?lang=en"' in as_nobody.get(f"{path}?lang=en").text

    assert as_nobody.post(f"{path}/cancellation").location == path
    assert as_nobody.post(f"{path}/cancellation?lang=en").location == f"{path}?lang=en"


@pytest.mark.parametrize("name", LETTERS)
@pytest.mark.parametrize("state", [GuestState.CONFIRMED, GuestState.OFFERED, GuestState.WAITING])
def test_a_letter_is_all_spanish(app: Flask, in_riverside, name: str, state: GuestState) -> None:
    event = make_event(partner=make_partner(), online_address="https://zoom.example/1")
    guest = make_guest(event, state=state)
    written = {}
    for language in ("en", "es"):
        row = db.session.get_one(Guest, guest.id)
        row.language = language
        telling._tell(name, row, f":{language}")
        db.session.commit()
        written[language] = app.extensions["postroom"].written(letters(name)[-1])
        db.session.rollback()

    english, spanish = written["en"], written["es"]
    assert left_in_english(english.html, spanish.html) == []
    assert '<html lang="es">' in spanish.html
    assert english.subject != spanish.subject
    public = re.compile(r"/(?:e|h)/[\w-]+$", re.MULTILINE)
    assert not public.search(spanish.text), "what it leads to speaks Spanish, too"
    same = set(english.text.splitlines()) & set(spanish.text.splitlines())
    assert not [line for line in same if line.strip() and not THEIRS.search(line)]


def test_everybody_hears_of_a_new_date_in_their_own_language(in_riverside) -> None:
    event = make_event()
    make_guest(event, language="es")
    make_guest(event, "Bo", "bo@example.org")
    telling.tell_moved(db.session.get_one(Event, event.id))
    db.session.commit()

    told = {letter.to_email: letter.language for letter in letters("event_moved")}

    assert told == {"ana@example.org": "es", "bo@example.org": "en"}
