"""Reminders go to whoever can answer, and to nobody while the practice owes the partner a reply."""

from datetime import timedelta

import time_machine
from flask import Flask
from sqlalchemy import select

from jvplanner import clock
from jvplanner.db import db
from jvplanner.links import addresses
from jvplanner.outbox.worker import send_due
from jvplanner.papers import actions
from jvplanner.papers.models import PAPER, Question
from tests.browser import Browser, as_read
from tests.builders import PracticeOfTheCast, letters
from tests.builders_papers import SentPaper, make_sent, paper_of, recipient_of, send
from tests.papers.test_waiting import A_DAY, LEE, reminded, sent_to

LENA = ("Lena Fox", "lena@canal.example")


def hand_over(sent: SentPaper, to: tuple[str, str] = LENA) -> SentPaper:
    """Let a colleague answer in the reader's place; return the paper as the colleague has it."""
    colleague = actions.hand_over(recipient_of(sent), name=to[0], email=to[1])
    db.session.commit()
    path = addresses.path(PAPER, addresses.link_for(PAPER, colleague.id))
    found = SentPaper(sent.id, colleague.id, path)
    db.session.rollback()
    return found


def ask(sent: SentPaper, text: str = "May we bring tea?") -> None:
    actions.ask(recipient_of(sent), text)
    db.session.commit()


def reply_to_all(sent: SentPaper) -> None:
    db.session.rollback()
    for question in db.session.scalars(select(Question).filter_by(replied_at=None)).all():
        actions.reply(question, paper_of(sent), "Gladly.")
        db.session.commit()


def page_of(sent: SentPaper, browser: Browser) -> str:
    return as_read(browser.get(f"/papers/{sent.id}", follow_redirects=True).text)


def test_reminders_follow_the_paper_to_whom_it_was_handed_over_to(
    in_riverside: PracticeOfTheCast, with_mail_server: None, as_maya: Browser
) -> None:
    dana = make_sent()
    with time_machine.travel(clock.now() + 3 * A_DAY):
        lena = hand_over(dana)
        assert reminded() == {lena.recipient_id: [4, 8, 12]}, "counted from the handing over"
        assert "Without an answer, Lena Fox is reminded " in page_of(dana, as_maya)


def test_the_only_one_with_an_address_is_reminded_though_the_paper_was_handed_to_them(
    in_riverside: PracticeOfTheCast, with_mail_server: None, as_maya: Browser
) -> None:
    suda = make_sent(("Suda", None))
    assert "Nobody is reminded: no e-mail address is known." in page_of(suda, as_maya)
    lena = hand_over(suda)

    assert list(reminded()) == [lena.recipient_id]
    assert "Without an answer, Lena Fox is reminded " in page_of(suda, as_maya)


def test_a_reminder_to_the_colleague_goes_out_and_stands_in_the_history(
    app: Flask, in_riverside: PracticeOfTheCast, as_maya: Browser
) -> None:
    lena = hand_over(make_sent())
    delivered: list[object] = []
    db.session.rollback()
    with time_machine.travel(clock.now() + 4 * A_DAY + timedelta(minutes=1)):
        send_due(app.extensions["postroom"], delivered.append)

    to_lena = [str(one["Subject"])[:10] for one in delivered if "lena@" in str(one["To"])]
    assert to_lena == ["Dana Ruiz ", "Still open"]
    assert "Reminder to Lena Fox accepted by the mail server" in page_of(lena, as_maya)


def test_turned_off_and_on_again_they_are_the_colleagues(in_riverside: PracticeOfTheCast) -> None:
    dana, lee = sent_to(("Dana Ruiz", "dana@canal.example"), LEE)
    lena = hand_over(dana)
    for on in (False, True):
        actions.remind(paper_of(dana), on=on)
        db.session.commit()
        assert set(reminded()) == ({lena.recipient_id, lee.recipient_id} if on else set())


def test_more_time_reminds_the_colleague(in_riverside: PracticeOfTheCast) -> None:
    [dana] = sent_to(("Dana Ruiz", "dana@canal.example"), lasts=3 * A_DAY)
    lena = hand_over(dana)
    assert reminded() == {}

    actions.give_time(paper_of(dana), 14 * A_DAY)
    db.session.commit()

    assert reminded() == {lena.recipient_id: [4, 8, 12]}


def test_a_colleagues_link_opened_again_brings_letter_and_reminders_back(
    in_riverside: PracticeOfTheCast,
) -> None:
    lena = hand_over(make_sent())
    actions.revoke(recipient_of(lena))
    db.session.commit()
    assert letters("paper_handed_over") == []
    assert reminded() == {}

    actions.reopen(recipient_of(lena))
    db.session.commit()

    assert [letter.to_email for letter in letters("paper_handed_over")] == [LENA[1]]
    assert list(reminded()) == [lena.recipient_id]


def test_a_new_link_for_the_colleague_comes_in_the_name_of_who_handed_it_over(
    in_riverside: PracticeOfTheCast,
) -> None:
    lena = hand_over(make_sent())
    actions.renew(paper_of(lena), recipient_of(lena))
    db.session.commit()

    assert [letter.ids["recipient_id"] for letter in letters("paper_handed_over")][-1:] == [
        lena.recipient_id
    ]
    assert letters("paper_sent") == []


def test_the_next_version_reminds_whom_it_is_sent_to(in_riverside: PracticeOfTheCast) -> None:
    dana = make_sent()
    hand_over(dana)
    send(paper_of(dana))

    assert reminded() == {dana.recipient_id: [4, 8, 12]}


def test_nobody_is_reminded_while_a_question_waits_for_the_practice(
    in_riverside: PracticeOfTheCast, with_mail_server: None, as_maya: Browser
) -> None:
    dana, lee = sent_to(("Dana Ruiz", "dana@canal.example"), LEE)
    ask(dana)
    assert reminded() == {}
    said = "Nobody is reminded while their question waits for your reply."
    assert said in page_of(dana, as_maya)

    for on in (False, True):
        actions.remind(paper_of(dana), on=on)
        db.session.commit()
    actions.give_time(paper_of(dana), 60 * A_DAY)
    hand_over(lee)
    db.session.commit()
    assert reminded() == {}

    with time_machine.travel(clock.now() + 2 * A_DAY):
        reply_to_all(dana)
        found = reminded()
        assert len(found) == 2
        assert all(days == [4, 8, 12] for days in found.values()), "they count from the reply"
        assert said not in page_of(dana, as_maya)


def test_the_last_reply_starts_the_reminders(in_riverside: PracticeOfTheCast) -> None:
    dana = make_sent()
    ask(dana)
    ask(dana, "And biscuits?")
    first = db.session.scalars(select(Question).order_by(Question.id)).first()
    actions.reply(first, paper_of(dana), "Gladly.")
    db.session.commit()
    assert reminded() == {}

    reply_to_all(dana)
    assert reminded() == {dana.recipient_id: [4, 8, 12]}


def test_a_reply_to_who_has_answered_reminds_nobody(
    in_riverside: PracticeOfTheCast, as_nobody: Browser
) -> None:
    dana = make_sent()
    ask(dana)
    as_nobody.post(dana.answer_path, data={"verdict": "declined", "version": "1", "reason": "No."})
    reply_to_all(dana)

    assert reminded() == {}


def test_a_reminder_taken_up_as_the_question_comes_does_not_go_out(
    app: Flask, in_riverside: PracticeOfTheCast
) -> None:
    dana = make_sent()
    postroom, delivered = app.extensions["postroom"], []
    was_needed = postroom.is_needed

    class Asked:
        """Has the partner ask between the claim of a reminder and its writing."""

        message = postroom.message

        def is_needed(self, letter) -> bool:
            db.session.rollback()
            if letter.name == "paper_reminder":
                db.session.add(
                    Question(
                        paper_id=dana.id,
                        recipient_id=dana.recipient_id,
                        version=1,
                        text="Tea?",
                        asked_at=clock.now(),
                    )
                )
                db.session.commit()
            return bool(was_needed(letter))

    db.session.rollback()
    with time_machine.travel(clock.now() + 4 * A_DAY + timedelta(minutes=1)):
        send_due(Asked(), delivered.append)

    assert [str(one["Subject"])[:10] for one in delivered] == ["Riverside "]
