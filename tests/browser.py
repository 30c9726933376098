"""A browser for tests: signed in or not, with a real session cookie and a real CSRF token."""

import re
from hashlib import sha1
from html import unescape
from typing import Any

from flask import Flask
from flask.globals import app_ctx
from itsdangerous import URLSafeTimedSerializer
from werkzeug.datastructures import Headers
from werkzeug.test import TestResponse

from jvplanner import tenancy
from jvplanner.db import db
from jvplanner.practices.models import User

HTMX = {"HX-Request": "true"}
RAW_TOKEN = sha1(b"tests", usedforsecurity=False).hexdigest()


def as_read(page: str) -> str:
    """Return what a page says: no tags, and one space wherever its line may break."""
    return " ".join(unescape(re.sub(r"<[^>]*>", "", page)).split())


class Browser:
    """Answers like a browser's; follows no redirects unless asked."""

    def __init__(self, app: Flask, user: User | None = None) -> None:
        self._client = app.test_client()
        self._app = app
        if user is not None:
            session = {"_user_id": user.begin_session(), "_fresh": True, "csrf_token": RAW_TOKEN}
            serializer = app.session_interface.get_signing_serializer(app)  # type: ignore[attr-defined]
            self._client.set_cookie(app.config["SESSION_COOKIE_NAME"], serializer.dumps(session))
        self._user = user

    def get(self, path: str, **rest: Any) -> TestResponse:
        return self.open(path, method="GET", **rest)

    def post(self, path: str, **rest: Any) -> TestResponse:
        if path.startswith("/e/"):
            # A registration has a connection of its own, and would wait for what the test began.
            db.session.rollback()
        return self.open(path, method="POST", **rest)

    def open(self, path: str, **rest: Any) -> TestResponse:
        headers = Headers(rest.pop("headers", None) or {})
        if self._user is not None and rest.get("method") not in ("GET", "HEAD"):
            headers.setdefault("X-CSRFToken", self._token())
        return self._opened(path, headers=headers, **rest)

    def without_token(self, path: str, **rest: Any) -> TestResponse:
        """POST as a signed-in browser whose form carries no CSRF token."""
        return self._opened(path, method="POST", **rest)

    def _opened(self, path: str, **rest: Any) -> TestResponse:
        """Open as a request of its own: the test's `g` and its acting practice are not there."""
        context = app_ctx._get_current_object()  # type: ignore[attr-defined]
        ours, context.g = context.g, self._app.app_ctx_globals_class()
        acting = tenancy._practice_id.set(None)
        try:
            return self._client.open(path, **rest)
        finally:
            tenancy._practice_id.reset(acting)
            context.g = ours

    def session_cookie(self) -> str:
        cookie = self._client.get_cookie(self._app.config["SESSION_COOKIE_NAME"])
        return cookie.value if cookie else ""

    def cookies(self) -> list[str]:
        return [cookie.key for cookie in self._client._cookies.values()]

    def _token(self) -> str:
        serializer = URLSafeTimedSerializer(
            str(self._app.config["SECRET_KEY"]), salt="wtf-csrf-token"
        )
        return str(serializer.dumps(RAW_TOKEN))
