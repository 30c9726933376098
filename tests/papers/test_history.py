"""The history of a paper: every version, what changed in it, and what was said to each."""

from datetime import timedelta

import pytest
import time_machine
from sqlalchemy import select

from jvplanner import clock
from jvplanner.db import db
from jvplanner.outbox.models import LetterState
from jvplanner.papers import actions
from jvplanner.papers.models import EntryKind, Paper, PaperEntry, PaperState, Question
from jvplanner.papers.queries import History, certificate_of, history_of, record_of
from jvplanner.papers.rules import LINK_LASTS
from jvplanner.wall_time import moment_text
from tests.browser import Browser
from tests.builders import PracticeOfTheCast, letters
from tests.builders_agreements import make_agreement
from tests.builders_agreements import send as send_agreement
from tests.builders_papers import (
    CHANGES,
    NO,
    YES,
    SentPaper,
    make_sent,
    paper_of,
    recipient_of,
    send,
)
from tests.statements import counted

TOM = {"colleague_name": "Tom O'Hara", "colleague_email": "tom@canal.example"}


@pytest.fixture
def twice_changed(in_riverside: PracticeOfTheCast, as_nobody: Browser) -> SentPaper:
    """Version 3 is out; the first two came back with notes."""
    sent = make_sent(hook="Why tired people sleep badly")
    as_nobody.post(sent.answer_path, data={**CHANGES, "note_hook": "Say “rested”."})
    send(paper_of(sent), hook="Why rested people sleep badly")
    second = {**CHANGES, "version": "2", "note_hook": "", "note_your_role": "Leave out the tea."}
    as_nobody.post(sent.answer_path, data=second)
    send(paper_of(sent), hook="Why rested people sleep well")
    return sent


def told(paper: Paper) -> History:
    return history_of(record_of(paper), "America/New_York")


def words(paper: Paper) -> list[list[str]]:
    """What happened, version by version, the newest first."""
    return [[step.words for step in each.steps] for each in told(paper).rounds]


def test_notes_of_every_version_stay_on_the_page_and_in_the_editor(
    twice_changed: SentPaper, as_maya: Browser
) -> None:
    page = as_maya.get(f"/papers/{twice_changed.id}", follow_redirects=True)

    for text in (page.text, as_maya.get(f"{page.request.path}/draft").text):
        assert "Say “rested”." in text
        assert "Leave out the tea." in text
        for number in (1, 2, 3):
            assert f'href="/papers/{twice_changed.id}/versions/{number}"' in text
        assert "What changed since version 2" in text
        assert "What changed since version 1" in text


def test_the_words_that_changed_stand_with_each_version(twice_changed: SentPaper) -> None:
    third, second, first = told(paper_of(twice_changed)).rounds

    assert [(each.label, each.before, each.now) for each in second.changes] == [
        ("The hook", "Why tired people sleep badly", "Why rested people sleep badly")
    ]
    assert third.changes[0].now == "Why rested people sleep well"
    assert first.changes == []


def test_an_old_version_can_be_read(twice_changed: SentPaper, as_maya: Browser) -> None:
    page = as_maya.get(f"/papers/{twice_changed.id}/versions/1")

    assert page.status_code == 200
    assert "Why tired people sleep badly" in page.text
    assert "rested" not in page.text
    assert "(New York)" in page.text, "its dates are part of it"


@pytest.mark.parametrize("number", ["0", "4", "99999999999"])
def test_a_version_that_was_never_sent_is_not_found(
    twice_changed: SentPaper, as_maya: Browser, number: str
) -> None:
    assert as_maya.get(f"/papers/{twice_changed.id}/versions/{number}").status_code == 404


def test_every_kind_of_thing_that_can_happen_is_told_with_who_did_it(
    in_riverside: PracticeOfTheCast, as_nobody: Browser, as_maya: Browser
) -> None:
    with time_machine.travel(clock.now() + timedelta(minutes=1), tick=False) as day:
        sent = make_sent()
        day.shift(60)
        as_nobody.post(f"{sent.path}/seen")
        day.shift(60)
        as_nobody.post(f"{sent.path}/questions", data={"question": "With tea?"})
        question = db.session.scalars(select(Question)).one()
        day.shift(60)
        as_maya.post(f"/papers/{sent.id}/questions/{question.id}/reply", data={"reply": "Gladly."})
        for act in ("revocation", "reopening"):
            day.shift(60)
            as_maya.post(f"/papers/{sent.id}/{act}")
        day.shift(60)
        as_nobody.post(f"{sent.path}/handover", data=TOM)

    (happened,) = words(paper_of(sent))
    assert happened == [
        "Sent to Dana Ruiz",
        "Seen by Dana Ruiz",
        "Dana Ruiz asked",
        "Your practice answered",
        "The link of Dana Ruiz was closed",
        "The link of Dana Ruiz was opened again",
        "Dana Ruiz handed it over to Tom O'Hara",
    ]
    (only,) = told(paper_of(sent)).rounds
    assert [step.said for step in only.steps if step.said] == [
        [("", "With tea?")],
        [("", "Gladly.")],
    ]


@pytest.mark.parametrize("has_run_out", [False, True])
def test_more_time_is_told_as_more_time_and_only_a_closed_link_is_opened_again(
    in_riverside: PracticeOfTheCast, as_maya: Browser, as_nobody: Browser, has_run_out: bool
) -> None:
    sent = make_sent()
    later = clock.now() + LINK_LASTS + timedelta(hours=1 if has_run_out else -1)
    with time_machine.travel(later, tick=False):
        as_maya.post(f"/papers/{sent.id}/time", data={"lasts": "14"})
        until = moment_text(paper_of(sent).expires_at or later, "America/New_York")
        as_nobody.post(sent.answer_path, data=YES)

        happened = " ".join(words(paper_of(sent))[0])
        certified = certificate_of(paper_of(sent)).data["entries"]
    longer = f"Dana Ruiz has more time, until {until}"
    assert (longer in happened) is not has_run_out
    assert ("was opened again" in happened) is has_run_out
    told_there = [cells[2] for cells in certified]
    assert (f"more time to answer, until {until}" in told_there) is not has_run_out
    assert ("link opened again" in told_there) is has_run_out


def test_an_entry_of_old_that_does_not_say_whether_the_link_was_open_is_told(
    in_riverside: PracticeOfTheCast,
) -> None:
    sent = make_sent()
    paper, now = paper_of(sent), clock.now()
    until = (now + LINK_LASTS).isoformat()
    paper.record(EntryKind.LINK_REOPENED, now, recipient=sent.recipient_id, until=until)
    db.session.commit()

    assert words(paper_of(sent))[0][-1] == "The link of Dana Ruiz was opened again"


def test_an_answer_is_told_with_its_reason_and_ticked_dates(
    in_riverside: PracticeOfTheCast, as_nobody: Browser
) -> None:
    no, yes = make_sent(), make_sent(partner="Green Basket")
    as_nobody.post(no.answer_path, data=NO)
    as_nobody.post(yes.answer_path, data={**YES, "dates": ["2"]})

    (declined,) = told(paper_of(no)).rounds
    assert declined.steps[-1].words == "Dana Ruiz said not this time"
    assert declined.steps[-1].said == [("The reason", "We rebuild the shop in spring.")]
    (agreed,) = told(paper_of(yes)).rounds
    assert [step.words for step in agreed.steps[-2:]] == [
        "Dana Ruiz agreed to answer electronically",
        "Dana Ruiz said yes",
    ]
    [(label, date)] = agreed.steps[-1].said
    assert label == "Dates that work"
    assert "18:30" in date


def test_what_the_mail_server_took_is_told_apart_from_what_was_seen(
    in_riverside: PracticeOfTheCast,
) -> None:
    """P1"""
    sent = make_sent()
    (letter,) = letters("paper_sent")
    letter.claim(clock.now(), timedelta(minutes=1))
    letter.sent(clock.now())
    db.session.commit()
    assert words(paper_of(sent))[0] == [
        "Sent to Dana Ruiz",
        "Letter to Dana Ruiz accepted by the mail server",
    ]

    actions.renew(paper_of(sent), recipient_of(sent))
    db.session.commit()
    _, again = letters("paper_sent")
    again.state = LetterState.FAILED
    db.session.commit()

    assert words(paper_of(sent))[0][2:] == [
        "Dana Ruiz got a new link; the old one is gone",
        "Letter to Dana Ruiz did not get through",
    ]


def test_time_running_out_and_taking_back_are_told(in_riverside: PracticeOfTheCast) -> None:
    sent = make_sent()
    paper = paper_of(sent)
    paper.notice_time(clock.now() + timedelta(days=40))
    db.session.commit()
    assert paper_of(sent).state is PaperState.EXPIRED
    actions.withdraw(paper_of(sent))
    db.session.commit()

    assert set(words(paper_of(sent))[0][1:]) == {"The time to answer ran out", "Withdrawn"}


def test_both_signatures_under_an_agreement_are_told(
    in_riverside: PracticeOfTheCast, as_maya: Browser
) -> None:
    agreement = make_agreement()
    send_agreement(agreement)

    page = as_maya.get(f"/agreements/{agreement.id}").text

    assert words(agreement.paper)[0][:2] == ["Sent to Sam Carter", "Signed by Maya Okafor"]
    assert "Signed by Maya Okafor" in page


def test_what_was_erased_is_told_as_erased(twice_changed: SentPaper) -> None:
    """P7"""
    paper = paper_of(twice_changed)
    for entry in db.session.scalars(
        select(PaperEntry).filter_by(paper_id=paper.id, kind=EntryKind.ANSWERED)
    ):
        entry.erase()
    db.session.commit()

    _, second, _ = told(paper_of(twice_changed)).rounds

    assert second.steps[-1].said == [("", "What was written was erased.")]


def test_a_longer_history_costs_no_more_statements(
    twice_changed: SentPaper, as_nobody: Browser
) -> None:
    paper = paper_of(twice_changed)
    with counted() as few:
        told(paper)
    for number in range(10):
        send(
            paper_of(twice_changed), (f"P {number}", f"p{number}@x.example"), hook=f"Hook {number}"
        )
    paper = paper_of(twice_changed)
    with counted() as many:
        assert len(told(paper).rounds) == 13
    assert len(few) == len(many) <= 6


def test_what_has_not_been_sent_has_no_history(
    in_riverside: PracticeOfTheCast, as_maya: Browser
) -> None:
    agreement = make_agreement()

    assert 'id="history"' not in as_maya.get(f"/agreements/{agreement.id}").text
