"""Papers as their readers need them: the partner's page, the members' page, Today."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import and_, select
from sqlalchemy.orm import joinedload

from jvplanner import clock
from jvplanner.db import db
from jvplanner.links import addresses
from jvplanner.links.models import Link
from jvplanner.papers.kinds import Kind, kind_of
from jvplanner.papers.models import (
    PAPER,
    SAID,
    Answer,
    Paper,
    PaperState,
    PaperVersion,
    Recipient,
)
from jvplanner.papers.rules import Difference, differences, spans
from jvplanner.practices.models import Practice
from jvplanner.questions import Due, When
from jvplanner.tenancy import current_practice_id

AT_MOST = 20
NEWS_LASTS = timedelta(days=7)


@dataclass(frozen=True)
class Reading:
    """One version as a partner reads it, with its answer if it has one."""

    practice: Practice
    paper: Paper
    kind: Kind
    recipient: Recipient
    version: PaperVersion
    answer: Answer | None

    @property
    def zone(self) -> str:
        """Return the zone in which the version names its dates."""
        return str(self.version.content["time_zone"])

    @property
    def ticked(self) -> list[str]:
        return spans(self.version.content, self.answer.dates) if self.answer else []

    @property
    def notes(self) -> list[tuple[str, str]]:
        """Return what each part is called on the partner's page, and the note about it."""
        given = self.answer.notes if self.answer else {}
        return [
            (part.for_partner, given[part.name]) for part in self.kind.parts if part.name in given
        ]


def read_by(recipient: Recipient, paper: Paper) -> Reading:
    """Return the paper's current version as the recipient reads it."""
    answered = select(Answer).filter_by(paper_id=paper.id, version=paper.version)
    return Reading(
        practice=db.session.get_one(Practice, current_practice_id()),
        paper=paper,
        kind=kind_of(paper.kind),
        recipient=recipient,
        version=_version(paper, paper.version),
        answer=db.session.scalar(answered),
    )


def changed_since(reading: Reading, number: int) -> list[Difference]:
    """Return what differs between an earlier version and the current one; nothing if none has
    that number."""
    if not 0 < number < reading.version.number:
        return []
    parts = [(part.name, part.for_partner) for part in reading.kind.parts]
    before = _version(reading.paper, number)
    return differences(before.content, reading.version.content, parts)


def _version(paper: Paper, number: int) -> PaperVersion:
    found = select(PaperVersion).filter_by(paper_id=paper.id, number=number)
    return db.session.scalars(found).one()


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
    """What papers/_sent.html shows: the paper's way to the partner and back."""

    paper: Paper
    zone: str
    version: PaperVersion | None
    answer: Answer | None
    recipients: list[SentTo]

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
        version=_version(paper, paper.version) if paper.version else None,
        answer=db.session.scalar(answered),
        recipients=[_sent_to(recipient, links[recipient.id]) for recipient in recipients],
    )


def _sent_to(recipient: Recipient, link: Link) -> SentTo:
    try:
        address = addresses.private(PAPER, link) if link.is_open(clock.now()) else None
    except addresses.LinkGone:
        address = None
    return SentTo(recipient, link, address)


def due(now: datetime) -> list[Due]:
    """Return what papers ask of the practice: answers that came, and those still awaited.

    A no is news, not a task, and stands for a week. What follows a yes (making the event) is known
    to higher floors only and is theirs to name.
    """
    asked = (
        select(Paper, Answer)
        .outerjoin(Answer, and_(Answer.paper_id == Paper.id, Answer.version == Paper.version))
        .where(
            Paper.state.in_((PaperState.SENT, PaperState.CHANGES_REQUESTED))
            | ((Paper.state == PaperState.DECLINED) & (Paper.state_since > now - NEWS_LASTS))
        )
        .order_by(Paper.state_since, Paper.id)
        .limit(AT_MOST)
    )
    found = [(paper, answer) for paper, answer in db.session.execute(asked)]
    unreachable = _without_open_link(
        [paper.id for paper, _ in found if paper.state is PaperState.SENT], now
    )
    return [_due(paper, answer, paper.id in unreachable) for paper, answer in found]


def _due(paper: Paper, answer: Answer | None, is_unreachable: bool) -> Due:
    partner, address = paper.partner.name, f"/papers/{paper.id}"
    if answer is None and is_unreachable:
        what, why = f"{partner} cannot answer any more", f"The link to “{paper.title}” is closed."
        return Due(When.NOW, what, why, address, "Open the link again", paper.state_since)
    if answer is None:
        what, why = f"{partner} has not answered yet", f"“{paper.title}”, version {paper.version}"
        return Due(When.WAITING_FOR_OTHERS, what, why, address, "See it", paper.state_since)
    what = f"{partner} {SAID[answer.verdict]}"
    if paper.state is PaperState.CHANGES_REQUESTED:
        why = f"Their notes stand beside “{paper.title}”."
        return Due(When.NOW, what, why, address, "Read the notes", paper.state_since)
    return Due(When.THIS_WEEK, what, answer.reason, address, "See it", paper.state_since)


def _without_open_link(paper_ids: Sequence[int], now: datetime) -> set[int]:
    """Return those papers that nobody at the partner can open."""
    if not paper_ids:
        return set()
    recipients = list(
        db.session.execute(
            select(Recipient.id, Recipient.paper_id).where(Recipient.paper_id.in_(paper_ids))
        )
    )
    links = addresses.links_for(PAPER, [recipient_id for recipient_id, _ in recipients])
    reachable = {
        paper_id for recipient_id, paper_id in recipients if links[recipient_id].is_open(now)
    }
    return set(paper_ids) - reachable


def recipients_of(paper: Paper) -> list[Recipient]:
    """Return who was sent the paper, the last one first."""
    sent = select(Recipient).filter_by(paper_id=paper.id).order_by(Recipient.id.desc())
    return list(db.session.scalars(sent.options(joinedload(Recipient.person))))
