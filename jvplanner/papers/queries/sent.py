"""A paper's way to the partner and back, as members see it."""

from dataclasses import dataclass

from sqlalchemy import select

from jvplanner import clock
from jvplanner.db import db
from jvplanner.links import addresses
from jvplanner.links.models import Link
from jvplanner.papers.kinds import kind_of
from jvplanner.papers.models import (
    MAY_BE_WITHDRAWN,
    PAPER,
    SAID,
    Answer,
    Paper,
    PaperState,
    PaperVersion,
    Recipient,
)
from jvplanner.papers.queries.reading import version_of
from jvplanner.papers.rules import spans
from jvplanner.practices.models import Practice
from jvplanner.tenancy import current_practice_id

HEADINGS = {
    PaperState.DRAFT: "Not sent yet",
    PaperState.SENT: "On its way",
    PaperState.CHANGES_REQUESTED: "It is your turn",
    PaperState.APPROVED: "They said yes",
    PaperState.DECLINED: "They declined",
    PaperState.WITHDRAWN: "You took it back",
}
TAGS = {
    PaperState.DRAFT: ("Draft", "still"),
    PaperState.SENT: ("Waiting for an answer", "wait"),
    PaperState.CHANGES_REQUESTED: ("Changes asked for", "wait"),
    PaperState.APPROVED: ("Agreed", "good"),
    PaperState.DECLINED: ("Not this time", "still"),
    PaperState.WITHDRAWN: ("Withdrawn", "still"),
}


@dataclass(frozen=True)
class SentTo:
    """A recipient and the state of their private address; address is None while it is closed."""

    recipient: Recipient
    link: Link
    address: str | None

    @property
    def is_revoked(self) -> bool:
        return self.link.revoked_at is not None


@dataclass(frozen=True)
class SentState:
    """What papers/_sent.html shows, as `sent`: the paper's way to the partner and back."""

    paper: Paper
    zone: str
    version: PaperVersion | None
    answer: Answer | None
    recipients: list[SentTo]

    @property
    def heading(self) -> str:
        """Return what happened last, in a few words."""
        return HEADINGS[self.paper.state]

    @property
    def standing(self) -> tuple[str, str]:
        """Return words and kind of the tag that says how it stands."""
        return TAGS[self.paper.state]

    @property
    def is_awaited(self) -> bool:
        return self.paper.state is PaperState.SENT

    @property
    def is_withdrawn(self) -> bool:
        return self.paper.state is PaperState.WITHDRAWN

    @property
    def may_be_withdrawn(self) -> bool:
        return self.paper.state in MAY_BE_WITHDRAWN

    @property
    def in_words(self) -> str | None:
        return SAID[self.answer.verdict] if self.answer else None

    @property
    def ticked(self) -> list[str]:
        if self.version is None or self.answer is None:
            return []
        return spans(self.version.content, self.answer.dates)

    @property
    def notes(self) -> list[tuple[str, str]]:
        given = self.answer.notes if self.answer else {}
        parts = kind_of(self.paper.kind).parts
        return [(part.label, given[part.name]) for part in parts if part.name in given]


def sent_state(paper: Paper) -> SentState:
    """Return what papers/_sent.html needs, in at most five statements."""
    recipients = list(
        db.session.scalars(select(Recipient).filter_by(paper_id=paper.id).order_by(Recipient.id))
    )
    links = addresses.links_for(PAPER, [recipient.id for recipient in recipients])
    answered = select(Answer).filter_by(paper_id=paper.id, version=paper.version)
    return SentState(
        paper=paper,
        zone=db.session.get_one(Practice, current_practice_id()).time_zone,
        version=version_of(paper, paper.version) if paper.version else None,
        answer=db.session.scalar(answered),
        recipients=[_sent_to(recipient, links[recipient.id]) for recipient in recipients],
    )


def _sent_to(recipient: Recipient, link: Link) -> SentTo:
    is_shown = link.is_open(clock.now()) and addresses.has_key(link)
    return SentTo(recipient, link, addresses.private(PAPER, link) if is_shown else None)


def recipients_of(paper: Paper) -> list[Recipient]:
    """Return who was sent the paper, the last one first."""
    sent = select(Recipient).filter_by(paper_id=paper.id).order_by(Recipient.id.desc())
    return list(db.session.scalars(sent))
