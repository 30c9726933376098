"""What the lists of all kinds of paper share: reading how one wants to narrow them."""

from flask import request

from jvplanner.papers.models import PaperState
from jvplanner.papers.queries import Sought
from jvplanner.web.forms import one_line
from jvplanner.web.loading import asked_id


def sought() -> Sought:
    """Return which papers the address asks for."""
    named = request.args.get("state")
    return Sought(
        text=one_line(request.args.get("q"))[:200],
        state=PaperState(named) if named in set(PaperState) else None,
        partner_id=asked_id("partner"),
        archived=request.args.get("archived") == "yes",
    )
