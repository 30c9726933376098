"""Every letter that the product can write, written out once from a real evening."""

import inspect
import re

import pytest
from flask import Flask
from sqlalchemy import select

from jvplanner import create_app
from jvplanner.db import db
from jvplanner.outbox.letters import kind_of, names, title_of
from jvplanner.outbox.models import Letter
from jvplanner.outbox.postroom import Postroom
from jvplanner.papers.models import PAPER, Answer
from jvplanner.tenancy import acting_for
from tests.browser import Browser
from tests.builders import PracticeOfTheCast
from tests.conftest import settings_for
from tests.evening import Ids, make_evening

create_app(settings_for("sqlite:////nonexistent/none.db"))  # registers every domain's letters


@pytest.fixture
def ids(app: Flask, riverside: PracticeOfTheCast) -> Ids:
    found = make_evening(riverside)
    found["user_id"], found["version"], found["starts"] = riverside.owner.id, 1, 0
    form = {"verdict": "approved", "version": "1", "name": "Dana Ruiz", "agree": "y"}
    response = Browser(app).post(f"{PAPER.path}/{found.tokens['p']}/answer", data=form)
    assert response.status_code == 303
    with acting_for(riverside.id):
        found["answer_id"] = db.session.scalars(select(Answer.id)).one()
        db.session.rollback()
    return found


@pytest.mark.parametrize("name", names())
def test_a_letter_can_be_written_and_names_no_placeholder(
    app: Flask, riverside: PracticeOfTheCast, ids: Ids, name: str
) -> None:
    wanted = inspect.signature(kind_of(name).writer).parameters
    letter = Letter(
        name=name,
        to_name="Zoë O’Brien, RN",
        to_email="zoe@example.org",
        ids={parameter: ids[parameter] for parameter in wanted},
        language="en",
        once=f"every:{name}",
        message_key="0" * 32,
        practice_id=None if "user_id" in wanted else riverside.id,
    )
    postroom: Postroom = app.extensions["postroom"]

    written = postroom.written(letter)

    assert title_of(letter) == kind_of(name).title
    assert 5 < len(written.subject) < 150
    assert written.text.strip()
    assert "<html" in written.html
    for text in (written.subject, written.text, written.html):
        assert not re.search(r"\{\{|\}\}|None|Undefined|<built-in", text)
