"""The list of proposals by key, and what a first proposal stands on, in a real browser."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import BrowserContext, StorageState, expect

from jvplanner.db import db
from jvplanner.tenancy import acting_for
from tests import builders
from tests.builders_partners import make_partner
from tests.builders_proposals import make_proposal
from tests.chromium import PHONE
from tests.e2e.roles import press
from tests.e2e.signing_in import OWNER, desk, signed_in_at
from tests.serving import Served, served


@pytest.fixture(scope="module")
def draft_address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Served, str]]:
    """A served installation with two drafts, and the address of the later one."""
    with served(tmp_path_factory.mktemp("proposals")) as server:
        with server.app.app_context():
            riverside = builders.make_practice("Riverside Nutrition", owner=("Maya", OWNER))
            with acting_for(riverside.id):
                partner = make_partner(problem="", our_part="", asked_back="")
                make_proposal(partner, title="An evening")
                address = f"/proposals/{make_proposal(partner, title='A tasting').id}"
                db.session.commit()
        yield server, address


@pytest.fixture(scope="module")
def signed_in(draft_address: tuple[Served, str]) -> StorageState:
    return signed_in_at(draft_address[0].address)


@pytest.fixture
def maya(draft_address: tuple[Served, str], signed_in: StorageState) -> Iterator[BrowserContext]:
    with desk(draft_address[0].address, signed_in) as context:
        yield context


def test_the_list_is_searched_walked_through_and_opened_by_key(
    maya: BrowserContext, draft_address: tuple[Served, str]
) -> None:
    page = maya.new_page()
    page.goto("/proposals")
    search = page.get_by_role("searchbox", name="Search proposals and partners")
    tasting, evening = (page.get_by_role("link", name=name) for name in ("A tasting", "An evening"))

    page.keyboard.press("j")
    expect(tasting).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(evening).to_be_focused()
    page.keyboard.press("k")
    expect(tasting).to_be_focused()
    page.keyboard.press("/")
    expect(search).to_be_focused()
    page.keyboard.type("jtasting")
    expect(search).to_have_value("jtasting")
    search.fill("tasting")
    expect(evening).to_be_hidden()
    page.keyboard.press("ArrowDown")
    expect(tasting).to_be_focused()
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{draft_address[1]}")


@pytest.mark.parametrize(
    "name",
    ["Search proposals and partners", "Search partners, guests, events, proposals and agreements"],
)
def test_escape_leaves_a_search_so_that_keys_walk_again(maya: BrowserContext, name: str) -> None:
    page = maya.new_page()
    page.goto("/proposals")
    search = page.get_by_role("searchbox", name=name)

    search.focus()
    page.keyboard.press("Escape")
    expect(search).not_to_be_focused()
    page.keyboard.press("j")
    expect(page.get_by_role("link", name="A tasting")).to_be_focused()
    expect(search).to_have_value("")


def test_escape_keeps_the_list_as_narrow_as_it_was_asked_for(maya: BrowserContext) -> None:
    page = maya.new_page()
    page.goto("/proposals")
    search = page.get_by_role("searchbox", name="Search proposals and partners")

    search.fill("tasting")
    expect(page.get_by_role("link", name="An evening")).to_be_hidden()
    page.keyboard.press("Escape")
    page.keyboard.press("j")
    expect(page.get_by_role("link", name="A tasting")).to_be_focused()
    expect(search).to_have_value("tasting")


def test_who_turns_single_keys_off_is_led_nowhere_by_them(maya: BrowserContext) -> None:
    """WCAG 2.2, 2.1.4"""
    page = maya.new_page()
    page.goto("/settings/you")
    page.get_by_label("Single keys work on this device").uncheck()

    page.goto("/proposals")
    search = page.get_by_role("searchbox", name="Search proposals and partners")
    page.keyboard.press("/")
    expect(search).not_to_be_focused()
    page.keyboard.press("j")
    expect(page.locator(".row-link:focus")).to_have_count(0)
    page.keyboard.press("ArrowDown")
    expect(page.locator(".row-link:focus")).to_have_count(1)

    page.goto("/settings/you")
    choice = page.get_by_label("Single keys work on this device")
    expect(choice).not_to_be_checked()
    choice.check()
    page.goto("/proposals")
    page.keyboard.press("/")
    expect(search).to_be_focused()


def test_what_is_found_stands_in_one_column_below_the_search(maya: BrowserContext) -> None:
    page = maya.new_page()
    page.goto("/today")
    page.get_by_role("searchbox", name="Search partners").fill("tasting")

    name = page.get_by_role("link", name="A tasting")
    kind = page.get_by_text("Proposal ·")
    expect(name).to_be_visible()
    above, below = name.bounding_box(), kind.bounding_box()
    assert above is not None
    assert below is not None
    assert below["x"] == above["x"]
    assert below["y"] >= above["y"] + above["height"]


def test_a_small_screen_is_told_of_no_keys(maya: BrowserContext) -> None:
    page = maya.new_page()
    page.goto("/proposals")
    keys = page.get_by_text("walk through the list")

    expect(keys).to_be_visible()
    page.set_viewport_size(PHONE)
    expect(keys).to_be_hidden()


def test_what_it_stands_on_is_kept_beside_the_hook_without_leaving_the_page(
    maya: BrowserContext, draft_address: tuple[Served, str]
) -> None:
    page = maya.new_page()
    page.goto(draft_address[1])
    hook = page.get_by_role("textbox", name="1 ·")
    hook.fill("Typed before")
    page.get_by_text("Their problem, our part, what we ask back").click()
    page.get_by_label("Their problem").fill("The counter is asked all day.")
    press(page, "Keep this")

    expect(page.locator("#groundwork").get_by_role("status")).to_have_text("Saved")
    expect(page.get_by_label("Their problem")).to_have_value("The counter is asked all day.")
    expect(hook).to_have_value("Typed before")


def test_a_part_that_is_far_too_long_is_neither_cut_nor_lost(
    maya: BrowserContext, draft_address: tuple[Served, str]
) -> None:
    page = maya.new_page()
    page.on("dialog", lambda dialog: dialog.accept())
    page.goto(draft_address[1])
    part, status = page.get_by_role("textbox", name="2 ·"), page.locator("#save-status")

    part.fill("p" * 2500)
    expect(page.locator("#partner_role-error")).to_contain_text("Use at most 2000 characters.")
    expect(status).to_contain_text("but not what is marked below")
    part.fill("p" * 1_100_000)
    expect(status).to_contain_text("too long")
    assert len(part.input_value()) == 1_100_000
    part.fill("Short again")
    expect(status).to_contain_text("Saved")


def test_the_second_tab_is_told_of_another_format_too(
    maya: BrowserContext, draft_address: tuple[Served, str]
) -> None:
    first, second = maya.new_page(), maya.new_page()
    for page in (first, second):
        page.on("dialog", lambda dialog: dialog.accept())
        page.goto(draft_address[1])
    second.get_by_label("Format").select_option("Webinar")
    expect(second.locator("#save-status")).to_contain_text("Saved")
    expect(second.get_by_role("group", name="The page on their phone")).to_contain_text("Webinar")

    first.get_by_label("Format").select_option("Tasting")
    expect(first.locator("#save-status")).to_contain_text("Nothing was overwritten.")
    second.reload()
    expect(second.get_by_label("Format")).to_have_value("webinar")
