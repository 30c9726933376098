"""What people type at the entrance, and invitations, for tests."""

import re
from typing import Any

from werkzeug.test import TestResponse

from jvplanner.db import db
from jvplanner.links import addresses
from jvplanner.practices import actions
from jvplanner.practices.models import INVITATION, Invitation, Role
from tests.browser import Browser
from tests.builders import PASSWORD, PracticeOfTheCast

ZOE = {
    "name": "Zoë O'Hara",
    "email": "Zoe@Newtown.example",
    "password": PASSWORD,
    "practice_name": "Zoë's Kitchen",
    "time_zone": "Europe/London",
    "brand_colour": "#ffcc00",
    "postal_address": "7 Mill Lane\nNewtown",
}


def send_form(browser: Browser, path: str, to: str | None = None, **fields: Any) -> TestResponse:
    """Open the page at path and send its form with these fields, as a person does."""
    shown = browser.get(path)
    token = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', shown.text)
    assert token, f"{path} shows no form: {shown.status}"
    return browser.post(to or path, data={"csrf_token": token[1], **fields})


def sign_in(browser: Browser, email: str, password: str = PASSWORD, **more: Any) -> TestResponse:
    return send_form(browser, "/sign-in", email=email, password=password, **more)


def make_invitation(
    practice: PracticeOfTheCast,
    *,
    name: str = "Björk",
    email: str = "bjork@studio.example",
    role: Role = Role.COLLEAGUE,
) -> Invitation:
    """Invite somebody to the acting practice, as its owner."""
    invitation = actions.invite(name=name, email=email, role=role, invited_by_id=practice.owner.id)
    db.session.commit()
    return invitation


def path_of(invitation: Invitation) -> str:
    return addresses.path(INVITATION, addresses.link_for(INVITATION, invitation.id))
