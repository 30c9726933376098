"""Reading what was sent before anything is locked: a slow sender must not hold up the others."""

from flask import request
from werkzeug.exceptions import RequestEntityTooLarge

MOST_TAKEN_IN = 16 * 1024 * 1024
AT_ONCE = 256 * 1024


def read_body() -> None:
    """Read the whole body, to be asked for later; raises RequestEntityTooLarge.

    What is refused is read, too, up to a bound: closing on unread bytes would lose the answer.
    """
    try:
        request.get_data()
    except RequestEntityTooLarge:
        for _ in range(MOST_TAKEN_IN // AT_ONCE):
            if not request.environ["wsgi.input"].read(AT_ONCE):
                break
        raise
