"""Event pages that were made already, given again without asking the whole application."""

from collections.abc import Iterable
from contextlib import closing
from dataclasses import dataclass
from functools import cached_property
from threading import Lock
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs

from flask import Flask
from sqlalchemy import Engine
from werkzeug.http import parse_etags
from werkzeug.wsgi import ClosingIterator

from jvplanner.db import db, for_single_statements
from jvplanner.events import queries
from jvplanner.events.announcement import EventPage, as_shown
from jvplanner.events.models import EVENT_PAGE
from jvplanner.events.queries.public import Announcement
from jvplanner.reading_together import ReadTogether
from jvplanner.web.languages import chosen

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

# In a request's environment: what its page shows, as it was read before the application was asked.
SHOWN = "jvplanner.event_page"
PREFIX = f"{EVENT_PAGE.path}/"
# Pages weigh about 10 KB each.
MOST_KEPT = 256
OF_THE_BODY = {"content-type", "content-length"}


@dataclass(frozen=True)
class Kept:
    """A whole answer. It is the same for everybody for as long as the page shows the same."""

    status: str
    headers: list[tuple[str, str]]
    body: bytes

    def given(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        """Give the answer, or say that the reader has it already."""
        asked = environ.get("HTTP_IF_NONE_MATCH")
        if asked and parse_etags(asked).contains_weak(dict(self.headers)["ETag"].strip('"')):
            short = [each for each in self.headers if each[0].lower() not in OF_THE_BODY]
            start_response("304 NOT MODIFIED", short)
            return []
        start_response(self.status, list(self.headers))
        return [self.body]


class KeptEventPages:
    """Answers for event pages from memory, and hands everything else to the application.

    What a page shows is read anew for each request, in one statement; only an answer that was made
    for an equal page is given again. So it is never stale, whichever process has written. Those who
    ask at the same moment share a read.
    """

    def __init__(self, app: Flask, answer: "WSGIApplication") -> None:
        self._app, self._answer = app, answer
        self._kept: dict[EventPage, Kept] = {}
        self._lock = Lock()
        self._announced = ReadTogether[str, Announcement | None](
            lambda code: queries.announced(code, self._engine)
        )

    def __call__(
        self, environ: "WSGIEnvironment", start_response: "StartResponse"
    ) -> Iterable[bytes]:
        shown = self._shown(environ)
        if shown is None:
            return self._answer(environ, start_response)
        if kept := self._kept.get(shown):
            return kept.given(environ, start_response)
        environ[SHOWN] = shown
        return self._made(shown, environ, start_response)

    @cached_property
    def _engine(self) -> Engine:
        with self._app.app_context():
            return for_single_statements(db.engine)

    def _shown(self, environ: "WSGIEnvironment") -> EventPage | None:
        path = environ["PATH_INFO"]
        # While templates are being worked on, no page is kept.
        if environ["REQUEST_METHOD"] != "GET" or self._app.debug or not path.startswith(PREFIX):
            return None
        query = environ.get("QUERY_STRING", "")
        said = parse_qs(query) if query else {}
        source, named = (said.get(key, [""])[0] for key in ("s", "lang"))
        language = chosen(named, environ.get("HTTP_ACCEPT_LANGUAGE", ""))
        try:
            return as_shown(self._announced(path.removeprefix(PREFIX)), source, language)
        except Exception:
            # The application asks again, and says in its own words what fails.
            return None

    def _made(
        self, shown: EventPage, environ: "WSGIEnvironment", start_response: "StartResponse"
    ) -> Iterable[bytes]:
        """Let the application make the answer, and keep it if it is a whole page."""
        begun: list[Any] = []

        def note(status: str, headers: list[tuple[str, str]], *failure: Any) -> Any:
            begun[:] = status, headers
            return start_response(status, headers, *failure)

        with closing(ClosingIterator(self._answer(environ, note))) as chunks:
            body = b"".join(chunks)
        status, headers = begun
        if status.startswith("200"):
            with self._lock:
                while len(self._kept) >= MOST_KEPT:
                    del self._kept[next(iter(self._kept))]
                self._kept[shown] = Kept(status, headers, body)
        return [body]
