"""What Today, search and the practice's public page ask of events."""

from datetime import datetime, timedelta
from urllib.parse import urlencode

from sqlalchemy import Select, exists, or_, select

from jvplanner import clock
from jvplanner.db import db
from jvplanner.events.models import EVENT_PAGE, Event, EventState, Guest
from jvplanner.events.queries.line import offers_to_tell, seats_to_give
from jvplanner.events.queries.lists import are_on
from jvplanner.events.sources import Source
from jvplanner.languages import gettext as _
from jvplanner.papers.models import Paper, PaperState
from jvplanner.people.queries import has_address_like, is_called
from jvplanner.proposals.models import Proposal
from jvplanner.questions import ComingEvent, Due, Found, Outcome, When, named_first
from jvplanner.wall_time import moment_text, span_text

MOST = 20
SOON = timedelta(days=7)


def came_of(proposal_id: int) -> list[Outcome]:
    """Return the event that was made of a proposal, if there is one."""
    made = select(Event.id, Event.title).where(Event.proposal_id == proposal_id)
    return [Outcome(title, f"/events/{row_id}") for row_id, title in db.session.execute(made)]


def coming_events() -> list[ComingEvent]:
    """Return the acting practice's published events that are not over, soonest first."""
    rows = db.session.scalars(_coming(clock.now()).limit(MOST))
    return [
        ComingEvent(
            title=event.title,
            href=f"{EVENT_PAGE.path}/{event.code}?s={Source.PRACTICE_PAGE}",
            starts_at=event.starts_at,
            ends_at=event.ends_at,
            time_zone=event.time_zone,
            place=event.place or _("Online"),
        )
        for event in rows
    ]


def due(now: datetime) -> list[Due]:
    """Return seats to give, events to make and to publish, and what takes place this week.

    The first MOST of each stand by name; one row more leads to the rest of a kind.
    """
    seats = "More events have a free seat that somebody waits for"
    offers = "More guests without an e-mail address are offered a seat"
    make = "More partners said yes and wait for their event"
    publish = "More events are drafts, made from a proposal"
    week = "More events take place this week"
    return [
        *named_first(seats_to_give(now, MOST + 1), MOST, seats, "/events", "See all events"),
        *named_first(offers_to_tell(now, MOST + 1), MOST, offers, "/events", "See all events"),
        *named_first(_to_make(), MOST, make, "/proposals?state=approved", "See the proposals"),
        *named_first(_to_publish(), MOST, publish, "/events?show=drafts", "See all drafts"),
        *named_first(_this_week(now), MOST, week, "/events", "See all events"),
    ]


def found(text: str) -> list[Found]:
    """Return events by title and guests by name or address; accents and case do not matter."""
    events = db.session.scalars(
        select(Event)
        .where(is_called(Event.title_key, text))
        .order_by(Event.starts_at.desc())
        .limit(MOST // 2)
    )
    guests = db.session.execute(
        select(Guest.name, Event.id, Event.title)
        .join(Event, Event.id == Guest.event_id)
        .where(or_(is_called(Guest.name_key, text), has_address_like(Guest.email_key, text)))
        .order_by(Guest.id.desc())
        .limit(MOST // 2)
    )
    return [
        Found(
            "event",
            event.title,
            moment_text(event.starts_at, event.time_zone),
            f"/events/{event.id}",
        )
        for event in events
    ] + [
        Found("guest", name, title, f"/events/{event_id}/guests?{urlencode({'q': name})}")
        for name, event_id, title in guests
    ]


def _coming(now: datetime) -> Select[Event]:
    return select(Event).where(*are_on(now)).order_by(Event.starts_at, Event.id)


def _to_make() -> list[Due]:
    made = exists(Event).where(Event.proposal_id == Proposal.id)
    proposals = db.session.scalars(
        select(Proposal)
        .join(Paper, Paper.id == Proposal.paper_id)
        .where(Paper.state == PaperState.APPROVED, Paper.archived_at.is_(None), ~made)
        .order_by(Paper.state_since, Proposal.id)
        .limit(MOST + 1)
    )
    return [
        Due(
            When.NOW,
            proposal.called,
            f"{proposal.paper.partner.name} said yes.",
            f"/proposals/{proposal.id}",
            "Make the event",
            proposal.paper.state_since,
        )
        for proposal in proposals
    ]


def _to_publish() -> list[Due]:
    drafts = db.session.scalars(
        select(Event)
        .where(Event.state == EventState.DRAFT, Event.proposal_id.is_not(None))
        .order_by(Event.starts_at, Event.id)
        .limit(MOST + 1)
    )
    return [
        Due(
            When.NOW,
            event.title,
            "The event is a draft: nobody can register yet.",
            f"/events/{event.id}",
            "Look it over and publish",
            event.updated_at,
        )
        for event in drafts
    ]


def _this_week(now: datetime) -> list[Due]:
    soon = _coming(now).where(Event.starts_at <= now + SOON)
    events = db.session.scalars(soon.limit(MOST + 1))
    return [
        Due(
            When.THIS_WEEK,
            event.title,
            span_text(event.starts_at, event.ends_at, event.time_zone)
            + f": {event.seats_taken} of {event.seats} seats are taken.",
            f"/events/{event.id}",
            "Open the event",
            event.starts_at,
        )
        for event in events
    ]
