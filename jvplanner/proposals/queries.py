"""Reading many proposals: the list, Today, search, and a partner's page."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Select, case, or_, select, tuple_
from sqlalchemy.orm import contains_eager

from jvplanner.db import db
from jvplanner.papers.models import Answer, Paper, PaperState
from jvplanner.partners.models import Partner
from jvplanner.people.names import name_key
from jvplanner.proposals.models import Proposal
from jvplanner.proposals.standing import ORDER, standing_of
from jvplanner.questions import Chapter, Due, Found, Happening, When

PAGE = 50
AT_MOST = 20
DRAFT_RESTS_FOR = timedelta(days=7)

_urgency = case({state: len(ORDER) - place for place, state in enumerate(ORDER)}, value=Paper.state)


@dataclass(frozen=True)
class ProposalList:
    """A page of proposals; after is where the next one begins, None at the end."""

    proposals: Sequence[Proposal]
    after: str | None


def proposal_list(
    text: str, state: PaperState | None, partner_id: int | None, after: str | None
) -> ProposalList:
    """Return a page of proposals: those that wait for the practice first, then the newest.

    text  what the title or the partner's name must contain; "" for all
    """
    query = _proposals()
    if text:
        query = query.where(_is_like(text))
    if state:
        query = query.where(Paper.state == state)
    if partner_id:
        query = query.where(Paper.partner_id == partner_id)
    if place := _read_place(after):
        query = query.where(tuple_(_urgency, Paper.state_since, Proposal.id) < place)
    in_order = query.order_by(_urgency.desc(), Paper.state_since.desc(), Proposal.id.desc())
    rows = db.session.scalars(in_order.limit(PAGE + 1)).all()
    return ProposalList(rows[:PAGE], _place(rows[PAGE - 1]) if len(rows) > PAGE else None)


def changes_asked(proposal: Proposal) -> Answer | None:
    """Return the answer in which the partner asked to change the last version, if they did."""
    if proposal.paper.state is not PaperState.CHANGES_REQUESTED:
        return None
    answered = select(Answer).filter_by(paper_id=proposal.paper_id, version=proposal.paper.version)
    return db.session.scalar(answered)


def due(now: datetime) -> list[Due]:
    """Return drafts that nobody has touched for a week; what was sent, papers tell of."""
    resting = (
        _proposals()
        .where(Paper.state == PaperState.DRAFT, Proposal.updated_at < now - DRAFT_RESTS_FOR)
        .order_by(Proposal.updated_at)
        .limit(AT_MOST)
    )
    return [
        Due(
            when=When.THIS_WEEK,
            what=f"Finish the proposal for {proposal.paper.partner.name}",
            why=f"“{proposal.called}” has not been sent yet.",
            href=f"/proposals/{proposal.id}",
            step="Go on writing",
            since=proposal.updated_at,
        )
        for proposal in db.session.scalars(resting)
    ]


def found(text: str) -> list[Found]:
    """Return the proposals that text finds, by their title or their partner's name."""
    newest = _proposals().where(_is_like(text)).order_by(Proposal.updated_at.desc())
    return [
        Found(
            kind="Proposal",
            name=proposal.called,
            detail=f"{proposal.paper.partner.name} · {standing_of(proposal).words}",
            href=f"/proposals/{proposal.id}",
        )
        for proposal in db.session.scalars(newest.limit(AT_MOST))
    ]


def happened(partner_id: int) -> list[Chapter]:
    """Return the newest proposals to one partner."""
    newest = _proposals().where(Paper.partner_id == partner_id).order_by(Proposal.id.desc())
    rows = db.session.scalars(newest.limit(AT_MOST + 1)).all()
    proposals = Chapter(
        title="Proposals",
        nothing_yet="None yet. A proposal is one idea in four short parts, read in two minutes.",
        happenings=[_happening(proposal) for proposal in rows[:AT_MOST]],
        more_href=f"/proposals?partner={partner_id}" if len(rows) > AT_MOST else None,
    )
    return [proposals]


def _happening(proposal: Proposal) -> Happening:
    standing = standing_of(proposal)
    return Happening(
        name=proposal.called,
        standing=standing.words,
        tag=standing.tag,
        since=standing.since,
        href=f"/proposals/{proposal.id}",
    )


def _proposals() -> Select[Proposal]:
    """Select proposals with their paper and partner, in one statement."""
    return (
        select(Proposal)
        .join(Proposal.paper)
        .join(Paper.partner)
        .options(contains_eager(Proposal.paper).contains_eager(Paper.partner))
    )


def _is_like(text: str) -> ColumnElement[bool]:
    key = name_key(text)
    return or_(
        Proposal.title_key.contains(key, autoescape=True),
        Partner.name_key.contains(key, autoescape=True),
    )


def _place(last: Proposal) -> str:
    rank = len(ORDER) - ORDER.index(last.paper.state)
    return f"{rank}~{last.paper.state_since.isoformat()}~{last.id}"


def _read_place(after: str | None) -> tuple[int, datetime, int] | None:
    """Return the list's last row shown; None at the beginning, and for what is no place."""
    try:
        rank, since, row_id = (after or "").split("~")
        place = int(rank[:2]), datetime.fromisoformat(since), int(row_id[:9])
    except ValueError:
        return None
    return place if place[1].tzinfo else None
