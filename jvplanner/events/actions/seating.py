"""Seats for a guest and whom they bring, in one locked step and few statements.

The caller holds the event's lock, and the transaction is the connection's. No session is asked: a
poster brings many people at once, and going through the ORM for each took thirty times what a bare
page takes. So no practice acts here, and every statement names the event's own. See docs/decisions.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from sqlalchemy import Integer, bindparam, update

from jvplanner.errors import Conflict
from jvplanner.events import rules
from jvplanner.events.letters.at_once import of_registration, tell_ticket_again
from jvplanner.events.models import (
    TICKET,
    Event,
    Guest,
    GuestAnswer,
    GuestConsent,
    GuestState,
)
from jvplanner.events.party import Party
from jvplanner.events.queries.listed import Listed, listed
from jvplanner.events.rules import UNOPENED, Pace
from jvplanner.events.sources import Source
from jvplanner.languages import gettext as _
from jvplanner.links import addresses
from jvplanner.links.models import Link
from jvplanner.outbox.models import Letter
from jvplanner.people.knowing import Human, person_row
from jvplanner.people.models import Person
from jvplanner.people.names import name_key
from jvplanner.statements import Driver, Prepared, Step, insertion

_COUNT = Prepared(
    update(Event)
    .where(Event.practice_id == bindparam("practice"), Event.id == bindparam("event"))
    .values(
        seats_taken=Event.seats_taken + bindparam("taken", type_=Integer),
        recent_count=bindparam("recent", type_=Event.recent_count.type),
        recent_at=bindparam("since", type_=Event.recent_at.type),
        line_due_at=bindparam("due", type_=Event.line_due_at.type),
    )
)


class Place(Protocol):
    """An event as far as seats are given in it."""

    @property
    def id(self) -> int: ...
    @property
    def practice_id(self) -> int: ...
    @property
    def seats_taken(self) -> int: ...
    @property
    def free_seats(self) -> int: ...
    @property
    def line_due_at(self) -> datetime | None: ...
    @property
    def pace(self) -> Pace: ...


@dataclass(frozen=True)
class Seated:
    """What became of a party: who registered, and the link of their own ticket."""

    guest_id: int
    link_id: int


class OnTheList(Conflict):
    """The address of who registers has a seat or a place on the waiting list."""

    def __init__(self, guest_id: int) -> None:
        super().__init__("This address is already on the list.")
        self.guest_id = guest_id


class LeftTooOften(Conflict):
    """Somebody has come and gone more often than anybody does who means to come.

    Coming and leaving both write to the address, and a stranger could have us do so without end.
    """

    def __init__(self) -> None:
        super().__init__(
            _(
                "This address has left this event several times within the hour. "
                "Try again in an hour, or ask the practice."
            )
        )


def seat(
    driver: Driver, place: Place, party: Party, now: datetime, *, by_hand: bool = False
) -> Seated:
    """Seat who registers and their friends, as far as there are seats; the others wait.

    Whoever waits comes before whoever is new: a free seat is then not given away here. In a rush
    what is given is kept for UNOPENED, and for good once the ticket was opened; not of those whom
    members add by hand.
    Raises OnTheList and LeftTooOften. The partial unique index is the net under the question asked
    first.
    """
    everybody = (party.guest, *party.friends)
    known = _listed(driver, place, everybody, now)
    if party.guest.key in known.guests:
        raise OnTheList(known.guests[party.guest.key])
    new = [human for human in everybody if human.key not in known.guests]
    rows = _rows(known, place, party, new, now)
    for row in rows[1:]:
        row["brought_by_id"] = rows[0]["id"]
    said = _said(place, rows[0]["id"], party, now)
    counted = _counted(place, rows, now, by_hand=by_hand)
    driver.together([counted, *_arrival(known, place, new, rows, now), *said])
    _tell_listed(driver, place, party, known, now)
    return Seated(rows[0]["id"], known.new_links[0])


def bring(driver: Driver, place: Place, guest_id: int, party: Party, now: datetime) -> None:
    """Seat the friends of somebody who is on the list."""
    known = _listed(driver, place, party.friends, now)
    new = [friend for friend in party.friends if friend.key not in known.guests]
    if new:
        rows = _rows(known, place, party, new, now)
        for row in rows:
            row["brought_by_id"] = guest_id
        counted = _counted(place, rows, now)
        driver.together([counted, *_arrival(known, place, new, rows, now)])
    _tell_listed(driver, place, party, known, now)


def _listed(driver: Driver, place: Place, humans: Sequence[Human], now: datetime) -> Listed:
    keys = [human.key for human in humans]
    return listed(driver, place.practice_id, place.id, keys, now - rules.LEAVING_COUNTS)


def _tell_listed(driver: Driver, place: Place, party: Party, known: Listed, now: datetime) -> None:
    """Write to friends who were on the list before; who named them is told nothing about it."""
    for friend in party.friends:
        if friend.key in known.guests:
            tell_ticket_again(driver, place.practice_id, known.guests[friend.key], now)


def _rows(
    known: Listed, place: Place, party: Party, new: list[Human], now: datetime
) -> list[dict[str, Any]]:
    """Return guests who sit or wait, to be inserted. Raises LeftTooOften."""
    if any(known.leavings.get(human.key or "", 0) >= rules.MOST_LEAVINGS for human in new):
        raise LeftTooOften
    seats = 0 if known.anybody_waits else place.free_seats
    return [
        {
            "id": known.new_guests[number],
            "practice_id": place.practice_id,
            "event_id": place.id,
            "person_id": known.people.get(human.key or "", known.new_people[number]),
            "name": human.name,
            "name_key": name_key(human.name),
            "email": human.email or None,
            "email_key": human.key,
            "phone": human.phone,
            "brought_by_id": None,
            "brought_as": "" if human is party.guest else human.name,
            "source": known.sources.get(
                human.key or "", party.source if human is party.guest else Source.FRIEND
            ),
            "language": party.language,
            "calendar_changes": known.calendar_changes.get(human.key or "", 0),
            "state": GuestState.CONFIRMED if number < seats else GuestState.WAITING,
            "walked_in": False,
            "registered_at": now,
        }
        for number, human in enumerate(new)
    ]


def _counted(
    place: Place, rows: list[dict[str, Any]], now: datetime, *, by_hand: bool = False
) -> Step:
    """Return the step by which an event counts who comes; in a rush, say in the rows what it means.

    by_hand  a member adds them, who knows them: no machine
    """
    pace = place.pace if by_hand else place.pace.with_more(len(rows), now)
    kept_until = now + UNOPENED if pace.is_rush and not by_hand else None
    for row in rows:
        row["unopened_until"] = kept_until
    return _COUNT, {
        "event": place.id,
        "practice": place.practice_id,
        "taken": sum(row["state"] is GuestState.CONFIRMED for row in rows),
        "recent": pace.count,
        "since": pace.at,
        "due": min(filter(None, (place.line_due_at, kept_until)), default=None),
    }


def _arrival(
    known: Listed,
    place: Place,
    new: list[Human],
    rows: list[dict[str, Any]],
    now: datetime,
) -> Iterator[Step]:
    """Return the steps by which guests are on the list, known, ticketed and written to."""
    people = [
        person_row(person_id, place.practice_id, human, now)
        for human, person_id in zip(new, known.new_people, strict=False)
        if (human.key or "") not in known.people
    ]
    if people:
        yield insertion(Person, people)
    yield insertion(Guest, rows)
    tickets = [
        addresses.first_link(TICKET, place.practice_id, row["id"]) | {"id": link_id}
        for row, link_id in zip(rows, known.new_links, strict=False)
    ]
    yield insertion(Link, tickets)
    told = [letter for row in rows if (letter := of_registration(now=now, **row))]
    if told:
        yield insertion(Letter, told)


def _said(place: Place, guest_id: int, party: Party, now: datetime) -> Iterator[Step]:
    """Return how the guest's answers are kept, and their consents with the words shown to them."""
    whose = {"practice_id": place.practice_id, "guest_id": guest_id}
    answers = [
        whose | {"question_id": asked, "answer": said} for asked, said in party.answers.items()
    ]
    if answers:
        yield insertion(GuestAnswer, answers)
    given = {"language": party.language, "given_at": now}
    consents = [
        whose | given | {"purpose": purpose, "wording": wording}
        for purpose, wording in party.consents.items()
    ]
    if consents:
        yield insertion(GuestConsent, consents)
