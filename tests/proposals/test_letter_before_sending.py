"""The letter to who reads a version: its lines, its hour, and how it looks before it goes."""

import pytest
import time_machine
from flask import Flask

from jvplanner import clock, wall_time
from jvplanner.db import db
from jvplanner.papers.models import PaperState
from jvplanner.papers.rules import LONGEST_MESSAGE
from jvplanner.partners.models import PartnerPerson
from jvplanner.proposals.models import Proposal
from tests.browser import HTMX, Browser, as_read
from tests.builders import PracticeOfTheCast, letters
from tests.builders_proposals import WORDING, make_proposal
from tests.proposals.test_sending_to_several import (
    A_DAY,
    ZONE,
    at,
    local,
    path_of,
    recipients,
    sent,
)

WRONG_HOURS = {
    "clocks skip it": (at("2027-03-14", "02:30"), "letter_time", "do not show 02:30"),
    "the past": (at("2027-02-28", "09:00"), "letter_day", "over already"),
    "too far ahead": (at("2027-05-01", "09:00"), "letter_day", "within 60 days"),
    "no time": (at("2027-03-10", ""), "letter_time", "a time, too"),
    "no day": (at("", "09:00"), "letter_day", "a day, too"),
    "no date": (at("soon", "09:00"), "letter_day", "This is not a date."),
}


def test_a_message_stands_in_the_letter(
    app: Flask, as_maya: Browser, draft: Proposal, people: list[PartnerPerson]
) -> None:
    message = "Dana, you said <Fridays>.\nThis is that idea."
    as_maya.post(f"/proposals/{draft.id}/sending", data=sent(draft, people[0], message=message))
    [letter] = letters("paper_sent")
    body = app.extensions["postroom"].written(letter)
    assert message in body.text
    assert "&lt;Fridays&gt;" in body.html


@pytest.mark.parametrize(
    ("message", "said"),
    [
        ("x" * (LONGEST_MESSAGE + 1), "Use at most 600 characters."),
        ("We pay you $50 for every referral.", "This cannot be sent."),
    ],
    ids=["too long", "payment for referrals"],
)
def test_a_message_is_refused_at_its_field(
    as_maya: Browser, draft: Proposal, people: list[PartnerPerson], message: str, said: str
) -> None:
    data = sent(draft, people[0], message=message)
    answer = as_maya.post(f"/proposals/{draft.id}/sending", data=data)
    assert answer.status_code == 422
    assert said in answer.text.split('id="message-error"')[1]
    assert recipients() == []


def test_a_letter_for_later_waits_while_the_link_works(
    with_mail_server: None,
    as_maya: Browser,
    as_nobody: Browser,
    draft: Proposal,
    people: list[PartnerPerson],
) -> None:
    hour = clock.now().replace(second=0, microsecond=0) + 3 * A_DAY

    as_maya.post(f"/proposals/{draft.id}/sending", data=sent(draft, *people, **local(hour)))

    assert {letter.try_at for letter in letters("paper_sent")} == {hour}
    assert min(letter.try_at for letter in letters("paper_reminder")) == hour + 4 * A_DAY
    assert draft.paper.expires_at == hour + 30 * A_DAY
    [first, _] = recipients()
    assert as_nobody.get(path_of(first)).status_code == 200
    page = as_read(as_maya.get(f"/proposals/{draft.id}").text)
    when = wall_time.moment_text(hour, ZONE)
    assert f"The letters to Dana Ruiz and Lee O'Hara go out {when}." in page
    assert "The letters wait" in page
    today = as_maya.get("/today").text
    assert "Your letter to Riverside Compounding Pharmacy waits" in today
    assert "letters wait" not in today, "nobody has to send them by hand yet"

    as_maya.post(f"/papers/{draft.paper_id}/departure")

    db.session.rollback()
    now = clock.now()
    assert all(letter.try_at <= now for letter in letters("paper_sent"))
    assert len(letters("paper_sent")) == 2
    assert min(one.try_at for one in letters("paper_reminder")) <= now + 4 * A_DAY
    assert "The letters wait" not in as_maya.get(f"/proposals/{draft.id}").text
    assert as_maya.post(f"/papers/{draft.paper_id}/departure").status_code == 409


@pytest.mark.parametrize("wrong", WRONG_HOURS.values(), ids=WRONG_HOURS)
def test_an_hour_that_cannot_be_is_refused_at_its_field(
    app: Flask,
    draft: Proposal,
    people: list[PartnerPerson],
    riverside: PracticeOfTheCast,
    wrong: tuple[dict[str, str], str, str],
) -> None:
    hour, field, said = wrong
    data = sent(draft, people[0], **hour)
    with time_machine.travel("2027-03-01T15:00:00Z"):
        maya = Browser(app, riverside.owner)
        answer = maya.post(f"/proposals/{draft.id}/sending", data=data)
    assert answer.status_code == 422
    assert said in answer.text.split(f'id="{field}-error"')[1].split("</p>")[0]
    assert "<details" in answer.text.split('id="letter_day"')[0]
    assert recipients() == []


def test_dates_that_are_over_when_the_letter_goes_out_are_taken_back_first(
    as_maya: Browser, in_riverside: PracticeOfTheCast
) -> None:
    proposal = make_proposal(dates=1)
    hour = clock.now() + 25 * A_DAY
    data = sent(proposal, proposal.paper.partner.people[0], **local(hour))
    answer = as_maya.post(f"/proposals/{proposal.id}/sending", data=data)
    assert answer.status_code == 409
    assert "A date on offer is over by then." in answer.text


def test_the_letter_is_previewed_as_its_reader_gets_it(
    as_maya: Browser, draft: Proposal, people: list[PartnerPerson]
) -> None:
    data = sent(draft, people[1], message="A word <first>.", lasts="7")
    for headers in (HTMX, {}):
        answer = as_maya.post(f"/proposals/{draft.id}/sending/letter", data=data, headers=headers)
        assert answer.status_code == 200
        text = as_read(answer.text.split('id="letter-preview"')[1])
        assert f"Riverside Nutrition: {WORDING['hook']}" in text
        assert "Hello Lee O'Hara," in text
        assert "A word <first>." in text
        until = wall_time.local(clock.now() + 7 * A_DAY, ZONE)
        assert f"It works until {wall_time.day_text(until.date())}" in text
        assert ("<html" in answer.text) is (headers == {})
    assert "A word &lt;first&gt;.</textarea>" in answer.text, "without a script nothing is lost"
    assert recipients() == []
    assert letters() == []


def test_the_preview_names_the_letter_that_is_sent(
    app: Flask, as_maya: Browser, draft: Proposal, people: list[PartnerPerson]
) -> None:
    with time_machine.travel(clock.now(), tick=False):
        data = sent(draft, people[0], message="Soon?")
        shown = as_maya.post(f"/proposals/{draft.id}/sending/letter", data=data, headers=HTMX).text
        as_maya.post(f"/proposals/{draft.id}/sending", data=data)
        [letter] = letters("paper_sent")
        written = app.extensions["postroom"].written(letter)
        text = as_read(shown)
        assert written.subject in text
        for line in written.text.splitlines():
            if "/p/" not in line:
                assert " ".join(line.split()) in text


def test_the_preview_writes_nothing(
    as_maya: Browser, draft: Proposal, people: list[PartnerPerson]
) -> None:
    assert draft.paper.state is PaperState.DRAFT
    before = draft.updated_at
    as_maya.post(f"/proposals/{draft.id}/sending/letter", data=sent(draft, people[0]))
    db.session.expire_all()
    assert draft.updated_at == before
