"""Who does what with a browser in hand, told by what they see: roles, labels and words."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from playwright.sync_api import Page, expect

from tests.e2e.conftest import PATIENCE

expect.set_options(timeout=PATIENCE)


def press(page: Page, words: str | re.Pattern[str]) -> None:
    page.get_by_role("button", name=words, exact=True).click()


def follow(page: Page, words: str | re.Pattern[str]) -> None:
    page.get_by_role("link", name=words, exact=True).first.click()


def headline(page: Page):
    return page.get_by_role("heading", level=1)


@dataclass
class Practitioner:
    """Maya at her laptop."""

    page: Page

    def sign_up(self, email: str, practice: str) -> None:
        page = self.page
        page.goto("/sign-up")
        page.get_by_label("Your name").fill("Maya Okafor")
        page.get_by_label("E-mail").fill(email)
        page.get_by_label("Password").fill("an evening by the river")
        page.get_by_label("Name of your practice").fill(practice)
        expect(page.get_by_label("Time zone")).to_have_value("America/New_York")
        page.get_by_label("Postal address").fill("12 Mill Lane\nRiverside, NY 10471")
        press(page, "Open the account")
        expect(headline(page)).to_contain_text("Maya")

    def add_partner(self, name: str, person: str, email: str) -> None:
        page = self.page
        page.goto("/partners")
        follow(page, "Add your first partner")
        page.get_by_label("Name").first.fill(name)
        page.get_by_label("Compounding or specialty pharmacy").check()
        first = page.get_by_role("group", name="The first person there")
        first.get_by_label("Name").fill(person)
        first.get_by_label("E-mail").fill(email)
        press(page, "Add this partner")
        expect(headline(page)).to_have_text(name)

    def propose(self, starter: str, day: date, person: str) -> None:
        """Draft a proposal from a starter, offer two dates, and send it."""
        page = self.page
        follow(page, "Draft a proposal")
        page.get_by_role("radio", name=starter).check()
        press(page, "Begin with this")
        page.get_by_role("textbox", name="Where").fill("Riverside Pharmacy, community room")
        for later in (0, 7):
            page.get_by_label("Day").fill((day + timedelta(days=later)).isoformat())
            page.get_by_label("Begins at").fill("18:30")
            page.get_by_label("Minutes").fill("90")
            press(page, "Offer this date")
            expect(page.get_by_role("button", name="Take back")).to_have_count(1 + later // 7)
        press(page, "Go on to send it")
        self._say_what_it_stands_on()
        page.get_by_label(person).check()
        press(page, "Send version 1")
        expect(page.get_by_role("heading", name="On its way")).to_be_visible()

    def _say_what_it_stands_on(self) -> None:
        """Before the first proposal to a partner (N3)."""
        page = self.page
        page.get_by_label("Their problem").fill("The counter is asked about tiredness all day.")
        page.get_by_label("Our part in solving it").fill("We answer it for an evening.")
        page.get_by_label("What we ask back").fill("The community room, once.")
        press(page, "Keep this")

    def make_event(self, answer: str) -> str:
        """Find the answer on Today, make the event and publish it; return its public address."""
        page = self.page
        page.goto("/today")
        expect(page.get_by_text(answer)).to_be_visible()
        page.get_by_role("link", name="Make the event").click()
        press(page, "Make the event")
        press(page, "Publish")
        return page.get_by_label("Event page").input_value()

    def open_door(self, where: str) -> str:
        """Open a door of the event that is shown; return its private address."""
        page = self.page
        follow(page, "Open the door")
        page.get_by_label("Where the helper stands").fill(where)
        press(page, "Open a door")
        return page.get_by_label("Private link").input_value()

    def record(self, event_path: str, guest: str, stage: str, **details: str) -> None:
        """Note on the event's result how far a guest is."""
        page = self.page
        page.goto(f"{event_path}/result")
        follow(page, f"Update {guest}")
        page.get_by_label(stage, exact=True).check()
        for label, text in details.items():
            page.get_by_label(label.capitalize()).fill(text)
        press(page, "Save")
        expect(page.get_by_role("row", name=guest)).to_contain_text(stage)


@dataclass
class Partner:
    """Dana on her phone, between two customers."""

    page: Page

    def say_yes(self, link: str, question: str, name: str) -> None:
        page = self.page
        page.goto(link)
        expect(page.get_by_role("heading", name=question)).to_be_visible()
        page.get_by_role("checkbox", name="18:30").first.check()
        page.get_by_role("radio", name="Yes, let’s do it").check()
        page.get_by_label("Your name").fill(name)
        page.get_by_role("checkbox", name="I agree to answer electronically").check()
        press(page, "Send my answer")
        expect(headline(page)).to_have_text("You said yes")


@dataclass
class Attendee:
    """Ana with her own phone, in front of a poster."""

    page: Page

    def save_a_seat(self, event_page: str, name: str, email: str) -> str:
        """Register; return the address of the ticket."""
        page = self.page
        page.goto(event_page)
        page.get_by_label("Your name").fill(name)
        page.get_by_label("E-mail").fill(email)
        press(page, "Save my seat")
        expect(headline(page)).to_have_text("Your seat is saved")
        expect(page.get_by_role("img", name="The code that is scanned")).to_be_visible()
        return page.url

    def picture_of_code(self) -> bytes:
        """Return the picture that is saved from the ticket."""
        with self.page.expect_download() as download:
            self.page.get_by_role("link", name="Save as picture").click()
        return download.value.path().read_bytes()


@dataclass
class Helper:
    """A volunteer at the door, with any phone."""

    page: Page

    def stand_at(self, link: str) -> None:
        self.page.goto(link)

    def sees(self, verdict: str, name: str) -> None:
        expect(self.page.get_by_role("heading", name=verdict)).to_be_visible()
        expect(self.page.get_by_text(name, exact=True).first).to_be_visible()

    def counts(self, inside: int, expected: int) -> None:
        expect(self.page.get_by_text(f"{inside} of {expected} in")).to_be_visible()
