"""An answer that comes a second time, too late, or to what was replaced since."""

import pytest

from jvplanner.papers.models import PaperState, Verdict
from tests.browser import Browser
from tests.builders import PracticeOfTheCast, letters
from tests.builders_papers import (
    CHANGES,
    HOOK,
    NO,
    YES,
    answers_to,
    make_sent,
    paper_of,
    send,
)

LEE = ("Lee O'Hara", "lee@canal.example")


@pytest.mark.parametrize(
    "data", [YES | {"dates": ["2", "1"]}, CHANGES, NO], ids=["yes", "changes", "no"]
)
def test_a_double_tap_is_one_answer(
    in_riverside: PracticeOfTheCast, as_nobody: Browser, data: dict[str, str]
) -> None:
    sent = make_sent()
    first = as_nobody.post(sent.answer_path, data=data)
    again = as_nobody.post(sent.answer_path, data=data | {"email": ""})
    assert (first.status_code, again.status_code) == (303, 303)
    assert again.headers["Location"] == sent.path
    assert len(answers_to(sent)) == 1
    assert len(letters("paper_answered")) == 1


@pytest.mark.parametrize(
    "later",
    [NO, CHANGES, YES | {"name": "Lee"}, YES | {"dates": ["1"]}, {"version": "1"}],
    ids=["no", "changes", "another name", "other dates", "nothing"],
)
def test_another_answer_comes_too_late_and_learns_who_answered(
    in_riverside: PracticeOfTheCast, as_nobody: Browser, later: dict[str, str]
) -> None:
    """P4: answered twice, from two devices."""
    sent = make_sent()
    as_nobody.post(sent.answer_path, data=YES | {"email": "dana@home.example"})
    response = as_nobody.post(sent.answer_path, data=later)
    assert response.status_code == 409
    assert "Dana Ruiz said yes on" in response.text
    assert "dana@home.example" not in response.text
    assert "dana@canal.example" not in response.text
    assert [answer.verdict for answer in answers_to(sent)] == [Verdict.APPROVED]


def test_what_was_typed_too_late_is_shown_once_more(
    in_riverside: PracticeOfTheCast, as_nobody: Browser
) -> None:
    sent = make_sent()
    as_nobody.post(sent.answer_path, data=YES)
    text = as_nobody.post(sent.answer_path, data=NO | {"note_hook": "My long note"}).text
    assert "What you had written" in text
    assert "My long note" in text
    assert "We rebuild the shop in spring." in text


def test_a_yes_to_what_was_replaced_shows_what_changed_and_keeps_what_was_typed(
    in_riverside: PracticeOfTheCast, as_nobody: Browser
) -> None:
    """P2"""
    first = make_sent()
    send(paper_of(first), hook="Tired after forty?", in_days=(20,))
    response = as_nobody.post(
        first.answer_path, data=YES | {"dates": ["1", "2"], "email": "d@c.example"}
    )
    assert response.status_code == 409
    assert answers_to(first) == []
    differences = response.text.split('id="differences"')[1].split("</details>")[0]
    assert "open" in differences.split(">")[0]
    assert HOOK in differences
    assert "Tired after forty?" in differences
    assert "Dates on offer" in differences
    assert "compounded" not in differences
    assert 'name="version" value="2"' in response.text
    assert 'value="Dana Ruiz"' in response.text
    assert 'value="d@c.example"' in response.text
    assert as_nobody.post(first.answer_path, data=YES | {"version": "2"}).status_code == 303
    assert [answer.version for answer in answers_to(first)] == [2]


def test_consent_to_what_was_replaced_is_no_consent_to_what_replaced_it(
    in_riverside: PracticeOfTheCast, as_nobody: Browser
) -> None:
    """P2: nobody has read the version that the page comes back with."""
    sent = make_sent()
    send(paper_of(sent), hook="Tired after forty?")

    page = as_nobody.post(sent.answer_path, data=YES).text

    consent = page.split('name="agree"')[1].split(">")[0]
    assert "checked" not in consent
    assert "agree to it anew" in page


@pytest.mark.parametrize("version", ["0", "-1", "3", "999999999"])
def test_a_version_that_never_was_is_not_the_current_one(
    in_riverside: PracticeOfTheCast, as_nobody: Browser, version: str
) -> None:
    sent = make_sent()
    response = as_nobody.post(sent.answer_path, data=YES | {"version": version})
    assert response.status_code == 409
    assert 'id="differences"' not in response.text
    assert answers_to(sent) == []


def test_the_version_counts_before_anything_else(
    in_riverside: PracticeOfTheCast, as_nobody: Browser
) -> None:
    sent = make_sent()
    send(paper_of(sent))
    response = as_nobody.post(sent.answer_path, data={"version": "1", "verdict": "nonsense"})
    assert response.status_code == 409
    assert "Choose one of the three" not in response.text


def test_an_answer_to_an_old_version_after_the_new_one_was_answered(
    in_riverside: PracticeOfTheCast, as_nobody: Browser
) -> None:
    sent = make_sent()
    send(paper_of(sent))
    as_nobody.post(sent.answer_path, data=YES | {"version": "2"})
    response = as_nobody.post(sent.answer_path, data=YES)
    assert response.status_code == 409
    assert "Dana Ruiz said yes on" in response.text


def test_changes_lead_to_a_version_that_can_be_agreed_to(
    in_riverside: PracticeOfTheCast, as_nobody: Browser
) -> None:
    sent = make_sent()
    as_nobody.post(sent.answer_path, data=CHANGES)
    send(paper_of(sent), hook="Say “iron”")
    page = as_nobody.get(sent.path).text
    assert "Say “iron”" in page
    assert "Yes, let’s do it" in page
    assert as_nobody.post(sent.answer_path, data=YES | {"version": "2"}).status_code == 303
    assert paper_of(sent).state is PaperState.APPROVED
    assert [answer.verdict for answer in answers_to(sent)] == [Verdict.CHANGES, Verdict.APPROVED]


def test_a_colleague_with_a_link_of_their_own_learns_that_it_was_answered(
    in_riverside: PracticeOfTheCast, as_nobody: Browser
) -> None:
    """P4"""
    dana = make_sent()
    lee = send(paper_of(dana), LEE)
    as_nobody.post(dana.answer_path, data=YES | {"version": "2"})
    assert "Dana Ruiz answered on" in as_nobody.get(lee.path).text
    response = as_nobody.post(lee.answer_path, data=NO | {"version": "2"})
    assert response.status_code == 409
    assert len(answers_to(dana)) == 1


def test_who_answers_in_someones_place_is_named_and_the_other_gets_a_copy(
    in_riverside: PracticeOfTheCast, as_nobody: Browser
) -> None:
    """P4: answered by somebody whom it was passed on to."""
    sent = make_sent()
    as_nobody.post(
        sent.answer_path, data=YES | {"name": "Lee O'Hara", "email": "lee@canal.example"}
    )
    copies = {letter.to_email: letter.to_name for letter in letters("paper_answer_copy")}
    assert copies == {"lee@canal.example": "Lee O'Hara", "dana@canal.example": "Dana Ruiz"}


@pytest.mark.parametrize(
    ("email", "lee_gets_one"), [("", False), ("elsewhere@canal.example", False), (LEE[1], True)]
)
def test_only_who_gets_a_copy_reads_of_one(
    in_riverside: PracticeOfTheCast, as_nobody: Browser, email: str, lee_gets_one: bool
) -> None:
    dana = make_sent()
    lee = send(paper_of(dana), LEE)
    as_nobody.post(dana.answer_path, data=YES | {"version": "2", "email": email})

    a_copy = "sends you a copy by e-mail"
    assert a_copy in as_nobody.get(dana.path).text
    theirs = as_nobody.get(lee.path).text
    assert (a_copy in theirs) is lee_gets_one
    assert ("print it if you want a copy" in theirs) is not lee_gets_one
    assert (LEE[1] in {letter.to_email for letter in letters("paper_answer_copy")}) is lee_gets_one
