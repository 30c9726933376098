"""The demo is as good late in the evening, on the last day of a month and when clocks change."""

import pytest
import time_machine
from sqlalchemy import select

from jvplanner import create_app
from jvplanner.db import db
from jvplanner.demo import markers
from jvplanner.demo.crowd import Scale
from jvplanner.practices.models import User
from tests.browser import Browser
from tests.conftest import settings_for
from tests.demo.conftest import load_all
from tests.e2e.screens import MEMBER, NOBODY, screens

MOMENTS = {
    "just before midnight in New York": "2026-11-27 04:55",
    "just after midnight in New York": "2026-11-27 05:05",
    "the day on which summer time begins": "2027-03-14 20:00",
    "the day on which summer time ends": "2027-11-07 12:00",
    "the last day of February": "2028-02-29 16:00",
    "New Year's Eve": "2027-12-31 23:59",
}


@pytest.mark.parametrize("moment", MOMENTS.values(), ids=list(MOMENTS))
def test_every_page_of_the_demo_opens_as_it_should(open_database, moment: str) -> None:
    with time_machine.travel(moment, tick=False):
        app = create_app(settings_for(open_database("sqlite", "any-day")))
        with app.app_context():
            load_all(Scale())
            owner = db.session.scalars(select(User).where(User.email == markers.OWNER)).one()
            browsers = {MEMBER: Browser(app, owner), NOBODY: Browser(app)}
            db.session.commit()
        wrong = []
        for screen in screens(app):
            if browser := browsers.get(screen.who):
                with app.app_context():
                    method = "POST" if screen.typed else "GET"
                    answer = browser.open(screen.path, method=method, data=screen.typed)
                    status = answer.status_code
                # /papers/<id> leads on to what the paper is about.
                if status not in (screen.status, 302, 303):
                    wrong.append(f"{screen.name} {screen.path}: {status}")
        with app.app_context():
            db.engine.dispose()

    assert not wrong
