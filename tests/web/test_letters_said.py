"""What pages say of letters is true with a mail server and without one."""

from datetime import timedelta

import pytest

from jvplanner import clock
from jvplanner.db import db
from jvplanner.outbox.models import Letter, LetterState
from jvplanner.papers.queries import due
from jvplanner.questions import When
from tests.browser import Browser, as_read
from tests.builders import PracticeOfTheCast, letters
from tests.builders_events import GuestState, make_event, make_guest, ticket_of
from tests.builders_papers import NO, SentPaper, make_sent, paper_of

REGISTRATION = {"name": "Ana Peña", "email": "ana@example.org"}


@pytest.fixture(params=[False, True], ids=["without a mail server", "with a mail server"])
def sends(request: pytest.FixtureRequest) -> bool:
    """Whether letters go out by themselves."""
    if request.param:
        request.getfixturevalue("with_mail_server")
    return bool(request.param)


def read(browser: Browser, path: str) -> str:
    return as_read(browser.get(path, follow_redirects=True).text)


def letter_of(sent: SentPaper) -> Letter:
    (letter,) = letters("paper_sent")
    assert letter.ids["recipient_id"] == sent.recipient_id
    return letter


def test_a_proposal_is_on_its_way_only_if_its_letter_goes_out(
    in_riverside: PracticeOfTheCast, as_maya: Browser, sends: bool
) -> None:
    sent = make_sent()
    page = read(as_maya, f"/papers/{sent.id}")
    assert ("On its way" in page) is sends
    assert ("Its letter waits for you to send it" in page) is not sends


def test_a_letter_that_was_refused_is_not_on_its_way(
    in_riverside: PracticeOfTheCast, as_maya: Browser, sends: bool
) -> None:
    sent = make_sent()
    db.session.merge(letter_of(sent)).park("550 No such mailbox")
    db.session.commit()
    page = read(as_maya, f"/papers/{sent.id}")
    assert "Its letter did not get through" in page
    assert "On its way" not in page


def test_a_letter_sent_by_hand_is_on_its_way(
    in_riverside: PracticeOfTheCast, as_maya: Browser
) -> None:
    sent = make_sent()
    as_maya.post(f"/outbox/{letter_of(sent).id}/delivery")
    assert "On its way" in read(as_maya, f"/papers/{sent.id}")


def test_what_goes_by_link_alone_is_not_on_its_way(
    in_riverside: PracticeOfTheCast, as_maya: Browser, sends: bool
) -> None:
    sent = make_sent(("Suda", None))
    page = read(as_maya, f"/papers/{sent.id}")
    assert "Ready to pass on" in page
    assert "Nobody is reminded: no e-mail address is known." in page


def test_who_looks_at_it_has_it_whatever_became_of_the_letter(
    in_riverside: PracticeOfTheCast, as_maya: Browser, as_nobody: Browser
) -> None:
    sent = make_sent()
    as_nobody.post(f"{sent.path}/seen")
    assert "On its way" in read(as_maya, f"/papers/{sent.id}")


@pytest.mark.parametrize(
    ("state", "sends", "what", "when"),
    [
        (LetterState.WAITING, False, "has no letter from you yet", When.NOW),
        (LetterState.WAITING, True, "has not answered yet", When.WAITING_FOR_OTHERS),
        (LetterState.SENT, False, "has not answered yet", When.WAITING_FOR_OTHERS),
        (LetterState.FAILED, True, "did not get through", When.NOW),
    ],
)
def test_today_waits_for_others_only_if_they_can_have_the_letter(
    in_riverside: PracticeOfTheCast, state: LetterState, sends: bool, what: str, when: When
) -> None:
    sent = make_sent()
    db.session.merge(letter_of(sent)).state = state
    db.session.commit()
    [row] = due(clock.now(), sends_by_itself=sends)
    assert what in row.what
    assert row.when is when


def test_today_in_the_browser_goes_by_what_is_set_up(
    in_riverside: PracticeOfTheCast, as_maya: Browser
) -> None:
    make_sent()
    assert "Canal Pharmacy has no letter from you yet" in read(as_maya, "/today")


def test_a_reader_is_promised_a_copy_that_really_comes(
    in_riverside: PracticeOfTheCast, as_nobody: Browser, sends: bool
) -> None:
    sent = make_sent()
    as_nobody.post(sent.answer_path, data=NO)
    page = read(as_nobody, sent.path)
    assert ("A copy is on its way by e-mail" in page) is sends
    assert ("Riverside Nutrition sends you a copy by e-mail" in page) is not sends


def test_a_question_is_answered_where_the_page_says(
    in_riverside: PracticeOfTheCast, as_nobody: Browser, sends: bool
) -> None:
    sent = make_sent()
    as_nobody.post(f"{sent.path}/questions", data={"question": "Is there parking?"})
    page = read(as_nobody, sent.path)
    assert ("The answer will stand here and come by letter." in page) is sends
    assert ("The answer will stand here." in page) is not sends


@pytest.mark.parametrize("email", ["dana@canal.example", None])
def test_a_reply_says_by_what_it_reaches_who_asked(
    in_riverside: PracticeOfTheCast,
    as_maya: Browser,
    as_nobody: Browser,
    sends: bool,
    email: str | None,
) -> None:
    sent = make_sent(("Dana Ruiz", email))
    as_nobody.post(f"{sent.path}/questions", data={"question": "Is there parking?"})
    [question] = [row for row in due(clock.now()) if "asks about" in row.what]
    path = question.href
    db.session.rollback()

    page = as_read(as_maya.post(path, data={"reply": "Yes."}, follow_redirects=True).text)

    assert ("Your reply is on its way" in page) is (sends and email is not None)
    assert ("The letter with it waits for you to send" in page) is (not sends and email is not None)
    assert ("no e-mail address is known" in page) is (email is None)


def test_an_address_that_is_known_is_told_what_becomes_of_its_ticket(
    in_riverside: PracticeOfTheCast, as_nobody: Browser, sends: bool
) -> None:
    event = make_event()
    make_guest(event, registered_at=clock.now() - timedelta(hours=1))
    page = as_nobody.post(f"/e/{event.code}/guests", data=REGISTRATION).text
    assert "already has a seat; we sent the ticket there again" in page
    assert ("or will soon: e-mails from here are sent by hand" in page) is not sends


def test_calling_an_event_off_says_who_is_told_by_whom(
    in_riverside: PracticeOfTheCast, as_maya: Browser, as_nobody: Browser, sends: bool
) -> None:
    event = make_event()
    guest = make_guest(event)
    by_itself = "Every guest with an e-mail address gets a letter"
    by_hand = "For every guest with an e-mail address a letter"
    before = read(as_maya, f"/events/{event.id}")
    assert (by_itself in before, by_hand in before) == (sends, not sends)

    done = as_maya.post(
        f"/events/{event.id}/cancellation", data={"reason": "Flu."}, follow_redirects=True
    )

    said = as_read(done.text)
    assert (by_itself in said, by_hand in said) == (sends, not sends)
    assert "has been told" not in as_nobody.get(f"/e/{event.code}").text
    assert as_nobody.get(ticket_of(guest)).status_code == 200


def test_who_waits_for_a_seat_is_promised_a_letter_only_where_one_comes(
    in_riverside: PracticeOfTheCast, as_nobody: Browser, sends: bool
) -> None:
    event = make_event(seats=1)
    make_guest(event, "Ben", "ben@example.org")
    waits = make_guest(event, state=GuestState.WAITING)
    unwritten = make_guest(event, "Cy", None, state=GuestState.WAITING)
    assert ("We write to you" in read(as_nobody, ticket_of(waits))) is sends
    assert "We write to you" not in read(as_nobody, ticket_of(unwritten))
    assert "writes to you" not in read(as_nobody, f"/e/{event.code}")


def test_reminders_that_nobody_sends_are_not_promised(
    in_riverside: PracticeOfTheCast, as_maya: Browser, sends: bool
) -> None:
    sent = make_sent()
    page = read(as_maya, f"/papers/{sent.id}")
    assert ("Without an answer, Dana Ruiz is reminded" in page) is sends
    assert ("A reminder to Dana Ruiz waits for you to send it from" in page) is not sends
    assert paper_of(sent).reminds
