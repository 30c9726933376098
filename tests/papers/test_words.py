"""Which words differ between two texts, on screen and as a property of any two."""

from hypothesis import given
from hypothesis import strategies as st

from jvplanner.papers.rules.words import Stretch, word_changes
from tests.browser import Browser
from tests.builders import PracticeOfTheCast
from tests.builders_papers import CHANGES, make_sent, paper_of, send

TEXTS = st.text() | st.lists(st.sampled_from(["tea", "or", "not", " ", "\n", "  "])).map("".join)


@given(TEXTS, TEXTS)
def test_both_texts_come_back_whole(before: str, now: str) -> None:
    stretches = word_changes(before, now)

    assert "".join(one.before for one in stretches) == before
    assert "".join(one.now for one in stretches) == now


@given(TEXTS)
def test_equal_texts_have_no_changes(text: str) -> None:
    assert all(one.is_kept for one in word_changes(text, text))


def test_a_rewritten_stretch_reads_as_one() -> None:
    before, now = "We open the evening with tea.", "We open at noon with tea."

    assert word_changes(before, now) == [
        Stretch("We open ", "We open "),
        Stretch("the evening", "at noon"),
        Stretch(" with tea.", " with tea."),
    ]


def test_the_partner_sees_which_words_changed_and_nothing_is_executed(
    in_riverside: PracticeOfTheCast, as_nobody: Browser, as_maya: Browser
) -> None:
    sent = make_sent(hook="Why <i>tired</i> people sleep badly")
    as_nobody.post(sent.answer_path, data=CHANGES)
    send(paper_of(sent), hook="Why <b>rested</b> people sleep badly")

    text = as_nobody.get(sent.path).text
    assert '[taken out: </span>&lt;i&gt;tired&lt;/i&gt;<span class="sr-only">]</span></del>' in text
    assert '[new: </span>&lt;b&gt;rested&lt;/b&gt;<span class="sr-only">]</span></ins>' in text
    member = as_maya.get(f"/papers/{sent.id}", follow_redirects=True).text
    assert "What changed since version 1" in member
    assert "&lt;b&gt;rested&lt;/b&gt;" in member


def test_an_outdated_answer_meets_the_words_that_changed(
    in_riverside: PracticeOfTheCast, as_nobody: Browser
) -> None:
    """P2"""
    sent = make_sent(call_to_action="A call of 20 minutes.")
    send(paper_of(sent), call_to_action="A call of 30 minutes.")

    response = as_nobody.post(
        sent.answer_path, data={"verdict": "approved", "version": "1", "name": "D", "agree": "yes"}
    )

    assert response.status_code == 409
    assert "[taken out: </span>20<" in response.text
    assert "[new: </span>30<" in response.text
