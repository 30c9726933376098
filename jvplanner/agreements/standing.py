"""How an agreement stands: as any paper does, and in its own way once it holds."""

from dataclasses import replace
from datetime import date

from jvplanner.agreements.models import Agreement
from jvplanner.papers.models import PaperState
from jvplanner.papers.queries import Standing
from jvplanner.papers.queries.standing import NEEDS_YOU, RESTS, STATES


def standing_of(agreement: Agreement, today: date, standing: Standing) -> Standing:
    """Return how the agreement stands on the practice's local day; standing is its paper's."""
    if standing.words != STATES[PaperState.APPROVED].words:
        return standing
    if agreement.ended_at:
        return replace(standing, words="Ended", tag=RESTS, since=agreement.ended_at, happened="")
    if agreement.runs_until and agreement.runs_until < today:
        return replace(standing, words="Past its last day", tag=NEEDS_YOU)
    if agreement.next_review_on and agreement.next_review_on <= today:
        return replace(standing, words="To be looked at again", tag=NEEDS_YOU)
    return standing
