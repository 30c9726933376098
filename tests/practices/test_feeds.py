"""Calendars to subscribe to: everybody's, and a member's own with everything."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from sqlalchemy import delete

from jvplanner import clock
from jvplanner.db import db
from jvplanner.events.actions.organising import cancel, event_of
from jvplanner.events.models import Event, EventState, GuestState
from jvplanner.practices.models import Membership
from jvplanner.proposals.models import Proposal
from tests.browser import Browser
from tests.builders_agreements import make_agreement
from tests.builders_events import make_event, make_guest, ticket_of
from tests.builders_papers import DANA, make_sent
from tests.calendars import by_another_reader, lines, the
from tests.statements import counted

PUBLIC = "/h/riverside-nutrition.ics"
EVENING = datetime(2027, 2, 11, 23, 30, tzinfo=UTC)


@pytest.fixture(autouse=True)
def in_january() -> None:
    with time_machine.travel(datetime(2027, 1, 10, tzinfo=UTC)):
        yield


def entries(file: bytes) -> dict[str, Any]:
    """Return what stands in a feed by its title, as another project's reader finds it."""
    lines(file)  # it is well formed
    found = getattr(by_another_reader(file), "vevent_list", [])
    return {entry.summary.value: entry for entry in found}


def call_off(event: Event) -> None:
    cancel(db.session.get_one(Event, event.id), "The room is flooded.", clock.now())
    db.session.commit()


def feed_of(browser: Browser) -> str:
    """Return the path of the member's calendar as their page shows it, made now if need be."""
    made = browser.post("/settings/you/calendar")
    assert made.headers["Location"] == "/settings/you#calendar"
    shown = browser.get("/settings/you").text
    path = shown.partition('value="http://localhost/f/')[2].partition('"')[0]
    assert f'href="webcal://localhost/f/{path}"' in shown
    return f"/f/{path}"


def test_everybody_may_keep_the_dates_that_are_announced(in_riverside, as_nobody: Browser) -> None:
    event = make_event(title="Tired", starts_at=EVENING)
    make_event(title="Called off", starts_at=EVENING)
    call_off(make_event(title="Flooded", starts_at=EVENING))
    make_event(title="A secret plan", state=EventState.DRAFT)
    call_off(make_event(title="Never told", state=EventState.DRAFT))
    make_event(title="Lately", starts_at=clock.now() - timedelta(days=20))
    make_event(title="Long ago", starts_at=clock.now() - timedelta(days=90))

    response = as_nobody.get(PUBLIC)
    found = entries(response.data)

    assert found.keys() == {"Tired", "Called off", "Flooded", "Lately"}
    assert found["Tired"].dtstart.value.astimezone(UTC) == EVENING
    assert found["Tired"].url.value == f"http://localhost/e/{event.code}?s=k"
    assert [found[name].status.value for name in ("Tired", "Flooded")] == ["CONFIRMED", "CANCELLED"]
    assert "VALARM" not in response.text, "an alarm for somebody who did not register"
    assert response.content_type == "text/calendar; charset=utf-8"
    assert "Set-Cookie" not in response.headers
    assert f'href="webcal://localhost{PUBLIC}"' in as_nobody.get("/h/riverside-nutrition").text


def test_an_event_is_the_same_entry_in_the_feed_and_in_a_guests_file(
    in_riverside, as_nobody: Browser
) -> None:
    guest = make_guest(make_event(starts_at=EVENING))
    of_guest = as_nobody.get(f"{ticket_of(guest)}/event.ics").data

    assert the("UID", as_nobody.get(PUBLIC).data) == the("UID", of_guest)


def test_an_unchanged_feed_is_not_sent_again(in_riverside, as_nobody: Browser) -> None:
    event = make_event(starts_at=EVENING)
    first = as_nobody.get(PUBLIC)
    assert "public" in first.headers["Cache-Control"]
    tag = {"If-None-Match": first.headers["ETag"]}
    assert as_nobody.get(PUBLIC, headers=tag).status_code == 304

    call_off(event)
    assert as_nobody.get(PUBLIC, headers=tag).status_code == 200


def test_a_feed_of_nobody_is_not_there(riverside, as_nobody: Browser) -> None:
    for path in ("/h/nobody.ics", "/h/.ics", "/f/nothing.ics"):
        assert as_nobody.get(path).status_code == 404


def test_a_member_has_everything_that_has_a_date_in_their_calendar(
    in_riverside, as_maya: Browser, as_nobody: Browser
) -> None:
    event = make_event(title="Tired", starts_at=EVENING)
    make_guest(event, "Ana Peña")
    make_event(title="A secret plan", state=EventState.DRAFT, starts_at=EVENING)
    make_sent()

    response = as_nobody.get(feed_of(as_maya))
    found = entries(response.data)

    offered = next(name for name in found if name.startswith("On offer: "))
    awaited = "Canal Pharmacy can answer until now"
    assert found.keys() >= {"Tired", "A secret plan", awaited, "Canal Pharmacy is reminded"}
    assert "1 of 40 seats are taken." in found["Tired"].description.value
    assert found["Tired"].url.value == f"http://localhost/events/{event.id}"
    assert found["A secret plan"].status.value == found[offered].status.value == "TENTATIVE"
    assert found[awaited].transp.value == "TRANSPARENT"
    assert response.headers["Cache-Control"] == "no-store"
    assert "Set-Cookie" not in response.headers


def test_a_calendar_names_no_person(in_riverside, as_maya: Browser, as_nobody: Browser) -> None:
    """Calendars are shared: partners are named, whoever works there and whoever comes is not."""
    event = make_event()
    make_guest(event, "Ana Peña")
    make_guest(event, "Zoë Waits", "zoe@example.org", state=GuestState.WAITING)
    make_sent()
    make_agreement(next_review_on=clock.now().date() + timedelta(days=9))
    told = as_nobody.get(feed_of(as_maya)).data.replace(b"\r\n ", b"").decode()
    for name in ("Ana", "Zoë", "example.org", DANA[0], DANA[1], "/t/", "/p/"):
        assert name not in told


def test_an_agreed_date_stands_there_until_its_event_does(
    in_riverside, as_maya: Browser, as_nobody: Browser
) -> None:
    sent = make_sent()
    answer = {"version": "1", "verdict": "approved", "name": "Dana Ruiz", "agree": "y"}
    assert as_nobody.post(sent.answer_path, data=answer | {"dates": "2"}).status_code < 400
    path = feed_of(as_maya)
    (agreed,) = entries(as_nobody.get(path).data).values()
    assert "said yes" in agreed.description.value
    assert agreed.location.value == "214 Canal Street"

    proposal = db.session.query(Proposal).filter_by(paper_id=sent.id).one()
    made = event_of(proposal, time_zone="UTC", now=clock.now())
    db.session.commit()
    (entry,) = entries(as_nobody.get(path).data).values()
    assert entry.url.value == f"http://localhost/events/{made.id}"


def test_a_new_address_ends_the_earlier_one(
    in_riverside, as_maya: Browser, as_nobody: Browser
) -> None:
    first = feed_of(as_maya)
    assert as_nobody.get(first).status_code == 200

    second = feed_of(as_maya)

    assert second != first
    assert as_nobody.get(first).status_code == 410
    assert as_nobody.get(second).status_code == 200


def test_each_member_has_an_address_of_their_own_and_looking_makes_none(
    riverside, as_maya: Browser, as_tom: Browser
) -> None:
    mine = feed_of(as_maya)
    assert "/f/" not in as_tom.get("/settings/you").text
    assert feed_of(as_tom) != mine


def test_whoever_no_longer_works_there_reads_along_no_longer(
    riverside, as_tom: Browser, as_nobody: Browser
) -> None:
    path = feed_of(as_tom)
    db.session.execute(delete(Membership).where(Membership.user_id == riverside.colleague.id))
    db.session.commit()
    assert as_nobody.get(path).status_code == 410


def test_however_much_there_is_a_feed_asks_the_same_few_questions(
    in_riverside, as_maya: Browser, as_nobody: Browser
) -> None:
    path = feed_of(as_maya)

    def asked() -> tuple[int, int]:
        counts = []
        for address in (PUBLIC, path):
            with counted() as statements:
                assert as_nobody.get(address).status_code == 200
            counts.append(len(statements))
        return counts[0], counts[1]

    make_event(title="One")
    make_sent()
    few = asked()
    for number in range(9):
        make_event(title=f"Event {number}")
        make_sent(partner=f"Partner {number}")
    assert asked() == few
    assert few[0] <= 4
    assert few[1] <= 12
