"""A reader lets a colleague answer: by a link of the colleague's own, and the old one says so."""

import re

import pytest
from flask import Flask
from sqlalchemy import select

from jvplanner import clock
from jvplanner.db import db
from jvplanner.links import addresses
from jvplanner.papers import actions
from jvplanner.papers.models import PAPER, EntryKind, PaperState, Recipient
from jvplanner.papers.queries import due, proofs_of, usual_readers
from tests.browser import Browser, as_read
from tests.builders import PracticeOfTheCast, letters
from tests.builders_papers import (
    CHANGES,
    DANA,
    NO,
    YES,
    SentPaper,
    close_link,
    make_sent,
    paper_of,
    send,
)
from tests.builders_partners import make_person_at
from tests.papers.test_letters import bodies
from tests.papers.test_seen import entries
from tests.papers.test_waiting import LEE, reminded, sent_to

LENA = {"colleague_name": "Lena Fox", "colleague_email": "lena@canal.example"}


def handed_over(browser: Browser, sent: SentPaper) -> str:
    """Hand the paper to Lena; return the path of her page."""
    assert browser.post(f"{sent.path}/handover", data=LENA).status_code == 303
    return newest_path()


def newest_path() -> str:
    """The path of whoever was given a link last."""
    db.session.rollback()
    lena = db.session.scalars(select(Recipient).order_by(Recipient.id.desc()).limit(1)).one()
    path = addresses.path(PAPER, addresses.link_for(PAPER, lena.id))
    db.session.rollback()
    return path


def test_the_colleague_answers_by_a_link_of_their_own(
    in_riverside: PracticeOfTheCast, as_nobody: Browser, as_maya: Browser
) -> None:
    sent = make_sent()
    lenas = handed_over(as_nobody, sent)

    assert [letter.to_email for letter in letters("paper_handed_over")] == ["lena@canal.example"]
    assert letters("paper_sent") == [], "what asks Dana for an answer is taken back"
    assert {letter.to_email for letter in letters("paper_reminder")} == {"lena@canal.example"}
    old = as_nobody.get(sent.path)
    assert old.status_code == 410
    assert "You handed this over" in old.text
    assert "Lena Fox answers it in your place" in old.text
    assert as_nobody.post(lenas + "/answer", data=YES | {"name": "Lena Fox"}).status_code == 303
    assert paper_of(sent).state is PaperState.APPROVED
    assert EntryKind.HANDED_OVER in entries(sent)
    page = as_maya.get(f"/papers/{sent.id}", follow_redirects=True).text
    assert "Handed over to Lena Fox" in page


def test_the_next_version_goes_to_who_answers_now(
    in_riverside: PracticeOfTheCast, as_nobody: Browser, as_maya: Browser
) -> None:
    sent = make_sent()
    make_person_at(paper_of(sent).partner, *DANA)
    lenas = handed_over(as_nobody, sent)
    as_nobody.post(lenas + "/answer", data=CHANGES | {"name": "Lena Fox"})

    listed = {each.person.name: each for each in paper_of(sent).partner.people}
    assert "Lena Fox" in listed
    assert usual_readers(paper_of(sent), list(listed.values())) == [listed["Lena Fox"].id]


def test_a_colleague_who_is_listed_at_the_partner_is_not_listed_twice(
    in_riverside: PracticeOfTheCast, as_nobody: Browser
) -> None:
    sent = make_sent()
    make_person_at(paper_of(sent).partner, "Lena Fox", LENA["colleague_email"])
    handed_over(as_nobody, sent)

    named = [each.person.name for each in paper_of(sent).partner.people]
    assert named.count("Lena Fox") == 1


def test_who_handed_it_over_answers_no_more(
    in_riverside: PracticeOfTheCast, as_nobody: Browser
) -> None:
    sent = make_sent()
    handed_over(as_nobody, sent)

    for data in (YES, NO, {}):
        assert as_nobody.post(sent.answer_path, data=data).status_code == 410
    assert as_nobody.post(f"{sent.path}/handover", data=LENA).status_code == 410
    assert paper_of(sent).state is PaperState.SENT


def test_after_the_colleague_answered_the_old_link_shows_the_answer(
    in_riverside: PracticeOfTheCast, as_nobody: Browser
) -> None:
    sent = make_sent()
    lenas = handed_over(as_nobody, sent)
    as_nobody.post(lenas + "/answer", data=YES | {"name": "Lena Fox"})

    page = as_nobody.get(sent.path)
    assert page.status_code == 200
    assert "Lena Fox said yes" in page.text


def test_the_next_version_sent_to_who_handed_it_over_is_theirs_again(
    in_riverside: PracticeOfTheCast, as_nobody: Browser
) -> None:
    sent = make_sent()
    handed_over(as_nobody, sent)
    again = send(paper_of(sent))

    assert as_nobody.get(again.path).status_code == 200


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ({"colleague_name": ""}, "Enter a name."),
        ({"colleague_email": ""}, "Enter an e-mail address."),
        ({"colleague_email": "lena at canal"}, "has no spaces"),
        ({"colleague_email": "dana@canal.example"}, "Type the one of your colleague"),
        ({"colleague_email": "lena@gmial.com"}, "Did you mean lena@gmail.com?"),
    ],
)
def test_a_slip_is_named_at_its_field_and_nothing_is_handed_over(
    in_riverside: PracticeOfTheCast, as_nobody: Browser, typed: dict[str, str], says: str
) -> None:
    sent = make_sent()
    response = as_nobody.post(f"{sent.path}/handover", data=LENA | typed)

    assert response.status_code == 422
    assert says in response.text
    assert as_nobody.get(sent.path).status_code == 200
    assert letters("paper_handed_over") == []


def test_an_answered_paper_is_not_handed_over(
    in_riverside: PracticeOfTheCast, as_nobody: Browser
) -> None:
    sent = make_sent()
    as_nobody.post(sent.answer_path, data=YES)

    response = as_nobody.post(f"{sent.path}/handover", data=LENA)

    assert "said yes" in response.text
    assert letters("paper_handed_over") == []


def answers_now() -> str:
    """Who can answer just now, as Today tells it; nothing if nothing was handed over."""
    db.session.rollback()
    return "; ".join(one.what for one in due(clock.now()) if "in place of" in one.what)


def give_back(browser: Browser, path: str) -> None:
    assert browser.post(f"{path}/handover/return").status_code == 303


def take_back(browser: Browser, sent: SentPaper) -> None:
    response = browser.post(f"{sent.path}/handover/withdrawal")
    assert (response.status_code, response.headers["Location"]) == (303, sent.path)


def test_the_practice_learns_to_whom_it_was_handed_over(
    app: Flask, in_riverside: PracticeOfTheCast, as_nobody: Browser
) -> None:
    sent = make_sent()
    handed_over(as_nobody, sent)

    [letter] = letters("paper_passed_on")
    assert letter.to_email == "maya@riverside.example"
    message, text, html = bodies(app, letter)
    assert message["Subject"].startswith("Lena Fox answers in place of Dana Ruiz: ")
    for body in (text, html):
        assert "lena@canal.example" in body
        assert f"http://localhost/papers/{sent.id}" in body
    assert answers_now() == "Lena Fox answers in place of Dana Ruiz"


def test_that_it_was_handed_over_stands_on_today_until_it_is_answered(
    in_riverside: PracticeOfTheCast, as_nobody: Browser
) -> None:
    sent = make_sent()
    lenas = handed_over(as_nobody, sent)
    as_nobody.post(f"{lenas}/answer", data=NO)

    assert answers_now() == ""


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


def test_a_link_does_not_write_to_strangers_without_end(
    in_riverside: PracticeOfTheCast, as_nobody: Browser
) -> None:
    sent = make_sent()
    for number in range(5):
        typed = LENA | {"colleague_email": f"lena{number}@canal.example"}
        assert as_nobody.post(f"{sent.path}/handover", data=typed).status_code == 303
        as_nobody.post(f"{sent.path}/handover/withdrawal")

    refused = as_nobody.post(f"{sent.path}/handover", data=LENA)

    assert refused.status_code == 422
    assert "This was handed over very often today." in refused.text
    assert 'value="Lena Fox"' in refused.text
    assert as_nobody.get(sent.path).status_code == 200


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


def test_an_old_address_tells_neither_the_new_one_nor_the_colleagues(
    in_riverside: PracticeOfTheCast, as_nobody: Browser
) -> None:
    sent = make_sent()
    actions.renew(paper_of(sent), db.session.get_one(Recipient, sent.recipient_id))
    db.session.commit()
    link = addresses.link_for(PAPER, sent.recipient_id)
    new = addresses.path(PAPER, link)
    db.session.rollback()
    as_nobody.post(f"{new}/handover", data=LENA)

    page = as_nobody.get(sent.path).text

    assert new not in page
    assert "lena@canal.example" not in page
    assert "Take it back" not in page


def test_an_address_that_looks_mistyped_is_asked_about_once(
    in_riverside: PracticeOfTheCast, as_nobody: Browser
) -> None:
    sent = make_sent()
    typed = LENA | {"colleague_email": "lena@gmial.com"}
    asked = as_nobody.post(f"{sent.path}/handover", data=typed)
    assert 'name="sure" value="lena@gmial.com"' in asked.text

    response = as_nobody.post(f"{sent.path}/handover", data=typed | {"sure": "lena@gmial.com"})

    assert response.status_code == 303
    assert [one.to_email for one in letters("paper_handed_over")] == ["lena@gmial.com"]


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
