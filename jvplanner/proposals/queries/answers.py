"""What Today, search and a partner's page ask of proposals."""

from datetime import datetime

from sqlalchemy import select

from jvplanner import clock
from jvplanner.db import db
from jvplanner.papers.models import Paper
from jvplanner.papers.queries import Turns, drafts, is_like, resting, turns_of
from jvplanner.proposals.models import Proposal
from jvplanner.questions import Chapter, Due, Found, Happening

AT_MOST = 20


def asks_for_groundwork(proposal: Proposal) -> bool:
    """Tell whether this would be the first proposal to a partner about whom nothing is written.

    Source: N3.
    """
    partner = proposal.paper.partner
    if partner.is_groundwork_settled or proposal.paper.version:
        return False
    sent = select(Proposal.id).join(Proposal.paper)
    before = sent.where(Paper.partner_id == partner.id, Paper.version > 0)
    return db.session.scalar(before.limit(1)) is None


def due(now: datetime) -> list[Due]:
    """Return drafts that nobody has touched for a week; what was sent, papers tell of."""
    return resting(Proposal, now, called="proposal for")


def found(text: str, *, sends_by_itself: bool = True) -> list[Found]:
    """Return the proposals that text finds, by their title or their partner's name.

    sends_by_itself  whether a mail server is set up
    """
    newest = drafts(Proposal).where(is_like(Proposal, text)).order_by(Proposal.updated_at.desc())
    rows = db.session.scalars(newest.limit(AT_MOST)).all()
    whose = turns_of(rows, clock.now(), sends_by_itself=sends_by_itself)
    return [
        Found(
            kind="Proposal",
            name=proposal.called,
            detail=f"{proposal.paper.partner.name} · {whose.standing(proposal).words}",
            href=f"/proposals/{proposal.id}",
        )
        for proposal in rows
    ]


def happened(partner_id: int, *, sends_by_itself: bool = True) -> list[Chapter]:
    """Return the newest proposals to one partner; sends_by_itself as in found()."""
    newest = drafts(Proposal).where(Paper.partner_id == partner_id).order_by(Proposal.id.desc())
    rows = db.session.scalars(newest.limit(AT_MOST + 1)).all()
    whose = turns_of(rows, clock.now(), sends_by_itself=sends_by_itself)
    chapter = Chapter(
        title="Proposals",
        nothing_yet="None yet. A proposal is one idea in four short parts, read in two minutes.",
        happenings=[_happening(proposal, whose) for proposal in rows[:AT_MOST]],
        more_href=f"/proposals?partner={partner_id}" if len(rows) > AT_MOST else None,
    )
    return [chapter]


def _happening(proposal: Proposal, whose: Turns) -> Happening:
    standing = whose.standing(proposal)
    return Happening(
        name=proposal.called,
        standing=standing.words,
        tag=standing.tag,
        since=standing.since,
        href=f"/proposals/{proposal.id}",
    )
