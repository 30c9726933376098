"""Whose turn it is: the list, a paper's own page, search and Today say the same."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import select

from jvplanner import clock
from jvplanner.db import db
from jvplanner.outbox.models import LetterState
from jvplanner.papers import actions
from jvplanner.papers.models import PaperState, Question
from jvplanner.papers.queries import TOGETHER, due, turns_of
from jvplanner.papers.queries.reach import Reach
from jvplanner.papers.queries.standing import HEADINGS, OUT, STATES, Place
from jvplanner.people.models import Person
from jvplanner.proposals.models import Proposal
from jvplanner.questions import When
from tests.browser import Browser
from tests.builders import PracticeOfTheCast, letters
from tests.builders_agreements import make_agreed, today
from tests.builders_papers import (
    CHANGES,
    YES,
    SentPaper,
    close_link,
    content,
    make_paper,
    make_sent,
    paper_of,
)
from tests.statements import counted

NOW, WAITING = When.NOW, When.WAITING_FOR_OTHERS


def on_its_way(_nobody: Browser) -> SentPaper:
    sent = make_sent()
    (letter,) = letters("paper_sent")
    letter.claim(clock.now(), timedelta(minutes=1))
    letter.sent(clock.now())
    db.session.commit()
    return sent


def by_hand(_nobody: Browser) -> SentPaper:
    return make_sent()


def by_link(_nobody: Browser) -> SentPaper:
    return make_sent(("Dana Ruiz", None))


def refused(_nobody: Browser) -> SentPaper:
    sent = make_sent()
    (letter,) = letters("paper_sent")
    letter.state = LetterState.FAILED
    db.session.commit()
    return sent


def for_later(_nobody: Browser) -> SentPaper:
    paper = make_paper()
    dispatch = actions.Dispatch(letter_at=clock.now() + timedelta(days=3))
    person = Person(name="Dana Ruiz", email="dana@canal.example")
    said = content()
    [recipient] = actions.send(
        paper, title=said["title"], content=said, to=[person], dispatch=dispatch
    )
    db.session.commit()
    return SentPaper(paper.id, recipient.id, "")


def closed(_nobody: Browser) -> SentPaper:
    sent = make_sent()
    close_link(sent)
    return sent


def asked_about(nobody: Browser) -> SentPaper:
    sent = on_its_way(nobody)
    nobody.post(f"{sent.path}/questions", data={"question": "With tea?"})
    return sent


def replied_to(nobody: Browser) -> SentPaper:
    sent = asked_about(nobody)
    question = db.session.scalars(select(Question)).one()
    actions.reply(question, paper_of(sent), "Gladly.")
    db.session.commit()
    return sent


def seen_though_refused(nobody: Browser) -> SentPaper:
    sent = refused(nobody)
    nobody.post(f"{sent.path}/seen")
    return sent


def changes_asked(nobody: Browser) -> SentPaper:
    sent = make_sent()
    nobody.post(sent.answer_path, data=CHANGES)
    return sent


def run_out(_nobody: Browser) -> SentPaper:
    sent = make_sent()
    paper_of(sent).notice_time(clock.now() + timedelta(days=40))
    db.session.commit()
    return sent


@pytest.mark.parametrize(
    ("make", "place", "when"),
    [
        (on_its_way, Place.SENT, WAITING),
        (by_link, Place.SENT, WAITING),
        (for_later, Place.LATER, WAITING),
        (by_hand, Place.OURS, NOW),
        (refused, Place.OURS, NOW),
        (seen_though_refused, Place.SENT, WAITING),
        (closed, Place.OURS, NOW),
        (asked_about, Place.OURS, NOW),
        (replied_to, Place.SENT, WAITING),
        (changes_asked, Place.CHANGES_REQUESTED, NOW),
        (run_out, Place.EXPIRED, NOW),
    ],
)
@pytest.mark.usefixtures("in_riverside")
def test_list_page_and_today_agree(
    as_nobody: Browser,
    as_maya: Browser,
    make: Callable[[Browser], SentPaper],
    place: Place,
    when: When,
) -> None:
    sent = make(as_nobody)
    db.session.rollback()
    proposal = db.session.scalars(select(Proposal).filter_by(paper_id=sent.id)).one()
    standing = turns_of([proposal], clock.now(), sends_by_itself=False).standing(proposal)
    tag = f">{standing.words}</span>"

    listed = as_maya.get("/proposals").text
    page = as_maya.get(f"/papers/{sent.id}", follow_redirects=True).text

    assert f"<h2>{HEADINGS[place]}</h2>" in listed
    assert tag in listed
    if place is not Place.CHANGES_REQUESTED:  # its page is the editor
        said = f">{standing.words}</h2>" if standing.heading == standing.words else tag
        assert said in page
    assert [one.when for one in due(clock.now(), sends_by_itself=False)] == [when]
    assert ("it is your turn" in listed) is (when is NOW)


def test_a_question_after_the_yes_makes_it_our_turn_until_the_reply(
    in_riverside: PracticeOfTheCast, as_nobody: Browser, as_maya: Browser
) -> None:
    sent = make_sent()
    as_nobody.post(sent.answer_path, data=YES)
    as_nobody.post(f"{sent.path}/questions", data={"question": "Who brings the chairs?"})

    assert HEADINGS[Place.OURS] in as_maya.get("/proposals").text
    page = as_maya.get(f"/papers/{sent.id}", follow_redirects=True).text
    assert ">They said yes</h2>" in page
    assert ">They have a question</span>" in page

    actions.reply(db.session.scalars(select(Question)).one(), paper_of(sent), "We do.")
    db.session.commit()
    listed = as_maya.get("/proposals").text
    assert HEADINGS[Place.OURS] not in listed
    assert ">Approved</span>" in listed


def test_nobody_waits_for_the_reply_to_what_was_withdrawn(
    in_riverside: PracticeOfTheCast, as_nobody: Browser, as_maya: Browser
) -> None:
    sent = make_sent()
    as_nobody.post(f"{sent.path}/questions", data={"question": "Who brings the chairs?"})
    actions.withdraw(paper_of(sent))
    db.session.commit()

    assert due(clock.now()) == []
    assert HEADINGS[Place.OURS] not in as_maya.get("/proposals").text
    page = as_maya.get(f"/papers/{sent.id}", follow_redirects=True).text
    assert ">You withdrew it</h2>" in page
    assert "Who brings the chairs?" in page
    assert ">Reply</a>" not in page


def test_an_agreement_to_be_looked_at_again_waits_for_the_practice(
    in_riverside: PracticeOfTheCast, as_maya: Browser
) -> None:
    agreement = make_agreed()
    assert HEADINGS[Place.OURS] not in as_maya.get("/agreements").text

    agreement.next_review_on = today()
    db.session.commit()

    listed = as_maya.get("/agreements").text
    assert HEADINGS[Place.OURS] in listed
    assert ">To be looked at again</span>" in listed


def test_what_waits_for_the_practice_stands_before_newer_ones(
    in_riverside: PracticeOfTheCast, as_maya: Browser
) -> None:
    waits, newer = make_sent(), make_sent(("Lee", None), partner="Green Basket")

    listed = as_maya.get("/proposals").text

    shown = [part.split('"')[0] for part in listed.split('row-link" href="/proposals/')[1:]]
    papers = {str(each.id): each.paper_id for each in db.session.scalars(select(Proposal))}
    assert [papers[each] for each in shown] == [waits.id, newer.id]


def test_every_state_and_every_way_to_a_partner_has_its_words() -> None:
    assert set(STATES) | {PaperState.SENT} == set(TOGETHER) == set(PaperState)
    assert set(OUT) == set(Reach)
    assert all(told.words and told.heading for told in (*STATES.values(), *OUT.values()))
    assert set(HEADINGS) == set(Place)


def test_the_list_asks_the_database_as_often_however_much_is_out(
    in_riverside: PracticeOfTheCast, as_maya: Browser
) -> None:
    def statements() -> int:
        db.session.rollback()
        with counted() as asked:
            assert as_maya.get("/proposals").status_code == 200
        return len(asked)

    make_sent()
    few = statements()
    for number in range(12):
        make_sent(("P", f"p{number}@x.example"), partner=f"Partner {number}")
    assert statements() == few
