"""How a paper stands, in words and kinds of tag: one table for papers of every kind."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from jvplanner.papers.models import Paper, PaperState
from jvplanner.papers.queries.reach import Reach

# Kinds of tag: who looks at it has to do something; nobody has, just now; both sides agree.
NEEDS_YOU, RESTS, AGREED = "wait", "still", "good"


@dataclass(frozen=True)
class InWords:
    """How something reads.

    words     on a tag
    tag       kind of that tag
    heading   over the page of one paper
    happened  what the moment was since which it stands so; "" where that is plain
    """

    words: str
    tag: str
    heading: str
    happened: str = ""


STATES = {
    PaperState.DRAFT: InWords("Draft", RESTS, "Not sent yet", "changed"),
    PaperState.CHANGES_REQUESTED: InWords(
        "Changes asked for", NEEDS_YOU, "It is your turn", "asked"
    ),
    PaperState.EXPIRED: InWords("Run out", NEEDS_YOU, "Nobody answered in time", "ran out"),
    PaperState.APPROVED: InWords("Approved", AGREED, "They said yes", "answered"),
    PaperState.DECLINED: InWords("Declined", RESTS, "They declined", "answered"),
    PaperState.WITHDRAWN: InWords("Withdrawn", RESTS, "You withdrew it"),
}
OUT = {
    Reach.ON_ITS_WAY: InWords("Waiting for their answer", RESTS, "On its way", "sent"),
    Reach.BY_LINK: InWords("Waiting for their answer", RESTS, "Ready to pass on", "ready"),
    Reach.LATER: InWords(
        "Its letter is for later", RESTS, "Its letter is for later", "its hour is"
    ),
    Reach.BY_HAND: InWords(
        "Its letter waits for you", NEEDS_YOU, "Its letter waits for you to send it", "written"
    ),
    Reach.REFUSED: InWords(
        "Its letter was refused", NEEDS_YOU, "Its letter did not get through", "sent"
    ),
    Reach.CLOSED: InWords("Its link is closed", NEEDS_YOU, "Nobody can open it", "sent"),
}
ASKED = InWords("They have a question", NEEDS_YOU, "They ask something first", "asked")


class Place(StrEnum):
    """Where a list shows a paper: what waits for the practice first, then for the partner."""

    OURS = "ours"
    CHANGES_REQUESTED = "changes_requested"
    DRAFT = "draft"
    EXPIRED = "expired"
    LATER = "later"
    SENT = "sent"
    APPROVED = "approved"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"


# What the papers of a state are called together, in the order of the list.
TOGETHER = {
    PaperState.CHANGES_REQUESTED: "Changes asked for",
    PaperState.DRAFT: "Drafts",
    PaperState.EXPIRED: "Run out",
    PaperState.SENT: "With partners",
    PaperState.APPROVED: "Approved",
    PaperState.DECLINED: "Declined",
    PaperState.WITHDRAWN: "Withdrawn",
}
HEADINGS = {
    **{Place(state.value): words for state, words in TOGETHER.items()},
    Place.OURS: "Something of yours is missing: it is your turn",
    Place.CHANGES_REQUESTED: "Changes asked for: it is your turn",
    Place.DRAFT: "Drafts: it is your turn",
    Place.EXPIRED: "Run out: it is your turn",
    Place.LATER: "For later: nobody’s turn yet",
    Place.SENT: "With partners: it is their turn",
}


# Where a question without a reply makes it the practice's turn; elsewhere it is that anyway,
# and of what was withdrawn nobody waits to hear.
NOT_OURS = (PaperState.SENT, PaperState.APPROVED, PaperState.DECLINED)


@dataclass(frozen=True)
class Standing:
    """words and kind of the tag that says how it stands; since when, and what that moment was.

    heading  the same over the page of one paper
    """

    words: str
    tag: str
    since: datetime
    happened: str = ""
    heading: str = ""


def standing_of(
    paper: Paper,
    *,
    changed_at: datetime,
    reach: Reach = Reach.ON_ITS_WAY,
    asked_at: datetime | None = None,
) -> Standing:
    """Return how a paper stands.

    changed_at  when its draft was last saved
    reach       how far the version that is out has got
    asked_at    when the oldest question without a reply was asked; None if there is none
    """
    since, happened, heading = paper.state_since, "", ""
    if asked_at and paper.state in NOT_OURS:
        told, since = ASKED, asked_at
        # The answer that was given stands above a question that came after it.
        heading = "" if paper.state is PaperState.SENT else STATES[paper.state].heading
    elif paper.state is not PaperState.SENT:
        told = STATES[paper.state]
        since = changed_at if paper.state is PaperState.DRAFT else since
    else:
        told = OUT[reach]
        since = paper.letters_at or since if reach is Reach.LATER else since
        happened = "" if reach is Reach.LATER else f"version {paper.version} {told.happened}"
    heading = heading or told.heading
    return Standing(told.words, told.tag, since, happened or told.happened, heading)
