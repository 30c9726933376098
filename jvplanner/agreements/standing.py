"""How an agreement stands, in words."""

from dataclasses import dataclass
from datetime import date, datetime

from jvplanner.agreements.models import Agreement
from jvplanner.papers.models import PaperState

_TAGS = {
    PaperState.CHANGES_REQUESTED: ("They asked for changes", "wait"),
    PaperState.DRAFT: ("Draft", "still"),
    PaperState.EXPIRED: ("Nobody answered in time", "wait"),
    PaperState.SENT: ("Waiting for their answer", ""),
    PaperState.APPROVED: ("Agreed", "good"),
    PaperState.DECLINED: ("Declined", "still"),
    PaperState.WITHDRAWN: ("Taken back", "still"),
}


@dataclass(frozen=True)
class Standing:
    """words and kind of the tag that says how it stands; since when, and what that moment was."""

    words: str
    tag: str
    since: datetime
    happened: str = ""


def standing_of(agreement: Agreement, today: date) -> Standing:
    """Return how the agreement stands on the practice's local day."""
    paper = agreement.paper
    words, tag = _TAGS[paper.state]
    if paper.state is PaperState.DRAFT:
        return Standing(words, tag, agreement.updated_at, "changed")
    if agreement.ended_at:
        return Standing("Ended", "still", agreement.ended_at)
    if agreement.is_in_force:
        if agreement.runs_until and agreement.runs_until < today:
            return Standing("Past its last day", "wait", paper.state_since, "agreed")
        if agreement.next_review_on and agreement.next_review_on <= today:
            return Standing("To be looked at again", "wait", paper.state_since, "agreed")
        return Standing(words, tag, paper.state_since)
    happened = f"version {paper.version} sent" if paper.state is PaperState.SENT else ""
    return Standing(words, tag, paper.state_since, happened)
