"""Everything that a batch of scans may meet, read in a bounded number of statements."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import and_, or_, select

from jvplanner.db import db
from jvplanner.door.models import Arrival, Door, Scan
from jvplanner.door.rules import Code, Listed, Sent, Undo, WalkIn
from jvplanner.errors import Gone, NotFound
from jvplanner.events.models import TICKET, Event, Guest, GuestState
from jvplanner.links import addresses, tokens
from jvplanner.links.models import Link
from jvplanner.mailboxes import email_key
from jvplanner.paging import LARGEST_ID


def hold(event_id: int) -> None:
    """Hold the event's lock until the transaction ends: one guest comes in at a time.

    On SQLite the write transaction itself is that lock.
    """
    db.session.execute(select(Event.id).where(Event.id == event_id).with_for_update())


@dataclass
class Known:
    """One event's door as it stands; kept current while a batch is worked through.

    scans     by the device's id: those that came before, and those that are to be undone
    tickets   our ticket links by their ids, of any event and practice
    guests    of this event, by id
    arrivals  of this event, by guest
    doors     labels of this event's doors, by id
    """

    event_id: int
    scans: dict[str, Scan]
    tickets: dict[int, Link]
    guests: dict[int, Guest]
    arrivals: dict[int, Arrival]
    doors: dict[int, str]

    def ticket(self, code: Code) -> tuple[bool, Link | None]:
        """Return whether the code proves to be a ticket of ours, and its link if that is open.

        A ticket that was sent anew or closed is ours, but opens nothing.
        """
        token = code.token
        if token is None or tokens.link_id(token) not in self.tickets:
            return False, None
        try:
            return True, addresses.open_link(TICKET.name, token)
        except Gone:
            return True, None
        except NotFound:
            return False, None

    def guest_with(self, email: str | None) -> Guest | None:
        """Return whoever is registered with this address and has not cancelled."""
        if email is None:
            return None
        key = email_key(email)
        active = (guest for guest in self.guests.values() if guest.is_active)
        return next((guest for guest in active if guest.email_key == key), None)


def known(event_id: int, sent: Sequence[Sent], also: Iterable[str] = ()) -> Known:
    """Read what is known about everything that was sent to a door of the event.

    also  keys of further addresses, to know whoever is registered with them
    """
    whats = [one.what for one in sent]
    scans = _scans(one.scan_id for one in sent)
    scans |= _scans(what.scan_id for what in whats if isinstance(what, Undo))
    tickets = _tickets(what for what in whats if isinstance(what, Code))
    wanted = {link.subject_id for link in tickets.values()}
    wanted |= {scan.guest_id for scan in scans.values() if scan.guest_id}
    wanted |= {what.guest_id for what in whats if isinstance(what, Listed) and what.guest_id}
    keys = {email_key(what.email) for what in whats if isinstance(what, WalkIn) and what.email}
    guests = _guests(event_id, wanted, keys | set(also))
    return Known(event_id, scans, tickets, guests, _arrivals(guests), _doors(event_id))


def _scans(ids: Iterable[str]) -> dict[str, Scan]:
    if not (wanted := set(ids)):
        return {}
    found = db.session.scalars(select(Scan).where(Scan.scan_id.in_(wanted)))
    return {scan.scan_id: scan for scan in found}


def _tickets(codes: Iterable[Code]) -> dict[int, Link]:
    """Return the links that the codes claim to open; none of them is proved yet."""
    claimed = {tokens.link_id(code.token) for code in codes if code.token}
    wanted = {link_id for link_id in claimed if link_id and link_id <= LARGEST_ID}
    if not wanted:
        return {}
    found = db.session.scalars(select(Link).where(Link.id.in_(wanted)))
    return {link.id: link for link in found}


def _guests(event_id: int, ids: set[int], keys: set[str]) -> dict[int, Guest]:
    if not ids and not keys:
        return {}
    active = and_(Guest.email_key.in_(keys), Guest.state != GuestState.CANCELLED)
    query = select(Guest).where(Guest.event_id == event_id, or_(Guest.id.in_(ids), active))
    found = db.session.scalars(query.execution_options(populate_existing=True))
    return {guest.id: guest for guest in found}


def _arrivals(guests: dict[int, Guest]) -> dict[int, Arrival]:
    if not guests:
        return {}
    found = db.session.scalars(select(Arrival).where(Arrival.guest_id.in_(guests)))
    return {arrival.guest_id: arrival for arrival in found}


def _doors(event_id: int) -> dict[int, str]:
    query = select(Door.id, Door.label).where(Door.event_id == event_id)
    return dict(db.session.execute(query).all())
