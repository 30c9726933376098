"""What an evening's page and the page of clients show of those who were there (J8, G1, G4)."""

import re
from html import unescape

import pytest
from sqlalchemy import func, select

from jvplanner.db import db
from jvplanner.events.models import Event, Guest
from jvplanner.journeys import queries
from jvplanner.journeys.models import Journey
from jvplanner.practices.models import Practice
from tests.browser import HTMX, Browser
from tests.builders import PracticeOfTheCast
from tests.builders_events import make_event, make_guest
from tests.journeys.test_following_up import CLIENT, NAMES, put
from tests.statements import counted


def test_two_currencies_stand_side_by_side(
    as_maya: Browser, evening: Event, in_riverside: PracticeOfTheCast
) -> None:
    for number, currency in enumerate(("USD", "EUR", "USD")):
        guest = make_guest(evening, NAMES[number], f"g{number}@example.org")
        put(as_maya, guest, **CLIENT)
        journey = db.session.scalars(select(Journey).where(Journey.guest_id == guest.id)).one()
        journey.currency = currency
        db.session.commit()
    assert [str(sum_) for sum_ in queries.value_of(evening.id)] == ["€2,500", "$5,000"]


def test_another_currency_is_that_of_prices_noted_from_then_on(
    as_maya: Browser, evening: Event, ana: Guest, in_riverside: PracticeOfTheCast
) -> None:
    put(as_maya, ana, **CLIENT)
    db.session.get_one(Practice, in_riverside.id).currency = "CHF"
    db.session.commit()
    ben = make_guest(evening, "Ben", "ben@example.org")

    assert "In US dollars:" in as_maya.get(f"/clients/{ana.id}").text
    assert "In Swiss francs:" in as_maya.get(f"/clients/{ben.id}").text
    put(as_maya, ana, **CLIENT | {"programme": "Twelve weeks, then four"})
    put(as_maya, ben, **CLIENT)

    assert [str(sum_) for sum_ in queries.value_of(evening.id)] == ["CHF\xa02,500", "$2,500"]


def test_each_events_result_counts_its_own_guests(
    as_maya: Browser, evening: Event, in_riverside: PracticeOfTheCast
) -> None:
    other = make_event(in_days=-2)
    put(as_maya, make_guest(evening), **CLIENT)
    make_guest(other)
    assert queries.cohort_of(evening.id).client == 1
    assert queries.cohort_of(other.id).client == 0


def test_the_result_shows_only_whom_one_asked_for(
    as_maya: Browser, evening: Event, ana: Guest
) -> None:
    put(as_maya, ana, stage="call_booked")
    make_guest(evening, "Tanaka", "t@example.org")

    booked = as_maya.get(f"/events/{evening.id}/result?stage=call_booked", headers=HTMX).text

    assert "Ana Peña" in booked
    assert "Tanaka" not in booked
    assert "<html" not in booked


@pytest.mark.parametrize("stage", ["registered", "came", "call_held", "client", "not_now"])
def test_every_filter_answers_when_nobody_stands_there(
    as_maya: Browser, evening: Event, ana: Guest, stage: str
) -> None:
    put(as_maya, ana, stage="call_booked")
    response = as_maya.get(f"/events/{evening.id}/result?stage={stage}")
    assert "Nobody stands here" in response.text


def test_the_result_asks_no_more_for_many_guests_than_for_few(
    as_maya: Browser, evening: Event, in_riverside: PracticeOfTheCast
) -> None:
    asked = []
    for upto in (5, 60):
        start = db.session.scalar(select(func.count(Guest.id))) or 0
        for number in range(start, upto):
            make_guest(evening, f"Guest {number}", f"g{number}@example.org", walked_in=True)
        with counted() as statements:
            assert as_maya.get(f"/events/{evening.id}/result").status_code == 200
        asked.append(len(statements))
    assert asked[0] == asked[1]


def test_a_list_of_just_one_page_leads_to_no_empty_one(
    as_maya: Browser, evening: Event, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(queries, "PAGE", 2)
    for number in range(3):
        guest = make_guest(evening, f"Guest {number}", f"g{number}@example.org")
        put(as_maya, guest, stage="call_booked" if number else "came")
    result = f"/events/{evening.id}/result?stage=call_booked"

    assert "Show more" not in as_maya.get(result).text
    shown = as_maya.get(result.partition("?")[0]).text
    assert "Guest 1" in shown
    assert "Guest 2" not in shown
    rest = as_maya.get(next_page(shown)).text
    assert "Guest 2" in rest
    assert "Show more" not in rest


def test_the_list_of_clients_goes_on_only_where_there_are_more(
    as_maya: Browser, evening: Event, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(queries, "PAGE", 2)
    for number in range(2):
        guest = make_guest(evening, f"Guest {number}", f"g{number}@example.org")
        put(as_maya, guest, stage="call_booked")
    assert "Show more" not in as_maya.get("/clients").text

    put(as_maya, make_guest(evening, "Guest 2", "g2@example.org"), stage="call_booked")
    shown = as_maya.get("/clients").text
    assert "Guest 0" not in shown
    rest = as_maya.get(next_page(shown)).text
    assert "Guest 0" in rest
    assert "Show more" not in rest


def next_page(shown: str) -> str:
    """Return where a page's "Show more" leads."""
    more = re.search(r'<a class="button plain" href="([^"]+)"[^<]*Show more', shown)
    assert more, "the list goes on"
    return unescape(more[1])


def test_difficult_names_are_shown_as_they_are_and_run_nothing(
    as_maya: Browser, evening: Event
) -> None:
    for number, name in enumerate((*NAMES, "<script>alert(1)</script>", "{{7*7}}")):
        make_guest(evening, name, f"g{number}@example.org")
    text = as_maya.get(f"/events/{evening.id}/result").text
    assert "نور الهدى" in text
    assert "<script>alert(1)" not in text
    assert "{{7*7}}" in text


def test_everybody_in_touch_is_on_the_clients_page_newest_first(
    as_maya: Browser, evening: Event, ana: Guest
) -> None:
    tanaka = make_guest(evening, "Tanaka", "t@example.org")
    put(as_maya, ana, **CLIENT)
    put(as_maya, tanaka, stage="call_booked")

    text = as_maya.get("/clients").text

    assert text.index("Tanaka") < text.index("Ana Peña")
    assert "$2,500" in text


def test_the_clients_page_teaches_when_it_is_empty(as_maya: Browser) -> None:
    assert "Nobody yet" in as_maya.get("/clients").text
