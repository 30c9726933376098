"""Whether letters go out by themselves. What a page or a message promises about one goes by it."""

from flask import current_app


def letters_go_out() -> bool:
    """Tell whether a mail server is set up; without one, members send what waits by hand."""
    return bool(current_app.extensions["settings"].smtp_url)
