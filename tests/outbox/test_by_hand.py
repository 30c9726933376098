"""Letters that members send with their own mail program, and say so."""

from urllib.parse import unquote

from jvplanner import clock
from jvplanner.db import db
from jvplanner.outbox.models import LetterState
from jvplanner.outbox.queries import due
from jvplanner.outbox.rules import mailto
from jvplanner.questions import When
from jvplanner.tenancy import acting_for
from tests.browser import Browser
from tests.builders import PracticeOfTheCast
from tests.builders_outbox import letter_now, write_letters


def test_the_mail_program_opens_with_the_letter_filled_in(
    as_maya: Browser, in_riverside: PracticeOfTheCast
) -> None:
    (letter,) = write_letters(1, in_riverside.owner)
    page = as_maya.get(f"/outbox/{letter.id}").text
    href = page.split('href="mailto:')[1].split('"')[0].replace("&amp;", "&")
    address, _, rest = href.partition("?subject=")
    subject, _, body = rest.partition("&body=")
    assert (address, unquote(subject)) == ("dana@corner.example", "Your password was changed")
    assert unquote(body).startswith("Hello Maya Okafor,\r\n\r\n")


def test_a_mailto_address_cannot_be_given_more_headers() -> None:
    href = mailto("a?bcc=x@evil.example", "Tea & cake?", "50 % off\n+1 & more")
    assert href == (
        "mailto:a%3Fbcc%3Dx@evil.example?subject=Tea%20%26%20cake%3F"
        "&body=50%20%25%20off%0D%0A%2B1%20%26%20more"
    )


def test_who_sent_a_letter_by_hand_says_so_once(
    as_maya: Browser, in_riverside: PracticeOfTheCast
) -> None:
    (letter,) = write_letters(1, in_riverside.owner)
    path = f"/outbox/{letter.id}/delivery"
    assert as_maya.post(path).headers["Location"] == "/outbox"
    assert "you sent the letter to Dana Ruiz yourself" in as_maya.get("/outbox").text

    now = letter_now(letter)
    assert (now.state, now.by_hand) == (LetterState.SENT, True)
    db.session.rollback()
    assert "Sent by hand" in as_maya.get("/outbox?show=sent").text
    again = as_maya.post(path)
    assert again.status_code == 409
    assert "was sent already" in again.text


def test_without_a_mail_server_today_says_how_many_letters_wait(
    in_riverside: PracticeOfTheCast,
) -> None:
    assert due(clock.now(), sends_by_itself=False) == []
    write_letters(2, in_riverside.owner)
    (found,) = due(clock.now(), sends_by_itself=False)
    assert (found.when, found.what, found.href) == (When.NOW, "2 letters wait", "/outbox")
    assert due(clock.now()) == []


def test_letters_sent_by_hand_are_ticked_and_noted_together(
    as_maya: Browser, in_riverside: PracticeOfTheCast
) -> None:
    first, second, kept = write_letters(3, in_riverside.owner)
    second.park("550 No such mailbox")
    db.session.commit()
    page = as_maya.get("/outbox").text
    assert page.count('name="letter"') == 2
    assert 'name="letter"' in as_maya.get("/outbox?show=failed").text

    ticked = {"letter": [first.id, second.id, second.id, "x", 2**40]}
    for kind, said in (
        ("good", "you sent 2 letters yourself"),
        ("warn", "Nothing new was noted"),
    ):
        page = as_maya.post("/outbox/delivery", data=ticked, follow_redirects=True).text
        assert said in page.split(f'class="notice {kind}" role="status"')[1].split("</p>")[0]

    states = [(one.state, one.by_hand) for one in map(letter_now, (first, second, kept))]
    assert states == [(LetterState.SENT, True)] * 2 + [(LetterState.WAITING, False)]


def test_what_goes_out_by_itself_is_not_ticked(
    with_mail_server: None, as_maya: Browser, in_riverside: PracticeOfTheCast
) -> None:
    write_letters(1, in_riverside.owner)
    assert 'name="letter"' not in as_maya.get("/outbox").text


def test_a_letter_on_its_way_and_another_practices_are_left_alone(
    as_maya: Browser,
    in_riverside: PracticeOfTheCast,
    hillside: PracticeOfTheCast,
) -> None:
    (on_its_way,) = write_letters(1, in_riverside.owner)
    on_its_way.state = LetterState.SENDING
    db.session.commit()
    with acting_for(hillside.id):
        (theirs,) = write_letters(1, hillside.owner)
    as_maya.post("/outbox/delivery", data={"letter": [on_its_way.id, theirs.id]})
    assert letter_now(on_its_way).state is LetterState.SENDING
    assert letter_now(theirs).state is LetterState.WAITING
