"""The form of a guest's journey, as a browser shows it."""

import re
from pathlib import Path

from playwright.sync_api import expect

from tests.browser import Browser
from tests.builders_events import make_event, make_guest
from tests.chromium import chromium

STATIC = Path(__file__).parents[2] / "static"


def with_its_sheets(page: str) -> str:
    """Return the page with its style sheets in it, to be looked at without a server."""
    return re.sub(
        r'<link rel="stylesheet" href="/static/([^?"]+)[^>]*>',
        lambda link: f"<style>{(STATIC / link[1]).read_text()}</style>",
        page,
    )


def test_only_what_belongs_to_the_chosen_stage_is_asked_for(in_riverside, as_maya: Browser) -> None:
    guest = make_guest(make_event(in_days=-1))
    with chromium() as browser:
        page = browser.new_page()
        page.set_content(with_its_sheets(as_maya.get(f"/clients/{guest.id}").text))
        programme, reason = page.get_by_label("Programme"), page.get_by_label("Why not now?")

        for stage, asks in (("Came", ()), ("Client", (programme,)), ("Not now", (reason,))):
            page.get_by_label(stage, exact=True).check()
            for field in (programme, reason):
                expect(field).to_be_visible(visible=field in asks)
