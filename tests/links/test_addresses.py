"""Opening a private address: forged, spent, sent anew, under an old key."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
import time_machine
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st

from jvplanner import clock
from jvplanner.db import db
from jvplanner.errors import NotFound
from jvplanner.links import addresses, tokens
from jvplanner.links.addresses import Installation, LinkGone
from jvplanner.links.models import Link, Purpose
from jvplanner.tenancy import acting_for
from tests.builders import PracticeOfTheCast

TICKET = Purpose("ticket", "/t")
DOOR = Purpose("door", "/door")
OLD, NEW = "the key of last year, long enough", "the key of this year, long enough"


@pytest.fixture
def keys(app: Flask) -> Iterator[None]:
    """This process's keys, put back afterwards."""
    before = addresses._here()
    addresses.install(Installation("http://localhost", (OLD,)))
    yield
    addresses.install(before)


@pytest.fixture
def link(keys: None, in_riverside: PracticeOfTheCast) -> Link:
    issued = addresses.issue(TICKET, 41, expires_at=clock.now() + timedelta(days=1))
    db.session.commit()
    return issued


def test_an_address_opens_its_link(link: Link) -> None:
    assert addresses.private(TICKET, link) == f"http://localhost/t/{addresses.token(link)}"
    assert addresses.open_link("ticket", addresses.token(link)) is link
    assert addresses.link_for(TICKET, 41) is link


def test_neither_token_nor_digest_is_stored(link: Link) -> None:
    token = addresses.token(link)
    stored = [str(getattr(link, column.key)) for column in Link.__table__.columns]
    assert token not in stored
    assert {column.key for column in Link.__table__.columns} == {
        "id",
        "practice_id",
        "purpose",
        "subject_id",
        "key_id",
        "generation",
        "expires_at",
        "revoked_at",
    }


def test_an_address_of_another_purpose_opens_nothing(link: Link) -> None:
    with pytest.raises(NotFound):
        addresses.open_link("door", addresses.token(link))
    forged = tokens.token(OLD, "door", link.id, 1)
    for purpose in ("door", "ticket"):
        with pytest.raises(NotFound):
            addresses.open_link(purpose, forged)


def test_a_forged_address_is_one_we_never_made(link: Link) -> None:
    for forged in (
        tokens.token("a key of somebody else's, long enough", "ticket", link.id, 1),
        tokens.token(OLD, "ticket", link.id + 1, 1),
        tokens.token(OLD, "ticket", link.id, 7),
    ):
        with pytest.raises(NotFound):
            addresses.open_link("ticket", forged)


def test_an_expired_address_is_gone_and_works_again_when_the_expiry_goes(link: Link) -> None:
    token = addresses.token(link)
    with time_machine.travel(clock.now() + timedelta(days=1, seconds=1)):
        with pytest.raises(LinkGone):
            addresses.open_link("ticket", token)
        link.expires_at = None
        assert addresses.open_link("ticket", token) is link


def test_a_revoked_address_is_gone(link: Link) -> None:
    link.revoke(clock.now())
    with pytest.raises(LinkGone) as closed:
        addresses.open_link("ticket", addresses.token(link))
    assert closed.value.link is link


def test_every_earlier_address_is_gone_once_it_was_sent_anew(link: Link) -> None:
    earlier = [addresses.token(link)]
    for _ in range(2):
        addresses.renew(link)
        earlier.append(addresses.token(link))
    for token in earlier[:-1]:
        with pytest.raises(LinkGone):
            addresses.open_link("ticket", token)
    assert addresses.open_link("ticket", earlier[-1]) is link


def test_sending_anew_opens_a_revoked_link_under_its_new_address_only(link: Link) -> None:
    earlier = addresses.token(link)
    link.revoke(clock.now())
    addresses.renew(link)
    assert addresses.open_link("ticket", addresses.token(link)) is link
    with pytest.raises(LinkGone):
        addresses.open_link("ticket", earlier)


def test_an_address_under_an_old_key_works_while_the_key_is_kept(link: Link) -> None:
    token = addresses.token(link)
    addresses.install(Installation("http://localhost", (NEW, OLD)))
    assert addresses.open_link("ticket", token) is link
    assert addresses.token(link) == token

    addresses.renew(link)
    with pytest.raises(LinkGone):
        addresses.open_link("ticket", token)
    assert addresses.open_link("ticket", addresses.token(link)) is link

    addresses.install(Installation("http://localhost", (NEW,)))
    assert addresses.open_link("ticket", addresses.token(link)) is link


def test_an_address_whose_key_was_thrown_away_is_not_shown_and_opens_nothing(link: Link) -> None:
    token = addresses.token(link)
    addresses.install(Installation("http://localhost", (NEW,)))
    with pytest.raises(NotFound):
        addresses.open_link("ticket", token)
    with pytest.raises(LinkGone):
        addresses.token(link)


def test_links_of_another_practice_are_not_found(link: Link, hillside: PracticeOfTheCast) -> None:
    with acting_for(hillside.id), pytest.raises(NotFound):
        addresses.link_for(TICKET, 41)


def test_a_public_code_leads_where_it_says(in_riverside: PracticeOfTheCast) -> None:
    code = addresses.publish(TICKET, 7).code
    db.session.flush()
    assert addresses.find_code("ticket", code.upper()).subject_id == 7
    assert set(code) <= set(addresses.CODE_ALPHABET)
    for purpose, wanted in (
        ("door", code),
        ("ticket", "nothing"),
        ("ticket", ""),
        ("ticket", "\x00"),
    ):
        with pytest.raises(NotFound):
            addresses.find_code(purpose, wanted)


def test_any_text_opens_nothing_and_breaks_nothing(app: Flask, link: Link) -> None:
    @given(st.text(max_size=60))
    def opened(text: str) -> None:
        with pytest.raises(NotFound):
            addresses.open_link("ticket", text)
        with pytest.raises(NotFound):
            addresses.find_code("ticket", text)

    opened()
