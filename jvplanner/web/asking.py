"""Asking every domain, without knowing any of them."""

from flask import current_app

from jvplanner.questions import Questions


def questions() -> Questions:
    """Return the questions with those who answer them, as composition has put them together."""
    put_together: Questions = current_app.extensions["questions"]
    return put_together
