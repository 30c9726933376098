"""How an address may be spelled: in one way only, and what is spelled otherwise leads nowhere."""

from flask import Flask, Request
from werkzeug.exceptions import HTTPException, NotFound
from werkzeug.routing import IntegerConverter, MapAdapter, RequestRedirect


class PlainNumber(IntegerConverter):
    """A number in the digits 0 to 9; Python reads those of every script as one."""

    regex = "[0-9]+"


def init_app(app: Flask) -> None:
    """Set what numbers in the routes registered from here on may look like."""
    app.url_map.converters["int"] = PlainNumber


def by_path_alone(app: Flask, request: Request) -> MapAdapter:
    """Return the router of a request that names a host which no host can be called.

    No answer of ours depends on the host asked for, so such a request is answered like any other.
    """
    return app.url_map.bind_to_environ(request.environ | {"HTTP_HOST": "localhost"})


def refuse_other_spelling(problem: HTTPException | None) -> None:
    """Raise NotFound where the router would send on to another spelling.

    It would send on to whatever host was asked for, which is a stranger's word.
    """
    if isinstance(problem, RequestRedirect):
        raise NotFound
