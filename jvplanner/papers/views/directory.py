"""What the lists of all kinds of paper share: narrowing them, and the partner of a new paper."""

from flask import Response, request

from jvplanner.papers.models import Drafted, PaperState
from jvplanner.papers.queries import Sought
from jvplanner.partners.queries import partner_list
from jvplanner.typed_text import searched
from jvplanner.web.loading import asked_id
from jvplanner.web.pages import page


def sought() -> Sought:
    """Return which papers the address asks for."""
    named = request.args.get("state")
    return Sought(
        text=searched(request.args.get("q")),
        state=PaperState(named) if named in set(PaperState) else None,
        partner_id=asked_id("partner"),
        archived=request.args.get("archived") == "yes",
    )


def partner_choice(noun: str, like: Drafted | None = None, status: int = 200) -> Response:
    """Ask for which partner a paper is begun.

    noun  what it will be, such as "proposal"
    like  the draft that it will be a copy of
    """
    text = searched(request.args.get("q"))
    return page(
        "papers/partner_choice.html",
        fragment="papers/_partner_choice.html",
        noun=noun,
        listed=partner_list(text, None, request.args.get("after")),
        like=like,
        text=text,
        status=status,
    )
