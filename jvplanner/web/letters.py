"""Letters as pages speak of them: whether they go out by themselves, and how each is read."""

from flask import current_app

from jvplanner.outbox.letters import Contents
from jvplanner.outbox.models import Letter
from jvplanner.outbox.postroom import Postroom, WrittenLetter


def letters_go_out() -> bool:
    """Tell whether a mail server is set up; without one, members send what waits by hand.

    What a page or a message promises about a letter goes by this.
    """
    return bool(current_app.extensions["settings"].smtp_url)


def as_read(letter: Letter, contents: Contents | None = None) -> WrittenLetter:
    """Return a letter as its reader sees it.

    contents  what fills it, for a letter that is not written yet; None for what its ids tell now

    Raises NotFound when what it speaks of is gone.
    """
    postroom: Postroom = current_app.extensions["postroom"]
    return postroom.written(letter) if contents is None else postroom.filled(letter, contents)
