"""A partner who said yes hears when the event that came of it is moved or called off."""

from datetime import timedelta

from flask import Flask
from sqlalchemy import select

from jvplanner.db import db
from jvplanner.events.models import Event
from jvplanner.papers.models import Answer
from tests.browser import Browser
from tests.builders import letters
from tests.builders_events import again, make_event, typed_from
from tests.events.test_from_proposal import made_from, make_approved

MOVED, CALLED_OFF = "partner_event_moved", "partner_event_cancelled"


def agreed_event(as_maya: Browser, *, publish: bool = True) -> Event:
    made_from(as_maya, make_approved(dates=2, ticked=[0]))
    event_id = db.session.scalars(select(Event.id)).one()
    if publish:
        assert as_maya.post(f"/events/{event_id}/publication").status_code == 303
    event = db.session.get_one(Event, event_id)
    db.session.rollback()
    return again(event)


def moved(as_maya: Browser, event: Event, days: int) -> None:
    day = (event.starts_at + timedelta(days=days)).date().isoformat()
    done = as_maya.post(f"/events/{event.id}/edit", data=typed_from(again(event), day=day))
    assert done.status_code == 303


def text_of(app: Flask, name: str) -> str:
    message = app.extensions["postroom"].message(letters(name)[-1])
    db.session.rollback()
    body = message.get_body(("plain",))
    assert body is not None
    return f"{message['Subject']}\n{body.get_content()}"


def test_a_new_date_is_one_letter_to_whoever_said_yes_however_often_it_changes(
    app: Flask, in_riverside, as_maya: Browser
) -> None:
    event = agreed_event(as_maya)
    answer = db.session.scalars(select(Answer)).one()
    db.session.rollback()
    for days in (1, 2):
        moved(as_maya, event, days)
    (letter,) = letters(MOVED)
    assert letter.to_name == "Dana Ruiz"
    assert letter.to_email
    assert answer.name == "Dana Ruiz"
    text = text_of(app, MOVED)
    assert "Hello Dana Ruiz," in text
    assert again(event).title in text
    assert f"/e/{event.code}" in text


def test_it_goes_to_the_address_that_was_left_with_the_answer(
    in_riverside, as_maya: Browser
) -> None:
    event = agreed_event(as_maya)
    db.session.scalars(select(Answer)).one().email = "dana@home.example"
    db.session.commit()
    moved(as_maya, event, 1)
    (letter,) = letters(MOVED)
    assert letter.to_email == "dana@home.example"


def test_calling_it_off_takes_the_place_of_a_new_date_that_was_not_told(
    app: Flask, in_riverside, as_maya: Browser
) -> None:
    event = agreed_event(as_maya)
    moved(as_maya, event, 1)
    for _ in range(2):
        as_maya.post(f"/events/{event.id}/cancellation", data={"reason": "The room was flooded."})
    assert letters(MOVED) == []
    assert len(letters(CALLED_OFF)) == 1
    assert "The room was flooded." in text_of(app, CALLED_OFF)


def test_words_a_draft_and_an_event_of_no_proposal_are_no_letter_to_a_partner(
    in_riverside, as_maya: Browser
) -> None:
    event = agreed_event(as_maya, publish=False)
    moved(as_maya, event, 1)
    as_maya.post(f"/events/{event.id}/publication")
    as_maya.post(f"/events/{event.id}/edit", data=typed_from(again(event), title="New words"))
    single = make_event()
    moved(as_maya, single, 1)
    as_maya.post(f"/events/{single.id}/cancellation", data={"reason": ""})
    assert letters(MOVED) == letters(CALLED_OFF) == []
