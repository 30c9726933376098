"""A partner asks for changes, reads what changed, and says yes; in a browser, with real letters."""

from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from jvplanner import clock
from tests.e2e.conftest import House
from tests.e2e.post import letter_to, link_in
from tests.e2e.roles import Partner, Practitioner, headline, press

MAYA, DANA = "maya@riverside.example", "dana@canalstreet.example"
ZONE = "America/New_York"
NOTE = "Our regulars come before work. Could it be a breakfast?"


def ask_for_changes(page: Page, note: str) -> None:
    page.get_by_role("radio", name="I’d change something").check()
    page.get_by_role("textbox", name="The question we answer").fill(note)
    press(page, "Send my answer")
    expect(headline(page)).to_have_text("You asked for changes")


def send_version_2(maya: Practitioner, hook: str) -> None:
    """Read the note beside its part, reword the hook, and send it to the same person."""
    page = maya.page
    page.goto("/today")
    page.get_by_role("link", name="Read the notes").click()
    expect(page.get_by_text(NOTE).first).to_be_visible()
    page.get_by_role("textbox", name="1 ·").fill(hook)
    expect(page.locator("#save-status")).to_contain_text("Saved")
    press(page, "Go on to send it")
    press(page, "Send version 2")
    expect(page.get_by_role("heading", name="On its way")).to_be_visible()


def test_changes_are_asked_for_made_and_agreed(house: House, javascript: bool) -> None:
    day = clock.today(ZONE) + timedelta(days=21)
    maya = Practitioner(house.laptop())
    maya.sign_up(MAYA, "Riverside Nutrition")
    maya.add_partner("Canal Street Pharmacy", "Dana Whitfield", DANA)
    maya.propose("Monthly hormone workshop", day, "Dana Whitfield")

    dana = Partner(house.phone(javascript=javascript))
    link = link_in(letter_to(house.mail, DANA, "Riverside Nutrition"), "/p/")
    dana.page.goto(link)
    ask_for_changes(dana.page, NOTE)
    letter_to(house.mail, MAYA, "asked for changes")

    send_version_2(maya, "A breakfast about sleep, before the shop opens")
    dana.page.goto(link)
    differences = dana.page.locator("#differences")
    differences.get_by_text("What changed since version 1").click()
    expect(differences).to_contain_text("A breakfast about sleep")
    dana.say_yes(link, "A breakfast about sleep", "Dana Whitfield")

    letter_to(house.mail, MAYA, "said yes")
    maya.page.goto("/today")
    expect(maya.page.get_by_role("link", name="Make the event")).to_be_visible()
    assert not house.problems


@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
def test_what_was_begun_outlives_a_handover_with_a_mistyped_address(house: House) -> None:
    maya = Practitioner(house.laptop())
    maya.sign_up(MAYA, "Riverside Nutrition")
    maya.add_partner("Canal Street Pharmacy", "Dana Whitfield", DANA)
    maya.propose(
        "Monthly hormone workshop", clock.today(ZONE) + timedelta(days=21), "Dana Whitfield"
    )
    dana = house.phone()
    dana.goto(link_in(letter_to(house.mail, DANA, "Riverside Nutrition"), "/p/"))

    dana.get_by_role("radio", name="I’d change something").check()
    dana.get_by_role("textbox", name="The question we answer").fill(NOTE)
    dana.get_by_text("Somebody else should answer this").click()
    dana.get_by_label("Your colleague's name").fill("Lena Fox")
    dana.get_by_label("Their e-mail address").fill("lena@gmial.com")
    press(dana, "Hand it over")

    expect(dana.get_by_text("Did you mean lena@gmail.com?")).to_be_visible()
    expect(dana.get_by_role("textbox", name="The question we answer")).to_have_value(NOTE)


@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
def test_the_practitioner_learns_that_a_visible_page_was_seen(house: House) -> None:
    day = clock.today(ZONE) + timedelta(days=21)
    maya = Practitioner(house.laptop())
    maya.sign_up(MAYA, "Riverside Nutrition")
    maya.add_partner("Canal Street Pharmacy", "Dana Whitfield", DANA)
    maya.propose("Monthly hormone workshop", day, "Dana Whitfield")
    link = link_in(letter_to(house.mail, DANA, "Riverside Nutrition"), "/p/")

    without_a_script = house.phone(javascript=False)
    without_a_script.goto(link)
    maya.page.reload()
    expect(maya.page.get_by_text("Not seen yet")).to_be_visible()

    phone = house.phone()
    with phone.expect_response("**/seen"):
        phone.goto(link)
    maya.page.reload()
    expect(maya.page.get_by_text("Not seen yet")).to_be_hidden()
    expect(maya.page.get_by_text("Seen").first).to_be_visible()
    assert not house.problems
