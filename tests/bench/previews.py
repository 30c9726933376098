"""The preview beside an editor: what it asks of the database, and who may look at it."""

import http.client
import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode

from sqlalchemy import select

from jvplanner import create_app
from jvplanner.agreements.models import Agreement
from jvplanner.db import db
from jvplanner.practices.models import Membership, Practice, User
from jvplanner.proposals.models import Proposal
from jvplanner.tenancy import acting_for
from tests.bench.load import Request
from tests.browser import HTMX, Browser
from tests.conftest import settings_for
from tests.statements import counted

# The member and the practice; every page of a member asks for them.
WHO_IS_SIGNED_IN = 2
MOST = 2

Preview = tuple[str, str, int]


def previews(database_url: str, email: str) -> Iterator[Preview]:
    """Yield name, path and number of statements of each kind's preview, beyond who is signed in."""
    app = create_app(settings_for(database_url))
    with app.app_context():
        owner = db.session.scalars(select(User).where(User.email == email)).one()
        practice = db.session.scalars(
            select(Practice).join(Membership).where(Membership.user_id == owner.id)
        ).first()
        assert practice is not None
        with acting_for(practice.id):
            newest = {
                "proposal": db.session.scalars(
                    select(Proposal.id).order_by(Proposal.id.desc())
                ).first(),
                "agreement": db.session.scalars(
                    select(Agreement.id).order_by(Agreement.id.desc())
                ).first(),
            }
        browser = Browser(app, owner)
        for kind, row_id in newest.items():
            path = f"/{kind}s/{row_id}/preview"
            db.session.remove()
            with counted() as asked:
                assert browser.get(path, headers=HTMX).status_code == 200
            yield f"preview, {kind}", path, len(asked) - WHO_IS_SIGNED_IN
        db.session.remove()
        db.engine.dispose()


def signed_in(port: int, account: dict[str, Any]) -> tuple[tuple[str, str], ...]:
    """Sign in at the server; return the headers with which its member asks for a part of a page."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    connection.request("GET", "/sign-in")
    answer = connection.getresponse()
    [token] = set(re.findall(r'name="csrf_token"[^>]*value="([^"]+)"', answer.read().decode()))
    form = urlencode(
        {"csrf_token": token, "email": account["email"], "password": account["password"]}
    )
    headers = {
        "Content-Type": "application/x-www-form-urlencoded",
        "Cookie": _cookies(answer),
        "Referer": f"http://127.0.0.1:{port}/sign-in",
    }
    connection.request("POST", "/sign-in", form, headers)
    answer = connection.getresponse()
    answer.read()
    assert answer.status in (302, 303), answer.status
    return (("Cookie", _cookies(answer)), *HTMX.items())


def look(path: str, headers: tuple[tuple[str, str], ...], _number: int) -> Request:
    return Request("GET", path, headers=headers)


def _cookies(answer: http.client.HTTPResponse) -> str:
    set_by = answer.headers.get_all("Set-Cookie") or []
    return "; ".join(one.partition(";")[0] for one in set_by)
