"""The guest list as a file, and on paper for the door."""

import csv
from io import BytesIO, StringIO

import openpyxl

from jvplanner import clock
from jvplanner.db import db
from jvplanner.events.models import (
    ConsentPurpose,
    EventQuestion,
    GuestAnswer,
    GuestConsent,
    GuestState,
    QuestionKind,
)
from tests.browser import Browser
from tests.builders_events import make_event, make_guest


def test_a_file_holds_the_guests_that_the_list_shows(in_riverside, as_maya: Browser) -> None:
    event = make_event()
    make_guest(event, "-Anne", "anne@example.org", phone="+41 79 123 45 67", source="p")
    make_guest(event, "Ben", None, walked_in=True)
    make_guest(event, "Cher", "cher@example.org", state=GuestState.WAITING)
    file = as_maya.get(f"/events/{event.id}/guests.csv")
    assert file.content_type == "text/csv; charset=utf-8"
    assert f'filename="guests-{event.code}.csv"' in file.headers["Content-Disposition"]
    head, *rows = csv.reader(StringIO(file.data.decode("utf-8-sig")))
    assert "Registered (New York time)" in head
    assert [row[0] for row in rows] == ["'-Anne", "Ben", "Cher"]
    assert rows[0][1:4] == ["anne@example.org", "'+41 79 123 45 67", "Has a seat"]
    assert rows[0][5] == "Poster"
    assert rows[1][3] == "Walked in"

    file = as_maya.get(f"/events/{event.id}/guests.xlsx?state=waiting")
    page = openpyxl.load_workbook(BytesIO(file.data)).active
    assert [row[0].value for row in page.iter_rows(min_row=2)] == ["Cher"]


def test_another_practice_gets_no_file(in_riverside, as_outsider: Browser) -> None:
    event = make_event()
    for path in ("guests.csv", "guests.xlsx", "guests/print", "ways-in", "numbers"):
        assert as_outsider.get(f"/events/{event.id}/{path}").status_code == 404


def test_the_list_for_the_door_names_who_has_a_seat(in_riverside, as_maya: Browser) -> None:
    event = make_event()
    make_guest(event, "Ana Peña")
    make_guest(event, "Cher", "cher@example.org", state=GuestState.WAITING)
    page = as_maya.get(f"/events/{event.id}/guests/print").text
    assert "Ana Peña" in page
    assert "Cher" not in page


def test_a_file_holds_answers_and_what_is_agreed_to_now(in_riverside, as_maya: Browser) -> None:
    """T3"""
    event = make_event()
    ana, ben = make_guest(event, "Ana"), make_guest(event, "Ben", "ben@example.org")
    question = EventQuestion(event_id=event.id, position=0, kind=QuestionKind.TEXT, label="Diet?")
    db.session.add(question)
    db.session.flush()
    db.session.add(GuestAnswer(guest_id=ana.id, question_id=question.id, answer="=No nuts"))
    given = {"purpose": ConsentPurpose.NEWS, "wording": "News?", "language": "en"}
    for guest, withdrawn_at in ((ana, None), (ben, clock.now())):
        db.session.add(
            GuestConsent(
                guest_id=guest.id, given_at=clock.now(), withdrawn_at=withdrawn_at, **given
            )
        )
    db.session.commit()
    file = as_maya.get(f"/events/{event.id}/guests.csv")
    rows = csv.DictReader(StringIO(file.data.decode("utf-8-sig")))
    found = {row["Name"]: row for row in rows}
    assert found["Ana"]["Diet?"] == "'=No nuts"
    assert [found[name]["Wants news"] for name in ("Ana", "Ben")] == ["yes", ""]
    listed = as_maya.get(f"/events/{event.id}/guests?agrees=news").text
    assert listed.count('class="row-item guest"') == 1
    part = as_maya.get(f"/events/{event.id}/numbers").text
    assert "1 wants news from you" in part
