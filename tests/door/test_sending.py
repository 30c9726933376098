"""What a phone at the door has to send: nothing typed or scanned is lost on the way."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from jvplanner.tenancy import acting_for
from tests import builders
from tests.builders_door import make_door, path_of
from tests.builders_events import make_event
from tests.chromium import chromium
from tests.door.phones import Evening, verdict
from tests.serving import Served


@pytest.mark.parametrize(
    ("status", "says"),
    [(429, "Too much at once"), (404, "This link opens nothing any more")],
)
def test_what_the_server_does_not_take_stays_on_the_phone_and_is_said(
    evening: Evening, opened: Callable[..., Page], status: int, says: str
) -> None:
    """D7: neither a door that sends too much nor a link that is gone loses what was scanned."""
    with chromium(arguments=["--use-fake-ui-for-media-stream"]) as browser:
        page = opened(browser, evening.door)
        page.route("**/scans", lambda route: route.fulfill(status=status, json={"results": []}))
        page.get_by_role("link", name="Walk-in").click()
        for name in ("Farid Haddad", "Cher"):
            page.get_by_label("Name", exact=True).fill(name)
            page.get_by_role("button", name="Let them in").click()
            # The phone has it, and the form is free for whoever comes next.
            expect(page.get_by_label("Name", exact=True)).to_have_value("")
        verdict(page, says)
        expect(page.locator("#verdict")).to_contain_text("kept on this phone")
        expect(page.get_by_text("2 not sent yet")).to_be_visible()

        page.unroute("**/scans")
        page.evaluate("dispatchEvent(new Event('online'))")
        verdict(page, "Welcome")
        expect(page.get_by_text("All sent")).to_be_visible()
        expect(page.locator("[data-inside]")).to_have_text("2")


def test_a_name_typed_before_the_last_one_is_answered_is_let_in_too(
    evening: Evening, opened: Callable[..., Page]
) -> None:
    with chromium(arguments=["--use-fake-ui-for-media-stream"]) as browser:
        page = opened(browser, evening.door)
        page.route("**/scans", lambda _route: None)  # no answer comes
        page.get_by_role("link", name="Walk-in").click()
        name = page.get_by_label("Name", exact=True)
        press = page.get_by_role("button", name="Let them in")
        with page.expect_request("**/scans"):
            name.fill("Farid Haddad")
            press.click()
        name.fill("Cher")
        press.click()
        expect(page.get_by_text("2 not sent yet")).to_be_visible()
        name.fill("Síle")
        page.unroute("**/scans")

        expect(page.get_by_text("All sent")).to_be_visible()
        expect(page.locator("[data-inside]")).to_have_text("2")
        expect(name).to_have_value("Síle")


def test_a_door_that_is_tried_out_early_says_so_until_the_day_has_come(
    server: Served, evening: Evening, opened: Callable[..., Page]
) -> None:
    with server.app.app_context():
        practice = builders.make_practice("Early", owner=("Maya", "maya@early.example"))
        with acting_for(practice.id):
            door = server.address + path_of(make_door(make_event(in_days=3)))
    early = "This event is not today"
    with chromium(arguments=["--use-fake-ui-for-media-stream"]) as browser:
        expect(opened(browser, evening.door).get_by_text(early)).to_be_hidden()
        page = browser.new_page()
        page.clock.install()
        page.goto(door)
        expect(page.get_by_text(early)).to_be_visible()
        page.clock.fast_forward(3 * 24 * 60 * 60 * 1000)
        expect(page.get_by_text(early)).to_be_hidden()
