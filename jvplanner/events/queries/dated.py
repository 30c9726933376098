"""What events tell calendars: that of everybody, and that of the practice's members."""

from dataclasses import replace
from datetime import datetime

from sqlalchemy import Select, and_, exists, select

from jvplanner.calendars import CalendarEntry, EntryState
from jvplanner.db import db
from jvplanner.events.entries import calendar_entry
from jvplanner.events.models import Event, EventState
from jvplanner.links.addresses import absolute
from jvplanner.papers.models import Answer, Paper, PaperState, PaperVersion
from jvplanner.papers.rules import CandidateDate, agreed_dates
from jvplanner.practices.models import Practice
from jvplanner.proposals.models import Proposal
from jvplanner.tenancy import current_practice_id

MOST = 300


def announced_entries(since: datetime) -> list[CalendarEntry]:
    """Return what was announced to everybody and ends after a moment, soonest first, MOST of it.

    What was called off stays, marked so; whoever has it in a calendar has to learn it. What was
    called off as a draft was never known to anybody: calendars counted no change of it.
    """
    practice = db.session.get_one(Practice, current_practice_id())
    known = and_(Event.state == EventState.CANCELLED, Event.sequence > 0)
    announced = _since(since).where((Event.state == EventState.PUBLISHED) | known)
    return [calendar_entry(event, practice) for event in db.session.scalars(announced)]


def dated(since: datetime) -> list[CalendarEntry]:
    """Return the practice's events for its members, and dates that were agreed without an event.

    Nobody's name is in it: calendars are shared. How many come is.
    """
    practice = db.session.get_one(Practice, current_practice_id())
    events = [_for_members(event, practice) for event in db.session.scalars(_since(since))]
    return events + _agreed(since, practice)


def _since(since: datetime) -> Select[Event]:
    return (
        select(Event).where(Event.starts_at > since).order_by(Event.starts_at, Event.id).limit(MOST)
    )


def _for_members(event: Event, practice: Practice) -> CalendarEntry:
    entry = calendar_entry(event, practice)
    is_draft = event.state is EventState.DRAFT
    seats = f"{event.seats_taken} of {event.seats} seats are taken."
    return replace(
        entry,
        details="A draft: nobody can register yet." if is_draft else seats,
        url=absolute(f"/events/{event.id}"),
        state=EntryState.TENTATIVE if is_draft else entry.state,
    )


def _agreed(since: datetime, practice: Practice) -> list[CalendarEntry]:
    """Return the dates that a partner said yes to, while no event was made of the proposal."""
    rows = db.session.execute(
        select(Proposal, PaperVersion, Answer.dates)
        .join(Paper, Paper.id == Proposal.paper_id)
        .join(
            PaperVersion,
            and_(PaperVersion.paper_id == Paper.id, PaperVersion.number == Paper.version),
        )
        .outerjoin(Answer, and_(Answer.paper_id == Paper.id, Answer.version == Paper.version))
        .where(
            Paper.state == PaperState.APPROVED,
            Paper.archived_at.is_(None),
            ~exists(Event).where(Event.proposal_id == Proposal.id),
        )
        .order_by(Paper.state_since.desc(), Proposal.id)
        .limit(MOST)
    )
    return [
        _agreed_entry(proposal, version, date, practice)
        for proposal, version, ticked in rows
        for date in agreed_dates(version.content, ticked or ())
        if date.starts_at > since
    ]


def _agreed_entry(
    proposal: Proposal, version: PaperVersion, date: CandidateDate, practice: Practice
) -> CalendarEntry:
    paper, agreed = proposal.paper, version.content
    return CalendarEntry(
        uid=f"paper-{paper.id}-date-{date.id}@jvplanner",
        sequence=version.number,
        title=agreed["hook"],
        starts_at=date.starts_at,
        ends_at=date.ends_at,
        time_zone=agreed.get("time_zone", practice.time_zone),
        place=date.place or agreed["place"],
        details=f"{paper.partner.name} said yes to this date. The event is still to be made.",
        url=absolute(f"/proposals/{proposal.id}"),
        updated_at=paper.state_since,
        state=EntryState.TENTATIVE,
    )
