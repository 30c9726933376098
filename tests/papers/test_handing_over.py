"""A reader lets a colleague answer: by a link of the colleague's own, and the old one says so."""

import pytest
from sqlalchemy import select

from jvplanner.db import db
from jvplanner.links import addresses
from jvplanner.papers.models import PAPER, EntryKind, PaperState, Recipient
from tests.browser import Browser
from tests.builders import PracticeOfTheCast, letters
from tests.builders_papers import NO, YES, SentPaper, make_sent, paper_of, send
from tests.papers.test_seen import entries

LENA = {"colleague_name": "Lena Fox", "colleague_email": "lena@canal.example"}


def handed_over(browser: Browser, sent: SentPaper) -> str:
    """Hand the paper to Lena; return the path of her page."""
    assert browser.post(f"{sent.path}/handover", data=LENA).status_code == 303
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
        ({"colleague_email": "dana@canal.example"}, "has the link already"),
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
