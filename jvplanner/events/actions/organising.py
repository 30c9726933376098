"""Making, changing and calling off an event."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.exc import IntegrityError

from jvplanner.db import db
from jvplanner.errors import Conflict
from jvplanner.events import letters
from jvplanner.events.models import EVENT_PAGE, Event, EventState, NoLongerPossible, NotReady
from jvplanner.events.particulars import BETWEEN_PARTS, WHEN_AND_WHERE, Particulars
from jvplanner.events.rules import missing_for_guests
from jvplanner.links import addresses
from jvplanner.papers.models import Paper, PaperState
from jvplanner.papers.rules import CandidateDate, agreed_dates
from jvplanner.practices.queries import acting_practice
from jvplanner.proposals.models import CtaKind, Proposal

USUAL_SEATS = 20
USUAL_DAYS_AHEAD = 28
USUAL_LENGTH = timedelta(minutes=90)


class NotApproved(Conflict):
    """The partner has not said yes to this proposal."""


class NotTicked(Conflict):
    """The date is none of those that the partner can come on."""


def make_event(particulars: Particulars) -> Event:
    """Make a draft, with the public address that it will have."""
    return _with_address(
        Event(**vars(particulars), keeps_guests_months=acting_practice().keeps_guests_months)
    )


def change(event: Event, particulars: Particulars, now: datetime) -> bool:
    """Change an event and tell its guests if they have to be elsewhere; say whether they were.

    The caller holds the event's lock. Nobody loses a seat when there are fewer. Source: A6, B2.
    Raises NoLongerPossible for what was called off, and NotReady when guests who know of the event
    would be left without a place or with a date that has gone.
    """
    return bool(change_each([(event, particulars)], now))


def change_each(changes: Sequence[tuple[Event, Particulars]], now: datetime) -> int:
    """Change several events, or none of them; return the guests of how many were told.

    As change(); the caller holds the lock of each.
    """
    for event, new in changes:
        _refuse_impossible(event, new, now)
    return sum(_change(event, new, now) for event, new in changes)


def _change(event: Event, particulars: Particulars, now: datetime) -> bool:
    new, moves = dict(vars(particulars)), _moves(event, particulars)
    event.set_capacity(new.pop("seats"))
    for name, value in new.items():
        setattr(event, name, value)
    tell = moves and event.state is EventState.PUBLISHED
    event.changed(now, for_calendars=tell)
    # There may be more seats, or more time to offer those that are free.
    event.look_after_line(now)
    db.session.flush()
    if tell and event.is_on(now):
        letters.tell_moved(event)
        letters.tell_partner_moved(event)
        return True
    return False


def _moves(event: Event, new: Particulars) -> bool:
    """Tell whether guests would have to be elsewhere, or at another time."""
    return any(getattr(event, name) != getattr(new, name) for name in WHEN_AND_WHERE)


def _refuse_impossible(event: Event, new: Particulars, now: datetime) -> None:
    if event.state is EventState.CANCELLED:
        raise NoLongerPossible("This event was cancelled. Make a new one for another date.")
    if event.state is not EventState.PUBLISHED or not _moves(event, new):
        return
    missing = missing_for_guests(
        starts_at=new.starts_at, where=new.place or new.online_address, now=now
    )
    if missing:
        raise NotReady(" ".join(missing))


def publish(event: Event, now: datetime) -> None:
    """Open the event's page and registration; raises NotReady, NoLongerPossible."""
    event.publish(now)
    db.session.flush()


def open_registration(event: Event, *, is_open: bool, now: datetime) -> None:
    """Open or close registration; opened by hand, an hour that has passed closes it no more."""
    has_closed = event.closes_at is not None and now >= event.closes_at
    if event.registration_open is is_open and not (is_open and has_closed):
        return
    event.registration_open = is_open
    if is_open and has_closed:
        event.closes_at = None
    event.changed(now)
    db.session.flush()


def cancel(event: Event, reason: str, now: datetime) -> None:
    """Call the event off and tell every guest, and who said yes to it. Done twice, done once.

    Raises NoLongerPossible when the event is over.
    """
    if event.state is EventState.CANCELLED:
        return
    was_public = event.state is EventState.PUBLISHED
    event.cancel(reason, now)
    db.session.flush()
    letters.tell_called_off(event)
    if was_public:
        letters.tell_partner_called_off(event)


def made_of(proposal: Proposal) -> Event | None:
    """Return the event that was made of the proposal."""
    return db.session.scalar(_made_of(proposal))


def event_of(
    proposal: Proposal, *, time_zone: str, now: datetime, date_id: int | None = None
) -> Event:
    """Return the event of an approved proposal, made now as a draft if there is none.

    Everything that was agreed is taken over: nothing is typed twice.

    date_id  which of the dates that the partner ticked; None for the first that is still to come

    Raises NotApproved, and NotTicked for another date.
    """
    if event := made_of(proposal):
        return event
    if proposal.paper.state is not PaperState.APPROVED:
        raise NotApproved("An event can be made once the partner has said yes to the proposal.")
    try:
        with db.session.begin_nested():
            return _with_address(_from(proposal, time_zone, now, date_id))
    except IntegrityError:
        return db.session.scalars(_made_of(proposal)).one()


def _made_of(proposal: Proposal) -> Select[Event]:
    return select(Event).where(Event.proposal_id == proposal.id)


def _from(proposal: Proposal, time_zone: str, now: datetime, date_id: int | None) -> Event:
    """Return the draft of what was agreed: the version's own text, whatever was edited since."""
    paper = proposal.paper
    agreed = paper.current.content if paper.current else {}
    date = _agreed_date(paper, agreed, now, date_id)
    return Event(
        proposal_id=proposal.id,
        agreed_version=paper.version,
        partner_id=paper.partner_id,
        title=agreed["hook"],
        description=BETWEEN_PARTS.join(filter(None, (agreed["partner_role"], agreed["your_role"]))),
        call_to_action=agreed["call_to_action"],
        cta_kind=CtaKind(agreed["cta_kind"]),
        place=date.place or agreed["place"],
        starts_at=date.starts_at,
        ends_at=date.ends_at,
        time_zone=agreed.get("time_zone", time_zone),
        seats=USUAL_SEATS,
        keeps_guests_months=acting_practice().keeps_guests_months,
    )


def _agreed_date(
    paper: Paper, agreed: Mapping[str, Any], now: datetime, date_id: int | None
) -> CandidateDate:
    """Return the date that was chosen, or the first to come of those that were ticked or on offer.

    With no date on offer, an hour and a half four weeks ahead holds the place until one is chosen.
    """
    dates = agreed_dates(agreed, paper.last_answer.dates if paper.last_answer else ())
    if date_id is not None:
        for date in dates:
            if date.id == date_id:
                return date
        raise NotTicked("Choose one of the dates that your partner ticked.")
    for date in (*(date for date in dates if date.starts_at > now), *dates):
        return date
    starts_at = (now + timedelta(days=USUAL_DAYS_AHEAD)).replace(minute=0, second=0, microsecond=0)
    return CandidateDate(0, starts_at, starts_at + USUAL_LENGTH)


def _with_address(event: Event) -> Event:
    db.session.add(event)
    db.session.flush()
    event.code = addresses.publish(EVENT_PAGE, event.id).code
    db.session.flush()
    return event
