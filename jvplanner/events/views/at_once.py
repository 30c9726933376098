"""Registrations in which nothing is amiss, answered before the whole application is asked."""

import logging
from collections.abc import Iterable
from functools import cached_property
from io import BytesIO
from typing import TYPE_CHECKING
from urllib.parse import parse_qs

from flask import Flask
from limits import parse
from sqlalchemy import Engine
from werkzeug.wsgi import get_host

from jvplanner.db import db, for_single_statements
from jvplanner.errors import Refusal
from jvplanner.events.actions.at_once import seat
from jvplanner.events.forms.at_once import fell_in_trap, friends_in, typed_in
from jvplanner.events.models import EVENT_PAGE
from jvplanner.events.party import Sent
from jvplanner.events.views.turned_away import TurnedAway
from jvplanner.languages import LANGUAGES
from jvplanner.web.access import is_foreign
from jvplanner.web.headers import bare_headers
from jvplanner.web.languages import chosen
from jvplanner.web.limits import address_of, is_within

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

log = logging.getLogger(__name__)

PER_ADDRESS = parse("100 per minute")
PREFIX, SUFFIX = f"{EVENT_PAGE.path}/", "/guests"
FORM = "application/x-www-form-urlencoded"
# More than anybody can type into the form's fields.
LONGEST_BODY, MOST_FIELDS = 64 * 1024, 100
# In a request's environment: whether it was one too many from its address, and whether only the
# application can read it, so that friends have not been counted.
TOO_MANY, UNREAD = "jvplanner.too_many", "jvplanner.unread"


def is_too_many(environ: "WSGIEnvironment", code: str, sent: Sent) -> bool:
    """Tell whether a form that the application has read is more than its address may send."""
    friends = friends_in(sent) if environ.get(UNREAD) else 0
    return TOO_MANY in environ or (friends > 0 and not _may_register(environ, code, friends))


class SeatsAtOnce:
    """Answers registrations that can be granted, and hands everything else to the application.

    Nearly every form that is sent needs no page, no session and no member; a poster brings many at
    the same moment, and going through everything for each took ten times what this takes. Whatever
    is refused here, for whatever reason, has written nothing: the application decides anew.
    """

    def __init__(self, app: Flask, answer: "WSGIApplication", *, https: bool) -> None:
        self._app, self._answer = app, answer
        self.turned_away = TurnedAway()
        self._headers = list((bare_headers(https=https) | {"Vary": "HX-Request"}).items())

    def __call__(
        self, environ: "WSGIEnvironment", start_response: "StartResponse"
    ) -> Iterable[bytes]:
        path = environ["PATH_INFO"]
        if (
            environ["REQUEST_METHOD"] == "POST"
            and path.startswith(PREFIX)
            and path.endswith(SUFFIX)
        ):
            ticket = self._seated(environ, path[len(PREFIX) : -len(SUFFIX)])
            if ticket:
                headers = [*self._headers, ("Location", ticket), ("Content-Length", "0")]
                start_response("303 SEE OTHER", headers)
                return []
        return self._answer(environ, start_response)

    @cached_property
    def _engine(self) -> Engine:
        with self._app.app_context():
            return for_single_statements(db.engine)

    def _seated(self, environ: "WSGIEnvironment", code: str) -> str | None:
        sent = _sent_in(environ)
        environ[UNREAD] = sent is None
        if not _may_register(environ, code, 1 + friends_in(sent or {})):
            environ[TOO_MANY] = True
            self.turned_away.note(code, self._engine, in_trap=False)
            return None
        if sent is None or _is_foreign(environ):
            return None
        if fell_in_trap(sent):
            self.turned_away.note(code, self._engine, in_trap=True)
            return None
        try:
            return seat(code, typed_in(sent), _language(environ, sent), self._engine)
        except (Refusal, ValueError):
            # The application says so, in the fitting words.
            return None
        except Exception as problem:
            # Not its words: a driver's tell what it was given.
            log.warning("the application seats a party instead: %s", type(problem).__name__)
            return None


def _may_register(environ: "WSGIEnvironment", code: str, people: int) -> bool:
    """Count people whom an address registers at an event; tell whether it may."""
    address = address_of(environ.get("REMOTE_ADDR", ""), code.lower())
    return is_within(PER_ADDRESS, address, cost=people)


def _language(environ: "WSGIEnvironment", sent: Sent) -> str:
    """Return the language of the page on which the form stands."""
    query = environ.get("QUERY_STRING", "")
    named = parse_qs(query).get("lang", [""])[0] if query else ""
    of_the_form = sent.get("lang", [""])[0]
    accepted = environ.get("HTTP_ACCEPT_LANGUAGE", "")
    return chosen(named if named in LANGUAGES else of_the_form, accepted)


def _sent_in(environ: "WSGIEnvironment") -> Sent | None:
    """Return the form in a request, which can be read once more; None for what is no form."""
    length = environ.get("CONTENT_LENGTH") or ""
    kind = environ.get("CONTENT_TYPE", "").partition(";")[0].strip().lower()
    if kind != FORM or not length.isdecimal() or int(length) > LONGEST_BODY:
        return None
    try:
        body = environ["wsgi.input"].read(int(length))
    except Exception:  # each server has its own; the application meets it again, and says so
        return None
    environ["wsgi.input"] = BytesIO(body)
    if len(body) < int(length):
        return None
    try:
        return parse_qs(
            body.decode("ascii"),
            keep_blank_values=True,
            errors="strict",
            max_num_fields=MOST_FIELDS,
        )
    except ValueError:
        return None


def _is_foreign(environ: "WSGIEnvironment") -> bool:
    origin = environ.get("HTTP_ORIGIN", "null")
    return is_foreign(origin, environ.get("HTTP_SEC_FETCH_SITE"), get_host(environ))
