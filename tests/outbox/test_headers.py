"""Names and addresses in a message's headers (A3, A9, A10)."""

import pytest
from flask import Flask

from tests.builders import PracticeOfTheCast
from tests.builders_outbox import letter_now, round_of_worker, write_letters
from tests.builders_practices import make_invitation
from tests.smtp import Received, mail_server


def delivered(app: Flask) -> Received:
    with mail_server() as server:
        assert round_of_worker(app, server) == 1
    (received,) = server.received
    return received


@pytest.mark.parametrize(
    "name",
    [
        "Ana\r\nBcc: everyone@evil.example",
        "Ana\nX-Evil: 1",
        "Ana\u2028Bcc: everyone@evil.example",
        "Ana\x0bBcc: everyone@evil.example",
    ],
)
def test_a_name_cannot_start_another_header(
    app: Flask, in_riverside: PracticeOfTheCast, name: str
) -> None:
    write_letters(1, in_riverside.owner, name=name)
    received = delivered(app)
    assert received.recipients == ("dana@corner.example",)
    assert received.message["Bcc"] is None
    assert received.message["X-Evil"] is None


def test_a_title_of_a_practice_cannot_start_another_header(
    app: Flask, in_riverside: PracticeOfTheCast
) -> None:
    in_riverside.practice.name = "Riverside\r\nBcc: everyone@evil.example"
    make_invitation(in_riverside)
    received = delivered(app)
    assert received.recipients == ("bjork@studio.example",)
    assert received.message["Bcc"] is None
    assert "Bcc: everyone" in received.message["Subject"]


@pytest.mark.parametrize(
    "name",
    [
        "Müller, Söhne & Co.",
        "O'Neill",
        "Prince",
        'She said "hi" <x@evil.example>',
        "עדה לבלייס",
        "ナタリー, 山田",
        "Zoë 🎉",
        "Łukasz Żółć " * 15 + "end",
        "plain but long " * 12 + "end",
    ],
    ids=lambda name: name[:12],
)
def test_a_name_arrives_as_it_was_typed(
    app: Flask, in_riverside: PracticeOfTheCast, name: str
) -> None:
    in_riverside.practice.name = name[:120].strip()
    make_invitation(in_riverside, name=name)
    received = delivered(app)

    assert received.person("To") == (name, "bjork@studio.example")
    assert received.person("From") == (name[:120].strip(), "planner@localhost")
    assert received.message["Reply-To"] == "maya@riverside.example"
    assert received.message["Subject"].endswith(name[:120].strip())


def test_an_international_domain_is_written_so_that_every_server_takes_it(
    app: Flask, in_riverside: PracticeOfTheCast
) -> None:
    write_letters(1, in_riverside.owner, email="dana@bücher.example")
    assert delivered(app).recipients == ("dana@xn--bcher-kva.example",)


def test_what_is_no_address_is_parked_with_words(
    app: Flask, in_riverside: PracticeOfTheCast
) -> None:
    (letter,) = write_letters(1, in_riverside.owner, email="dana@corner.example\r\nRCPT TO:<x@y>")
    with mail_server() as server:
        round_of_worker(app, server)
    assert server.received == []
    assert letter_now(letter).state == "failed"
