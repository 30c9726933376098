"""The list of proposals, narrowed and paged by key."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, Select, case, func, or_, select, tuple_
from sqlalchemy.orm import contains_eager

from jvplanner.db import db
from jvplanner.papers.models import Paper, PaperState
from jvplanner.partners.models import Partner
from jvplanner.people.queries import is_called
from jvplanner.proposals.models import CandidateDate, Proposal
from jvplanner.proposals.rules import Quarter
from jvplanner.proposals.standing import ORDER
from jvplanner.wall_time import local

PAGE = 50
PARTNERS_AT_MOST = 100

_urgency = case({state: len(ORDER) - place for place, state in enumerate(ORDER)}, value=Paper.state)
_first_date = (
    select(func.min(CandidateDate.starts_at))
    .where(CandidateDate.proposal_id == Proposal.id)
    .correlate(Proposal)
    .scalar_subquery()
)


@dataclass(frozen=True)
class Sought:
    """Which proposals a list shows.

    text      what the title or the partner's name must contain; "" for all
    quarter   of the first date on offer or, without one, of the last change; None for all
    archived  those that were put away, and not the others
    """

    text: str = ""
    state: PaperState | None = None
    partner_id: int | None = None
    quarter: Quarter | None = None
    archived: bool = False

    @property
    def is_narrowed(self) -> bool:
        return self != Sought()


@dataclass(frozen=True)
class Listed:
    """A proposal, the day of its first date on offer if it has one, and that of its last change.

    Both days are the practice's local ones.
    """

    proposal: Proposal
    first_day: date | None
    changed_on: date


@dataclass(frozen=True)
class ProposalList:
    """A page of proposals.

    before  the state of the last row of the page before; None on the first page
    after   where the next page begins; None at the end
    """

    rows: Sequence[Listed]
    before: PaperState | None
    after: str | None


def proposal_list(sought: Sought, after: str | None, *, zone: str) -> ProposalList:
    """Return a page of proposals: those that wait for the practice first, then the newest.

    zone  in which a quarter begins and ends
    """
    query = proposals().add_columns(_first_date).where(*_conditions(sought, zone))
    place = _read_place(after)
    if place:
        query = query.where(tuple_(_urgency, Paper.state_since, Proposal.id) < place)
    in_order = query.order_by(_urgency.desc(), Paper.state_since.desc(), Proposal.id.desc())
    found = db.session.execute(in_order.limit(PAGE + 1)).all()
    rows = [_listed(proposal, first_date, zone) for proposal, first_date in found[:PAGE]]
    return ProposalList(
        rows,
        before=ORDER[len(ORDER) - place[0]] if place else None,
        after=_place(rows[-1].proposal) if len(found) > PAGE else None,
    )


def put_away(proposal_id: int | None) -> Proposal | None:
    """Return a proposal that was just archived and could be taken out again."""
    if not proposal_id:
        return None
    archived = proposals().where(Proposal.id == proposal_id, Paper.archived_at.is_not(None))
    return db.session.scalar(archived)


def partners_asked(chosen_id: int | None) -> list[tuple[int, str]]:
    """Return id and name of partners that were proposed something, by name; with the chosen one.

    Beyond a hundred the list would help nobody: the search finds partners by name, too.
    """
    asked = select(Paper.partner_id).join(Proposal, Proposal.paper_id == Paper.id)
    query = select(Partner.id, Partner.name).where(Partner.id.in_(asked))
    chosen_first = (Partner.id != chosen_id) if chosen_id else Partner.name_key
    rows = db.session.execute(
        query.order_by(chosen_first, Partner.name_key, Partner.id).limit(PARTNERS_AT_MOST)
    )
    return [(partner_id, name) for partner_id, name in rows]


def proposals() -> Select[Proposal]:
    """Select proposals with their paper and partner, in one statement."""
    return (
        select(Proposal)
        .join(Proposal.paper)
        .join(Paper.partner)
        .options(contains_eager(Proposal.paper).contains_eager(Paper.partner))
    )


def is_like(text: str) -> ColumnElement[bool]:
    return or_(is_called(Proposal.title_key, text), is_called(Partner.name_key, text))


def _conditions(sought: Sought, zone: str) -> list[ColumnElement[bool]]:
    put_away = Paper.archived_at.is_not(None)
    conditions: list[ColumnElement[bool]] = [put_away if sought.archived else ~put_away]
    if sought.text:
        conditions.append(is_like(sought.text))
    if sought.state:
        conditions.append(Paper.state == sought.state)
    if sought.partner_id:
        conditions.append(Paper.partner_id == sought.partner_id)
    if sought.quarter:
        begins, ends = sought.quarter.moments(zone)
        takes_place = func.coalesce(_first_date, Proposal.updated_at)
        conditions += [takes_place >= begins, takes_place < ends]
    return conditions


def _listed(proposal: Proposal, first_date: datetime | None, zone: str) -> Listed:
    first_day = local(first_date, zone).date() if first_date else None
    return Listed(proposal, first_day, local(proposal.updated_at, zone).date())


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
    return place if place[1].tzinfo and 0 < place[0] <= len(ORDER) else None
