"""A question before the answer, and the practice's reply: neither decides anything."""

import pytest
from sqlalchemy import select

from jvplanner import clock
from jvplanner.db import db
from jvplanner.papers.models import EntryKind, PaperState, Question
from jvplanner.papers.queries import due
from tests.browser import Browser
from tests.builders import PracticeOfTheCast, letters
from tests.builders_papers import YES, make_sent, paper_of
from tests.papers.test_seen import entries

TEA = "May we bring our own <b>tea</b>?"


def questions() -> list[Question]:
    db.session.rollback()
    return list(db.session.scalars(select(Question).order_by(Question.id)))


def test_a_question_reaches_the_practice_and_the_answer_is_still_awaited(
    in_riverside: PracticeOfTheCast, as_nobody: Browser
) -> None:
    sent = make_sent()
    response = as_nobody.post(f"{sent.path}/questions", data={"question": TEA})

    assert response.status_code == 303
    assert [one.text for one in questions()] == [TEA]
    assert paper_of(sent).state is PaperState.SENT
    assert [letter.to_email for letter in letters("paper_question")] == ["maya@riverside.example"]
    assert "May we bring our own &lt;b&gt;tea&lt;/b&gt;?" in as_nobody.get(sent.path).text
    [asked] = [one for one in due(clock.now()) if one.step == "Reply"]
    assert asked.what.startswith("Dana Ruiz asks about")


def test_the_same_question_sent_twice_is_one(
    in_riverside: PracticeOfTheCast, as_nobody: Browser
) -> None:
    sent = make_sent()
    for _ in range(2):
        as_nobody.post(f"{sent.path}/questions", data={"question": TEA})

    assert len(questions()) == 1
    assert len(letters("paper_question")) == 1


def test_the_reply_stands_on_the_partners_page_and_goes_there_by_letter(
    in_riverside: PracticeOfTheCast, as_nobody: Browser, as_maya: Browser
) -> None:
    sent = make_sent()
    as_nobody.post(f"{sent.path}/questions", data={"question": TEA})
    [question] = questions()
    address = f"/papers/{sent.id}/questions/{question.id}/reply"
    assert "May we bring" in as_maya.get(address).text

    assert as_maya.post(address, data={"reply": "Gladly."}).status_code == 303

    page = as_nobody.get(sent.path).text
    assert "Gladly." in page
    assert [letter.to_email for letter in letters("paper_reply")] == ["dana@canal.example"]
    assert entries(sent) == [EntryKind.SENT, EntryKind.ASKED, EntryKind.REPLIED]
    assert not [one for one in due(clock.now()) if one.step == "Reply"]
    assert as_maya.post(address, data={"reply": "No."}).status_code == 409
    assert questions()[0].reply == "Gladly."


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "Type your question first."),
        (" \n ", "Type your question first."),
        ("q" * 2001, "Use at most 2000 characters."),
        ("a\x07b", "characters that cannot be shown"),
    ],
)
def test_what_cannot_be_asked_is_refused_at_its_field(
    in_riverside: PracticeOfTheCast, as_nobody: Browser, text: str, says: str
) -> None:
    sent = make_sent()
    response = as_nobody.post(f"{sent.path}/questions", data={"question": text})

    assert response.status_code == 422
    assert says in response.text
    assert questions() == []


def test_one_can_still_ask_after_the_answer(
    in_riverside: PracticeOfTheCast, as_nobody: Browser
) -> None:
    sent = make_sent()
    as_nobody.post(sent.answer_path, data=YES)

    assert as_nobody.post(f"{sent.path}/questions", data={"question": TEA}).status_code == 303
    assert "May we bring" in as_nobody.get(sent.path).text
    assert as_nobody.post(f"{sent.path}/questions", data={"question": ""}).status_code == 422


def test_an_empty_reply_is_refused_and_kept_open(
    in_riverside: PracticeOfTheCast, as_nobody: Browser, as_maya: Browser
) -> None:
    sent = make_sent()
    as_nobody.post(f"{sent.path}/questions", data={"question": TEA})
    address = f"/papers/{sent.id}/questions/{questions()[0].id}/reply"

    response = as_maya.post(address, data={"reply": ""})

    assert response.status_code == 422
    assert "Type your reply first." in response.text
    assert questions()[0].replied_at is None
