"""While an answer is awaited: reminders off and on, more time, what reaches several readers."""

from datetime import timedelta

import pytest
import time_machine

from jvplanner import clock
from jvplanner.db import db
from jvplanner.links import addresses
from jvplanner.papers import actions
from jvplanner.papers.models import PAPER, EntryKind, PaperState
from jvplanner.people.models import Person, person_known_as
from tests.browser import Browser, as_read
from tests.builders import PracticeOfTheCast, letters
from tests.builders_papers import (
    DANA,
    NO,
    TITLE,
    SentPaper,
    content,
    link_of,
    make_paper,
    make_sent,
    paper_of,
    recipient_of,
    send,
)
from tests.papers.test_seen import entries

A_DAY = timedelta(days=1)
LEE = ("Lee O'Hara", "lee@canal.example")


def sent_to(*people: tuple[str, str | None], lasts: timedelta = 30 * A_DAY) -> list[SentPaper]:
    """Send a paper to several people; return it once for each of them."""
    paper = make_paper()
    persons = [
        person_known_as(name, email) if email else Person(name=name) for name, email in people
    ]
    found = actions.send(
        paper,
        title=TITLE,
        content=content(),
        to=persons,
        dispatch=actions.Dispatch(lasts=lasts),
    )
    db.session.commit()
    paths = [addresses.path(PAPER, addresses.link_for(PAPER, one.id)) for one in found]
    sent = [SentPaper(paper.id, one.id, path) for one, path in zip(found, paths, strict=True)]
    db.session.rollback()
    return sent


def reminded() -> dict[int, list[int]]:
    """Return on which days from now a reminder waits, by recipient."""
    db.session.rollback()
    found: dict[int, list[int]] = {}
    for one in sorted(letters("paper_reminder"), key=lambda letter: letter.try_at):
        days = round((one.try_at - clock.now()) / A_DAY)
        found.setdefault(one.ids["recipient_id"], []).append(days)
    return found


def test_reminders_are_turned_off_and_on_again_as_far_as_they_are_ahead(
    in_riverside: PracticeOfTheCast, as_tom: Browser
) -> None:
    dana, lee = sent_to(DANA, LEE)
    address = f"/papers/{dana.id}/reminders"

    as_tom.post(address)
    assert reminded() == {}
    assert not paper_of(dana).reminds

    with time_machine.travel(clock.now() + 5 * A_DAY):
        for _ in range(2):
            as_tom.post(address, data={"on": "yes"})
            assert reminded() == {dana.recipient_id: [3, 7], lee.recipient_id: [3, 7]}


def test_reminders_are_not_turned_on_for_who_has_answered(
    in_riverside: PracticeOfTheCast, as_tom: Browser, as_nobody: Browser
) -> None:
    dana, _ = sent_to(DANA, LEE)
    as_tom.post(f"/papers/{dana.id}/reminders")
    as_nobody.post(dana.answer_path, data=NO)
    as_tom.post(f"/papers/{dana.id}/reminders", data={"on": "yes"})
    assert reminded() == {}


def test_reminders_are_turned_on_only_for_whom_this_version_was_sent_to(
    in_riverside: PracticeOfTheCast,
) -> None:
    dana = make_sent()
    lee = send(paper_of(dana), LEE)
    for on in (False, True):
        actions.remind(paper_of(dana), on=on)
        db.session.commit()
    assert list(reminded()) == [lee.recipient_id]


def test_a_closed_link_is_not_reminded_of_until_it_is_open_again(
    in_riverside: PracticeOfTheCast,
) -> None:
    dana, lee = sent_to(DANA, LEE)
    actions.revoke(recipient_of(dana))
    db.session.commit()
    actions.remind(paper_of(dana), on=True)
    db.session.commit()
    assert list(reminded()) == [lee.recipient_id]
    assert len(letters("paper_sent")) == 1

    actions.reopen(recipient_of(dana))
    db.session.commit()
    assert set(reminded()) == {dana.recipient_id, lee.recipient_id}
    assert len(letters("paper_sent")) == 2, "what was taken back with the link is written anew"


def test_more_time_brings_every_link_back_save_those_closed_by_hand(
    in_riverside: PracticeOfTheCast, as_nobody: Browser
) -> None:
    """P3"""
    dana, lee, suda = sent_to(DANA, LEE, ("Suda", None), lasts=7 * A_DAY)
    actions.revoke(recipient_of(lee))
    db.session.commit()
    with time_machine.travel(clock.now() + 8 * A_DAY):
        db.session.rollback()
        assert actions.expire_due(clock.now()) == 1
        db.session.commit()
        assert as_nobody.get(dana.path).status_code == 410

        actions.give_time(paper_of(dana), 14 * A_DAY)
        db.session.commit()

        paper = paper_of(dana)
        assert paper.state is PaperState.SENT
        statuses = [as_nobody.get(sent.path).status_code for sent in (dana, lee, suda)]
        assert statuses == [200, 410, 200]
        assert link_of(dana).expires_at == link_of(suda).expires_at == paper.expires_at
        assert reminded() == {dana.recipient_id: [4]}, "the first was due before the end"
    assert entries(dana).count(EntryKind.LINK_REOPENED) == 2


def test_more_time_can_be_given_before_the_end_and_never_takes_any(
    in_riverside: PracticeOfTheCast, as_tom: Browser
) -> None:
    [dana] = sent_to(DANA, lasts=7 * A_DAY)
    was = paper_of(dana).expires_at
    assert was
    as_tom.post(f"/papers/{dana.id}/time", data={"lasts": "60"})
    longer = paper_of(dana).expires_at
    assert longer
    assert longer > was + 50 * A_DAY
    seven = {"lasts": "7"}
    page = as_tom.post(f"/papers/{dana.id}/time", data=seven, follow_redirects=True).text
    assert "Nothing was changed: they can answer for longer already, until" in page
    assert page.count("They can answer until") == 1, "that was said of the first time"
    assert paper_of(dana).expires_at == longer
    assert entries(dana).count(EntryKind.LINK_REOPENED) == 1
    assert reminded() == {dana.recipient_id: [4, 8, 12]}


@pytest.mark.parametrize("lasts", ["", "1", "9999", "long"])
def test_only_the_times_on_offer_are_given(
    in_riverside: PracticeOfTheCast, as_tom: Browser, lasts: str
) -> None:
    [dana] = sent_to(DANA, lasts=7 * A_DAY)
    was = paper_of(dana).expires_at
    assert as_tom.post(f"/papers/{dana.id}/time", data={"lasts": lasts}).status_code == 409
    assert paper_of(dana).expires_at == was


def test_what_was_answered_is_given_no_time(
    in_riverside: PracticeOfTheCast, as_tom: Browser, as_nobody: Browser
) -> None:
    dana = make_sent()
    as_nobody.post(dana.answer_path, data=NO)
    assert as_tom.post(f"/papers/{dana.id}/time", data={"lasts": "7"}).status_code == 409


def test_more_time_reaches_who_answers_in_anothers_place(
    in_riverside: PracticeOfTheCast, as_nobody: Browser
) -> None:
    [dana] = sent_to(DANA, lasts=7 * A_DAY)
    colleague = actions.hand_over(recipient_of(dana), name=LEE[0], email=LEE[1])
    db.session.commit()
    path = addresses.path(PAPER, addresses.link_for(PAPER, colleague.id))
    with time_machine.travel(clock.now() + 8 * A_DAY):
        db.session.rollback()
        actions.expire_due(clock.now())
        db.session.commit()
        actions.give_time(paper_of(dana), 14 * A_DAY)
        db.session.commit()
        assert as_nobody.get(path).status_code == 200
        assert as_nobody.get(dana.path).status_code == 410, "hers was handed over"


def test_the_page_says_when_it_reminds_and_until_when_it_is_open(
    in_riverside: PracticeOfTheCast, with_mail_server: None, as_maya: Browser
) -> None:
    dana = make_sent()

    def page() -> str:
        return as_read(as_maya.get(f"/papers/{dana.id}", follow_redirects=True).text)

    assert "Without an answer, Dana Ruiz is reminded " in page()
    assert ", and 2 more after that." in page()
    as_maya.post(f"/papers/{dana.id}/reminders")
    assert "Nobody is reminded." in page()
    assert "Turn reminders on" in page()
    assert "Give more time" in page()


def test_a_link_sent_anew_to_one_reader_leaves_the_others_as_they_are(
    in_riverside: PracticeOfTheCast, as_tom: Browser, as_nobody: Browser
) -> None:
    """P3"""
    dana, lee = sent_to(DANA, LEE)
    as_tom.post(f"/papers/{dana.id}/renewal", data={"recipient": dana.recipient_id})
    assert as_nobody.get(dana.path).status_code == 410
    assert as_nobody.get(lee.path).status_code == 200
