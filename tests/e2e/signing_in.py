"""The owner at her desk. She signs in once for a whole file: so often a minute is too often."""

from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import BrowserContext, Page, StorageState

from tests import builders
from tests.chromium import DESK, chromium
from tests.e2e.conftest import PATIENCE

OWNER = "maya@riverside.example"


def sign_in(page: Page, email: str = OWNER, password: str = builders.PASSWORD) -> None:
    page.goto("/sign-in")
    page.get_by_label("E-mail").fill(email)
    page.get_by_label("Password").fill(password)
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url("**/today")


def signed_in_at(address: str) -> StorageState:
    """What a browser keeps once the owner has signed in at an installation."""
    with desk(address) as browser:
        sign_in(browser.new_page())
        return browser.storage_state()


@contextmanager
def desk(address: str, state: StorageState | None = None) -> Iterator[BrowserContext]:
    """A browser at an installation; state is what it has kept from before."""
    with chromium() as browser:
        context = browser.new_context(base_url=address, viewport=DESK, storage_state=state)
        context.set_default_timeout(PATIENCE)
        yield context
