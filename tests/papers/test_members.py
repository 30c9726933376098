"""What members see and do of a paper that is out."""

from datetime import timedelta

import pytest
from flask import Flask, render_template

from jvplanner import clock
from jvplanner.db import db
from jvplanner.papers.models import Paper, PaperState
from jvplanner.papers.queries import due, sent_state
from jvplanner.papers.queries.sent import SentState
from jvplanner.papers.queries.standing import Standing
from jvplanner.questions import When
from jvplanner.web.letters import letters_go_out
from tests.browser import Browser
from tests.builders import PracticeOfTheCast
from tests.builders_papers import (
    CHANGES,
    NO,
    TITLE,
    YES,
    address_now,
    close_link,
    link_of,
    make_paper,
    make_sent,
    paper_of,
    send,
)
from tests.statements import counted

LEE = ("Lee O'Hara", "lee@canal.example")


def shown(app: Flask, paper: Paper) -> str:
    with app.test_request_context():
        return render_template(
            "papers/_sent.html", sent=sent_state(paper, sends_by_itself=letters_go_out())
        )


def test_the_link_is_shown_with_what_can_be_done_about_it(
    with_mail_server: None, app: Flask, in_riverside: PracticeOfTheCast
) -> None:
    sent = make_sent()
    text = shown(app, paper_of(sent))
    assert f"http://localhost{sent.path}" in text
    assert "Waiting for their answer" in text
    assert "Dana Ruiz" in text
    for action in ("revocation", "renewal", "withdrawal"):
        assert f'action="/papers/{sent.id}/{action}"' in text
    close_link(sent)
    text = shown(app, paper_of(sent))
    assert sent.path not in text
    assert f'action="/papers/{sent.id}/reopening"' in text


def test_the_links_of_several_readers_are_folded_away_and_one_alone_is_not(
    app: Flask, in_riverside: PracticeOfTheCast
) -> None:
    sent = make_sent()
    assert '<details class="fold">' not in shown(app, paper_of(sent))

    lee = send(paper_of(sent), LEE)
    folds = shown(app, paper_of(lee)).split('<details class="fold">')[1:]
    assert len(folds) == 2
    for fold, reader in zip(folds, (sent, lee), strict=True):
        assert address_now(reader) in fold.split("</details>")[0]


def test_the_tag_says_nothing_that_the_heading_has_said(
    app: Flask, in_riverside: PracticeOfTheCast, monkeypatch: pytest.MonkeyPatch
) -> None:
    paper = paper_of(make_sent())
    assert '<span class="tag' in shown(app, paper)

    now = clock.now()
    later = Standing("Its letter is for later", "still", now, heading="Its letter is for later")
    monkeypatch.setattr(SentState, "standing", later)
    assert '<span class="tag' not in shown(app, paper)


@pytest.mark.parametrize(
    ("answer", "heading"),
    [(YES, "They said yes"), (CHANGES, "It is your turn"), (NO, "They declined")],
)
@pytest.mark.usefixtures("with_mail_server")
def test_the_heading_says_how_an_answered_paper_stands(
    app: Flask,
    in_riverside: PracticeOfTheCast,
    as_nobody: Browser,
    answer: dict[str, object],
    heading: str,
) -> None:
    sent = make_sent()
    assert ">On its way</h2>" in shown(app, paper_of(sent))
    as_nobody.post(sent.answer_path, data=answer)
    text = shown(app, paper_of(sent))
    assert f">{heading}</h2>" in text
    assert "On its way" not in text


def test_the_heading_says_that_a_paper_was_taken_back(
    app: Flask, in_riverside: PracticeOfTheCast, as_maya: Browser
) -> None:
    sent = make_sent()
    as_maya.post(f"/papers/{sent.id}/withdrawal")
    assert ">You withdrew it</h2>" in shown(app, paper_of(sent))


def test_a_link_that_ran_out_is_a_warning_only_while_an_answer_is_awaited(
    app: Flask, in_riverside: PracticeOfTheCast, as_nobody: Browser
) -> None:
    awaited, answered = make_sent(), make_sent(partner="Green Basket")
    as_nobody.post(answered.answer_path, data=NO)
    for sent in (awaited, answered):
        link_of(sent).expires_at = clock.now() - timedelta(minutes=1)
        db.session.commit()
    assert "This link has run out" in shown(app, paper_of(awaited))
    text = shown(app, paper_of(answered))
    assert "This link has run out" not in text
    assert "The link worked until" in text


def test_a_draft_says_that_it_was_not_sent(app: Flask, in_riverside: PracticeOfTheCast) -> None:
    text = shown(app, make_paper())
    assert "Not sent yet" in text
    assert "/withdrawal" not in text


def test_the_answer_is_shown_with_its_notes(
    app: Flask, in_riverside: PracticeOfTheCast, as_nobody: Browser
) -> None:
    sent = make_sent()
    as_nobody.post(sent.answer_path, data=CHANGES)
    text = shown(app, paper_of(sent))
    assert "Dana Ruiz asked for changes" in text
    assert "Say “iron”." in text
    assert "Changes asked for" in text


def test_more_recipients_cost_no_more_statements(in_riverside: PracticeOfTheCast) -> None:
    sent = make_sent()
    send(paper_of(sent))  # from the second version on, it is compared with the one before
    paper = paper_of(sent)
    with counted() as few:
        sent_state(paper, sends_by_itself=True)
    for number in range(30):
        send(paper_of(sent), (f"Person {number}", f"p{number}@canal.example"))
    paper = paper_of(sent)
    with counted() as many:
        assert len(sent_state(paper, sends_by_itself=True).recipients) == 31
    assert len(few) == len(many) <= 8


def test_a_member_closes_opens_and_renews_the_link(
    in_riverside: PracticeOfTheCast, as_tom: Browser, as_nobody: Browser
) -> None:
    """P3"""
    sent = make_sent()
    response = as_tom.post(f"/papers/{sent.id}/revocation")
    assert response.status_code == 303
    assert response.headers["Location"].startswith("/proposals/")
    assert as_nobody.get(sent.path).status_code == 410
    as_tom.post(f"/papers/{sent.id}/reopening")
    assert as_nobody.get(sent.path).status_code == 200
    as_tom.post(f"/papers/{sent.id}/renewal")
    assert as_nobody.get(sent.path).status_code == 410
    assert as_nobody.get(address_now(sent)).status_code == 200


def test_reopening_gives_a_link_that_has_run_out_thirty_more_days(
    in_riverside: PracticeOfTheCast, as_tom: Browser, as_nobody: Browser
) -> None:
    sent = make_sent()
    close_link(sent, expired_on=clock.now() - timedelta(days=1))
    as_tom.post(f"/papers/{sent.id}/reopening")
    assert as_nobody.get(sent.path).status_code == 200
    expires_at = link_of(sent).expires_at
    assert expires_at
    assert timedelta(days=29) < expires_at - clock.now() <= timedelta(days=30)


def test_each_recipients_link_is_closed_on_its_own(
    in_riverside: PracticeOfTheCast, as_tom: Browser, as_nobody: Browser
) -> None:
    dana = make_sent()
    lee = send(paper_of(dana), LEE)
    as_tom.post(f"/papers/{dana.id}/revocation", data={"recipient": dana.recipient_id})
    assert as_nobody.get(dana.path).status_code == 410
    assert as_nobody.get(lee.path).status_code == 200


@pytest.mark.parametrize("named", ["", "none", "0", "9999999999"])
def test_a_recipient_of_another_paper_is_not_found(
    in_riverside: PracticeOfTheCast, as_tom: Browser, as_nobody: Browser, named: str
) -> None:
    sent, other = make_sent(), make_sent(partner="Pilates on Main")
    for recipient in (named, str(other.recipient_id)):
        data = {"recipient": recipient}
        assert as_tom.post(f"/papers/{sent.id}/revocation", data=data).status_code == 404
    assert as_nobody.get(other.path).status_code == 200


def test_a_paper_is_withdrawn_once_and_not_after_its_answer(
    in_riverside: PracticeOfTheCast, as_tom: Browser, as_nobody: Browser
) -> None:
    sent, answered = make_sent(), make_sent(partner="Pilates on Main")
    as_nobody.post(answered.answer_path, data=YES)
    assert as_tom.post(f"/papers/{sent.id}/withdrawal").status_code == 303
    assert paper_of(sent).state is PaperState.WITHDRAWN
    for paper in (sent, answered):
        response = as_tom.post(f"/papers/{paper.id}/withdrawal")
        assert response.status_code == 409
        assert "cannot be withdrawn" in response.text
    assert paper_of(answered).state is PaperState.APPROVED


def test_what_was_withdrawn_is_not_sent_anew(
    in_riverside: PracticeOfTheCast, as_tom: Browser
) -> None:
    sent = make_sent()
    as_tom.post(f"/papers/{sent.id}/withdrawal")
    assert as_tom.post(f"/papers/{sent.id}/renewal").status_code == 409


@pytest.mark.parametrize("act", ["revocation", "reopening", "renewal", "withdrawal"])
def test_another_practice_finds_nothing(
    in_riverside: PracticeOfTheCast, as_outsider: Browser, as_nobody: Browser, act: str
) -> None:
    """T1"""
    sent = make_sent()
    assert as_outsider.post(f"/papers/{sent.id}/{act}").status_code == 404
    assert as_outsider.get(f"/papers/{sent.id}").status_code == 404
    assert as_nobody.get(sent.path).status_code == 200


def test_a_form_without_its_token_does_nothing(
    in_riverside: PracticeOfTheCast, as_tom: Browser, as_nobody: Browser
) -> None:
    sent = make_sent()
    assert as_tom.without_token(f"/papers/{sent.id}/revocation").status_code == 400
    assert as_nobody.get(sent.path).status_code == 200


def test_today_tells_what_came_back_and_what_is_awaited(
    in_riverside: PracticeOfTheCast, as_nobody: Browser
) -> None:
    awaited = make_sent(partner="Awaited")
    for partner, data in (("Changing", CHANGES), ("Declining", NO), ("Agreeing", YES)):
        as_nobody.post(make_sent(partner=partner).answer_path, data=data)
    closed = make_sent(partner="Shut out")
    close_link(closed)
    db.session.rollback()
    told = {entry.what: entry for entry in due(clock.now())}
    assert {what: entry.when for what, entry in told.items()} == {
        "Awaited has not answered yet": When.WAITING_FOR_OTHERS,
        "Changing asked for changes": When.NOW,
        "Declining said not this time": When.THIS_WEEK,
        "Shut out cannot answer any more": When.NOW,
    }
    assert told["Awaited has not answered yet"].href == f"/papers/{awaited.id}"
    assert TITLE in told["Awaited has not answered yet"].why
    assert told["Declining said not this time"].why == "We rebuild the shop in spring."


def test_a_no_is_news_for_a_week(in_riverside: PracticeOfTheCast, as_nobody: Browser) -> None:
    as_nobody.post(make_sent().answer_path, data=NO)
    db.session.rollback()
    assert len(due(clock.now() + timedelta(days=6))) == 1
    assert due(clock.now() + timedelta(days=8)) == []


def test_today_costs_the_same_however_much_is_out(in_riverside: PracticeOfTheCast) -> None:
    make_sent()
    with counted() as few:
        due(clock.now())
    for number in range(25):
        make_sent((f"P {number}", f"p{number}@canal.example"), partner=f"Partner {number}")
    with counted() as many:
        *named, rest = due(clock.now())
    assert len(named) == 20
    assert rest.what == "More papers are out or came back"
    assert len(few) == len(many) <= 6
