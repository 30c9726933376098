"""In which states a paper can be, and where each of them leads."""

from enum import StrEnum

from jvplanner.papers.models.answers import Verdict


class PaperState(StrEnum):
    """Where a paper stands between its first draft and its last answer."""

    DRAFT = "draft"
    SENT = "sent"
    CHANGES_REQUESTED = "changes_requested"
    APPROVED = "approved"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"
    EXPIRED = "expired"


# Where a paper may go from each state; everything else is refused. A new version is the way from
# SENT to SENT.
MAY_BECOME = {
    PaperState.DRAFT: {PaperState.SENT},
    PaperState.SENT: {
        PaperState.SENT,
        PaperState.CHANGES_REQUESTED,
        PaperState.APPROVED,
        PaperState.DECLINED,
        PaperState.WITHDRAWN,
        PaperState.EXPIRED,
    },
    PaperState.CHANGES_REQUESTED: {PaperState.SENT, PaperState.WITHDRAWN},
    PaperState.EXPIRED: {PaperState.SENT, PaperState.WITHDRAWN},
    PaperState.APPROVED: set(),
    PaperState.DECLINED: set(),
    PaperState.WITHDRAWN: set(),
}
AFTER = {
    Verdict.APPROVED: PaperState.APPROVED,
    Verdict.CHANGES: PaperState.CHANGES_REQUESTED,
    Verdict.DECLINED: PaperState.DECLINED,
}
MAY_BE_WITHDRAWN = tuple(one for one, to in MAY_BECOME.items() if PaperState.WITHDRAWN in to)
MAY_BE_SENT = tuple(one for one, to in MAY_BECOME.items() if PaperState.SENT in to)
IN_WORDS = {
    PaperState.DRAFT: "a draft that has not been sent",
    PaperState.SENT: "waiting for an answer",
    PaperState.CHANGES_REQUESTED: "waiting for changes",
    PaperState.APPROVED: "approved already",
    PaperState.DECLINED: "declined already",
    PaperState.WITHDRAWN: "withdrawn already",
    PaperState.EXPIRED: "past its time",
}
