"""The addresses that the demo prints: what a stranger tries first."""

from urllib.parse import urlsplit

import pytest
from flask import Flask

from jvplanner.db import db
from jvplanner.demo import markers
from jvplanner.demo.links import NoDemo, demo_links, sign_in
from jvplanner.door.models import Door
from jvplanner.events.models import Guest
from jvplanner.links import addresses
from tests.browser import Browser
from tests.builders_practices import sign_in as sign_in_as

# What other programs look for; a key whose feature does not exist yet is absent.
KEYS = {
    "base_url",
    "sign_in",
    "outsider",
    "event_page",
    "full_event_page",
    "event_id",
    "partner_link",
    "ticket",
    "ticket_code",
    "door_link",
    "small_event_page",
    "small_event_door_link",
    "practice_page",
    "calendar_feed",
}
PAGES = (
    "event_page",
    "full_event_page",
    "partner_link",
    "ticket",
    "door_link",
    "small_event_page",
    "small_event_door_link",
    "practice_page",
    "calendar_feed",
)


@pytest.fixture
def links(demo: Flask):
    found = demo_links()
    db.session.rollback()
    return found


def path_of(address: str) -> str:
    return urlsplit(address).path


def test_the_keys_are_those_that_checks_rely_on(links) -> None:
    assert links.keys() == KEYS
    assert links["sign_in"].keys() == {"email", "password"}
    assert links["outsider"].keys() == {
        "email",
        "password",
        "event_id",
        "partner_id",
        "proposal_id",
    }


@pytest.mark.parametrize("name", PAGES)
def test_each_address_is_absolute_and_opens(name: str, links, demo: Flask) -> None:
    assert links[name].startswith(links["base_url"] + "/")

    response = Browser(demo).get(path_of(links[name]))

    assert response.status_code == 200
    assert not response.headers.getlist("Set-Cookie")


def test_the_ticket_code_is_the_token_of_the_ticket(links) -> None:
    assert path_of(links["ticket"]) == f"/t/{links['ticket_code']}"


def test_ticket_door_and_page_belong_to_one_event(links, at_riverside) -> None:
    ticket = addresses.open_link("ticket", links["ticket_code"])
    door = addresses.open_link("door", path_of(links["door_link"]).removeprefix("/door/"))
    code = addresses.find_code("event_page", path_of(links["event_page"]).removeprefix("/e/"))

    assert db.session.get_one(Guest, ticket.subject_id).event_id == links["event_id"]
    assert db.session.get_one(Door, door.subject_id).event_id == links["event_id"]
    assert code.subject_id == links["event_id"]


@pytest.mark.parametrize("who", ["sign_in", "outsider"])
def test_the_printed_password_signs_in(who: str, links, demo: Flask) -> None:
    browser = Browser(demo)

    response = sign_in_as(browser, links[who]["email"], links[who]["password"])

    assert response.headers["Location"] == "/today"
    assert browser.get("/today").status_code == 200


@pytest.mark.parametrize("plural", ["event", "partner", "proposal"])
def test_nobody_of_another_practice_sees_the_outsider_s_rows(plural, links, demo: Flask) -> None:
    ours, theirs = Browser(demo), Browser(demo)
    sign_in_as(ours, links["sign_in"]["email"], links["sign_in"]["password"])
    sign_in_as(theirs, links["outsider"]["email"], links["outsider"]["password"])
    path = f"/{plural}s/{links['outsider'][f'{plural}_id']}"

    assert theirs.get(path).status_code == 200
    assert ours.get(path).status_code == 404


def test_a_database_without_the_demo_has_no_links(app: Flask) -> None:
    assert sign_in() is None
    with pytest.raises(NoDemo, match="demo load"):
        demo_links()


def test_codes_of_the_demo_can_never_be_those_of_a_real_event() -> None:
    codes = [value for name, value in vars(markers).items() if name.isupper()]
    codes = [code for code in codes if "@" not in code and " " not in code]

    assert len(codes) == 15
    assert all(len(code) <= 12 and code.isalnum() and set(code) & set("aeiou") for code in codes)
