"""Adding and correcting partners, and saying who works there."""

from dataclasses import dataclass

from sqlalchemy import select

from jvplanner.db import db
from jvplanner.errors import Conflict
from jvplanner.mailboxes import email_key
from jvplanner.partners.models import HubKind, Partner, PartnerPerson
from jvplanner.people.models import Person, person_known_as


class ListedAlready(Conflict):
    """The person is listed at this partner already."""


@dataclass(frozen=True)
class Particulars:
    """What a member says of a partner; texts are shaped and checked."""

    name: str
    hub_kind: HubKind
    address: str = ""
    website: str = ""
    notes: str = ""


def add_partner(particulars: Particulars) -> Partner:
    """Write down a partner; its id is known afterwards."""
    partner = Partner(**vars(particulars))
    db.session.add(partner)
    db.session.flush()
    return partner


def change_partner(partner: Partner, particulars: Particulars) -> None:
    """Correct what is said of a partner."""
    for name, value in vars(particulars).items():
        setattr(partner, name, value)
    db.session.flush()


def lay_groundwork(partner: Partner, *, problem: str, our_part: str, asked_back: str) -> None:
    """Keep what a proposal to the partner stands on, complete or not. Source: N3."""
    partner.problem, partner.our_part, partner.asked_back = problem, our_part, asked_back
    if partner.has_groundwork:
        partner.groundwork_skipped = ""
    db.session.flush()


def skip_groundwork(partner: Partner, reason: str) -> None:
    """Keep why nobody wrote down what a proposal to the partner stands on."""
    partner.groundwork_skipped = reason
    db.session.flush()


def add_person(partner: Partner, *, name: str, email: str, works_as: str) -> PartnerPerson:
    """List a person at the partner; the caller holds the partner's lock.

    Somebody the practice knows by this address already keeps the name they are known by.
    Raises ListedAlready.
    """
    person = person_known_as(name, email)
    _refuse_twice(partner, person)
    return _listed(partner, person, works_as)


def list_there(partner: Partner, person: Person) -> None:
    """List somebody at the partner who was met there, unless they are; waits for its lock."""
    db.session.refresh(partner, with_for_update={"of": Partner})
    db.session.expire(partner, ["people"])
    if not _is_listed(partner, person):
        _listed(partner, person)


def change_person(listed: PartnerPerson, *, name: str, email: str, works_as: str) -> None:
    """Correct a person's name, address or work; the caller holds the partner's lock.

    A new address that is nobody's yet becomes this person's. One that belongs to somebody the
    practice knows puts that person in this place, under the name given. Raises ListedAlready.
    """
    key = email_key(email)
    if key != listed.person.email_key:
        owner = db.session.scalar(select(Person).where(Person.email_key == key))
        if owner:
            _refuse_twice(listed.partner, owner)
            listed.person_id, listed.person = owner.id, owner
    listed.person.name = name
    listed.person.email, listed.person.email_key = email, key
    listed.works_as = works_as
    db.session.flush()


def take_off_list(listed: PartnerPerson) -> None:
    """List the person at this partner no longer; the practice still knows them."""
    listed.partner.people.remove(listed)
    db.session.flush()


def _listed(partner: Partner, person: Person, works_as: str = "") -> PartnerPerson:
    listed = PartnerPerson(person_id=person.id, person=person, works_as=works_as)
    partner.people.append(listed)
    db.session.flush()
    return listed


def _is_listed(partner: Partner, person: Person) -> bool:
    return any(each.person_id == person.id for each in partner.people)


def _refuse_twice(partner: Partner, person: Person) -> None:
    if _is_listed(partner, person):
        raise ListedAlready(f"{person.name} is listed here already with this address.")
