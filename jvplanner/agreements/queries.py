"""Reading many agreements: the list, Today, search, and a partner's page."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, time

from sqlalchemy import ColumnElement, and_, or_

from jvplanner import clock
from jvplanner.agreements.models import Agreement
from jvplanner.agreements.rules import REMINDED_BEFORE
from jvplanner.agreements.standing import standing_of
from jvplanner.calendars import CalendarEntry
from jvplanner.db import db
from jvplanner.links.addresses import absolute
from jvplanner.papers.models import Paper, PaperState
from jvplanner.papers.queries import (
    PaperList,
    Sought,
    Standing,
    drafts,
    is_like,
    paper_list,
    resting,
    turns,
    turns_of,
)
from jvplanner.practices.models import Practice
from jvplanner.questions import Chapter, Due, Found, Happening, When, named_first
from jvplanner.tenancy import current_practice_id
from jvplanner.wall_time import day_text, local, utc_from_local

AT_MOST = 20
MOST_DATED = 100


def agreement_list(
    sought: Sought, after: str | None, *, now: datetime, zone: str, sends_by_itself: bool
) -> PaperList[Agreement]:
    """Return a page of agreements.

    zone             in which a day to look at one again begins
    sends_by_itself  whether a mail server is set up
    """
    today, whose = local(now, zone).date(), turns(now, sends_by_itself=sends_by_itself)
    listed = paper_list(Agreement, sought, after, whose, waits=_waits(today))
    rows = [
        replace(row, standing=standing_of(row.draft, today, row.standing)) for row in listed.rows
    ]
    return replace(listed, rows=rows)


def _waits(today: date) -> ColumnElement[bool]:
    """Say in SQL that an agreement which holds is to be looked at again, or is past its end."""
    is_due = or_(Agreement.next_review_on <= today, Agreement.runs_until < today)
    return and_(Paper.state == PaperState.APPROVED, Agreement.ended_at.is_(None), is_due)


def due(now: datetime) -> list[Due]:
    """Return agreements to look at again, those that end, and drafts that rest for a week.

    From 30 days before the day until it is dealt with; what was sent, papers tell of. Source: R9.
    """
    zone = db.session.get_one(Practice, current_practice_id()).time_zone
    today = local(now, zone).date()
    near = today + REMINDED_BEFORE
    in_force = (
        drafts(Agreement)
        .where(Paper.state == PaperState.APPROVED, Agreement.ended_at.is_(None))
        .where((Agreement.next_review_on <= near) | (Agreement.runs_until <= near))
        .order_by(Agreement.next_review_on, Agreement.id)
        .limit(AT_MOST + 1)
    )
    found = [_due(agreement, today, zone) for agreement in db.session.scalars(in_force)]
    more = "More agreements are to be looked at again"
    return [
        *named_first(found, AT_MOST, more, "/agreements", "See the agreements"),
        *resting(Agreement, now, called="agreement with"),
    ]


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
        verb = "Look at the agreement" if is_over else "Plan a look at the agreement"
        what = f"{verb} with {partner} again"
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


def dated(since: datetime) -> list[CalendarEntry]:
    """Return when agreements that hold are to be looked at again, and on which day they end."""
    zone = db.session.get_one(Practice, current_practice_id()).time_zone
    day = local(since, zone).date()
    rows = db.session.scalars(
        drafts(Agreement)
        .where(Paper.state == PaperState.APPROVED, Agreement.ended_at.is_(None))
        .where((Agreement.next_review_on > day) | (Agreement.runs_until > day))
        .order_by(Agreement.next_review_on, Agreement.id)
        .limit(MOST_DATED)
    )
    return [
        _entry(agreement, what, on, zone)
        for agreement in rows
        for what, on in (
            ("Look at the agreement with {} again", agreement.next_review_on),
            ("The last day of the agreement with {}", agreement.runs_until),
        )
        if on is not None and on > day
    ]


def _entry(agreement: Agreement, what: str, on: date, zone: str) -> CalendarEntry:
    """Return something to do on a day, in its morning; what names the day has a {} for whom."""
    at = utc_from_local(on, time(9), zone)
    which = "review" if on == agreement.next_review_on else "end"
    return CalendarEntry(
        uid=f"agreement-{agreement.id}-{which}@jvplanner",
        sequence=agreement.paper.version,
        title=what.format(agreement.paper.partner.name),
        starts_at=at,
        ends_at=at,
        time_zone=zone,
        details=f"“{agreement.called}”",
        url=absolute(f"/agreements/{agreement.id}"),
        updated_at=agreement.updated_at,
    )


def found(text: str, *, sends_by_itself: bool = True) -> list[Found]:
    """Return the agreements that text finds, by their title or their partner's name.

    sends_by_itself  whether a mail server is set up
    """
    newest = drafts(Agreement).where(is_like(Agreement, text))
    rows = db.session.scalars(newest.order_by(Agreement.updated_at.desc()).limit(AT_MOST)).all()
    return [
        Found(
            kind="Agreement",
            name=agreement.called,
            detail=f"{agreement.paper.partner.name} · {standing.words}",
            href=f"/agreements/{agreement.id}",
        )
        for agreement, standing in _with_standing(rows, sends_by_itself=sends_by_itself)
    ]


def happened(partner_id: int, *, sends_by_itself: bool = True) -> list[Chapter]:
    """Return the newest agreements with one partner; sends_by_itself as in found()."""
    newest = drafts(Agreement).where(Paper.partner_id == partner_id).order_by(Agreement.id.desc())
    rows = db.session.scalars(newest.limit(AT_MOST + 1)).all()
    shown = _with_standing(rows[:AT_MOST], sends_by_itself=sends_by_itself)
    chapter = Chapter(
        title="Agreements",
        nothing_yet="None yet. An agreement says who does what for those whom you both look after.",
        happenings=[_happening(agreement, standing) for agreement, standing in shown],
        more_href=f"/agreements?partner={partner_id}" if len(rows) > AT_MOST else None,
    )
    return [chapter]


def _with_standing(
    rows: Sequence[Agreement], *, sends_by_itself: bool
) -> list[tuple[Agreement, Standing]]:
    zone = db.session.get_one(Practice, current_practice_id()).time_zone
    today, whose = clock.today(zone), turns_of(rows, clock.now(), sends_by_itself=sends_by_itself)
    return [(each, standing_of(each, today, whose.standing(each))) for each in rows]


def _happening(agreement: Agreement, standing: Standing) -> Happening:
    return Happening(
        name=agreement.called,
        standing=standing.words,
        tag=standing.tag,
        since=standing.since,
        href=f"/agreements/{agreement.id}",
    )
