"""What the pages without an account show of one event."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Engine, and_, bindparam, exists, select
from sqlalchemy.orm import aliased, joinedload

from jvplanner import clock
from jvplanner.db import UtcDateTime, db, reading
from jvplanner.errors import NotFound
from jvplanner.events.models import (
    Event,
    EventQuestion,
    EventSeries,
    EventState,
    Guest,
    GuestState,
)
from jvplanner.events.queries.asked import ASKED, IS_ASKED, Question, questions_in
from jvplanner.events.queries.by_code import by_code
from jvplanner.links.addresses import as_kept
from jvplanner.partners.models import Partner
from jvplanner.pictures.models import Picture, PictureOf
from jvplanner.pictures.queries import Logos
from jvplanner.pictures.rules import logo
from jvplanner.practices.models import Practice

_our_logo, _their_logo = aliased(Picture), aliased(Picture)
_other = aliased(Event)
_OTHER_DATES = (
    select(EventSeries.code)
    .where(
        EventSeries.practice_id == Event.practice_id,
        EventSeries.id == Event.series_id,
        exists(_other)
        .where(
            _other.practice_id == Event.practice_id,
            _other.series_id == Event.series_id,
            _other.id != Event.id,
            _other.state == EventState.PUBLISHED,
            _other.starts_at > bindparam("now", type_=UtcDateTime()),
        )
        .correlate(Event),
    )
    .scalar_subquery()
)
_ANNOUNCED = (
    by_code(
        select(
            Event.code,
            Event.state,
            Event.registration_open,
            Event.closes_at,
            Event.title,
            Event.description,
            Event.take_home,
            Event.starts_at,
            Event.ends_at,
            Event.time_zone,
            Event.place,
            Event.room,
            Event.address,
            Event.map_link,
            Event.parking,
            Event.access_notes,
            Event.online_address,
            Event.seats,
            Event.seats_taken,
            Event.cancellation_reason,
            Event.keeps_guests_months,
            Practice.name,
            Practice.reply_email,
            Practice.slug,
            Practice.brand_colour,
            Partner.name,
            _our_logo.code,
            _our_logo.width,
            _our_logo.height,
            _their_logo.code,
            _their_logo.width,
            _their_logo.height,
            exists(Guest).where(
                Guest.practice_id == Event.practice_id,
                Guest.event_id == Event.id,
                Guest.state == GuestState.WAITING,
                Guest.unopened_until.is_(None),
            ),
            _OTHER_DATES,
            *ASKED,
        )
    )
    .outerjoin(
        _our_logo,
        and_(
            _our_logo.practice_id == Event.practice_id,
            _our_logo.shows == PictureOf.PRACTICE_LOGO,
            _our_logo.subject_id == Event.practice_id,
        ),
    )
    .outerjoin(
        _their_logo,
        and_(
            _their_logo.practice_id == Event.practice_id,
            _their_logo.shows == PictureOf.PARTNER_LOGO,
            _their_logo.subject_id == Event.partner_id,
        ),
    )
    .outerjoin(EventQuestion, IS_ASKED)
    .order_by(EventQuestion.position, EventQuestion.id)
)


@dataclass(frozen=True)
class Announcement:
    """An event as strangers may know it; nothing else of the event is read for its page.

    series_code  of the page with its other dates, as long as there are any to come
    """

    code: str
    state: EventState
    registration_open: bool
    closes_at: datetime | None
    title: str
    description: str
    take_home: str
    starts_at: datetime
    ends_at: datetime
    time_zone: str
    place: str
    room: str
    address: str
    map_link: str
    parking: str
    access_notes: str
    online_address: str
    seats: int
    seats_taken: int
    cancellation_reason: str
    keeps_guests_months: int
    practice_name: str
    practice_email: str
    practice_slug: str
    brand_colour: str
    partner_name: str | None
    logo_code: str | None
    logo_width: int | None
    logo_height: int | None
    partner_logo_code: str | None
    partner_logo_width: int | None
    partner_logo_height: int | None
    anybody_waits: bool
    series_code: str | None
    questions: tuple[Question, ...]

    @property
    def free_seats(self) -> int:
        return max(0, self.seats - self.seats_taken)

    @property
    def logos(self) -> Logos:
        return Logos(
            logo(self.logo_code, self.logo_width, self.logo_height),
            logo(self.partner_logo_code, self.partner_logo_width, self.partner_logo_height),
        )


@dataclass(frozen=True)
class RegistrationOfGuest:
    """A guest with everything that their ticket shows."""

    guest: Guest
    event: Event
    practice: Practice


def announced(code: str, engine: Engine) -> Announcement | None:
    """Return the event of a public code in one statement, without a session; None for no event.

    The code itself says whose event it is, so no practice acts here: see docs/decisions.
    """
    kept = as_kept(code)
    if kept is None:
        return None
    with reading(), engine.connect() as connection:
        rows = connection.execute(_ANNOUNCED, {"code": kept, "now": clock.now()}).all()
    if not rows:
        return None
    told: Any = (*rows[0][: -len(ASKED)], questions_in(rows))
    return Announcement(*told)


def registration_of(guest_id: int) -> RegistrationOfGuest:
    """Return the acting practice's guest in one statement; raises NotFound."""
    row = db.session.execute(
        select(Guest, Practice)
        .join(Practice, Practice.id == Guest.practice_id)
        .where(Guest.id == guest_id)
        .options(joinedload(Guest.event))
    ).one_or_none()
    if row is None:
        raise NotFound
    guest, practice = row
    return RegistrationOfGuest(guest, guest.event, practice)
