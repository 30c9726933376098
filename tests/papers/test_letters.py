"""The letters that carry a paper to the partner and its answer to both sides."""

import re
from email.message import EmailMessage

import time_machine
from flask import Flask
from sqlalchemy import select

from jvplanner import clock
from jvplanner.db import db
from jvplanner.outbox.models import Letter
from jvplanner.papers import actions
from jvplanner.papers.rules import CONSENT, CONSENTS
from tests.browser import Browser, as_read
from tests.builders import PracticeOfTheCast, letters
from tests.builders_papers import (
    CHANGES,
    HOOK,
    NO,
    TITLE,
    YES,
    address_now,
    close_link,
    make_sent,
    paper_of,
    recipient_of,
    send,
)


def bodies(app: Flask, letter: Letter) -> tuple[EmailMessage, str, str]:
    """The letter as it goes out: the message, its plain text and its HTML."""
    message = app.extensions["postroom"].message(letter)
    text, html = message.get_body(("plain",)), message.get_body(("html",))
    assert text
    assert html
    return message, " ".join(text.get_content().split()), html.get_content()


def test_the_letter_to_the_partner_has_who_what_where_and_until_when(
    app: Flask, in_riverside: PracticeOfTheCast
) -> None:
    with time_machine.travel("2027-01-05T12:00:00Z", tick=False):
        sent = make_sent(("Mary-Kate O'Neill", "mk@canal.example"))
        (letter,) = letters("paper_sent")
        message, text, html = bodies(app, letter)
    assert message["To"] == "Mary-Kate O'Neill <mk@canal.example>"
    assert message["From"].startswith("Riverside Nutrition <")
    assert message["Reply-To"] == "maya@riverside.example"
    assert message["Subject"] == f"Riverside Nutrition: {HOOK}"
    for body in (text, html):
        assert f"http://localhost{sent.path}" in body
        assert "Thu 4 Feb 2027, 07:00 (New York)" in as_read(body)
        assert HOOK in body
    assert "Hello Mary-Kate O'Neill," in text


def test_the_letter_loads_nothing_from_anywhere(
    app: Flask, in_riverside: PracticeOfTheCast
) -> None:
    make_sent()
    html = bodies(app, letters("paper_sent")[0])[2]
    assert "<img" not in html
    assert re.findall(r'src="?(http|//)', html) == []


def test_one_letter_goes_out_for_each_version_and_recipient(
    in_riverside: PracticeOfTheCast,
) -> None:
    sent = make_sent()
    went_out()
    send(paper_of(sent))
    went_out()
    send(paper_of(sent), ("Lee O'Hara", "lee@canal.example"))
    assert [(letter.to_email, letter.ids["version"]) for letter in letters("paper_sent")] == [
        ("dana@canal.example", 1),
        ("dana@canal.example", 2),
        ("lee@canal.example", 3),
    ]


def went_out() -> None:
    """Let the worker have sent what waits."""
    for letter in db.session.scalars(select(Letter)):
        letter.sent(clock.now())
    db.session.commit()


def test_without_an_address_there_is_a_link_and_no_letter(
    in_riverside: PracticeOfTheCast, as_nobody: Browser
) -> None:
    sent = make_sent(("Suda", None))
    assert letters() == []
    assert as_nobody.get(sent.path).status_code == 200


def test_a_new_link_is_told_by_a_letter_while_an_answer_is_awaited(
    app: Flask, in_riverside: PracticeOfTheCast, as_nobody: Browser
) -> None:
    sent = make_sent()
    went_out()
    actions.renew(paper_of(sent), recipient_of(sent))
    db.session.commit()
    first, second = letters("paper_sent")
    new = address_now(sent)
    for letter in (first, second):
        assert new in bodies(app, letter)[1]
    as_nobody.post(f"{new}/answer", data=NO)
    actions.renew(paper_of(sent), recipient_of(sent))
    db.session.commit()
    assert letters("paper_sent") == [first], "what had not gone out asks for nothing any more"


def test_a_new_version_for_a_closed_link_brings_a_new_one(
    app: Flask, in_riverside: PracticeOfTheCast, as_nobody: Browser
) -> None:
    sent = make_sent()
    close_link(sent)
    again = send(paper_of(sent))
    assert again.path != sent.path
    assert as_nobody.get(again.path).status_code == 200
    assert as_nobody.get(sent.path).status_code == 410
    assert again.path in bodies(app, letters("paper_sent")[-1])[1]


def test_the_practice_reads_who_said_yes_and_to_which_dates(
    app: Flask, in_riverside: PracticeOfTheCast, as_nobody: Browser
) -> None:
    with time_machine.travel("2027-01-05T12:00:00Z", tick=False):
        sent = make_sent(in_days=(37, 40))
        as_nobody.post(sent.answer_path, data=YES | {"dates": "1", "email": "dana@home.example"})
        (letter,) = letters("paper_answered")
        message, text, html = bodies(app, letter)
    assert letter.to_email == "maya@riverside.example"
    assert message["Subject"] == f"Canal Pharmacy said yes: {TITLE}"
    assert message["Reply-To"] == "dana@home.example"
    for body in (text, html):
        assert "Dana Ruiz" in body
        assert "Thu 11 Feb 2027, 18:30 – 20:00 (New York)" in as_read(body)
        assert "Sun 14 Feb" not in body
        assert f"http://localhost/papers/{sent.id}" in body
        assert sent.path not in body


def test_the_practice_reads_the_notes_by_part_and_the_reason(
    app: Flask, in_riverside: PracticeOfTheCast, as_nobody: Browser
) -> None:
    changed, declined = make_sent(), make_sent(partner="Pilates on Main")
    as_nobody.post(changed.answer_path, data=CHANGES | {"note_hook": "Say <b>iron</b>.\nSoon."})
    as_nobody.post(declined.answer_path, data=NO)
    notes, reason = letters("paper_answered")
    _, text, html = bodies(app, notes)
    assert "Say <b>iron</b>. Soon." in text
    assert "Say &lt;b&gt;iron&lt;/b&gt;." in html
    message, text, _ = bodies(app, reason)
    assert message["Subject"].startswith("Pilates on Main said not this time")
    assert "We rebuild the shop in spring." in text


def test_the_copy_holds_what_was_agreed_and_in_which_words(
    app: Flask, in_riverside: PracticeOfTheCast, as_nobody: Browser
) -> None:
    sent = make_sent()
    as_nobody.post(sent.answer_path, data=YES)
    (letter,) = letters("paper_answer_copy")
    _, text, html = bodies(app, letter)
    assert letter.to_email == "dana@canal.example"
    for body in (text, html):
        assert "Sleep, food and stress around perimenopause." in body
        assert CONSENTS[CONSENT][1] in body
        assert paper_of(sent).versions[0].sha256 in body
        assert f"http://localhost{sent.path}/certificate.pdf" in body


def test_only_who_was_sent_the_paper_gets_its_address_in_the_copy(
    app: Flask, in_riverside: PracticeOfTheCast, as_nobody: Browser
) -> None:
    sent = make_sent()
    as_nobody.post(sent.answer_path, data=YES | {"email": "dana@home.example"})
    theirs = {letter.to_email: bodies(app, letter) for letter in letters("paper_answer_copy")}

    assert theirs.keys() == {"dana@home.example", "dana@canal.example"}
    assert all(sent.path not in body for body in theirs["dana@home.example"][1:])
    assert all(sent.path in body for body in theirs["dana@canal.example"][1:])


def test_the_copy_of_a_no_speaks_of_no_consent(
    app: Flask, in_riverside: PracticeOfTheCast, as_nobody: Browser
) -> None:
    as_nobody.post(make_sent().answer_path, data=NO)
    text = bodies(app, letters("paper_answer_copy")[0])[1]
    assert CONSENTS[CONSENT][1] not in text
    assert "certificate.pdf" not in text


def test_a_partner_without_an_address_gets_no_copy(
    in_riverside: PracticeOfTheCast, as_nobody: Browser
) -> None:
    sent = make_sent(("Suda", None))
    as_nobody.post(sent.answer_path, data=YES)
    assert [letter.name for letter in letters()] == ["paper_answered"]
    assert "print it" in as_nobody.get(sent.path).text


def test_an_answer_that_was_refused_writes_no_letter(
    in_riverside: PracticeOfTheCast, as_nobody: Browser
) -> None:
    sent = make_sent(("Suda", None))
    as_nobody.post(sent.answer_path, data=YES | {"name": ""})
    as_nobody.post(sent.answer_path, data=YES | {"version": "2"})
    assert letters() == []


def test_a_letter_that_has_not_gone_out_is_taken_back_with_its_paper(in_riverside) -> None:
    sent = make_sent()
    assert len(letters("paper_sent")) == 1
    actions.withdraw(paper_of(sent))
    db.session.commit()
    assert letters("paper_sent") == []
