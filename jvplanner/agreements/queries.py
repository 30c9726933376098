"""Reading many agreements: the list, Today, search, and a partner's page."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from sqlalchemy import ColumnElement, Select, or_, select, tuple_
from sqlalchemy.orm import contains_eager

from jvplanner import clock
from jvplanner.agreements.models import Agreement
from jvplanner.agreements.rules import REMINDED_BEFORE
from jvplanner.agreements.standing import standing_of
from jvplanner.db import db
from jvplanner.papers.models import Answer, Paper, PaperState
from jvplanner.partners.models import Partner
from jvplanner.people.queries import is_called
from jvplanner.practices.models import Practice
from jvplanner.questions import Chapter, Due, Found, Happening, When
from jvplanner.tenancy import current_practice_id
from jvplanner.wall_time import day_text, local, utc_from_local

PAGE = 50
AT_MOST = 20
DRAFT_RESTS_FOR = timedelta(days=7)


@dataclass(frozen=True)
class AgreementList:
    """A page of agreements; after is where the next one begins, None at the end."""

    agreements: Sequence[Agreement]
    after: str | None


def agreement_list(text: str, partner_id: int | None, after: str | None) -> AgreementList:
    """Return a page of agreements, the last one changed first.

    text  what the title or the partner's name must contain; "" for all
    """
    query = _agreements()
    if text:
        query = query.where(_is_like(text))
    if partner_id:
        query = query.where(Paper.partner_id == partner_id)
    if place := _read_place(after):
        query = query.where(tuple_(Paper.state_since, Agreement.id) < place)
    in_order = query.order_by(Paper.state_since.desc(), Agreement.id.desc())
    rows = db.session.scalars(in_order.limit(PAGE + 1)).all()
    return AgreementList(rows[:PAGE], _place(rows[PAGE - 1]) if len(rows) > PAGE else None)


def changes_asked(agreement: Agreement) -> Answer | None:
    """Return the answer in which the partner asked to change the last version, if they did."""
    paper = agreement.paper
    if paper.state is not PaperState.CHANGES_REQUESTED:
        return None
    return db.session.scalar(select(Answer).filter_by(paper_id=paper.id, version=paper.version))


def due(now: datetime) -> list[Due]:
    """Return agreements to look at again, those that end, and drafts that rest for a week.

    From 30 days before the day until it is dealt with; what was sent, papers tell of. Source: R9.
    """
    zone = db.session.get_one(Practice, current_practice_id()).time_zone
    today = local(now, zone).date()
    near = today + REMINDED_BEFORE
    in_force = (
        _agreements()
        .where(Paper.state == PaperState.APPROVED, Agreement.ended_at.is_(None))
        .where((Agreement.next_review_on <= near) | (Agreement.runs_until <= near))
        .order_by(Agreement.next_review_on, Agreement.id)
        .limit(AT_MOST)
    )
    found = [_due(agreement, today, zone) for agreement in db.session.scalars(in_force)]
    return [*found, *_resting(now)]


def _due(agreement: Agreement, today: date, zone: str) -> Due:
    partner, until = agreement.paper.partner.name, agreement.runs_until
    review_on = agreement.next_review_on
    if until and until <= today + REMINDED_BEFORE:
        is_over = until < today
        what = f"The agreement with {partner} {'has ended' if is_over else 'ends soon'}"
        why = (
            f"The last day of “{agreement.called}” {'was' if is_over else 'is'} {day_text(until)}."
        )
        step, day, place = "See how it goes on", until, "ending"
    else:
        assert review_on is not None
        is_over = review_on <= today
        what = f"Look at the agreement with {partner} again"
        why = f"“{agreement.called}”, {'due since' if is_over else 'due'} {day_text(review_on)}."
        step, day, place = "Review it", review_on, "review"
    return Due(
        when=When.NOW if is_over else When.THIS_WEEK,
        what=what,
        why=why,
        href=f"/agreements/{agreement.id}#{place}",
        step=step,
        since=utc_from_local(day, time(12), zone),
    )


def _resting(now: datetime) -> list[Due]:
    resting = (
        _agreements()
        .where(Paper.state == PaperState.DRAFT, Agreement.updated_at < now - DRAFT_RESTS_FOR)
        .order_by(Agreement.updated_at)
        .limit(AT_MOST)
    )
    return [
        Due(
            when=When.THIS_WEEK,
            what=f"Finish the agreement with {agreement.paper.partner.name}",
            why=f"“{agreement.called}” has not been sent yet.",
            href=f"/agreements/{agreement.id}",
            step="Go on writing",
            since=agreement.updated_at,
        )
        for agreement in db.session.scalars(resting)
    ]


def found(text: str) -> list[Found]:
    """Return the agreements that text finds, by their title or their partner's name."""
    newest = _agreements().where(_is_like(text)).order_by(Agreement.updated_at.desc())
    today = _today()
    return [
        Found(
            kind="Agreement",
            name=agreement.called,
            detail=f"{agreement.paper.partner.name} · {standing_of(agreement, today).words}",
            href=f"/agreements/{agreement.id}",
        )
        for agreement in db.session.scalars(newest.limit(AT_MOST))
    ]


def happened(partner_id: int) -> list[Chapter]:
    """Return the newest agreements with one partner."""
    newest = _agreements().where(Paper.partner_id == partner_id).order_by(Agreement.id.desc())
    rows = db.session.scalars(newest.limit(AT_MOST + 1)).all()
    today = _today()
    chapter = Chapter(
        title="Agreements",
        nothing_yet="None yet. An agreement says who does what for those whom you both look after.",
        happenings=[_happening(agreement, today) for agreement in rows[:AT_MOST]],
        more_href=f"/agreements?partner={partner_id}" if len(rows) > AT_MOST else None,
    )
    return [chapter]


def _happening(agreement: Agreement, today: date) -> Happening:
    standing = standing_of(agreement, today)
    return Happening(
        name=agreement.called,
        standing=standing.words,
        tag=standing.tag,
        since=standing.since,
        href=f"/agreements/{agreement.id}",
    )


def _today() -> date:
    return clock.today(db.session.get_one(Practice, current_practice_id()).time_zone)


def _agreements() -> Select[Agreement]:
    """Select agreements with their paper and partner, in one statement."""
    return (
        select(Agreement)
        .join(Agreement.paper)
        .join(Paper.partner)
        .options(contains_eager(Agreement.paper).contains_eager(Paper.partner))
    )


def _is_like(text: str) -> ColumnElement[bool]:
    return or_(is_called(Agreement.title_key, text), is_called(Partner.name_key, text))


def _place(last: Agreement) -> str:
    return f"{last.paper.state_since.isoformat()}~{last.id}"


def _read_place(after: str | None) -> tuple[datetime, int] | None:
    """Return the list's last row shown; None at the beginning, and for what is no place."""
    try:
        since, row_id = (after or "").split("~")
        place = datetime.fromisoformat(since), int(row_id[:9])
    except ValueError:
        return None
    return place if place[0].tzinfo else None
