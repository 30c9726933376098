"""The form offers what was probably meant, in the browser, as the ticket does afterwards (A4)."""

from datetime import timedelta
from pathlib import Path

import pytest
import time_machine
from sqlalchemy import select

from jvplanner import clock
from jvplanner.db import db
from jvplanner.events.models import Guest, GuestState
from jvplanner.mailboxes import MAIL_DOMAINS, NOT_MISTYPED, suggested_address
from jvplanner.people.models import Person, person_known_as
from tests.browser import Browser
from tests.builders import letters
from tests.builders_events import make_event, make_guest, ticket_of
from tests.chromium import chromium

SCRIPT = Path(__file__).parents[2] / "static/js/events-address.js"
ADDRESSES = [
    *(f"ana@{domain}" for domain in (*MAIL_DOMAINS, *NOT_MISTYPED)),
    "ana@gmial.com",
    "Ana.Ruiz+jv@gmal.com",
    "ana@gmail.con",
    "ana@gmial.cmo",
    "ana@mail.con",
    "ana@clinic.vom",
    "ana@comcats.net",
    "ana@hotmial.co.uk",
    "ana@HOTNAIL.com",
    "ana@example.org",
    "ana@gmail",
    "@gmial.com",
    "ana",
    "",
]


def test_the_form_offers_just_what_the_server_would(in_riverside, as_nobody: Browser) -> None:
    page_text = as_nobody.get(f"/e/{make_event().code}").text
    with chromium() as browser:
        page = browser.new_page()
        page.set_content(page_text, wait_until="commit")
        page.add_script_tag(content=SCRIPT.read_text(), type="module")
        field, offer = page.get_by_label("E-mail"), page.locator("#meant button")

        offered: dict[str, str | None] = {}
        for address in ADDRESSES:
            field.fill(address)
            field.dispatch_event("change")
            offered[address] = offer.text_content() if offer.is_visible() else None

        field.fill(" ana@gmial.com ")
        field.dispatch_event("change")
        offer.click()
        taken = field.input_value()

    assert offered == {address: suggested_address(address) for address in ADDRESSES}
    assert taken == "ana@gmail.com"
    assert offered["ana@gmial.com"] == "ana@gmail.com"
    assert offered["ana@mail.com"] is None


def test_an_offer_does_not_push_the_button_away_from_the_finger_that_presses_it(
    in_riverside, as_nobody: Browser
) -> None:
    page_text = as_nobody.get(f"/e/{make_event().code}").text
    with chromium() as browser:
        page = browser.new_page()
        page.set_content(page_text, wait_until="commit")
        page.add_script_tag(content=SCRIPT.read_text(), type="module")
        field, offer = page.get_by_label("E-mail"), page.locator("#meant button")
        button = page.get_by_role("button", name="Save my seat")
        button.evaluate("it => it.form.onsubmit = () => { it.dataset.sent = 'yes'; return false }")

        page.get_by_label("Your name").fill("Ana")
        field.press_sequentially("ana@gmial.com")
        button.click()
        sent, moved = button.get_attribute("data-sent"), offer.is_visible()

        field.press("Control+a")
        field.press_sequentially("ana@gmal.com")
        field.press("Tab")
        offered_later = offer.is_visible()

    assert sent == "yes", "pressed once, sent once"
    assert not moved, "the ticket makes the offer instead"
    assert offered_later, "to whoever goes on from the field in another way"


def test_the_script_names_no_domain_of_its_own() -> None:
    assert not any(domain.partition(".")[0] in SCRIPT.read_text() for domain in MAIL_DOMAINS)


def test_a_mistyped_address_is_corrected_with_one_tap_and_the_ticket_goes_there(
    in_riverside, as_nobody: Browser
) -> None:
    """A4"""
    event = make_event()
    form = {"name": "Ana", "email": "ana@gmial.com"}
    path = as_nobody.post(f"/e/{event.code}/guests", data=form).headers["Location"]
    assert "Did you mean" in as_nobody.get(path).text

    for _ in range(2):
        assert as_nobody.post(f"{path}/address").status_code == 303

    assert "Did you mean" not in as_nobody.get(path).text
    assert db.session.scalars(select(Guest.email)).all() == ["ana@gmail.com"]
    assert db.session.scalars(select(Person.email)).all() == ["ana@gmail.com"]
    assert [letter.to_email for letter in letters()] == ["ana@gmail.com"]


def test_a_known_persons_own_address_is_not_corrected_by_a_stranger(
    in_riverside, as_nobody: Browser
) -> None:
    """A4"""
    person_known_as("Dana Ruiz", "dana@gmial.com")
    db.session.commit()
    event = make_event()
    form = {"name": "Stranger", "email": "dana@gmial.com"}
    path = as_nobody.post(f"/e/{event.code}/guests", data=form).headers["Location"]
    as_nobody.post(f"{path}/address")
    people = db.session.execute(select(Person.name, Person.email).order_by(Person.id)).all()
    assert people == [("Dana Ruiz", "dana@gmial.com"), ("Stranger", "dana@gmail.com")]


def test_an_address_is_not_corrected_to_one_that_has_a_seat(
    in_riverside, as_nobody: Browser
) -> None:
    """A4"""
    event = make_event()
    make_guest(event, "Ana", "ana@gmail.com")
    path = ticket_of(make_guest(event, "Ana", "ana@gmial.com"))
    refused = as_nobody.post(f"{path}/address")
    assert refused.status_code == 409
    assert "That address has a seat already" in refused.text
    emails = db.session.scalars(select(Guest.email).order_by(Guest.id)).all()
    assert emails == ["ana@gmail.com", "ana@gmial.com"]


@pytest.mark.parametrize(
    ("state", "days_later"),
    [(GuestState.CANCELLED, 0), (GuestState.CONFIRMED, 12)],
    ids=["cancelled", "begun"],
)
def test_an_address_is_corrected_only_before_anybody_can_have_come(
    in_riverside, as_nobody: Browser, state: GuestState, days_later: int
) -> None:
    path = ticket_of(make_guest(make_event(), "Ana", "ana@gmial.com", state=state))
    with time_machine.travel(clock.now() + timedelta(days=days_later)):
        assert "Did you mean" not in as_nobody.get(path).text
        assert as_nobody.post(f"{path}/address").status_code == 409
    assert letters() == []


def test_a_ticket_is_handed_to_an_address_that_looks_mistyped_only_when_it_is_meant(
    in_riverside, as_nobody: Browser
) -> None:
    """A4: there is no way back once the letter is on its way to a stranger."""
    ticket = ticket_of(make_guest(make_event()))
    typed = {"name": "Bea", "email": "bea@gmial.com"}
    for doubted in ("", "bea@gmal.com"):
        asked = as_nobody.post(f"{ticket}/handover", data=typed | {"doubted": doubted})
        assert asked.status_code == 422
        assert "Did you mean bea@gmail.com?" in asked.text
    assert 'value="bea@gmial.com"' in asked.text
    assert letters("ticket_handed_over") == []
    assert as_nobody.get(ticket).status_code == 200, "nothing has happened yet"

    meant = as_nobody.post(f"{ticket}/handover", data=typed | {"doubted": "bea@gmial.com"})

    assert meant.status_code == 303
    assert [letter.to_email for letter in letters("ticket_handed_over")] == ["bea@gmial.com"]
