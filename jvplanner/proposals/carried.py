"""What the editor has to say about a proposal's wording, and what a copied one still carries."""

from jvplanner.papers.wording import Suggestion, joined
from jvplanner.papers.wording import carried as carried_in
from jvplanner.proposals.rules import WORDED, Wording, suggestions

LINES = ("title", "hook", "place")


def remarks_on_draft(wording: Wording, *, former: str, partner: str) -> dict[str, list[Suggestion]]:
    """Return what the editor has to say about a wording, by field.

    former   the partner whom a copied text was written for; "" if it is no copy
    partner  the partner who will read it
    """
    return joined(suggestions(wording), carried(wording, former=former, partner=partner))


def carried(wording: Wording, *, former: str, partner: str) -> dict[str, list[Suggestion]]:
    """Return what the wording carries with it unmeant, by field; former and partner as above."""
    texts = {name: str(wording[name]) for name in WORDED}  # type: ignore[literal-required]
    return carried_in(texts, former=former, partner=partner, lines=LINES)
