"""The partner's page in a real browser: 360 pixels wide, with JavaScript switched off (P5)."""

from collections.abc import Callable, Iterator
from threading import Thread

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page, ViewportSize
from werkzeug.serving import make_server

from jvplanner.papers.models import Verdict
from tests.builders import PracticeOfTheCast
from tests.builders_papers import answers_to, make_sent
from tests.chromium import chromium

SMALL_PHONE = ViewportSize(width=360, height=640)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as browser:
        yield browser


@pytest.fixture
def page(app: Flask, browser: Browser) -> Iterator[Page]:
    """A small phone's browser without JavaScript, before the application served for real."""
    server = make_server("127.0.0.1", 0, app, threaded=True)
    Thread(target=server.serve_forever, daemon=True).start()
    context = browser.new_context(
        viewport=SMALL_PHONE,
        java_script_enabled=False,
        base_url=f"http://127.0.0.1:{server.server_port}",
    )
    yield context.new_page()
    context.close()
    server.shutdown()
    server.server_close()


def say_yes(page: Page) -> None:
    page.get_by_role("group", name="Which dates work?").get_by_role("checkbox").first.check()
    page.get_by_label("Your name").fill("Mary-Kate O'Neill")
    page.get_by_label("I agree to answer electronically.").check()
    page.get_by_role("button", name="Yes, let’s do it").click()


def ask_for_changes(page: Page) -> None:
    page.get_by_text("I’d change something", exact=True).click()
    page.locator("[name=note_hook]").fill("Say “iron”.")
    page.locator("[name=note_partner_role]").fill("Ten minutes.")
    page.locator("[name=note_your_role]").fill("Thirty minutes.")
    page.locator("[name=note_call_to_action]").fill("A shorter call.")
    page.get_by_role("button", name="Send what I’d change").click()


def decline(page: Page) -> None:
    page.get_by_text("Not this time", exact=True).click()
    page.get_by_label("What speaks against it?").fill("No room in spring.")
    page.get_by_role("button", name="Send: not this time").click()


ANSWERS = [
    (say_yes, "You said yes", Verdict.APPROVED),
    (ask_for_changes, "You asked for changes", Verdict.CHANGES),
    (decline, "You said not this time", Verdict.DECLINED),
]


@pytest.mark.parametrize(("answer", "confirmed", "verdict"), ANSWERS, ids=["yes", "changes", "no"])
def test_each_answer_can_be_given_and_is_confirmed(
    in_riverside: PracticeOfTheCast,
    page: Page,
    answer: Callable[[Page], None],
    confirmed: str,
    verdict: Verdict,
) -> None:
    sent = make_sent()
    page.goto(sent.path)
    answer(page)
    page.get_by_role("heading", level=1, name=confirmed).wait_for(timeout=5_000)
    assert [one.verdict for one in answers_to(sent)] == [verdict]
    assert len(answers_to(sent)[0].notes) == (4 if verdict is Verdict.CHANGES else 0)


def test_nothing_reaches_over_the_edge_however_long_the_names(
    in_riverside: PracticeOfTheCast, page: Page
) -> None:
    sent = make_sent(
        ("Wolfe-" + "schlegel" * 12, "w@canal.example"),
        partner="Apotheke " + "Donaudampfschiff" * 6,
        hook="Warum " + "müde" * 20,
        place="https://example.org/" + "a" * 150,
    )
    page.goto(sent.path)
    page.get_by_text("I’d change something", exact=True).click()
    page.get_by_text("Not this time", exact=True).click()
    width = page.evaluate("document.documentElement.scrollWidth")
    assert width == SMALL_PHONE["width"]
