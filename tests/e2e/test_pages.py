"""Every page is looked at: by axe-core in both themes and, by `make screens`, in pictures."""

import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal
from urllib.parse import urlencode

import pytest
from playwright.sync_api import Browser, Page, Response, Route, ViewportSize
from sqlalchemy import select

from jvplanner.db import db
from jvplanner.demo import markers
from jvplanner.demo.crowd import Scale
from jvplanner.demo.load import load
from jvplanner.events.models import Event, EventQuestion, Guest
from jvplanner.people.models import Person
from jvplanner.practices.models import Practice
from jvplanner.tenancy import acting_for
from tests import builders
from tests.chromium import DESK, PHONE, chromium
from tests.e2e.screens import MEMBER, NOBODY, Screen, screens
from tests.e2e.signing_in import sign_in
from tests.serving import Served, served

ROOT = Path(__file__).parents[2]
AXE = (ROOT / "tests/vendor/axe-core/axe.min.js").read_text()
# Taking pictures takes longer than all the rest, so that is done for those who look at them.
PICTURES = Path(os.environ["SCREENS"]) if "SCREENS" in os.environ else None
NARROWEST: ViewportSize = {"width": 320, "height": 640}
SIZES = {"phone": PHONE, "desk": DESK}
# A page in the dark differs from itself in its colours only.
THEMES: dict[Literal["light", "dark"], list[str]] = {"light": [], "dark": ["color-contrast"]}
# Pages are shared out, so that tests running side by side each take a part of them.
SHARES = 4
FAKE_CAMERA = ("--use-fake-ui-for-media-stream", "--use-fake-device-for-media-stream")
EMPTY_OWNER = "solo@quiet.example"
SAID_OF_AN_EVENT = (
    "title",
    "place",
    "room",
    "address",
    "access_notes",
    "parking",
    "description",
    "take_home",
    "call_to_action",
)
LONG_WORD = "Wolfeschlegelsteinhausenbergerdorffwelchevoralternwarengewissenhaftschafers"

RUN = """
async (rules) => {
  const only = rules.length ? { runOnly: { type: "rule", values: rules } } : {};
  const { violations } = await axe.run(document, { resultTypes: ["violations"], ...only });
  const where = ({ target, html }) => `${target} ${html.slice(0, 160)}`;
  return violations.map(({ id, help, nodes }) =>
    `${id} (${help}): ${nodes.slice(0, 3).map(where).join(" | ")}`);
}
"""

# Words on buttons and tabs that do not stand on one line.
BROKEN_WORDS = """
() => [...document.querySelectorAll(".button, .tabs > a, .chips a, .tag")].flatMap((element) => {
  const texts = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  const broken = [];
  while (texts.nextNode()) {
    const text = texts.currentNode;
    if (text.parentElement.closest(".sr-only") || !text.parentElement.checkVisibility()) continue;
    for (const { 0: word, index } of text.data.matchAll(/\\p{L}{2,16}/gu)) {
      const range = document.createRange();
      range.setStart(text, index);
      range.setEnd(text, index + word.length);
      const lines = new Set([...range.getClientRects()].map(({ y }) => Math.round(y)));
      if (lines.size > 1) broken.push(word);
    }
  }
  return broken;
})
"""


@dataclass
class Gallery:
    """The demo as it is served, and a browser in which its pages are looked at."""

    server: Served
    browser: Browser
    screens: list[Screen]
    _pages: dict[str, Page] = field(default_factory=dict)

    def page_of(self, who: str) -> Page:
        """Return the page of somebody who is signed in already, or of nobody."""
        if who not in self._pages:
            context = self.browser.new_context(
                base_url=self.server.address, reduced_motion="reduce", locale="en-US"
            )
            self._pages[who] = context.new_page()
            if who != NOBODY:
                self._sign_in(self._pages[who], who)
        return self._pages[who]

    def _sign_in(self, page: Page, who: str) -> None:
        if who == MEMBER:
            sign_in(page, markers.OWNER, markers.PASSWORD)
        else:
            sign_in(page, EMPTY_OWNER)


@pytest.fixture(scope="module")
def gallery(tmp_path_factory) -> Iterator[Gallery]:
    folder = tmp_path_factory.mktemp("gallery")
    with served(folder) as server, chromium(arguments=FAKE_CAMERA) as browser:
        with server.app.app_context():
            for _portion in load(Scale(), seed=1):
                db.session.commit()
            builders.make_practice("Quiet Corner", owner=("Solo", EMPTY_OWNER))
        yield Gallery(server, browser, screens(server.app))


@pytest.mark.parametrize("share", range(SHARES))
def test_axe_finds_nothing_on_any_page(gallery: Gallery, share: int) -> None:
    found = [
        problem
        for screen in gallery.screens[share::SHARES]
        for problem in looked_at(gallery.page_of(screen.who), screen)
    ]

    assert not found, "\n".join(found)


def looked_at(page: Page, screen: Screen) -> Iterator[str]:
    """Look at a page at both sizes and in both themes; yield what is wrong with it.

    It must fit without a sideways scroll on the narrowest screen, too (WCAG 2.2, 1.4.10).
    """
    for theme, rules in THEMES.items():
        page.set_viewport_size(SIZES["phone"])
        page.emulate_media(color_scheme=theme)
        answer = opened(page, screen)
        assert answer is not None
        if answer.status != screen.status:
            yield f"{screen.name} {screen.path}: answered {answer.status}"
            return
        page.evaluate(AXE)
        for size, viewport in SIZES.items():
            page.set_viewport_size(viewport)
            if PICTURES:
                take_picture(page, PICTURES / f"{screen.name}-{size}-{theme}.jpeg")
            for problem in page.evaluate(RUN, rules):
                yield f"{screen.name} {size} {theme}: {problem}"
            yield from too_wide(page, screen, viewport["width"])
            for word in page.evaluate(BROKEN_WORDS):
                yield f"{screen.name} {size} {theme}: “{word}” is broken over two lines"
    page.set_viewport_size(NARROWEST)
    yield from too_wide(page, screen, NARROWEST["width"])


def take_picture(page: Page, picture: Path) -> None:
    picture.parent.mkdir(parents=True, exist_ok=True)
    # In the dark nothing has another place, so a laptop's first screenful is enough.
    page.screenshot(path=picture, full_page="desk-dark" not in picture.name, quality=85)


def opened(page: Page, screen: Screen) -> Response | None:
    """Open a page, or send what was typed to it, as the form there does."""
    if screen.typed is None:
        return page.goto(screen.path)
    sent = urlencode(screen.typed)

    def send(route: Route) -> None:
        kind = {"content-type": "application/x-www-form-urlencoded"}
        route.continue_(method="POST", post_data=sent, headers={**route.request.headers, **kind})

    page.route(f"**{screen.path}", send)
    try:
        return page.goto(screen.path)
    finally:
        page.unroute(f"**{screen.path}")


def too_wide(page: Page, screen: Screen, allowed: int) -> Iterator[str]:
    width = page.evaluate("document.documentElement.scrollWidth")
    if width > allowed:
        yield f"{screen.name}: {width - allowed} pixels too wide for {allowed}"


def test_one_long_word_makes_no_page_wider(gallery: Gallery) -> None:
    with gallery.server.app.app_context():
        practice = db.session.scalars(select(Practice).order_by(Practice.id).limit(1)).one()
        with acting_for(practice.id):
            for one in [*db.session.scalars(select(Person)), *db.session.scalars(select(Guest))]:
                one.name = LONG_WORD
            for question in db.session.scalars(select(EventQuestion)):
                question.label = LONG_WORD
            events = list(db.session.scalars(select(Event)))
            for event in events:
                event.revision += 1
                for name in SAID_OF_AN_EVENT:
                    setattr(event, name, LONG_WORD)
            letter = f"/events/{events[0].id}/letters/view?letter=ticket&language=en"
            db.session.commit()
    found: list[str] = []
    for screen in [*gallery.screens, Screen("a letter", letter, MEMBER)]:
        page = gallery.page_of(screen.who)
        page.set_viewport_size(NARROWEST)
        opened(page, screen)
        found += too_wide(page, screen, NARROWEST["width"])

    assert not found, "\n".join(found)
