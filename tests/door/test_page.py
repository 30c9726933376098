"""The door's page: what it shows, and that it works without a script."""

import re
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
import time_machine
from sqlalchemy import func, select

from jvplanner.db import db
from jvplanner.door.models import Arrival
from jvplanner.events.models import Event, Guest, GuestState
from tests.browser import Browser, as_read
from tests.builders import PracticeOfTheCast
from tests.builders_door import make_door, path_of, scan, send, sent
from tests.builders_events import make_event, make_guest, ticket_of
from tests.statements import counted

LATE = datetime(2026, 12, 10, 3, tzinfo=UTC)


def inside() -> int:
    db.session.rollback()
    return db.session.scalar(select(func.count(Arrival.id))) or 0


def press(browser: Browser, door: str, **fields: str) -> str:
    """Send a form of the page as a browser without scripts does; return the page it leads to."""
    response = browser.post(f"{door}/arrivals", data={"scan": str(uuid4())} | fields)
    assert response.status_code == 303, response.text
    return browser.get(response.headers["Location"].split("#")[0]).text


def verdict_in(page: str) -> str:
    """The one verdict shown, without the templates that stand at the page's end."""
    found = re.search(r'id="verdict".*?</div>', page, re.DOTALL)
    assert found
    return re.sub(r"<[^>]+>|\s+", " ", found[0])


def test_the_page_names_door_event_and_counts(
    as_nobody: Browser, event: Event, at_door: str
) -> None:
    ticket = ticket_of(make_guest(event))
    make_guest(event, "Farid", "farid@example.org")
    send(as_nobody, at_door, scan(code=ticket))
    page = as_nobody.get(at_door)
    assert page.status_code == 200
    for text in ("Side entrance", "still tired", "1</b> of", "<span data-expected>2</span> in"):
        assert text in page.text
    assert as_nobody.get(f"{at_door}/counts").get_json() == {"inside": 1, "expected": 2}


@pytest.mark.parametrize(
    ("hours", "another", "relative"),
    [(-24, True, "yesterday"), (-23, False, ""), (1, False, ""), (13, True, "tomorrow")],
)
def test_a_door_says_plainly_that_its_event_is_on_another_day(
    in_riverside: PracticeOfTheCast, as_nobody: Browser, hours: int, another: bool, relative: str
) -> None:
    """Today is where the event takes place: two hours before midnight in New York."""
    with time_machine.travel(LATE + timedelta(minutes=1), tick=False):
        event = make_event(starts_at=LATE + timedelta(hours=hours), title="An evening")
        door = path_of(make_door(event))
        ticket = ticket_of(make_guest(event))
        page = as_read(as_nobody.get(door).text)
        assert ("This event is not today" in page) is another
        assert f": {relative}. Whoever you let in counts" in page or not another
        [result] = send(as_nobody, door, scan(code=ticket))["results"]
        assert result["verdict"] == "admitted", "it may be tried out"


def test_only_the_page_that_scans_may_use_camera_and_decoder(
    as_nobody: Browser, at_door: str
) -> None:
    page, fragment = as_nobody.get(at_door), as_nobody.get(f"{at_door}/guests")
    assert "'wasm-unsafe-eval'" in page.headers["Content-Security-Policy"]
    assert "camera=(self)" in page.headers["Permissions-Policy"]
    assert "wasm" not in fragment.headers["Content-Security-Policy"]
    for response in (page, fragment):
        assert response.headers["Cache-Control"] == "no-store"
        assert response.headers["Referrer-Policy"] == "no-referrer"


def test_a_typed_code_is_judged_without_a_script(
    as_nobody: Browser, event: Event, at_door: str
) -> None:
    ticket = ticket_of(make_guest(event, "Síle O'Brien"))
    shown = verdict_in(press(as_nobody, at_door, code=ticket))
    assert "Welcome" in shown
    assert "Síle O&#39;Brien" in shown
    shown = verdict_in(press(as_nobody, at_door, code=ticket))
    assert "Already in" in shown
    assert re.search(r"Came in at \d\d:\d\d, Side entrance", shown)
    assert "Not our ticket" in verdict_in(press(as_nobody, at_door, code="nothing"))


def test_a_guest_is_checked_in_and_out_from_the_list_without_a_script(
    as_nobody: Browser, event: Event, at_door: str
) -> None:
    guest = make_guest(event, "يوسف حداد")
    shown = press(as_nobody, at_door, guest=str(guest.id), pane="list", q="يوسف")
    assert "Welcome" in verdict_in(shown)
    assert 'value="يوسف"' in shown
    assert inside() == 1
    [of_arrival] = re.findall(r'name="undo" value="([^"]{36})"', shown.split('id="guest-list"')[1])
    shown = press(as_nobody, at_door, undo=of_arrival)
    assert "Taken back" in verdict_in(shown)
    assert "Check in يوسف حداد" in shown
    assert inside() == 0


def test_a_form_that_is_sent_twice_counts_once(
    as_nobody: Browser, event: Event, at_door: str
) -> None:
    guest, fields = make_guest(event), {"scan": str(uuid4())}
    for _ in range(2):
        shown = press(as_nobody, at_door, guest=str(guest.id), **fields)
        assert "Welcome" in verdict_in(shown)
    assert inside() == 1


def test_a_walk_in_is_let_in_without_a_script(as_nobody: Browser, at_door: str) -> None:
    shown = press(as_nobody, at_door, name="Farid Haddad", email="", why="", pane="walk-in")
    assert "Farid Haddad" in verdict_in(shown)
    assert inside() == 1


def test_a_walk_in_that_cannot_be_is_shown_again_with_the_error_at_its_field(
    as_nobody: Browser, at_door: str
) -> None:
    fields = {"scan": str(uuid4()), "name": "\u200b", "email": "farid@", "why": "x" * 301}
    response = as_nobody.post(f"{at_door}/arrivals", data=fields)
    assert response.status_code == 422
    for text in ("Enter a name.", "The part after the @ is not complete", "300 characters"):
        assert text in response.text.replace("&#39;", "'")
    assert 'value="farid@"' in response.text
    assert inside() == 0


@pytest.mark.parametrize("fields", [{}, {"code": "x"}, {"scan": "7", "code": "x"}, {"undo": "x"}])
def test_a_form_that_no_page_of_ours_has_is_refused(
    as_nobody: Browser, at_door: str, fields: dict[str, str]
) -> None:
    assert as_nobody.post(f"{at_door}/arrivals", data=fields).status_code == 400


@pytest.mark.parametrize("scan_id", ["", "x", "00000000-0000-4000-8000-000000000000"])
def test_an_address_that_names_no_scan_shows_none(
    as_nobody: Browser, at_door: str, scan_id: str
) -> None:
    assert "Ready" in verdict_in(as_nobody.get(f"{at_door}?scan={scan_id}").text)


def test_a_scan_at_another_event_is_not_shown(
    as_nobody: Browser, event: Event, at_door: str
) -> None:
    one = scan(code=ticket_of(make_guest(event)))
    send(as_nobody, at_door, one)
    elsewhere = path_of(make_door(make_event()))
    assert "Ana" not in as_nobody.get(f"{elsewhere}?scan={one['id']}").text


def names_in(fragment: str) -> list[str]:
    return re.findall(r'<b dir="auto">([^<]+)</b>', fragment)


def test_the_list_is_searched_by_any_words_of_a_name_whatever_the_accents(
    as_nobody: Browser, event: Event, at_door: str
) -> None:
    for number, name in enumerate(["Zoë Müller", "Ana Muller", "Madonna", "100% O'Neill"]):
        make_guest(event, name, f"g{number}@example.org")
    make_guest(make_event(), "Zoë Elsewhere", "zoe@example.org")

    def found(text: str) -> list[str]:
        return names_in(as_nobody.get(f"{at_door}/guests?q={text}").text)

    assert found("MULLER") == ["Ana Muller", "Zoë Müller"]
    assert found("muller+zoe") == ["Zoë Müller"]
    assert found("%25") == ["100% O&#39;Neill"]
    assert found("") == ["100% O&#39;Neill", "Ana Muller", "Madonna", "Zoë Müller"]
    for typed in ("O’Neill", "O'Neill", "ONeill", "O+Neill", "o`neill"):
        assert found(typed) == ["100% O&#39;Neill"], typed
    nobody = as_nobody.get(f"{at_door}/guests?q=xyz").text
    assert "Nobody of that name" in nobody


def test_the_list_shows_who_is_in_who_waits_and_who_cancelled(
    as_nobody: Browser, event: Event, at_door: str
) -> None:
    inside, *_ = (
        make_guest(event, "Ana", "ana@example.org"),
        make_guest(event, "Ben", "ben@example.org", state=GuestState.WAITING),
        make_guest(event, "Cem", "cem@example.org", state=GuestState.CANCELLED),
    )
    sent(as_nobody, at_door, guest=str(inside.id))
    walk_in = scan(walk_in={"name": "Dee"})
    send(as_nobody, at_door, walk_in, scan(undo=walk_in["id"]))
    fragment = as_nobody.get(f"{at_door}/guests").text
    assert names_in(fragment) == ["Ana", "Ben", "Cem"]
    for text in ("In at", "Undo the check-in of Ana", "waiting list", "cancelled"):
        assert text in fragment
    assert "Check in" not in fragment


def test_the_list_goes_on_where_it_stopped_and_asks_no_more_for_more_guests(
    as_nobody: Browser, event: Event, at_door: str
) -> None:
    make_guest(event, "Guest 00", "g0@example.org")
    with counted() as few:
        as_nobody.get(at_door)
    for number in range(1, 60):
        make_guest(event, f"Guest {number:02}", f"g{number}@example.org")
    with counted() as many:
        page = as_nobody.get(at_door).text
    assert len(few) == len(many) <= 6
    [plain] = re.findall(r'href="([^"]+)#list" data-more', page)
    [more] = re.findall(r'data-more="([^"]+)"', page)
    rest = as_nobody.get(more.replace("&amp;", "&")).text
    assert names_in(page) + names_in(rest) == [f"Guest {number:02}" for number in range(60)]
    assert names_in(as_nobody.get(plain.replace("&amp;", "&")).text) == names_in(rest)
    assert "data-more" not in rest


@pytest.mark.parametrize("after", ["0", "-1", "x", "9" * 30])
def test_a_list_that_goes_on_after_nobody_begins_at_the_beginning(
    as_nobody: Browser, event: Event, at_door: str, after: str
) -> None:
    make_guest(event)
    assert names_in(as_nobody.get(f"{at_door}/guests?after={after}").text) == ["Ana Peña"]


def test_markup_in_a_name_is_shown_as_text(as_nobody: Browser, event: Event, at_door: str) -> None:
    """A9."""
    make_guest(event, "<script>alert(1)</script> {{7*7}}")
    page = as_nobody.get(at_door).text
    assert "<script>alert" not in page
    assert "{{7*7}}" in page
    assert db.session.scalar(select(func.count(Guest.id))) == 1
