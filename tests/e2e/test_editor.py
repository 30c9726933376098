"""The proposal editor in a real browser: view, saving, wording, a lost connection, two tabs."""

import re
from collections.abc import Iterator
from datetime import timedelta

import pytest
from playwright.sync_api import BrowserContext, Locator, Page, StorageState, ViewportSize, expect

from jvplanner import clock
from jvplanner.db import db
from jvplanner.papers import actions
from jvplanner.papers.models import Answer, Recipient, Verdict
from jvplanner.papers.rules import CONSENT
from jvplanner.proposals.models import Proposal
from jvplanner.tenancy import acting_for
from tests import builders
from tests.builders_proposals import make_proposal, send
from tests.chromium import DESK, PHONE
from tests.e2e.signing_in import OWNER, desk, signed_in_at
from tests.serving import Served, served

SAVED = re.compile(r"Saved \d\d:\d\d")
PAYING = "We pay you $50 for every client you refer."


@pytest.fixture(scope="module")
def installation(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Served, int]]:
    """A served installation, and the practice of the cast in it."""
    with served(tmp_path_factory.mktemp("editor")) as server:
        with server.app.app_context():
            riverside = builders.make_practice("Riverside Nutrition", owner=("Maya", OWNER))
        yield server, riverside.id


@pytest.fixture
def address(installation: tuple[Served, int]) -> str:
    """The address of a new draft in four parts."""
    server, practice_id = installation
    with server.app.app_context(), acting_for(practice_id):
        proposal_id = make_proposal().id
        db.session.commit()
    return f"/proposals/{proposal_id}"


@pytest.fixture(scope="module")
def signed_in(installation: tuple[Served, int]) -> StorageState:
    return signed_in_at(installation[0].address)


@pytest.fixture
def maya(installation: tuple[Served, int], signed_in: StorageState) -> Iterator[BrowserContext]:
    with desk(installation[0].address, signed_in) as context:
        yield context


def opened(context: BrowserContext, address: str) -> Page:
    page = context.new_page()
    page.on("dialog", lambda dialog: dialog.accept())
    page.goto(address)
    return page


def hook_of(page: Page):
    return page.get_by_role("textbox", name="1 ·")


def status_of(page: Page):
    return page.locator("#save-status")


def seen_by_partner(page: Page):
    return page.get_by_role("group", name="The page on their phone")


def test_what_is_typed_is_shown_beside_and_saved_without_a_press(
    maya: BrowserContext, address: str
) -> None:
    page = opened(maya, address)
    hook = hook_of(page)
    hook.fill("Why do you wake at three?")

    expect(seen_by_partner(page)).to_contain_text("Why do you wake at three?")
    expect(status_of(page)).to_have_text(SAVED)
    expect(hook).to_be_focused()
    page.reload()
    expect(hook_of(page)).to_have_value("Why do you wake at three?")


def test_a_remark_comes_while_typing_and_its_wording_is_taken_over(
    maya: BrowserContext, address: str
) -> None:
    page = opened(maya, address)
    part = page.get_by_role("textbox", name="2 ·")
    part.fill(PAYING)

    remark = page.locator("#partner_role-remarks")
    expect(remark).to_contain_text("It cannot be sent like this.")
    remark.get_by_role("button", name="Use this wording").first.click()
    expect(remark).to_be_empty()
    expect(part).not_to_have_value(PAYING)
    expect(status_of(page)).to_have_text(SAVED)
    expect(seen_by_partner(page)).not_to_contain_text("$50")


def test_a_lost_connection_says_so_and_loses_nothing(maya: BrowserContext, address: str) -> None:
    page = opened(maya, address)
    maya.set_offline(True)
    hook_of(page).fill("Typed in a tunnel")

    expect(status_of(page)).to_have_text("Not saved: no connection. Your text is kept here.")
    maya.set_offline(False)
    expect(status_of(page)).to_have_text(SAVED)
    page.reload()
    expect(hook_of(page)).to_have_value("Typed in a tunnel")


def test_a_date_pressed_without_a_connection_says_so_until_it_is_on_offer(
    maya: BrowserContext, address: str
) -> None:
    page = opened(maya, address)
    maya.set_offline(True)
    dates = page.locator("#dates")
    dates.get_by_label("Day").fill(f"{clock.today('UTC') + timedelta(days=30)}")
    dates.get_by_label("Begins at").fill("18:30")
    dates.get_by_role("button", name="Offer this date").click()

    expect(status_of(page)).to_contain_text("Not saved: no connection.")
    expect(dates).to_contain_text("press again in a moment")
    expect(dates.get_by_label("Begins at")).to_have_value("18:30")

    maya.set_offline(False)
    dates.get_by_role("button", name="Offer this date").click()
    expect(dates.get_by_role("button", name="Take back")).to_be_visible()
    expect(dates).not_to_contain_text("press again")
    expect(status_of(page)).to_have_text("Saved today")


def test_one_part_that_is_too_long_keeps_no_other_from_being_saved(
    maya: BrowserContext, address: str
) -> None:
    page = opened(maya, address)
    hook_of(page).fill("h" * 201)
    page.get_by_role("textbox", name="3 ·").fill("Sleep first.")

    expect(status_of(page)).to_contain_text("but not what is marked below")
    expect(page.locator("#hook-error")).to_contain_text("Use at most 200 characters.")
    other = opened(maya, address)
    expect(other.get_by_role("textbox", name="3 ·")).to_have_value("Sleep first.")
    hook_of(page).fill("Shorter.")
    expect(status_of(page)).to_have_text(SAVED)
    expect(page.locator("#hook-error")).to_be_empty()


def test_a_yes_that_comes_while_one_types_leaves_one_true_state(
    maya: BrowserContext, address: str, installation: tuple[Served, int]
) -> None:
    server, practice_id = installation
    with server.app.app_context(), acting_for(practice_id):
        proposal = db.session.get_one(Proposal, int(address.rpartition("/")[2]))
        recipient_id = send(proposal).id
    page = opened(maya, f"{address}/draft")
    expect(page.locator("#draft-notice")).to_contain_text("Version 1 is with them")
    with server.app.app_context(), acting_for(practice_id):
        recipient = db.session.get_one(Recipient, recipient_id)
        yes = Answer(version=1, verdict=Verdict.APPROVED, name="Dana Ruiz", consent=CONSENT)
        actions.answer(recipient.paper, yes, recipient)
        db.session.commit()

    hook_of(page).fill("Too late")

    expect(page.locator("#draft-notice")).to_contain_text("They said yes, while this was open")
    expect(page.locator("#draft-notice")).not_to_contain_text("is with them")
    expect(page.locator("#draft-tag")).to_have_text("Approved")
    expect(page.get_by_role("button", name="Go on to send it")).to_have_count(0)
    expect(page.get_by_role("link", name="See how it stands")).to_be_visible()
    expect(hook_of(page)).to_have_value("Too late")


def test_text_of_a_tab_that_was_closed_without_connection_is_offered_again(
    maya: BrowserContext, address: str
) -> None:
    page = opened(maya, address)
    maya.set_offline(True)
    hook_of(page).fill("The battery died here")
    expect(status_of(page)).to_contain_text("Not saved")
    page.close()
    maya.set_offline(False)

    page = opened(maya, address)
    expect(hook_of(page)).not_to_have_value("The battery died here")
    page.get_by_role("button", name="Put it back").click()
    expect(hook_of(page)).to_have_value("The battery died here")
    expect(status_of(page)).to_have_text(SAVED)


def test_the_later_tab_is_told_and_overwrites_nothing_in_silence(
    maya: BrowserContext, address: str
) -> None:
    first, second = opened(maya, address), opened(maya, address)
    hook_of(second).fill("Of the second tab")
    expect(status_of(second)).to_have_text(SAVED)

    hook_of(first).fill("Of the first tab")
    expect(status_of(first)).to_contain_text("Nothing was overwritten.")
    third = opened(maya, address)
    expect(hook_of(third)).to_have_value("Of the second tab")

    first.get_by_role("button", name="Keep what stands here").click()
    expect(hook_of(first)).to_have_value("Of the first tab")
    third.reload()
    expect(hook_of(third)).to_have_value("Of the first tab")


def test_on_a_phone_writing_and_reading_are_two_tabs(maya: BrowserContext, address: str) -> None:
    page = opened(maya, address)
    page.set_viewport_size(PHONE)
    page.reload()
    tabs = page.get_by_role("navigation", name="Writing and reading")

    expect(hook_of(page)).to_be_visible()
    expect(seen_by_partner(page)).to_be_hidden()
    tabs.get_by_role("link", name="What they see").click()
    expect(seen_by_partner(page)).to_be_visible()
    expect(hook_of(page)).to_be_hidden()


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
def test_what_became_of_the_last_words_is_seen_wherever_one_types(
    maya: BrowserContext, address: str, size: ViewportSize
) -> None:
    other, page = opened(maya, address), opened(maya, address)
    page.set_viewport_size(size)
    last = page.get_by_role("textbox", name="4 ·")
    last.fill("Of the first tab")
    expect(status_of(page)).to_have_text(SAVED)
    assert is_clear_of(status_of(page), last)

    hook_of(other).fill("Of the other tab")
    expect(status_of(other)).to_contain_text("Nothing was overwritten.")
    other.get_by_role("button", name="Keep what stands here").click()
    other.wait_for_load_state()
    last.evaluate("field => field.scrollIntoView({ block: 'start' })")
    last.press_sequentially("!")
    expect(status_of(page)).to_contain_text("Nothing was overwritten.")
    expect(page.get_by_role("button", name="Keep what stands here")).to_be_in_viewport(ratio=1)
    assert is_clear_of(status_of(page), last)


def is_clear_of(line: Locator, field: Locator) -> bool:
    """Tell whether the line stands in the window, and above all of the field."""
    above, below = line.bounding_box(), field.bounding_box()
    assert above
    assert below
    return above["y"] >= 0 and above["y"] + above["height"] <= below["y"]


def test_what_the_partner_sees_stays_beside_what_is_written(
    maya: BrowserContext, address: str
) -> None:
    page = opened(maya, address)
    page.get_by_role("textbox", name="4 ·").fill("A free call")
    page.locator("#dates").scroll_into_view_if_needed()

    expect(page.get_by_role("complementary", name="sees")).to_be_in_viewport(ratio=1)


def test_a_lost_connection_is_told_in_one_place_and_one_way(
    maya: BrowserContext, address: str
) -> None:
    page = opened(maya, address)
    maya.set_offline(True)
    with page.expect_event("requestfailed", lambda request: request.url.endswith("/preview")):
        hook_of(page).fill("Typed in a tunnel")

    expect(status_of(page)).to_contain_text("Your text is kept here.")
    expect(page.locator("#announcement")).to_be_empty()


def test_a_field_that_was_drawn_larger_is_swapped_without_a_word_from_the_policy(
    maya: BrowserContext, address: str
) -> None:
    """What somebody drags larger gets a style of its own, which must not be written again."""
    page, said = opened(maya, address), []
    page.on("console", lambda message: said.append(message.text))
    page.locator("#groundwork summary").first.click()
    field = page.locator("#problem")
    field.evaluate("field => { field.style.height = '12rem' }")
    field.fill("Questions at the counter")
    page.locator("#groundwork").get_by_role("button", name="Keep this").click()
    expect(page.locator("#groundwork").get_by_text("Saved")).to_be_visible()
    assert said == []
