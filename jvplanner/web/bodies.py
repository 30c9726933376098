"""Reading what was sent before anything is locked: a slow sender must not hold up the others."""

from contextlib import suppress

from flask import request
from werkzeug.exceptions import BadRequest, HTTPException, RequestEntityTooLarge

MOST_TAKEN_IN = 16 * 1024 * 1024
AT_ONCE = 256 * 1024


def read_body() -> None:
    """Read the whole body, to be asked for later.

    Raises RequestEntityTooLarge, and BadRequest for what is no body and for what was cut off:
    half a form would be taken for a whole one.
    """
    try:
        body = request.get_data()
    except RequestEntityTooLarge:
        _take_in_the_rest()
        raise
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
