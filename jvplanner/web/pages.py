"""How a view answers: with a page, with the page's fragment, or with a redirect."""

from flask import Response, make_response, redirect, render_template
from htmx_flask import request

from jvplanner.web.transactions import end_writing, keep_now


def page(
    template: str, *, fragment: str | None = None, status: int = 200, **context: object
) -> Response:
    """Render the whole page, or only its fragment when htmx asked for a part.

    A boosted link and a history restore ask for the whole page, though htmx sends them too. The
    page includes its fragment, so the two cannot differ. An unsafe request's transaction ends
    here, kept or dropped as the status says: nothing is rendered under its locks.
    """
    if status >= 400:
        end_writing()
    else:
        keep_now()
    chosen = fragment if fragment is not None and wants_part() else template
    response = make_response(render_template(chosen, **context), status)
    response.vary.add("HX-Request")
    return response


def wants_part() -> bool:
    """Tell whether htmx asked for a part of a page and not for the whole of it."""
    htmx = request.htmx
    return bool(htmx and not htmx.boosted and not htmx.history_restore_request)


def see_other(url: str) -> Response:
    """Send the browser, or htmx, to url with GET after a successful POST."""
    response = make_response(redirect(url, code=303))
    response.vary.add("HX-Request")
    return response
