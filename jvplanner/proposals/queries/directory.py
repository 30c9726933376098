"""The list of proposals."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, func, select

from jvplanner.papers import queries as papers
from jvplanner.papers.queries import PaperList
from jvplanner.proposals.models import CandidateDate, Proposal
from jvplanner.proposals.rules import Quarter

_first_date = (
    select(func.min(CandidateDate.starts_at))
    .where(CandidateDate.proposal_id == Proposal.id)
    .correlate(Proposal)
    .scalar_subquery()
)


@dataclass(frozen=True)
class Sought(papers.Sought):
    """Which proposals a list shows.

    quarter  of the first date on offer or, without one, of the last change; None for all
    """

    quarter: Quarter | None = None


def proposal_list(
    sought: Sought, after: str | None, *, now: datetime, zone: str, sends_by_itself: bool
) -> PaperList[Proposal]:
    """Return a page of proposals, each with its first date on offer if it has one.

    zone             in which a quarter begins and ends
    sends_by_itself  whether a mail server is set up
    """
    turns = papers.turns(now, sends_by_itself=sends_by_itself)
    where = _of_quarter(sought.quarter, zone) if sought.quarter else []
    return papers.paper_list(Proposal, sought, after, turns, _first_date, where=where)


def _of_quarter(quarter: Quarter, zone: str) -> list[ColumnElement[bool]]:
    begins, ends = quarter.moments(zone)
    takes_place = func.coalesce(_first_date, Proposal.updated_at)
    return [takes_place >= begins, takes_place < ends]
