"""What a reader typed comes back when it cannot be taken any more, and says whom to send it to."""

import re
from collections.abc import Callable
from html import unescape

import pytest

from jvplanner import clock
from jvplanner.db import db
from jvplanner.papers import actions
from tests.browser import Browser
from tests.builders import PracticeOfTheCast
from tests.builders_papers import (
    CHANGES,
    NO,
    YES,
    SentPaper,
    answers_to,
    close_link,
    make_sent,
    paper_of,
    recipient_of,
    send,
)

EVERYTHING = {
    "verdict": "approved",
    "version": "1",
    "dates": ["1", "2"],
    "name": "Mary-Kate O'Neill",
    "role": "Owner & pharmacist",
    "email": "mk@canal.example",
    "agree": "yes",
    "note_hook": "Say <b>iron</b>.\nAnd zinc.",
    "note_call_to_action": "A shorter call.",
    "reason": "We rebuild in spring.",
}


def withdraw(sent: SentPaper) -> None:
    actions.withdraw(paper_of(sent))


def renew(sent: SentPaper) -> None:
    actions.renew(paper_of(sent), recipient_of(sent))


def hand_over(sent: SentPaper) -> None:
    actions.hand_over(recipient_of(sent), name="Lena Fox", email="lena@canal.example")


def run_out(sent: SentPaper) -> None:
    close_link(sent, expired_on=clock.now())


ENDS = {
    "withdrawn": withdraw,
    "revoked": close_link,
    "renewed": renew,
    "run out": run_out,
    "handed over": hand_over,
}
ends = pytest.mark.parametrize("end", ENDS.values(), ids=ENDS)


def kept_to_copy(page: str) -> str:
    """What stands in the text that is there to be copied."""
    [text] = re.findall(r'<textarea id="typed-text"[^>]*>\n(.*?)</textarea>', page, re.DOTALL)
    return unescape(text)


BEGUN = {"verdict": "changes", "version": "1", "name": "Dana", "note_hook": "Say <b>iron</b>."}


@pytest.mark.parametrize(("question", "status"), [("May we bring tea?", 200), (" ", 422)])
def test_a_question_leaves_the_answer_that_is_being_written_as_it_is(
    in_riverside: PracticeOfTheCast, as_nobody: Browser, question: str, status: int
) -> None:
    sent = make_sent()
    page = as_nobody.post(f"{sent.path}/questions", data=BEGUN | {"question": question})

    assert page.status_code == status
    assert re.search(r'value="changes" checked', page.text)
    assert "Say &lt;b&gt;iron&lt;/b&gt;." in page.text
    assert 'value="Dana"' in page.text
    assert ("Riverside Nutrition has your question" in page.text) is (status == 200)
    assert ("You asked on" in page.text) is (status == 200)
    assert answers_to(sent) == []


def test_consent_to_an_older_version_is_not_carried_along_with_a_question(
    in_riverside: PracticeOfTheCast, as_nobody: Browser
) -> None:
    sent = make_sent()
    send(paper_of(sent), hook="Another hook")
    page = as_nobody.post(
        f"{sent.path}/questions", data=EVERYTHING | {"question": "Why another hook?"}
    )

    assert "This changed after you opened it" in page.text
    assert "Owner &amp; pharmacist" in page.text
    assert not re.search(r'name="agree"[^>]* checked', page.text)


def test_a_handover_that_needs_a_second_look_leaves_the_answer_as_it_is(
    in_riverside: PracticeOfTheCast, as_nobody: Browser
) -> None:
    sent = make_sent()
    page = as_nobody.post(f"{sent.path}/handover", data=BEGUN | {"colleague_name": "Lena Fox"})

    assert page.status_code == 422
    assert "Say &lt;b&gt;iron&lt;/b&gt;." in page.text
    assert 'value="Lena Fox"' in page.text


def test_what_was_begun_before_a_handover_comes_back_to_copy(
    in_riverside: PracticeOfTheCast, as_nobody: Browser
) -> None:
    sent = make_sent()
    lena = {"colleague_name": "Lena Fox", "colleague_email": "lena@canal.example"}
    page = as_nobody.post(f"{sent.path}/handover", data=BEGUN | lena)

    assert page.status_code == 200
    assert "Lena Fox answers it in your place" in page.text
    assert "Say <b>iron</b>." in kept_to_copy(page.text)
    assert as_nobody.get(sent.path).status_code == 410


@ends
def test_an_answer_to_what_was_closed_meanwhile_comes_back_to_copy(
    in_riverside: PracticeOfTheCast, as_nobody: Browser, end: Callable[[SentPaper], None]
) -> None:
    sent = make_sent()
    end(sent)
    db.session.commit()

    response = as_nobody.post(sent.answer_path, data=EVERYTHING)

    assert response.status_code == 410
    assert "What you sent just now was not saved." in response.text
    assert "send it to Riverside Nutrition" in response.text
    assert "mailto:maya@riverside.example" in response.text
    text = kept_to_copy(response.text)
    assert text.count("18:30") == 2
    for words in (
        "Yes, let’s do it",
        "Mary-Kate O'Neill",
        "Owner & pharmacist",
        "mk@canal.example",
        "Say <b>iron</b>.\nAnd zinc.",
        "A shorter call.",
        "We rebuild in spring.",
    ):
        assert words in text
    assert answers_to(sent) == []


@ends
@pytest.mark.parametrize(
    ("path", "typed"),
    [
        ("questions", {"question": "May we bring tea?"}),
        ("handover", {"colleague_name": "Ana Cruz", "colleague_email": "ana@canal.example"}),
    ],
)
def test_a_question_and_a_colleague_come_back_too(
    in_riverside: PracticeOfTheCast,
    as_nobody: Browser,
    end: Callable[[SentPaper], None],
    path: str,
    typed: dict[str, str],
) -> None:
    sent = make_sent()
    end(sent)
    db.session.commit()

    response = as_nobody.post(f"{sent.path}/{path}", data=typed)

    assert response.status_code == 410
    assert all(words in kept_to_copy(response.text) for words in typed.values())


def test_dates_come_back_as_the_version_offered_them_that_was_read(
    in_riverside: PracticeOfTheCast, as_nobody: Browser
) -> None:
    first = make_sent(in_days=(20, 27))
    send(paper_of(first), in_days=(20,))
    withdraw(first)
    db.session.commit()

    page = as_nobody.post(first.answer_path, data=EVERYTHING).text

    assert kept_to_copy(page).count("18:30") == 2


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_who_typed_nothing_is_shown_nothing_to_copy(
    in_riverside: PracticeOfTheCast, as_nobody: Browser, method: str
) -> None:
    sent = make_sent()
    close_link(sent)

    page = as_nobody.open(sent.answer_path if method == "POST" else sent.path, method=method).text

    assert "typed-text" not in page
    assert "mailto:maya@riverside.example" in page


def test_a_long_text_is_copied_and_not_put_into_an_address(
    in_riverside: PracticeOfTheCast, as_nobody: Browser
) -> None:
    sent = make_sent()
    close_link(sent)
    short = as_nobody.post(sent.answer_path, data=NO).text
    long = as_nobody.post(sent.answer_path, data=NO | {"reason": "r" * 2000}).text

    assert "body=" in short
    assert "We%20rebuild%20the%20shop" in short
    assert "body=" not in long
    assert "r" * 2000 in kept_to_copy(long)


def test_an_answer_that_comes_too_late_is_shown_whole(
    in_riverside: PracticeOfTheCast, as_nobody: Browser
) -> None:
    sent = make_sent()
    as_nobody.post(sent.answer_path, data=NO)

    response = as_nobody.post(sent.answer_path, data=EVERYTHING)

    assert response.status_code == 409
    text = kept_to_copy(response.text)
    assert text.count("18:30") == 2
    for words in ("Mary-Kate O'Neill", "Owner & pharmacist", "mk@canal.example", "A shorter call."):
        assert words in text


@pytest.mark.parametrize(
    ("first", "added"),
    [
        (YES, {"email": "dana@home.example"}),
        (YES, {"role": "Owner"}),
        (YES | {"email": "old@canal.example"}, {"email": "new@canal.example"}),
        (CHANGES, {"email": "dana@home.example"}),
    ],
    ids=["an address", "a role", "another address", "an address to changes"],
)
def test_what_is_added_to_an_answer_given_is_not_dropped_in_silence(
    in_riverside: PracticeOfTheCast,
    as_nobody: Browser,
    first: dict[str, str],
    added: dict[str, str],
) -> None:
    sent = make_sent()
    as_nobody.post(sent.answer_path, data=first)

    response = as_nobody.post(sent.answer_path, data=first | added)

    assert response.status_code == 409
    assert "That answer stands as it was given." in response.text
    assert "What you added to it just now was not saved." in response.text
    assert all(words in kept_to_copy(response.text) for words in added.values())


def test_the_same_answer_again_without_its_address_is_no_other_one(
    in_riverside: PracticeOfTheCast, as_nobody: Browser
) -> None:
    sent = make_sent()
    as_nobody.post(sent.answer_path, data=YES | {"email": "dana@home.example", "role": "Owner"})

    assert as_nobody.post(sent.answer_path, data=YES).status_code == 303


def test_a_colleague_named_after_the_answer_is_shown_once_more(
    in_riverside: PracticeOfTheCast, as_nobody: Browser
) -> None:
    sent = make_sent()
    as_nobody.post(sent.answer_path, data=YES)
    typed = {"colleague_name": "Ana Cruz", "colleague_email": "ana@canal.example"}

    response = as_nobody.post(f"{sent.path}/handover", data=typed)

    assert response.status_code == 409
    assert all(words in kept_to_copy(response.text) for words in typed.values())
