"""The partner's page in a real browser: 360 pixels wide, with JavaScript switched off (P5)."""

from collections.abc import Callable, Iterator
from threading import Thread

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page, ViewportSize
from sqlalchemy import select
from werkzeug.serving import make_server

from jvplanner.db import db
from jvplanner.papers import actions
from jvplanner.papers.models import Question, Verdict
from tests.browser import Browser as HttpBrowser
from tests.builders import PracticeOfTheCast
from tests.builders_papers import HOOK, answers_to, make_sent, paper_of
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
    page.get_by_role("radio", name="Yes, let’s do it").check()
    page.get_by_label("Your name").fill("Mary-Kate O'Neill")
    page.get_by_label("I agree to answer electronically.").check()
    page.get_by_role("button", name="Send my answer").click()


def ask_for_changes(page: Page) -> None:
    page.get_by_role("radio", name="I’d change something").check()
    page.locator("[name=note_hook]").fill("Say “iron”.")
    page.locator("[name=note_partner_role]").fill("Ten minutes.")
    page.locator("[name=note_your_role]").fill("Thirty minutes.")
    page.locator("[name=note_call_to_action]").fill("A shorter call.")
    page.get_by_role("button", name="Send my answer").click()


def decline(page: Page) -> None:
    page.get_by_role("radio", name="Not this time").check()
    page.get_by_label("What speaks against it?").fill("No room in spring.")
    page.get_by_role("button", name="Send my answer").click()


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
    """J4, P5"""
    sent = make_sent()
    page.goto(sent.path)
    answer(page)
    page.get_by_role("heading", level=1, name=confirmed).wait_for(timeout=5_000)
    assert [one.verdict for one in answers_to(sent)] == [verdict]
    assert len(answers_to(sent)[0].notes) == (4 if verdict is Verdict.CHANGES else 0)


def test_a_question_can_be_asked_and_its_reply_is_read(
    in_riverside: PracticeOfTheCast, page: Page
) -> None:
    """P5: the fourth answer, which decides nothing."""
    sent = make_sent()
    page.goto(sent.path)
    page.get_by_text("Ask Riverside Nutrition something").click()
    page.get_by_label("Your question").fill("May we bring tea?")
    page.get_by_role("radio", name="Yes, let’s do it").check()
    page.get_by_label("Your name").fill("Mary-Kate O'Neill")
    page.get_by_role("button", name="Send the question").click()
    page.get_by_text("You asked on").wait_for(timeout=5_000)
    assert page.get_by_role("radio", name="Yes, let’s do it").is_checked()
    assert page.get_by_label("Your name").input_value() == "Mary-Kate O'Neill"

    question = db.session.scalars(select(Question)).one()
    assert question.text == "May we bring tea?"
    actions.reply(question, paper_of(sent), "Gladly.")
    db.session.commit()
    page.reload()
    page.get_by_text("Gladly.").wait_for(timeout=5_000)
    assert answers_to(sent) == []


def test_open_is_the_first_thing_to_press_and_the_practice_sees_it(
    in_riverside: PracticeOfTheCast, as_maya: HttpBrowser, page: Page
) -> None:
    sent = make_sent()
    page.goto(sent.path)
    assert "Not seen yet" in as_maya.get(f"/papers/{sent.id}", follow_redirects=True).text
    opened = page.get_by_role("button").first
    assert opened.inner_text().startswith("Open: let Riverside Nutrition know")
    place = opened.bounding_box()
    assert place
    assert place["y"] + place["height"] < SMALL_PHONE["height"], "in sight without scrolling"

    opened.click()
    page.get_by_role("heading", name=HOOK).wait_for(timeout=5_000)

    assert page.get_by_role("button", name="Open:").count() == 0
    seen = as_maya.get(f"/papers/{sent.id}", follow_redirects=True).text
    assert "Not seen yet" not in seen
    assert "Seen by Dana Ruiz" in seen


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
    for choice in ("Yes, let’s do it", "I’d change something", "Not this time"):
        page.get_by_role("radio", name=choice).check()
        width = page.evaluate("document.documentElement.scrollWidth")
        assert width == SMALL_PHONE["width"]


NEEDS = {
    "Yes, let’s do it": ["Your name", "What you do there", "I agree to answer electronically."],
    "I’d change something": ["The question we answer", "Your name"],
    "Not this time": ["What speaks against it?", "Your name"],
}


def test_the_three_answers_stand_first_and_each_brings_what_it_needs(
    in_riverside: PracticeOfTheCast, page: Page
) -> None:
    page.goto(make_sent().path)
    for needed in NEEDS.values():
        for label in needed:
            assert not page.get_by_label(label).is_visible()
    assert not page.get_by_role("button", name="Send my answer").is_visible()

    everything = {label for needed in NEEDS.values() for label in needed}
    for choice, needed in NEEDS.items():
        page.get_by_role("radio", name=choice).check()
        shown = {label for label in everything if page.get_by_label(label).is_visible()}
        assert shown == set(needed)
        assert page.get_by_role("button", name="Send my answer").is_visible()


def test_what_was_typed_stays_in_sight_under_another_choice(
    in_riverside: PracticeOfTheCast, page: Page
) -> None:
    page.goto(make_sent().path)
    page.get_by_role("radio", name="I’d change something").check()
    page.get_by_label("The question we answer").fill("Say “iron”.")
    page.get_by_role("radio", name="Yes, let’s do it").check()

    assert page.get_by_label("The question we answer").is_visible()
    assert not page.get_by_label("What speaks against it?").is_visible()
