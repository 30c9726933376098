"""What a partner sees behind the link, and that looking at it changes nothing."""

import re
from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from jvplanner import clock
from jvplanner.db import Base, db
from jvplanner.links import addresses
from jvplanner.links.models import Purpose
from jvplanner.papers import actions
from tests.browser import Browser, as_read
from tests.builders import PracticeOfTheCast
from tests.builders_papers import (
    CHANGES,
    HOOK,
    YES,
    address_now,
    close_link,
    link_of,
    make_sent,
    paper_of,
    recipient_of,
    send,
)


def every_row() -> dict[str, list[tuple[object, ...]]]:
    db.session.rollback()
    with db.engine.connect() as connection:
        return {
            table.name: sorted(map(tuple, connection.execute(table.select())), key=repr)
            for table in Base.metadata.sorted_tables
        }


def test_fifty_looks_change_nothing_in_the_database(
    in_riverside: PracticeOfTheCast, as_nobody: Browser
) -> None:
    """P1"""
    sent = make_sent()
    before = every_row()
    assert len(before["recipient"]) == 1
    for _ in range(25):
        assert as_nobody.get(sent.path).status_code == 200
        assert as_nobody.open(sent.path, method="HEAD").status_code == 200
    assert every_row() == before


def test_the_page_says_who_asks_what_and_when_in_the_practices_zone(
    in_riverside: PracticeOfTheCast, as_nobody: Browser
) -> None:
    with time_machine.travel("2027-01-05T12:00:00Z", tick=False):
        text = as_nobody.get(make_sent(in_days=(37, 40)).path).text
    assert "Riverside Nutrition" in text
    assert "Canal Pharmacy" in text
    assert HOOK in text
    assert "Thu 11 Feb 2027, 18:30 – 20:00 (New York)" in as_read(text)
    assert "This link is yours until Thu 4 Feb 2027, 07:00 (New York)" in as_read(text)
    for said in ("Yes, let’s do it", "I’d change something", "Not this time"):
        assert said in text


def test_all_three_answers_are_in_the_page_without_a_script(
    in_riverside: PracticeOfTheCast, as_nobody: Browser
) -> None:
    """P5: one form; nothing has to be unfolded by a script, and the consent is not ticked."""
    text = as_nobody.get(make_sent().path).text
    [text] = re.findall(r'<form id="answer-form".*?</form>', text, re.DOTALL)
    for verdict in ("approved", "changes", "declined"):
        assert f'name="verdict" value="{verdict}"' in text
    for field in ("note_hook", "note_partner_role", "note_your_role", "note_call_to_action"):
        assert f'name="{field}"' in text
    consent = text.split('name="agree"')[1].split(">")[0]
    assert "checked" not in consent


def test_a_date_that_has_passed_cannot_be_ticked(
    in_riverside: PracticeOfTheCast, as_nobody: Browser
) -> None:
    with clock.as_of(clock.now() - timedelta(days=4)):
        sent = make_sent(in_days=(1, 24))

    text = as_nobody.get(sent.path).text

    assert text.count("has passed") == 1
    assert text.count(" disabled") == 1


def test_no_answer_sets_a_cookie_or_may_be_kept_or_indexed(
    in_riverside: PracticeOfTheCast, as_nobody: Browser
) -> None:
    sent = make_sent()
    answers = [
        as_nobody.get(sent.path),
        as_nobody.post(sent.answer_path, data={"version": "1"}),
        as_nobody.post(sent.answer_path, data=YES | {"version": "7"}),
        as_nobody.post(sent.answer_path, data=YES),
        as_nobody.get(sent.path),
        as_nobody.post(sent.answer_path, data=CHANGES),
        as_nobody.get("/p/nothing"),
    ]
    close_link(sent)
    answers.append(as_nobody.get(sent.path))
    assert [answer.status_code for answer in answers] == [200, 422, 409, 303, 200, 409, 404, 410]
    for answer in answers:
        assert "Set-Cookie" not in answer.headers
        assert answer.headers["Cache-Control"] == "no-store"
        assert answer.headers["X-Robots-Tag"] == "noindex"
        assert answer.headers["Referrer-Policy"] == "no-referrer"
        assert "csrf" not in answer.text


def test_a_signed_in_member_who_opens_the_link_is_nobody_special(
    in_riverside: PracticeOfTheCast, as_maya: Browser
) -> None:
    response = as_maya.get(make_sent().path)
    assert "Maya" not in response.text
    assert "Cookie" not in response.headers.get("Vary", "")


def test_a_forged_link_and_one_of_another_purpose_open_nothing(
    in_riverside: PracticeOfTheCast, as_nobody: Browser
) -> None:
    sent = make_sent()
    ticket = addresses.issue(Purpose("ticket", "/t"), sent.recipient_id)
    db.session.commit()
    token = addresses.token(ticket)
    last = "A" if sent.path[-1] != "A" else "B"
    for path in (f"/p/{token}", sent.path[:-1] + last, "/p/-", "/p/" + "9" * 400):
        assert as_nobody.get(path).status_code == 404, path
        assert as_nobody.post(f"{path}/answer", data=YES).status_code == 404, path
    assert paper_of(sent).answers == []


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_a_link_that_has_run_out_says_until_when_it_worked_and_whom_to_write_to(
    in_riverside: PracticeOfTheCast, as_nobody: Browser, method: str
) -> None:
    """P4: answered after expiry."""
    sent = make_sent()
    close_link(sent, expired_on=clock.now() - timedelta(hours=1))
    path = sent.path if method == "GET" else sent.answer_path
    response = as_nobody.open(path, method=method, data=YES if method == "POST" else None)
    assert response.status_code == 410
    assert "This link has run out" in response.text
    assert "Riverside Nutrition" in response.text
    assert "mailto:maya@riverside.example" in response.text
    assert paper_of(sent).answers == []


def test_a_closed_link_opens_again_at_the_same_address(
    in_riverside: PracticeOfTheCast, as_nobody: Browser
) -> None:
    """P3"""
    sent = make_sent()
    close_link(sent)
    assert "This link was closed" in as_nobody.get(sent.path).text
    actions.reopen(recipient_of(sent))
    db.session.commit()
    assert as_nobody.get(sent.path).status_code == 200


def test_a_link_that_was_sent_anew_leaves_the_old_address_gone(
    in_riverside: PracticeOfTheCast, as_nobody: Browser
) -> None:
    """P3"""
    sent = make_sent()
    actions.renew(paper_of(sent), recipient_of(sent))
    db.session.commit()
    old, new = as_nobody.get(sent.path), as_nobody.get(address_now(sent))
    assert (old.status_code, new.status_code) == (410, 200)
    assert "There is a newer link" in old.text


def test_a_paper_that_was_taken_back_says_so_and_takes_no_answer(
    in_riverside: PracticeOfTheCast, as_nobody: Browser
) -> None:
    sent = make_sent()
    actions.withdraw(paper_of(sent))
    db.session.commit()
    for response in (as_nobody.get(sent.path), as_nobody.post(sent.answer_path, data=YES)):
        assert response.status_code == 410
        assert "took this proposal back" in response.text
    assert paper_of(sent).answers == []


def test_the_link_stays_the_same_from_version_to_version_and_lasts_longer(
    in_riverside: PracticeOfTheCast, as_nobody: Browser
) -> None:
    with time_machine.travel("2027-01-05T12:00:00Z", tick=False):
        first = make_sent()
        as_nobody.post(f"{first.path}/seen")
    with time_machine.travel("2027-01-25T12:00:00Z", tick=False):
        second = send(paper_of(first), hook="Tired, and nobody finds out why")
        text = as_nobody.get(second.path).text
    assert first.path == second.path
    assert link_of(second).expires_at == datetime(2027, 2, 24, 12, tzinfo=UTC)
    assert "Tired, and nobody finds out why" in text
    assert "What changed since version 1" in text
    assert HOOK in text


@pytest.mark.parametrize(
    "name", ["Mary-Kate O'Neill", "Suda", "נועה לוי", "<script>alert(1)</script>", "{{7*7}}"]
)
def test_a_name_is_shown_as_it_is_written(
    in_riverside: PracticeOfTheCast, as_nobody: Browser, name: str
) -> None:
    sent = make_sent(partner=f"{name} & Sons", hook=f"{name}: why?")
    text = as_nobody.get(sent.path).text
    assert "<script>alert" not in text
    assert "49: why" not in text
    shown = name.replace("<", "&lt;").replace(">", "&gt;").replace("'", "&#39;")
    assert f"{shown} &amp; Sons" in text
    assert f"{shown}: why?" in text
