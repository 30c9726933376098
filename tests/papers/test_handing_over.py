"""A reader lets a colleague answer: by a link of the colleague's own, and the old one says so."""

import pytest
from flask import Flask
from sqlalchemy import select

from jvplanner import clock
from jvplanner.db import db
from jvplanner.links import addresses
from jvplanner.papers import actions
from jvplanner.papers.models import PAPER, EntryKind, PaperState, Recipient
from jvplanner.papers.queries import due, usual_readers
from tests.browser import Browser
from tests.builders import PracticeOfTheCast, letters
from tests.builders_papers import (
    CHANGES,
    DANA,
    NO,
    YES,
    SentPaper,
    make_sent,
    paper_of,
    send,
)
from tests.builders_partners import make_person_at
from tests.papers.test_letters import bodies
from tests.papers.test_seen import entries

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
