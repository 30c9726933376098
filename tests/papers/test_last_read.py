"""What changed is told since the version that a reader saw last, on the page and in the letter."""

import pytest
from flask import Flask

from tests.browser import Browser
from tests.builders import PracticeOfTheCast, letters
from tests.builders_papers import (
    CHANGES,
    SentPaper,
    make_sent,
    paper_of,
    recipient_of,
    send,
)
from tests.papers.test_letters import bodies

LEE = ("Lee O'Hara", "lee@canal.example")
FIRST, SECOND, THIRD = "Tired all day?", "Tired all week?", "Tired all year?"


def changes_on(browser: Browser, sent: SentPaper) -> str:
    """What the reader's page says of what changed; nothing if it says nothing of it."""
    _, _, found = browser.get(sent.path).text.partition('id="differences"')
    return found.split("</details>")[0]


def look_at(browser: Browser, sent: SentPaper, version: int) -> None:
    browser.post(f"{sent.path}/seen", data={"version": version})


def ask_for_changes(browser: Browser, sent: SentPaper, version: int) -> None:
    browser.post(sent.answer_path, data=CHANGES | {"version": version})


def ask(browser: Browser, sent: SentPaper, _version: int) -> None:
    browser.post(f"{sent.path}/questions", data={"question": "With tea?"})


@pytest.mark.parametrize("read", [look_at, ask_for_changes, ask], ids=["seen", "answered", "asked"])
def test_who_read_a_version_is_shown_what_changed_since(
    in_riverside: PracticeOfTheCast, as_nobody: Browser, read
) -> None:
    sent = make_sent(hook=FIRST)
    read(as_nobody, sent, 1)
    send(paper_of(sent), hook=SECOND)
    send(paper_of(sent), hook=THIRD)

    found = changes_on(as_nobody, sent)

    assert "What changed since version 1" in found
    assert "day?" in found
    assert "week?" not in found


def test_looking_at_the_new_version_does_not_hide_what_changed(
    in_riverside: PracticeOfTheCast, as_nobody: Browser
) -> None:
    sent = make_sent(hook=FIRST)
    look_at(as_nobody, sent, 1)
    send(paper_of(sent), hook=SECOND)
    look_at(as_nobody, sent, 2)

    assert "What changed since version 1" in changes_on(as_nobody, sent)

    send(paper_of(sent), hook=THIRD)
    assert "What changed since version 2" in changes_on(as_nobody, sent)


def test_to_who_saw_no_version_everything_is_new(
    in_riverside: PracticeOfTheCast, as_nobody: Browser
) -> None:
    dana = make_sent(hook=FIRST)
    look_at(as_nobody, dana, 1)
    lee = send(paper_of(dana), LEE, hook=SECOND)

    assert changes_on(as_nobody, lee) == ""
    assert changes_on(as_nobody, dana) != ""


def test_a_page_left_open_counts_as_a_look_at_the_version_that_it_shows(
    in_riverside: PracticeOfTheCast, as_nobody: Browser
) -> None:
    sent = make_sent(hook=FIRST)
    assert 'data-version="1"' in as_nobody.get(sent.path).text
    send(paper_of(sent), hook=SECOND)
    look_at(as_nobody, sent, 1)

    assert recipient_of(sent).seen_version == 1
    assert "What changed since version 1" in changes_on(as_nobody, sent)


@pytest.mark.parametrize("version", ["", "0", "-1", "99", "two", "9" * 5000])
def test_a_look_at_no_such_version_is_one_at_the_current(
    in_riverside: PracticeOfTheCast, as_nobody: Browser, version: str
) -> None:
    sent = make_sent()
    as_nobody.post(f"{sent.path}/seen", data={"version": version})

    assert paper_of(sent)
    assert recipient_of(sent).seen_version == 1


def test_the_letter_speaks_of_changes_only_to_who_read_what_was_changed(
    app: Flask, in_riverside: PracticeOfTheCast, as_nobody: Browser
) -> None:
    dana = make_sent(hook=FIRST)
    send(paper_of(dana), hook=SECOND)
    assert "(version 2)" in bodies(app, letters("paper_sent")[-1])[1]

    look_at(as_nobody, dana, 2)
    send(paper_of(dana), hook=THIRD)
    for body in bodies(app, letters("paper_sent")[-1])[1:]:
        assert "(version 3, changed since you read version 2)" in body

    look_at(as_nobody, dana, 3)
    assert "(version 3)" in bodies(app, letters("paper_sent")[-1])[1]

    send(paper_of(dana), LEE, hook=FIRST)
    assert "(version 4)" in bodies(app, letters("paper_sent")[-1])[1]
