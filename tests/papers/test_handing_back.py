"""What was handed over is given back by the colleague, or taken back by who handed it over."""

import re

import pytest

from jvplanner import clock
from jvplanner.db import db
from jvplanner.papers import actions
from jvplanner.papers.models import EntryKind
from jvplanner.papers.queries import due, proofs_of
from tests.browser import Browser, as_read
from tests.builders import PracticeOfTheCast, letters
from tests.builders_papers import (
    YES,
    SentPaper,
    close_link,
    make_sent,
    paper_of,
)
from tests.papers.test_handing_over import LENA, answers_now, handed_over, newest_path
from tests.papers.test_seen import entries
from tests.papers.test_waiting import LEE, reminded, sent_to


def give_back(browser: Browser, path: str) -> None:
    assert browser.post(f"{path}/handover/return").status_code == 303


def take_back(browser: Browser, sent: SentPaper) -> None:
    response = browser.post(f"{sent.path}/handover/withdrawal")
    assert (response.status_code, response.headers["Location"]) == (303, sent.path)


def test_the_colleague_gives_it_back_with_one_press(
    in_riverside: PracticeOfTheCast, as_nobody: Browser
) -> None:
    sent = make_sent()
    lenas = handed_over(as_nobody, sent)
    page = as_nobody.get(lenas).text
    assert "handed this to you" in page
    assert "Give it back to Dana Ruiz" in page

    give_back(as_nobody, lenas)

    assert as_nobody.get(sent.path).status_code == 200
    assert "Dana Ruiz answers it in your place" in as_nobody.get(lenas).text
    assert set(reminded()) == {sent.recipient_id}
    assert [letter.to_email for letter in letters("paper_handed_over")] == ["dana@canal.example"]
    assert answers_now() == "Dana Ruiz answers in place of Lena Fox"
    assert as_nobody.post(sent.answer_path, data=YES).status_code == 303


def test_what_was_handed_back_can_be_handed_over_once_more_by_a_letter(
    in_riverside: PracticeOfTheCast, as_nobody: Browser, as_maya: Browser
) -> None:
    sent = make_sent()
    lenas = handed_over(as_nobody, sent)
    for letter in letters("paper_handed_over"):
        letter.sent(clock.now())
    db.session.commit()
    give_back(as_nobody, lenas)
    assert as_nobody.post(f"{sent.path}/handover", data=LENA).status_code == 303

    to_lena = [
        one for one in letters("paper_handed_over") if one.to_email == LENA["colleague_email"]
    ]
    assert len(to_lena) == 2
    assert as_nobody.get(lenas).status_code == 200
    page = as_maya.get(f"/papers/{sent.id}", follow_redirects=True).text
    assert "Letter accepted by the mail server" not in page, "that was the first letter"
    [standing] = [row for row in due(clock.now(), sends_by_itself=False) if "letter" in row.what]
    assert standing.step == "Send it"


def test_it_is_given_back_by_typing_the_first_readers_address_too(
    in_riverside: PracticeOfTheCast, as_nobody: Browser
) -> None:
    sent = make_sent()
    lenas = handed_over(as_nobody, sent)
    dana = {"colleague_name": "Dana Ruiz", "colleague_email": "dana@canal.example"}

    assert as_nobody.post(f"{lenas}/handover", data=dana).status_code == 303
    assert as_nobody.get(sent.path).status_code == 200


def test_nobody_gives_back_what_nobody_handed_to_them(
    in_riverside: PracticeOfTheCast, as_nobody: Browser
) -> None:
    sent = make_sent()
    assert "Give it back" not in as_nobody.get(sent.path).text

    response = as_nobody.post(f"{sent.path}/handover/return")

    assert response.status_code == 422
    assert "Nobody handed this to you." in response.text


def test_a_mistaken_address_stands_on_the_old_page_and_is_taken_back(
    in_riverside: PracticeOfTheCast, as_nobody: Browser, as_maya: Browser
) -> None:
    sent = make_sent()
    lenas = handed_over(as_nobody, sent)
    old = as_nobody.get(sent.path).text
    assert "lena@canal.example" in old
    assert "Take it back" in old

    take_back(as_nobody, sent)

    assert as_nobody.get(sent.path).status_code == 200
    assert letters("paper_handed_over") == [], "what had not gone out goes nowhere"
    assert set(reminded()) == {sent.recipient_id}
    lenas_page = as_nobody.get(lenas)
    assert lenas_page.status_code == 410
    assert "Dana Ruiz, who had handed it to you, answers it again." in lenas_page.text
    assert "Take it back" not in lenas_page.text
    assert as_nobody.post(f"{lenas}/handover/withdrawal").status_code == 410
    assert as_nobody.post(f"{lenas}/answer", data=YES).status_code == 410
    page = as_maya.get(f"/papers/{sent.id}", follow_redirects=True).text
    assert "Dana Ruiz took it back from Lena Fox" in page
    assert "Handed over to Dana Ruiz" not in page, "Lena Fox handed nothing over"
    card = as_read(page).split("lena@canal.example", 1)[1]
    assert re.search(r"Dana Ruiz took it back on [^.]+, and answers it again\.", card)
    assert letters("paper_passed_on")[-1].ids["taken_back"] == 1


def test_who_was_asked_too_keeps_their_link_when_it_is_taken_back(
    in_riverside: PracticeOfTheCast, as_nobody: Browser
) -> None:
    dana, lee = sent_to(("Dana Ruiz", "dana@canal.example"), LEE)
    to_lee = {"colleague_name": LEE[0], "colleague_email": LEE[1]}
    as_nobody.post(f"{dana.path}/handover", data=to_lee)
    take_back(as_nobody, dana)

    assert [as_nobody.get(one.path).status_code for one in (dana, lee)] == [200, 200]
    assert set(reminded()) == {dana.recipient_id, lee.recipient_id}


def test_it_is_taken_back_from_whoever_has_it_by_now(
    in_riverside: PracticeOfTheCast, as_nobody: Browser
) -> None:
    sent = make_sent()
    lenas = handed_over(as_nobody, sent)
    ana = {"colleague_name": "Ana Cruz", "colleague_email": "ana@canal.example"}
    as_nobody.post(f"{lenas}/handover", data=ana)
    take_back(as_nobody, sent)

    assert as_nobody.get(sent.path).status_code == 200
    assert set(reminded()) == {sent.recipient_id}
    assert answers_now() == "Dana Ruiz answers in place of Ana Cruz"


def test_taking_back_twice_is_once(in_riverside: PracticeOfTheCast, as_nobody: Browser) -> None:
    sent = make_sent()
    handed_over(as_nobody, sent)
    for _ in range(2):
        take_back(as_nobody, sent)

    assert entries(sent).count(EntryKind.HANDED_OVER) == 2


@pytest.mark.parametrize("press", ["return", "withdrawal"])
def test_after_the_answer_nothing_changes_hands(
    in_riverside: PracticeOfTheCast, as_nobody: Browser, press: str
) -> None:
    sent = make_sent()
    lenas = handed_over(as_nobody, sent)
    as_nobody.post(f"{lenas}/answer", data=YES | {"name": "Lena Fox"})
    before = entries(sent)
    path = lenas if press == "return" else sent.path

    response = as_nobody.post(f"{path}/handover/{press}")

    assert "said yes" in response.text
    assert entries(sent) == before


@pytest.mark.parametrize("press", ["return", "withdrawal"])
def test_what_was_withdrawn_does_not_change_hands(
    in_riverside: PracticeOfTheCast, as_nobody: Browser, press: str
) -> None:
    sent = make_sent()
    lenas = handed_over(as_nobody, sent)
    actions.withdraw(paper_of(sent))
    db.session.commit()
    path = lenas if press == "return" else sent.path

    assert as_nobody.post(f"{path}/handover/{press}").status_code == 410


def test_a_link_that_the_practice_closed_is_not_opened_by_giving_back(
    in_riverside: PracticeOfTheCast, as_nobody: Browser
) -> None:
    sent = make_sent()
    lenas = handed_over(as_nobody, sent)
    close_link(sent)

    response = as_nobody.post(f"{lenas}/handover/return")

    assert response.status_code == 422
    assert "was closed" in response.text
    assert as_nobody.get(sent.path).status_code == 410


@pytest.mark.parametrize("presses", ["hand", "hand return", "hand take", "hand return hand take"])
@pytest.mark.parametrize("to", [LENA, {"colleague_name": LEE[0], "colleague_email": LEE[1]}])
def test_the_chain_tells_the_same_as_the_rows_whatever_changed_hands(
    in_riverside: PracticeOfTheCast, as_nobody: Browser, presses: str, to: dict[str, str]
) -> None:
    """P7; Lena had no link before, Lee was asked, too."""
    dana, lee = sent_to(("Dana Ruiz", "dana@canal.example"), LEE)
    for press in presses.split():
        if press == "hand":
            as_nobody.post(f"{dana.path}/handover", data=to)
        elif press == "take":
            take_back(as_nobody, dana)
        else:
            give_back(as_nobody, newest_path() if to is LENA else lee.path)

    [proof] = proofs_of([dana.id])
    assert proof.faults == ()
