"""Whoever reads a letter with an offer can end such letters; what they asked for comes (L4)."""

import re
from collections.abc import Iterator
from dataclasses import replace
from threading import Barrier, Thread

import pytest
from flask import Flask

from jvplanner.db import db
from jvplanner.links import addresses
from jvplanner.outbox import letters as outbox
from jvplanner.outbox.models import OPT_OUT, Letter, LetterState, OptOut
from jvplanner.outbox.queries import opted_out
from jvplanner.practices.models import Practice
from jvplanner.tenancy import acting_for
from tests.browser import Browser
from tests.builders import letters
from tests.builders_events import make_event, make_guest
from tests.builders_outbox import letter_now, round_of_worker
from tests.builders_pictures import make_logo
from tests.smtp import MailServer, mail_server

ONE_CLICK = {"List-Unsubscribe": "One-Click"}
ELSEWHERE = {"Origin": "https://mail.example", "Sec-Fetch-Site": "cross-site"}


@pytest.fixture
def server() -> Iterator[MailServer]:
    with mail_server() as server:
        yield server


@pytest.fixture(autouse=True)
def an_offer(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the waiting letter stand for one that offers something."""
    monkeypatch.setitem(
        outbox._kinds, "waiting", replace(outbox._kinds["waiting"], commercial=True)
    )


def write(name: str = "waiting", email: str = "Ana@example.org", fact: int = 1) -> bool:
    guest = make_guest(make_event(), email=None)
    written = outbox.write(
        name, to_name="Ana Peña", to_email=email, once=f"{name}:{fact}", guest_id=guest.id
    )
    db.session.commit()
    return written


def way_out(email: str = "ana@example.org") -> str:
    path = addresses.path(OPT_OUT, addresses.link_for(OPT_OUT, outbox.wish_of(email).id))
    db.session.rollback()
    return path


def test_an_offer_says_in_its_headers_and_its_text_how_to_end_such_letters(
    app: Flask, in_riverside, server: MailServer
) -> None:
    write()
    round_of_worker(app, server)
    (received,) = server.received
    message, address = received.message, f"http://localhost{way_out()}"

    assert message["List-Unsubscribe"] == f"<{address}>"
    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    text, html = (message.get_body((kind,)).get_content() for kind in ("plain", "html"))
    assert address in text
    assert f'href="{address}"' in html
    assert "1 Canal Street" in text
    assert "1 Canal Street" in html


def test_what_was_asked_for_has_no_way_out(app: Flask, in_riverside, server: MailServer) -> None:
    write("ticket")
    round_of_worker(app, server)
    assert server.received[0].message["List-Unsubscribe"] is None
    assert "/u/" not in server.received[0].message.get_body(("plain",)).get_content()


def test_a_long_address_stays_in_one_piece(
    app: Flask, in_riverside, server: MailServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    host = f"https://{'planner-' * 7}.example/{'somewhere-' * 9}"
    monkeypatch.setattr(addresses, "_installation", replace(addresses._installation, base_url=host))
    write()
    round_of_worker(app, server)
    assert server.received[0].message["List-Unsubscribe"] == f"<{host}{way_out()}>"


def test_one_click_from_a_mail_program_ends_offers_at_once(
    app: Flask, in_riverside, as_nobody: Browser, server: MailServer
) -> None:
    """L4"""
    write()
    write("ticket")
    write(email="ben@example.org", fact=2)

    response = as_nobody.post(way_out(), data=ONE_CLICK, headers=ELSEWHERE)

    assert response.status_code == 200, "a mail program follows no redirect"
    assert "Set-Cookie" not in response.headers
    assert [letter.to_email for letter in letters("waiting")] == ["ben@example.org"]
    assert not write(email="ANA@example.org ".strip(), fact=3)
    assert write("ticket", fact=4)
    round_of_worker(app, server)
    assert [to for received in server.received for to in received.recipients] == [
        "Ana@example.org",
        "ben@example.org",
        "Ana@example.org",
    ]
    with acting_for(in_riverside.id):
        assert opted_out(["Ana@example.org", "ben@example.org"]) == {"Ana@example.org"}


def test_the_page_asks_once_and_takes_it_back(in_riverside, as_nobody: Browser) -> None:
    write()
    path, logo = way_out(), make_logo()
    assert f'src="/pictures/{logo.code}.webp"' in as_nobody.get(path).text
    for _ in range(3):  # whoever opens every link in a letter changes nothing
        assert "Send me no more" in as_nobody.get(path).text
        as_nobody.open(path, method="HEAD")
    assert len(letters("waiting")) == 1

    assert as_nobody.post(path).headers["Location"] == path
    left = as_nobody.get(path).text
    assert "No more offers" in left
    undo = re.search(r'action="([^"]+/undoing)"', left)
    assert undo
    assert not write(fact=2)

    assert as_nobody.post(undo[1]).headers["Location"] == path
    assert "Send me no more" in as_nobody.get(path).text
    assert write(fact=3)


def test_taking_it_back_is_the_page_s_own(in_riverside, as_nobody: Browser) -> None:
    write()
    path = way_out()
    as_nobody.post(path)
    assert as_nobody.post(f"{path}/undoing", headers=ELSEWHERE).status_code == 403


def test_the_page_speaks_the_reader_s_language(in_riverside, as_nobody: Browser) -> None:
    write()
    spanish = as_nobody.get(way_out(), headers={"Accept-Language": "es"}).text
    assert 'lang="es"' in spanish
    assert "Send me" not in spanish


def test_another_practice_goes_on_writing(in_riverside, hillside, as_nobody: Browser) -> None:
    write()
    as_nobody.post(way_out())
    with acting_for(hillside.id):
        assert write(fact=9)


def test_an_offer_that_is_on_its_way_as_its_reader_leaves_is_not_tried_again(
    app: Flask, in_riverside, as_nobody: Browser, server: MailServer
) -> None:
    write()
    server.to_message = ["451 later"]
    round_of_worker(app, server)
    (letter,) = letters("waiting")
    with acting_for(in_riverside.id):
        row = db.session.get_one(Letter, letter.id)
        row.state = LetterState.SENDING
        db.session.commit()
    as_nobody.post(way_out())
    assert len(letters("waiting")) == 1, "what is being sent cannot be taken back"
    with acting_for(in_riverside.id):
        row = db.session.get_one(Letter, letter.id)
        row.state, row.try_at = LetterState.WAITING, row.written_at
        db.session.commit()
    round_of_worker(app, server)
    assert server.received == []
    assert letters("waiting") == []


def test_an_offer_without_a_postal_address_is_parked_and_says_why(
    app: Flask, in_riverside, as_maya: Browser, server: MailServer
) -> None:
    db.session.get_one(Practice, in_riverside.id).postal_address = " "
    write()
    round_of_worker(app, server)

    assert server.received == []
    (letter,) = letters("waiting")
    assert letter_now(letter).state is LetterState.FAILED
    assert "Add your postal address" in as_maya.get(f"/outbox/{letter.id}").text
    assert "Add your postal address" in as_maya.get("/today").text

    db.session.get_one(Practice, in_riverside.id).postal_address = "1 Canal Street"
    db.session.commit()
    as_maya.post(f"/outbox/{letter.id}/sending")
    round_of_worker(app, server)
    assert len(server.received) == 1


def test_two_first_offers_at_once_share_one_way_out(app: Flask, in_riverside) -> None:
    both = Barrier(2)

    def first(number: int) -> None:
        with app.app_context(), acting_for(in_riverside.id):
            both.wait()
            outbox.write(
                "waiting", to_name="Ana", to_email="ana@example.org", once=f"w:{number}", guest_id=1
            )
            db.session.commit()

    db.session.rollback()
    threads = [Thread(target=first, args=(number,)) for number in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len({letter.opt_out_id for letter in letters("waiting")}) == 1
    assert db.session.query(OptOut).count() == 1
