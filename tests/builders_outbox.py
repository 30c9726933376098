"""Letters for tests, and a worker's round."""

from functools import partial

from flask import Flask

from jvplanner.db import db
from jvplanner.outbox.delivery import deliver
from jvplanner.outbox.letters import write
from jvplanner.outbox.models import Letter
from jvplanner.outbox.worker import send_due
from jvplanner.practices.models import User
from tests.builders import letters
from tests.smtp import MailServer


def write_letters(
    count: int, user: User, *, name: str = "Dana Ruiz", email: str = "dana@corner.example"
) -> list[Letter]:
    """Write letters of one kind in the acting practice, each for a fact of its own."""
    before = len(letters())
    for number in range(before, before + count):
        write(
            "password_changed",
            to_name=name,
            to_email=email,
            once=f"test:{number}",
            user_id=user.id,
        )
    db.session.commit()
    return letters()[before:]


def round_of_worker(app: Flask, server: MailServer | str) -> int:
    """Let a worker send what is due, once; return how many letters it tried."""
    url = server if isinstance(server, str) else server.url
    db.session.rollback()
    return send_due(app.extensions["postroom"], partial(deliver, smtp_url=url))


def letter_now(letter: Letter) -> Letter:
    """Return the letter as the database has it."""
    return next(one for one in letters() if one.id == letter.id)
