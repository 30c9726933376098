"""How a proposal stands, in words: what waits on whom."""

from dataclasses import dataclass
from datetime import datetime

from jvplanner.papers.models import PaperState
from jvplanner.proposals.models import Proposal

# Which proposals a list shows first: what waits for the practice, then for the partner.
ORDER = (
    PaperState.CHANGES_REQUESTED,
    PaperState.DRAFT,
    PaperState.EXPIRED,
    PaperState.SENT,
    PaperState.APPROVED,
    PaperState.DECLINED,
    PaperState.WITHDRAWN,
)
STATE_LABELS = {
    PaperState.CHANGES_REQUESTED: "Changes asked",
    PaperState.DRAFT: "Drafts",
    PaperState.EXPIRED: "Run out",
    PaperState.SENT: "With partners",
    PaperState.APPROVED: "Approved",
    PaperState.DECLINED: "Declined",
    PaperState.WITHDRAWN: "Taken back",
}
_TAGS = {
    PaperState.CHANGES_REQUESTED: ("They asked for changes", "wait"),
    PaperState.DRAFT: ("Draft", "still"),
    PaperState.EXPIRED: ("Nobody answered in time", "wait"),
    PaperState.SENT: ("Waiting for their answer", ""),
    PaperState.APPROVED: ("Approved", "good"),
    PaperState.DECLINED: ("Declined", "still"),
    PaperState.WITHDRAWN: ("Taken back", "still"),
}


# What a list says over each state: who has to do something next.
HEADINGS = {
    PaperState.CHANGES_REQUESTED: "Changes asked: it is your turn",
    PaperState.DRAFT: "Drafts: it is your turn",
    PaperState.EXPIRED: "Run out: it is your turn",
    PaperState.SENT: "With partners: it is their turn",
    PaperState.APPROVED: "Approved",
    PaperState.DECLINED: "Declined",
    PaperState.WITHDRAWN: "Taken back",
}
_HAPPENED = {
    PaperState.CHANGES_REQUESTED: "asked",
    PaperState.EXPIRED: "ran out",
    PaperState.APPROVED: "agreed",
    PaperState.DECLINED: "answered",
}


@dataclass(frozen=True)
class Standing:
    """words and kind of the tag that says how it stands; since when, and what that moment was."""

    words: str
    tag: str
    since: datetime
    happened: str


def standing_of(proposal: Proposal) -> Standing:
    """Return how the proposal stands. A draft's moment is its last change."""
    state = proposal.paper.state
    words, tag = _TAGS[state]
    if state is PaperState.DRAFT:
        return Standing(words, tag, proposal.updated_at, "changed")
    sent = f"version {proposal.paper.version} sent"
    happened = sent if state is PaperState.SENT else _HAPPENED.get(state, "")
    return Standing(words, tag, proposal.paper.state_since, happened)
