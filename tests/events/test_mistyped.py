"""The form offers what was probably meant, in the browser, as the ticket does afterwards (A4)."""

from pathlib import Path

from jvplanner.mailboxes import MAIL_DOMAINS, NOT_MISTYPED, suggested_address
from tests.browser import Browser
from tests.builders_events import make_event
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
