"""An agreement in a real browser: saved while it is typed, shared out, signed by both sides."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from jvplanner.db import db
from jvplanner.tenancy import acting_for
from tests import builders
from tests.builders_agreements import make_agreement
from tests.chromium import PHONE
from tests.e2e.conftest import PATIENCE
from tests.e2e.signing_in import OWNER, desk, sign_in
from tests.serving import Served, served

SAVED = re.compile(r"Saved \d\d:\d\d")


@pytest.fixture
def installation(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Served, str]]:
    """A served installation, and the address of a draft that could be sent."""
    with served(tmp_path_factory.mktemp("agreement")) as server:
        with server.app.app_context():
            riverside = builders.make_practice("Riverside Nutrition", owner=("Maya", OWNER))
            with acting_for(riverside.id):
                address = f"/agreements/{make_agreement().id}"
                db.session.commit()
        yield server, address


@pytest.fixture
def maya(installation: tuple[Served, str]) -> Iterator[BrowserContext]:
    with desk(installation[0].address) as context:
        page = context.new_page()
        sign_in(page)
        page.close()
        yield context


def whose(page: Page, duty: str, side: str):
    return page.get_by_role("group", name=f"Whose is it: {duty}").get_by_label(side)


def test_duties_are_shared_out_and_both_sides_sign(
    maya: BrowserContext, installation: tuple[Served, str]
) -> None:
    page = maya.new_page()
    page.goto(installation[1])
    status = page.locator("#save-status")
    seen_by_them = page.get_by_role("complementary", name="What Lee Family Medicine sees")

    whose(page, "Functional labs", "Lee Family Medicine").check()
    expect(status).to_have_text(SAVED)
    whose(page, "Prescribing", "Riverside Nutrition").check()
    expect(status).to_contain_text("but not what is marked below")
    expect(page.get_by_text("none is noted for Riverside Nutrition")).to_be_visible()
    whose(page, "Prescribing", "Lee Family Medicine").check()
    expect(status).to_have_text(SAVED)
    expect(page.get_by_text("none is noted for Riverside Nutrition")).to_have_count(0)

    # Sent by the press that moves a row, before the pause after which it would have been saved.
    page.get_by_label("What it covers").fill("Everybody over forty.")
    page.get_by_role("button", name="Move up: Prescribing").click()
    page.wait_for_url("**/draft#duty-*")
    expect(page.get_by_label("What it covers")).to_have_value("Everybody over forty.")
    expect(seen_by_them.get_by_role("listitem").first).to_contain_text("Prescribing")

    page.get_by_role("button", name="Go on to sign and send it").click()
    page.get_by_label("Your name").fill("Maya Okafor")
    page.get_by_label("I agree to sign electronically.").check()
    page.get_by_role("button", name="Sign and send version 1").last.click()
    expect(page.get_by_role("heading", name="Its letter waits for you to send it")).to_be_visible()
    address = page.get_by_label("Private link for Sam Carter").input_value()

    _sign_as_sam(maya, address)

    page.reload()
    expect(page.get_by_role("heading", name="While it holds")).to_be_visible()
    expect(page.get_by_label("Signatures")).to_contain_text("Lee Family Medicine: Sam Carter")


def _sign_as_sam(maya: BrowserContext, address: str) -> None:
    browser = maya.browser
    assert browser
    context = browser.new_context(viewport=PHONE, java_script_enabled=False)
    context.set_default_timeout(PATIENCE)
    phone = context.new_page()
    phone.goto(address)
    expect(phone.get_by_text("Signed for Riverside Nutrition by Maya Okafor")).to_be_visible()
    phone.get_by_role("radio", name="Yes, I sign this").check()
    phone.get_by_label("Your name", exact=True).fill("Sam Carter")
    phone.get_by_label("I agree to answer electronically.").check()
    phone.get_by_role("button", name="Send my answer").click()
    expect(phone.get_by_role("heading", name="You said yes")).to_be_visible()
    context.close()
