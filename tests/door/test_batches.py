"""What a door may send at once, how often, and what becomes of it once the door is closed."""

import json
from datetime import timedelta

import pytest
import time_machine
from sqlalchemy import func, select

from jvplanner import clock
from jvplanner.db import db
from jvplanner.door.models import DOOR, Arrival, Door, Scan
from jvplanner.door.rules import DoorVerdict
from jvplanner.door.views import helpers
from jvplanner.events.models import Event
from jvplanner.links import addresses
from tests.browser import Browser
from tests.builders_door import scan, send, sent
from tests.builders_events import make_guest, ticket_of
from tests.statements import counted


def kept() -> list[Scan]:
    db.session.rollback()
    return list(db.session.scalars(select(Scan).order_by(Scan.id)))


def inside() -> int:
    db.session.rollback()
    return db.session.scalar(select(func.count(Arrival.id))) or 0


def revoke(door: Door) -> None:
    addresses.link_for(DOOR, door.id).revoke(clock.now())
    db.session.commit()


@pytest.mark.parametrize(
    "body",
    [b"", b"{", b"[]", b"7", b"{}", b'{"scans": {}}', b'{"scans": "x"}', b"\xff", b"[" * 200_000],
)
def test_what_is_no_batch_is_refused(as_nobody: Browser, at_door: str, body: bytes) -> None:
    response = as_nobody.post(f"{at_door}/scans", data=body, content_type="application/json")
    assert response.status_code == 400
    assert "error" in response.get_json()


def test_an_empty_batch_is_answered_with_the_counts(
    as_nobody: Browser, event: Event, at_door: str
) -> None:
    make_guest(event)
    assert send(as_nobody, at_door) == {"results": [], "inside": 0, "expected": 1}


def test_five_hundred_scans_are_taken_and_one_more_is_too_many(
    as_nobody: Browser, at_door: str
) -> None:
    many = [{"id": str(number)} for number in range(500)]
    assert len(send(as_nobody, at_door, *many)["results"]) == 500
    response = as_nobody.post(f"{at_door}/scans", json={"scans": [*many, {}]})
    assert response.status_code == 413
    assert kept() == []


def test_a_quarter_of_a_megabyte_is_taken_and_one_byte_more_is_too_large(
    as_nobody: Browser, at_door: str
) -> None:
    def of_size(size: int) -> bytes:
        empty = json.dumps({"scans": [], "padding": ""})
        return json.dumps({"scans": [], "padding": "x" * (size - len(empty))}).encode()

    for size, status in ((256 * 1024, 200), (256 * 1024 + 1, 413)):
        response = as_nobody.post(f"{at_door}/scans", data=of_size(size))
        assert response.status_code == status


@pytest.mark.parametrize("how", ["revoked", "expired", "sent anew", "the event is long over"])
def test_a_closed_door_admits_nobody_but_its_scans_are_kept(
    as_nobody: Browser, event: Event, door: Door, at_door: str, how: str
) -> None:
    guest = make_guest(event)
    one = scan(code=ticket_of(guest))
    link, later = addresses.link_for(DOOR, door.id), timedelta(0)
    match how:
        case "revoked":
            link.revoke(clock.now())
        case "expired":
            link.expires_at = clock.now()
        case "sent anew":
            addresses.renew(link)
        case _:
            later = timedelta(days=2)
    db.session.commit()

    with time_machine.travel(clock.now() + later):
        response = as_nobody.post(f"{at_door}/scans", json={"scans": [one, {}]})
        page = as_nobody.get(at_door)

    assert response.status_code == 202
    assert "Ana" not in response.text
    answer = response.get_json()
    assert [result["verdict"] for result in answer["results"]] == ["quarantined", "invalid"]
    assert (answer["inside"], answer["expected"]) == (None, None)
    [scan_kept] = kept()
    assert (scan_kept.verdict, scan_kept.guest_id) == (DoorVerdict.QUARANTINED, guest.id)
    assert inside() == 0
    assert page.status_code == 410


def test_everything_that_a_closed_door_sends_is_kept_once_with_what_it_said(
    as_nobody: Browser, event: Event, door: Door, at_door: str
) -> None:
    guest = make_guest(event)
    revoke(door)
    items = [
        scan(code="something else"),
        scan(guest=str(guest.id)),
        scan(guest="nobody"),
        scan(walk_in={"name": "Farid", "email": "farid@example.org", "why": "friend"}),
        scan(undo=scan()["id"]),
    ]
    for _ in range(2):
        response = as_nobody.post(f"{at_door}/scans", json={"scans": items})
        verdicts = {result["verdict"] for result in response.get_json()["results"]}
        assert verdicts == {"quarantined"}
    said = [(one.guest_id, one.sent) for one in kept()]
    assert said == [
        (None, "something else"),
        (guest.id, ""),
        (None, "nobody"),
        (None, "Farid <farid@example.org> friend"),
        (None, items[4]["undo"]),
    ]


def test_an_answer_that_an_open_door_gave_stays_as_it_was_after_closing(
    as_nobody: Browser, event: Event, door: Door, at_door: str
) -> None:
    one = scan(code=ticket_of(make_guest(event)))
    send(as_nobody, at_door, one)
    revoke(door)
    response = as_nobody.post(f"{at_door}/scans", json={"scans": [one]})
    assert response.get_json()["results"][0]["verdict"] == "quarantined"
    assert [each.verdict for each in kept()] == [DoorVerdict.ADMITTED]
    assert inside() == 1


def test_a_forged_token_is_not_found_and_keeps_nothing(as_nobody: Browser, at_door: str) -> None:
    forged = at_door[:-1] + ("A" if at_door[-1] != "A" else "B")
    response = as_nobody.post(f"{forged}/scans", json={"scans": [scan(code="x")]})
    assert response.status_code == 404
    assert kept() == []


@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
def test_a_device_gone_wild_is_asked_to_wait(
    as_nobody: Browser, at_door: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert helpers.MOST_REQUESTS == "6000 per minute"
    monkeypatch.setattr(helpers, "MOST_REQUESTS", "5 per minute")

    answers = [
        as_nobody.post(f"{at_door}/scans", data=b"{", content_type="application/json")
        for _ in range(6)
    ]

    assert [answer.status_code for answer in answers] == [400] * 5 + [429]
    assert int(answers[-1].headers["Retry-After"]) > 0


def test_what_a_batch_asks_of_the_database_grows_by_its_writes_alone(
    as_nobody: Browser, event: Event, at_door: str
) -> None:
    tickets = [ticket_of(make_guest(event, f"Guest {n}", f"g{n}@example.org")) for n in range(24)]

    def reads(some: list[str]) -> tuple[int, int]:
        with counted() as statements:
            send(as_nobody, at_door, *(scan(code=ticket) for ticket in some))
        selects = sum(statement.startswith("SELECT") for statement in statements)
        return selects, len(statements) - selects

    few, few_writes = reads(tickets[:4])
    many, many_writes = reads(tickets[4:])
    assert few == many
    assert few <= 9
    assert (few_writes, many_writes) == (2 * 4, 2 * 20)


def test_a_scan_from_another_site_is_refused(
    as_nobody: Browser, event: Event, at_door: str
) -> None:
    item = {"scans": [scan(code=ticket_of(make_guest(event)))]}
    response = as_nobody.post(
        f"{at_door}/scans", json=item, headers={"Sec-Fetch-Site": "cross-site"}
    )
    assert response.status_code == 403
    assert inside() == 0


def test_a_door_sets_and_reads_no_cookie(as_maya: Browser, event: Event, at_door: str) -> None:
    sent(as_maya, at_door, code=ticket_of(make_guest(event)))
    response = as_maya.get(at_door)
    assert "Set-Cookie" not in response.headers
    assert "Maya" not in response.text
