"""What the public page of an event shows, as one value: equal values make the same page."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from hashlib import sha256

from sqlalchemy import Engine

from jvplanner import clock
from jvplanner.events import queries
from jvplanner.events.models import EVENT_PAGE, SERIES_PAGE, EventState, Stage
from jvplanner.events.queries.asked import Question
from jvplanner.events.queries.public import Announcement
from jvplanner.events.rules import kept_until, lines_of, occasion, stage_of, tracked_source
from jvplanner.languages import ENGLISH
from jvplanner.links.addresses import absolute
from jvplanner.pictures.queries import Logos
from jvplanner.practices.rules import brand_href
from jvplanner.wall_time import local

SCHEMA = "https://schema.org"


class Standing(StrEnum):
    """What a stranger can do about an event."""

    OPEN = "open"
    FULL = "full"
    CLOSED = "closed"
    CANCELLED = "cancelled"
    PAST = "past"


@dataclass(frozen=True)
class EventPage:
    """A pure function of event, seats left, local day, source and language; see page_of()."""

    code: str
    standing: Standing
    occasion: str
    title: str
    description: str
    take_home: tuple[str, ...]
    starts_at: datetime
    ends_at: datetime
    time_zone: str
    today: date
    closes_at: datetime | None
    place: str
    room: str
    address: str
    map_link: str
    parking: str
    access_notes: str
    is_online: bool
    seats: int
    free_seats: int
    cancellation_reason: str
    practice_name: str
    practice_email: str
    practice_href: str
    brand_href: str
    partner_name: str | None
    logos: Logos
    other_dates: str
    questions: tuple[Question, ...]
    kept_until: date
    source: str
    language: str

    @property
    def takes_registrations(self) -> bool:
        return self.standing in (Standing.OPEN, Standing.FULL)

    @property
    def own_address(self) -> str:
        return absolute(f"{EVENT_PAGE.path}/{self.code}")

    @property
    def preview_address(self) -> str:
        """Return where the picture is that other sites show; what it shows makes the address."""
        shown = (self.title, self.starts_at, self.ends_at, self.place, self.room, self.address)
        brands = (self.practice_name, self.partner_name, self.logos, self.brand_href)
        version = sha256(repr((shown, brands)).encode()).hexdigest()[:8]
        return f"{self.own_address}/preview.png?lang={self.language}&v={version}"


def shown_page(code: str, source: str, language: str, engine: Engine) -> EventPage | None:
    """Return what the page of a public code shows now; None where strangers find no event.

    source    what the address says about how the reader came; ignored unless it is a tracked code
    language  the one that the reader is answered in
    """
    return as_shown(queries.announced(code, engine), source, language)


def as_shown(announced: Announcement | None, source: str, language: str) -> EventPage | None:
    """Return what strangers are shown of an event; else as shown_page()."""
    if announced is None or announced.state is EventState.DRAFT:
        return None
    return page_of(announced, source=tracked_source(source), language=language, now=clock.now())


def page_of(
    announced: Announcement, *, source: str, now: datetime, language: str = ENGLISH
) -> EventPage:
    """Return what the page shows; source is the tracked code of what led here, or empty."""
    return EventPage(
        code=announced.code,
        standing=standing_of(announced, now),
        occasion=occasion(announced.starts_at, announced.time_zone, online=not announced.place),
        title=announced.title,
        description=announced.description,
        take_home=tuple(lines_of(announced.take_home)),
        starts_at=announced.starts_at,
        ends_at=announced.ends_at,
        time_zone=announced.time_zone,
        today=local(now, announced.time_zone).date(),
        closes_at=announced.closes_at,
        place=announced.place,
        room=announced.room,
        address=" ".join(announced.address.split()),
        map_link=announced.map_link,
        parking=announced.parking,
        access_notes=announced.access_notes,
        is_online=bool(announced.online_address),
        seats=announced.seats,
        free_seats=announced.free_seats,
        cancellation_reason=announced.cancellation_reason,
        practice_name=announced.practice_name,
        practice_email=announced.practice_email,
        practice_href=f"/h/{announced.practice_slug}",
        brand_href=brand_href(announced.practice_slug, announced.brand_colour),
        partner_name=announced.partner_name,
        logos=announced.logos,
        other_dates=_other_dates(announced.series_code, source, language),
        questions=announced.questions,
        kept_until=kept_until(
            announced.ends_at, announced.time_zone, announced.keeps_guests_months
        ),
        source=source,
        language=language,
    )


def _other_dates(series_code: str | None, source: str, language: str) -> str:
    """Return where the other dates are: found by the same way, and read in the same language."""
    if series_code is None:
        return ""
    way = f"&s={source}" if source else ""
    return f"{SERIES_PAGE.path}/{series_code}?lang={language}{way}"


def standing_of(announced: Announcement, now: datetime) -> Standing:
    """Return what can be done about an event; a free seat belongs to those who wait. Source: A8."""
    stage = stage_of(announced, now)
    if stage is not Stage.OPEN:
        return Standing(stage)
    is_full = announced.anybody_waits or not announced.free_seats
    return Standing.FULL if is_full else Standing.OPEN


def as_linked_data(shown: EventPage) -> dict[str, object]:
    """Return the event for search engines, without its online address. Source: schema.org/Event."""
    address = shown.own_address
    place = {
        "@type": "Place",
        "name": ", ".join(filter(None, (shown.place, shown.room))),
        "address": shown.address or shown.place,
    }
    if shown.map_link:
        place["hasMap"] = shown.map_link
    online = {"@type": "VirtualLocation", "url": address}
    where = [place] * bool(shown.place) + [online] * shown.is_online
    attendance = "Mixed" if len(where) > 1 else "Offline" if shown.place else "Online"
    is_cancelled = shown.standing is Standing.CANCELLED
    names = filter(None, (shown.practice_name, shown.partner_name))
    return {
        "@context": "https://schema.org",
        "@type": "Event",
        "name": shown.title,
        "description": shown.description or shown.title,
        "startDate": local(shown.starts_at, shown.time_zone).isoformat(),
        "endDate": local(shown.ends_at, shown.time_zone).isoformat(),
        "eventStatus": f"{SCHEMA}/Event{'Cancelled' if is_cancelled else 'Scheduled'}",
        "eventAttendanceMode": f"{SCHEMA}/{attendance}EventAttendanceMode",
        "location": where[0] if len(where) == 1 else where,
        "organizer": [{"@type": "Organization", "name": name} for name in names],
        "maximumAttendeeCapacity": shown.seats,
        "remainingAttendeeCapacity": shown.free_seats,
        "url": address,
    }
