"""One installation served for real: web processes, worker, mail server, browser with a camera."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page

from tests.chromium import DESK, PHONE, chromium
from tests.databases import postgres_database
from tests.serving import Served, served
from tests.smtp import MailServer, mail_server

PATIENCE = 20_000  # milliseconds; browser, web processes and worker share one machine


@dataclass
class House:
    """Where the evening takes place.

    camera    the clip that the browser's camera will show, once a test has written it
    problems  what a page complained about: an uncaught error, something its policy forbade
    """

    server: Served
    mail: MailServer
    browser: Browser
    camera: Path
    problems: list[str] = field(default_factory=list)

    def laptop(self) -> Page:
        return self._page(viewport=DESK)

    def phone(self, *, javascript: bool = True, locale: str = "en-US") -> Page:
        """Return a page on a phone of somebody's own: nothing is remembered from another."""
        return self._page(
            viewport=PHONE,
            has_touch=True,
            is_mobile=True,
            java_script_enabled=javascript,
            locale=locale,
        )

    def _page(self, *, locale: str = "en-US", **kind: Any) -> Page:
        context = self.browser.new_context(
            base_url=self.server.address, locale=locale, timezone_id="America/New_York", **kind
        )
        context.set_default_timeout(PATIENCE)
        page = context.new_page()
        page.on("console", self._note)
        page.on("pageerror", lambda error: self.problems.append(f"{page.url}: {error}"))
        return page

    def _note(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            self.problems.append(f"{message.location.get('url')}: {message.text}")


@pytest.fixture
def javascript(engine: str) -> bool:
    """Whether phones run scripts: on one engine they do, on the other they do not."""
    return engine == "sqlite"


@pytest.fixture
def house(
    engine: str, tmp_path: Path, tmp_path_factory, request: pytest.FixtureRequest
) -> Iterator[House]:
    """An installation with an empty database, on either engine."""
    address = ""
    if engine == "postgresql":
        address = postgres_database(request.getfixturevalue("postgres"), tmp_path.name)
    camera = tmp_path / "camera.y4m"
    with (
        mail_server() as mail,
        served(
            tmp_path,
            database_url=address,
            with_worker=True,
            smtp_url=mail.url,
            mail_from="planner@plan.example",
        ) as server,
        chromium(camera=camera) as browser,
    ):
        yield House(server, mail, browser, camera)
