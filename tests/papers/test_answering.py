"""A partner's answer: what each verdict needs, what is kept, and what is refused."""

import pytest
from flask import Flask

from jvplanner.papers.models import PaperState, Verdict
from jvplanner.papers.rules import CONSENT
from tests.browser import Browser
from tests.builders import PracticeOfTheCast, letters
from tests.builders_papers import CHANGES, NO, YES, answers_to, make_sent, paper_of


def test_a_yes_is_kept_with_name_dates_and_consent_and_shown_only_then(
    in_riverside: PracticeOfTheCast, as_nobody: Browser
) -> None:
    """J4"""
    """P5: the answer redirects, and the page that confirms is read from what was kept."""
    sent = make_sent()
    response = as_nobody.post(
        sent.answer_path, data=YES | {"dates": ["2", "1"], "email": "Dana@Canal.example"}
    )
    assert response.status_code == 303
    assert response.headers["Location"] == sent.path
    (answer,) = answers_to(sent)
    assert (answer.verdict, answer.version, answer.name) == (Verdict.APPROVED, 1, "Dana Ruiz")
    assert (answer.dates, answer.consent) == ([1, 2], CONSENT)
    assert answer.email == "Dana@Canal.example"
    assert paper_of(sent).state is PaperState.APPROVED
    page = as_nobody.get(sent.path).text
    assert "You said yes" in page
    assert "Dana Ruiz answered on" in page
    assert page.count("18:30") + page.count("19:30") >= 2
    assert "Dana@Canal.example" not in page


def test_dates_and_address_may_be_sent_empty(
    in_riverside: PracticeOfTheCast, as_nobody: Browser
) -> None:
    """They may be empty, also as fields that hold nothing."""
    sent = make_sent()
    response = as_nobody.post(sent.answer_path, data=YES | {"dates": ["", " "], "email": ""})
    assert response.status_code == 303
    assert answers_to(sent)[0].dates == []


def test_changes_keep_each_note_and_the_link_stays_alive(
    in_riverside: PracticeOfTheCast, as_nobody: Browser
) -> None:
    """J4"""
    sent = make_sent()
    notes = {"note_hook": "Say iron.", "note_your_role": "Shorter,\r\nplease."}
    assert as_nobody.post(sent.answer_path, data=CHANGES | notes).status_code == 303
    (answer,) = answers_to(sent)
    assert answer.notes == {"hook": "Say iron.", "your_role": "Shorter,\nplease."}
    assert paper_of(sent).state is PaperState.CHANGES_REQUESTED
    page = as_nobody.get(sent.path).text
    assert "You asked for changes" in page
    assert "Say iron." in page


def test_changes_need_no_name(in_riverside: PracticeOfTheCast, as_nobody: Browser) -> None:
    sent = make_sent()
    assert as_nobody.post(sent.answer_path, data=CHANGES | {"name": "  "}).status_code == 303
    assert answers_to(sent)[0].name == ""


def test_a_no_keeps_its_reason(in_riverside: PracticeOfTheCast, as_nobody: Browser) -> None:
    """J4"""
    sent = make_sent()
    assert as_nobody.post(sent.answer_path, data=NO).status_code == 303
    assert answers_to(sent)[0].reason == "We rebuild the shop in spring."
    assert paper_of(sent).state is PaperState.DECLINED
    assert "You said not this time" in as_nobody.get(sent.path).text


INCOMPLETE = {
    "a yes without a name": (YES | {"name": ""}, "Type your name"),
    "a yes from a name of spaces": (YES | {"name": " \t  "}, "Type your name"),
    "a yes from a name nobody can see": (YES | {"name": "\u200b\u2060"}, "Enter a name."),
    "a yes from a name without a letter": (YES | {"name": "."}, "at least one letter"),
    "a yes without the box": (
        {name: value for name, value in YES.items() if name != "agree"},
        "Tick this box",
    ),
    "a yes with the box said no to": (YES | {"agree": "0"}, "Tick this box"),
    "changes without a note": (CHANGES | {"note_hook": " \n "}, "Say what to change"),
    "a no without a reason": (NO | {"reason": ""}, "Give a reason"),
    "no verdict": ({"version": "1", "name": "Dana"}, "Choose one of the three answers"),
    "a verdict of our own": (YES | {"verdict": "perhaps"}, "Choose one of the three answers"),
    "no version": (
        {name: value for name, value in YES.items() if name != "version"},
        "which version you read",
    ),
    "a version that is no number": (YES | {"version": "one"}, "which version you read"),
    "a version beyond counting": (YES | {"version": "9" * 5000}, "which version you read"),
    "a date that is not on offer": (YES | {"dates": ["1", "99"]}, "Tick dates from this list"),
    "a date that is no number": (YES | {"dates": ["Thursday"]}, "Tick dates from this list"),
    "an address that is none": (YES | {"email": "dana at canal"}, "An e-mail address has no"),
    "control characters in the name": (YES | {"name": "Da\x00na"}, "cannot be shown"),
    "control characters in a note": (CHANGES | {"note_hook": "a\x07b"}, "cannot be shown"),
    "a name too long": (YES | {"name": "n" * 201}, "up to 200 characters"),
    "a reason too long": (NO | {"reason": "r" * 2001}, "Use at most 2000 characters"),
}


@pytest.mark.parametrize(("data", "said"), INCOMPLETE.values(), ids=INCOMPLETE)
def test_an_answer_that_lacks_something_is_refused_with_what_helps(
    in_riverside: PracticeOfTheCast, as_nobody: Browser, data: dict[str, str], said: str
) -> None:
    sent = make_sent()
    response = as_nobody.post(sent.answer_path, data=data)
    assert response.status_code == 422
    assert said in response.text
    assert answers_to(sent) == []
    assert paper_of(sent).state is PaperState.SENT
    assert letters("paper_answered") == []


def test_everything_typed_comes_back_with_the_refusal(
    in_riverside: PracticeOfTheCast, as_nobody: Browser
) -> None:
    sent = make_sent()
    typed = {
        "verdict": "approved",
        "version": "1",
        "name": "Mary-Kate O'Neill",
        "email": "mk@canal",
        "dates": ["2"],
        "note_hook": "First note <b>",
        "note_call_to_action": "Second note",
        "reason": "A reason, too",
    }
    text = as_nobody.post(sent.answer_path, data=typed).text
    for words in ("Mary-Kate O&#39;Neill", "mk@canal", "First note &lt;b&gt;", "Second note"):
        assert words in text
    assert "A reason, too" in text
    ticked = [part.split(">")[0] for part in text.split('name="dates"')[1:]]
    assert ["checked" in part for part in ticked] == [False, True]
    assert 'href="#email"' in text
    assert 'id="email-error"' in text


def test_that_no_answer_was_chosen_is_said_at_the_choice(
    in_riverside: PracticeOfTheCast, as_nobody: Browser
) -> None:
    text = as_nobody.post(make_sent().answer_path, data={"version": "1", "name": "Dana"}).text

    assert 'href="#verdict"' in text
    assert 'id="verdict-error"' in text


def test_the_error_stands_at_its_field_and_its_answer_is_chosen(
    in_riverside: PracticeOfTheCast, as_nobody: Browser
) -> None:
    text = as_nobody.post(make_sent().answer_path, data=NO | {"reason": ""}).text
    assert 'name="verdict" value="declined" checked' in text
    assert (
        'aria-invalid="true"'
        in text.split('name="reason"')[0].rsplit("<textarea", 1)[1]
        + (text.split('name="reason"')[1].split(">")[0])
    )


@pytest.mark.parametrize("name", ["Mary-Kate O'Neill", "Suda", "נועה לוי", "<script>", "{{7*7}}"])
def test_a_name_is_kept_and_shown_as_it_was_typed(
    in_riverside: PracticeOfTheCast, as_nobody: Browser, name: str
) -> None:
    sent = make_sent()
    assert as_nobody.post(sent.answer_path, data=YES | {"name": name}).status_code == 303
    assert answers_to(sent)[0].name == name
    page = as_nobody.get(sent.path).text
    assert "<script> answered" not in page
    assert "49 answered" not in page


def test_a_megabyte_of_text_is_refused_and_nothing_is_kept(
    in_riverside: PracticeOfTheCast, as_nobody: Browser
) -> None:
    sent = make_sent()
    nearly = as_nobody.post(sent.answer_path, data=NO | {"reason": "r" * 900_000})
    over = as_nobody.post(sent.answer_path, data=NO | {"reason": "r" * 1_100_000})
    assert (nearly.status_code, over.status_code) == (422, 413)
    assert "too large" in over.text
    assert answers_to(sent) == []


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Origin": "null"}, 303),
        ({"Origin": "http://localhost"}, 303),
        ({}, 303),
        ({"Origin": "https://elsewhere.example"}, 403),
        ({"Origin": "null", "Sec-Fetch-Site": "cross-site"}, 403),
    ],
    ids=["null, as from a no-referrer page", "ours", "none", "another site", "cross-site"],
)
def test_only_positive_evidence_of_another_site_is_refused(
    in_riverside: PracticeOfTheCast, as_nobody: Browser, headers: dict[str, str], status: int
) -> None:
    sent = make_sent()
    assert as_nobody.post(sent.answer_path, data=YES, headers=headers).status_code == status
    assert len(answers_to(sent)) == (status == 303)


def test_the_twenty_first_try_within_a_minute_has_to_wait(
    in_riverside: PracticeOfTheCast, as_nobody: Browser
) -> None:
    sent, other = make_sent(), make_sent(partner="Pilates on Main")
    tries = [as_nobody.post(sent.answer_path, data={}).status_code for _ in range(21)]
    assert tries == [422] * 20 + [429]
    refused = as_nobody.post(sent.answer_path, data=YES)
    assert refused.status_code == 429
    assert int(refused.headers["Retry-After"]) > 0
    assert as_nobody.get(sent.path).status_code == 200
    assert as_nobody.post(other.answer_path, data=YES).status_code == 303


def test_the_answer_has_no_page_of_its_own(
    in_riverside: PracticeOfTheCast, as_nobody: Browser
) -> None:
    assert as_nobody.get(make_sent().answer_path).status_code == 405


def test_another_date_or_place_is_asked_for_like_any_other_change(
    in_riverside: PracticeOfTheCast, as_nobody: Browser, as_maya: Browser, app: Flask
) -> None:
    """It is a note of its own: enough for changes, and told to both sides wherever notes are."""
    sent, wish = make_sent(), "Any Tuesday, in the back room."
    assert "Another date or place" in as_nobody.get(sent.path).text
    only = {"verdict": "changes", "version": "1", "note_when_and_where": wish}

    assert as_nobody.post(sent.answer_path, data=only).status_code == 303

    assert answers_to(sent)[0].notes == {"when_and_where": wish}
    page = as_nobody.get(sent.path).text
    assert "Another date or place" in page
    assert wish in page
    editor = as_maya.get(f"/papers/{sent.id}", follow_redirects=True).text
    dates = editor.split('id="dates"')[1].split("</section>")[0]
    assert wish in dates, "where the practice can do something about it"
    [told] = letters("paper_answered")
    text = app.extensions["postroom"].written(told).text
    assert f"To change in “Dates and place”:\n{wish}" in text
