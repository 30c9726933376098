"""Refusals in words: each is a helpful page, and a fragment when htmx asked."""

import logging
from dataclasses import dataclass

from flask import Flask, Response, g, jsonify, request
from flask_limiter import RateLimitExceeded
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import IntegrityError, OperationalError
from werkzeug.exceptions import HTTPException

from jvplanner.errors import Conflict, Gone, NotFound, Refusal
from jvplanner.languages import N_
from jvplanner.languages import gettext as _
from jvplanner.web.bodies import TooHeavy
from jvplanner.web.pages import page

log = logging.getLogger(__name__)

MINUTE = 60


@dataclass(frozen=True)
class Problem:
    """What went wrong, for the person in front of the screen."""

    status: int
    title: str
    text: str
    action_label: str | None = None
    action_href: str | None = None


WORDS = {
    400: (
        N_("We could not read that"),
        N_("Something in the request was cut off. Go back and try again."),
    ),
    403: (N_("That is not possible here"), N_("Open the page itself and try again.")),
    404: (
        N_("There is nothing here"),
        N_("The address may be mistyped, or what was here has moved."),
    ),
    405: (N_("That is not possible here"), N_("Open the page itself and use its buttons.")),
    409: (
        N_("Something changed meanwhile"),
        N_("Load the page again to see how things stand now."),
    ),
    410: (N_("This link is no longer in use"), N_("Ask whoever sent it to you for a new one.")),
    413: (N_("That is too large"), N_("Send something smaller. Nothing was saved.")),
    415: (N_("We could not read that"), N_("This kind of content is not understood here.")),
    429: (N_("A moment, please"), N_("There were too many tries. Wait a minute, then try again.")),
    500: (
        N_("Something went wrong on our side"),
        N_("Nothing you saved before is lost. Try again soon."),
    ),
    503: (N_("Not ready just now"), N_("Try again in a minute. Nothing you saved before is lost.")),
}


def init_app(app: Flask) -> None:
    app.register_error_handler(Refusal, _refused)
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(CSRFError, _stale_form)
    app.register_error_handler(RateLimitExceeded, _too_many)
    app.register_error_handler(IntegrityError, _constraint)
    app.register_error_handler(OperationalError, _database_away)
    app.register_error_handler(Exception, _unforeseen)


def problem_page(
    status: int,
    text: str | None = None,
    title: str | None = None,
    onwards: tuple[str, str] | None = None,
) -> Response:
    """Answer with the page for a status; the words may be more exact than the usual ones.

    onwards  the label and the address of where to go from here, if that is known: a guest has no
             business on the front page, which speaks to practices
    """
    usual_title, usual_text = WORDS.get(status, WORDS[400 if status < 500 else 500])
    usual_way = ("To Today", "/today") if "viewer" in g else (_("To the front page"), "/")
    label, href = onwards or usual_way
    problem = Problem(status, title or _(usual_title), text or _(usual_text), label, href)
    if request.is_json:
        response = jsonify(error=problem.text)
        response.status_code = status
        return response
    template = "errors/inside.html" if "viewer" in g else "errors/page.html"
    return page(template, fragment="errors/_problem.html", status=status, problem=problem)


def _refused(refusal: Refusal) -> Response:
    statuses = {NotFound: 404, Gone: 410, Conflict: 409}
    status = next((code for kind, code in statuses.items() if isinstance(refusal, kind)), 400)
    return problem_page(status, str(refusal) or None)


def _http(error: HTTPException) -> Response:
    if error.response is not None:
        return error.response  # type: ignore[return-value]
    status = error.code or 500
    said = error.description if status == 403 or isinstance(error, TooHeavy) else None
    response = problem_page(status, said)
    for name, value in error.get_headers():
        if name.lower() in ("allow", "retry-after"):
            response.headers[name] = value
    return response


def _stale_form(_error: CSRFError) -> Response:
    return problem_page(
        400,
        "This page was open for a long time, or in another window after signing out. "
        "Go back, load the page again and send it once more.",
        "The page has gone stale",
    )


def _too_many(error: RateLimitExceeded) -> Response:
    response = problem_page(429)
    seconds = error.limit.limit.get_expiry() if error.limit else MINUTE
    response.headers["Retry-After"] = str(seconds)
    return response


def _constraint(error: IntegrityError) -> Response:
    # Further lines tell the row, and with it who it is about.
    log.warning("a constraint refused a write: %s", str(error.orig).partition("\n")[0])
    return problem_page(409)


def _database_away(error: OperationalError) -> Response:
    log.error("the database did not answer: %s", error.orig)
    return problem_page(503)


def _unforeseen(error: Exception) -> Response:
    log.exception("unforeseen", exc_info=error)
    return problem_page(500)
