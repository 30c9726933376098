"""Where the next part of a list begins."""

from flask import request

from jvplanner.web.loading import LARGEST_ID


def key_after() -> int | None:
    """Return the id in ?after=, None for what cannot be one."""
    after = request.args.get("after", 0, type=int)
    return after if 0 < after <= LARGEST_ID else None
