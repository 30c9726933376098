"""What time alone does to guests: their details are deleted on the day that they were told."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Select, delete, exists, select, update
from sqlalchemy.orm import aliased

from jvplanner.db import db
from jvplanner.door.actions import forget_scans_of, forget_strangers_at
from jvplanner.events.actions.forgetting import forget_guests
from jvplanner.events.models import Event, Guest
from jvplanner.journeys.models import Journey
from jvplanner.outbox.letters import forget_addresses
from jvplanner.papers.models import Recipient
from jvplanner.partners.models import PartnerPerson
from jvplanner.people.models import NOBODY, Person
from jvplanner.tenancy import across_practices, acting_for

AT_ONCE = 200


def is_any_purge_due(now: datetime) -> bool:
    """Tell whether purge_due() has anything to do; a reader can ask, and holds up nobody."""
    with across_practices():
        return db.session.scalar(_due(now)) is not None


def purge_due(now: datetime) -> int:
    """Delete the details of the next guests whose day has come; return how much was done.

    Of the event that has been due longest, whosever it is, and of at most AT_ONCE guests. The
    caller commits, and asks again. For any number of workers at once. Source: L6.
    """
    with across_practices():
        locked = _due(now).with_for_update(of=Event, skip_locked=True)
        event = db.session.scalar(locked.execution_options(populate_existing=True))
    if event is None:
        return 0
    with acting_for(event.practice_id):
        ids = db.session.scalars(_guests_to_forget(event)).all()
        if ids:
            _forget(_without_clients(ids), now)
        if len(ids) < AT_ONCE:
            forget_strangers_at(event.id)
            event.guests_due_at = None
        db.session.flush()
    return len(ids) or 1


def _due(now: datetime) -> Select[Event]:
    due = select(Event).where(Event.guests_due_at <= now)
    return due.order_by(Event.guests_due_at, Event.id).limit(1)


def _guests_to_forget(event: Event) -> Select[int]:
    """Select and lock the next of the event's guests who are no clients, by whatever event."""
    anywhere = aliased(Guest)
    is_client = (
        exists(Journey)
        .where(
            Journey.guest_id == anywhere.id,
            anywhere.person_id == Guest.person_id,
            Journey.client_at.is_not(None),
        )
        .correlate(Guest)
    )
    return (
        select(Guest.id)
        .where(Guest.event_id == event.id, Guest.purged_at.is_(None), ~is_client)
        .order_by(Guest.id)
        .limit(AT_ONCE)
        .with_for_update(of=Guest)
    )


def _without_clients(guest_ids: Sequence[int]) -> list[int]:
    """Leave out who has become a client just now, while their rows were waited for."""
    journeys = select(Journey.guest_id, Journey.client_at).where(Journey.guest_id.in_(guest_ids))
    rows = db.session.execute(journeys.order_by(Journey.id).with_for_update()).all()
    clients = {guest_id for guest_id, client_at in rows if client_at}
    return [each for each in guest_ids if each not in clients]


def _forget(ids: Sequence[int], now: datetime) -> None:
    keys = forget_guests(ids, now)
    forget_scans_of(ids)
    db.session.execute(update(Journey).where(Journey.guest_id.in_(ids)).values(not_now_reason=""))
    _forget_people(ids, keys)


def _forget_people(guest_ids: Sequence[int], keys: set[str]) -> None:
    """Delete these guests as people, unless something else refers to them."""
    theirs = select(Guest.person_id).where(Guest.id.in_(guest_ids))
    people = db.session.scalars(
        select(Person).where(Person.id.in_(theirs)).order_by(Person.id).with_for_update()
    ).all()
    known = _known_otherwise([person.id for person in people])
    _put_nobody_in_place_of([person for person in people if person.id not in known])
    in_use = set(db.session.scalars(select(Person.email_key).where(Person.email_key.in_(keys))))
    forget_addresses(keys - in_use)


def _put_nobody_in_place_of(people: Sequence[Person]) -> None:
    """Delete the rows of these people; their guests, all forgotten, refer to one of nobody each.

    Whoever registers at this very moment has found the row by its address and waits for it. Emptied
    it would take them in, and they would be nobody; one that is gone has them seated anew.
    """
    places = [(person.id, Person(name=NOBODY, known_since=person.known_since)) for person in people]
    db.session.add_all(nobody for _id, nobody in places)
    db.session.flush()
    for person_id, nobody in places:
        guests = update(Guest).where(Guest.person_id == person_id)
        db.session.execute(guests.values(person_id=nobody.id))
    db.session.execute(delete(Person).where(Person.id.in_([person.id for person in people])))


def _known_otherwise(person_ids: Sequence[int]) -> set[int]:
    """Return which of these people are guests elsewhere still, or work at a partner."""
    still = select(Guest.person_id).where(Guest.purged_at.is_(None))
    readers, workers = select(Recipient.person_id), select(PartnerPerson.person_id)
    return {
        *db.session.scalars(still.where(Guest.person_id.in_(person_ids))),
        *db.session.scalars(readers.where(Recipient.person_id.in_(person_ids))),
        *db.session.scalars(workers.where(PartnerPerson.person_id.in_(person_ids))),
    }
