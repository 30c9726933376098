"""Reading what was sent before anything is locked: a slow sender must not hold up the others."""

from collections.abc import Callable
from contextlib import suppress
from typing import TypeVar

from flask import request
from werkzeug.exceptions import BadRequest, HTTPException, RequestEntityTooLarge

MOST_TAKEN_IN = 64 * 1024 * 1024
AT_ONCE = 256 * 1024
WITH_FILES = "multipart/form-data"
View = TypeVar("View", bound=Callable[..., object])


class TooHeavy(RequestEntityTooLarge):
    """More was sent than a form with a file takes."""

    description = (
        "The file that you chose is too large to be sent. Nothing was saved. "
        "Go back: what you typed is still there. Then choose a smaller file."
    )


def takes_files(most: int) -> Callable[[View], View]:
    """Let a view's form carry files, and weigh most bytes in all; others keep the usual limit."""

    def mark(view: View) -> View:
        view.most_bytes = most  # type: ignore[attr-defined]
        return view

    return mark


def read_body(view: object) -> None:
    """Read the whole body for a view, to be asked for later.

    Raises RequestEntityTooLarge, and BadRequest for what is no body and for what was cut off:
    half a form would be taken for a whole one.
    """
    most = getattr(view, "most_bytes", None) if request.mimetype == WITH_FILES else None
    if most:
        request.max_content_length = most
    try:
        body = request.get_data()
    except RequestEntityTooLarge as problem:
        _take_in_the_rest()
        raise (TooHeavy if most else type(problem)) from problem
    except HTTPException:
        raise
    except Exception as problem:  # each server has its own for bytes that it cannot read
        raise BadRequest from problem
    if len(body) < (request.content_length or 0):
        raise BadRequest


def _take_in_the_rest() -> None:
    """Read what is refused, too: closing on unread bytes would lose the answer.

    Whoever announces more than we would take in is not waited for.
    """
    if (request.content_length or 0) > MOST_TAKEN_IN:
        return
    with suppress(Exception):
        for _ in range(MOST_TAKEN_IN // AT_ONCE):
            if not request.environ["wsgi.input"].read(AT_ONCE):
                break
