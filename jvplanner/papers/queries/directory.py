"""Lists of papers, whatever their kind: narrowed, by whose turn it is, and paged by key."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Generic, TypeVar

from sqlalchemy import ColumnElement, Select, case, false, or_, select, tuple_
from sqlalchemy.orm import contains_eager

from jvplanner.db import db
from jvplanner.paging import NoPlace, parts_of, place_of, read_moment, read_number
from jvplanner.papers.models import Drafted, Paper, PaperState
from jvplanner.papers.queries.standing import NOT_OURS, Place, Standing
from jvplanner.papers.queries.turns import Turns
from jvplanner.partners.models import Partner
from jvplanner.people.queries import is_called

PAGE = 50
PARTNERS_AT_MOST = 100

Draft = TypeVar("Draft", bound=Drafted)
# Rows come in falling rank, and within it the newest first.
RANKS = {place: len(Place) - number for number, place in enumerate(Place)}


@dataclass(frozen=True)
class Sought:
    """Which papers of a kind a list shows.

    text      what the title or the partner's name must contain; "" for all
    archived  those that were put away, and not the others
    """

    text: str = ""
    state: PaperState | None = None
    partner_id: int | None = None
    archived: bool = False

    @property
    def is_narrowed(self) -> bool:
        return self != type(self)()


@dataclass(frozen=True)
class Listed(Generic[Draft]):
    """One paper of a list, and what else the list asked of it."""

    draft: Draft
    standing: Standing
    place: Place
    more: tuple[Any, ...]


@dataclass(frozen=True)
class PaperList(Generic[Draft]):
    """A page of a list.

    before  where the last row of the page before stands; None on the first page
    after   where the next page begins; None at the end
    """

    rows: Sequence[Listed[Draft]]
    before: Place | None
    after: str | None


def paper_list(
    model: type[Draft],
    sought: Sought,
    after: str | None,
    turns: Turns,
    *more: ColumnElement[Any],
    where: Sequence[ColumnElement[bool]] = (),
    waits: ColumnElement[bool] | None = None,
) -> PaperList[Draft]:
    """Return a page of papers of a kind: those that wait for the practice first, then the newest.

    more   columns to be asked besides
    where  what else must hold
    waits  what else makes it the practice's turn
    """
    rank = _rank(turns, false() if waits is None else waits)
    query = drafts(model).add_columns(rank, *more).where(*_conditions(model, sought), *where)
    place = _read_place(after)
    if place:
        query = query.where(tuple_(rank, Paper.state_since, model.id) < place)
    in_order = query.order_by(rank.desc(), Paper.state_since.desc(), model.id.desc())
    found = db.session.execute(in_order.limit(PAGE + 1)).all()
    rows = [
        Listed(draft, turns.standing(draft), _place_of(number), tuple(rest))
        for draft, number, *rest in found[:PAGE]
    ]
    return PaperList(
        rows,
        before=_place_of(place[0]) if place else None,
        after=_written(rows[-1]) if len(found) > PAGE else None,
    )


def drafts(model: type[Draft]) -> Select[Any]:
    """Select drafts of a kind with their paper and partner, in one statement."""
    return (
        select(model)
        .join(Paper, Paper.id == model.paper_id)
        .join(Partner, Partner.id == Paper.partner_id)
        .options(contains_eager(model.paper).contains_eager(Paper.partner))
    )


def is_like(model: type[Draft], text: str) -> ColumnElement[bool]:
    """Tell whether the title or the partner's name contains the text, however it is typed."""
    return or_(is_called(model.title_key, text), is_called(Partner.name_key, text))


def partners_asked(model: type[Draft], chosen_id: int | None) -> list[tuple[int, str]]:
    """Return id and name of partners with a paper of the kind, by name; with the chosen one.

    Beyond a hundred the list would help nobody: the search finds partners by name, too.
    """
    asked = select(Paper.partner_id).join(model, model.paper_id == Paper.id)
    query = select(Partner.id, Partner.name).where(Partner.id.in_(asked))
    chosen_first = (Partner.id != chosen_id) if chosen_id else Partner.name_key
    rows = db.session.execute(
        query.order_by(chosen_first, Partner.name_key, Partner.id).limit(PARTNERS_AT_MOST)
    )
    return [(partner_id, name) for partner_id, name in rows]


def put_away(model: type[Draft], paper_id: int | None) -> Draft | None:
    """Return the draft of a paper that was just archived and could be taken out again."""
    if not paper_id:
        return None
    archived = drafts(model).where(Paper.id == paper_id, Paper.archived_at.is_not(None))
    found: Draft | None = db.session.scalar(archived)
    return found


def _conditions(model: type[Draft], sought: Sought) -> list[ColumnElement[bool]]:
    put_away = Paper.archived_at.is_not(None)
    conditions: list[ColumnElement[bool]] = [put_away if sought.archived else ~put_away]
    if sought.text:
        conditions.append(is_like(model, sought.text))
    if sought.state:
        conditions.append(Paper.state == sought.state)
    if sought.partner_id:
        conditions.append(Paper.partner_id == sought.partner_id)
    return conditions


def _rank(turns: Turns, waits: ColumnElement[bool]) -> ColumnElement[int]:
    by_state = {state: RANKS[Place(state.value)] for state in PaperState}
    ours = or_(Paper.id.in_(turns.ours) & Paper.state.in_(NOT_OURS), waits)
    return case(
        (ours, RANKS[Place.OURS]),
        (Paper.id.in_(turns.later), RANKS[Place.LATER]),
        else_=case(by_state, value=Paper.state),
    )


def _place_of(rank: int) -> Place:
    return next(place for place, number in RANKS.items() if number == rank)


def _written(last: Listed[Any]) -> str:
    return place_of(RANKS[last.place], last.draft.paper.state_since, last.draft.id)


def _read_place(after: str | None) -> tuple[int, datetime, int] | None:
    """Return the list's last row shown; None at the beginning, and for what is no place."""
    try:
        rank, since, row_id = parts_of(after, 3)
        place = read_number(rank), read_moment(since), read_number(row_id)
    except NoPlace:
        return None
    return place if place[0] in RANKS.values() else None
