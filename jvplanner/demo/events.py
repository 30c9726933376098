"""Events of the demo: made as members make them, then given codes that can be told by heart."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from jvplanner.db import db
from jvplanner.demo import markers
from jvplanner.demo.occasions import Occasion
from jvplanner.demo.scene import Scene
from jvplanner.door.models import DOOR, Door
from jvplanner.events.actions.copying import repeat, span_of
from jvplanner.events.actions.organising import event_of, make_event
from jvplanner.events.actions.series import publish_drafts
from jvplanner.events.models import EVENT_PAGE, SERIES_PAGE, Event, EventSeries
from jvplanner.events.particulars import Particulars
from jvplanner.events.queries import dates_of
from jvplanner.events.repeating import Every, Repetition, spans
from jvplanner.links import addresses
from jvplanner.links.models import PublicCode, Purpose
from jvplanner.partners.models import Partner
from jvplanner.proposals.models import CtaKind, Proposal
from jvplanner.tenancy import current_practice_id


def plan(
    scene: Scene,
    occasion: Occasion,
    *,
    starts_at: datetime,
    made_at: datetime,
    partner: Partner | None,
) -> Event:
    """Make a draft event of ninety minutes in the acting practice."""
    event = make_event(
        Particulars(
            title=occasion.title,
            description=occasion.description,
            take_home=occasion.take_home,
            partner_id=partner.id if partner else None,
            starts_at=starts_at,
            ends_at=starts_at + timedelta(minutes=90),
            time_zone=scene.zone,
            place=occasion.place,
            room=occasion.room,
            address=occasion.address,
            parking=occasion.parking,
            access_notes=occasion.access_notes,
            online_address=occasion.online_address,
            seats=occasion.seats,
            call_to_action=occasion.call_to_action,
            cta_kind=CtaKind.DISCOVERY_CALL,
        )
    )
    return give_code(scene, event, occasion.code, made_at)


def plan_agreed(
    scene: Scene, proposal: Proposal, code: str, *, seats: int, made_at: datetime, **more: str
) -> Event:
    """Make the draft event of an approved proposal, with more of its texts filled in."""
    event = event_of(proposal, time_zone=scene.zone, now=made_at)
    event.set_capacity(seats)
    for name, text in more.items():
        setattr(event, name, text)
    return give_code(scene, event, code, made_at)


def open_door(event: Event, label: str, *, at: datetime) -> Door:
    """Admit a device to the event's door."""
    door = Door(event_id=event.id, label=label, opened_at=at)
    db.session.add(door)
    db.session.flush()
    addresses.issue(DOOR, door.id)
    return door


def repeat_weekly(scene: Scene, event: Event, codes: Sequence[str], *, made_at: datetime) -> None:
    """Let an event come again each week and publish all its dates; codes has theirs, in order."""
    weekly = Repetition(Every.WEEK, times=len(codes))
    dates = spans(span_of(event), event.time_zone, weekly)
    series = repeat(event, weekly, dates, made_at)
    _lead_to(SERIES_PAGE, series, markers.TEAS)
    for each, code in zip(dates_of(series.id), codes, strict=True):
        give_code(scene, each, code, made_at)
    publish_drafts(series, made_at)


def give_code(scene: Scene, event: Event, code: str, made_at: datetime) -> Event:
    """Let code lead to the event, and set what is otherwise left to chance or the clock."""
    _lead_to(EVENT_PAGE, event, code)
    event.calendar_uid, event.updated_at = scene.key(), made_at
    db.session.flush()
    return event


def _lead_to(purpose: Purpose, subject: Event | EventSeries, code: str) -> None:
    db.session.flush()
    if subject.code is not None and subject.code != code:
        db.session.delete(db.session.get_one(PublicCode, subject.code))
    if subject.code != code:
        db.session.add(
            PublicCode(
                code=code,
                practice_id=current_practice_id(),
                purpose=purpose.name,
                subject_id=subject.id,
            )
        )
    subject.code = code
    db.session.flush()
