"""Reading many partners: the list, those of the same name, and what a search finds."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, exists, or_, select, tuple_
from sqlalchemy.orm import selectinload

from jvplanner.db import db
from jvplanner.paging import place_of
from jvplanner.partners.models import HubKind, Partner, PartnerPerson
from jvplanner.partners.rules import read_place
from jvplanner.people.models import Person
from jvplanner.people.names import name_key
from jvplanner.people.queries import is_called, is_person_like
from jvplanner.questions import Found

PAGE = 50
FOUND_AT_MOST = 20


@dataclass(frozen=True)
class PartnerList:
    """A page of partners; after is where the next one begins, None at the end."""

    partners: Sequence[Partner]
    after: str | None


def partner_list(text: str, hub_kind: HubKind | None, after: str | None) -> PartnerList:
    """Return a page of the practice's partners by name, with their people.

    text  what the partner's or a person's name, or an address, must contain; "" for all
    """
    query = select(Partner).options(selectinload(Partner.people))
    if text:
        query = query.where(_is_like(text))
    if hub_kind:
        query = query.where(Partner.hub_kind == hub_kind)
    if place := read_place(after):
        query = query.where(tuple_(Partner.name_key, Partner.id) > place)
    rows = db.session.scalars(query.order_by(Partner.name_key, Partner.id).limit(PAGE + 1)).all()
    partners = rows[:PAGE]
    more = len(rows) > PAGE
    return PartnerList(partners, place_of(partners[-1].id, partners[-1].name_key) if more else None)


def called_the_same(name: str, *, other_than: int | None = None) -> Sequence[Partner]:
    """Return partners whose name reads the same; at most three. Source: N1."""
    query = select(Partner).where(Partner.name_key == name_key(name), Partner.id != other_than)
    return db.session.scalars(query.order_by(Partner.id).limit(3)).all()


def taken_off(partner: Partner, person_id: int | None) -> Person | None:
    """Return somebody who was just taken off the partner's list and could be put back."""
    if not person_id or any(each.person_id == person_id for each in partner.people):
        return None
    return db.session.scalar(
        select(Person).where(Person.id == person_id, Person.email.is_not(None))
    )


def found(text: str) -> list[Found]:
    """Return the partners that text finds, by their name or that of somebody there."""
    query = select(Partner).where(_is_like(text)).options(selectinload(Partner.people))
    rows = db.session.scalars(query.order_by(Partner.name_key, Partner.id).limit(FOUND_AT_MOST))
    return [
        Found(
            kind="Partner",
            name=partner.name,
            detail=", ".join(each.person.name for each in partner.people[:3])
            or partner.hub_kind.label,
            href=f"/partners/{partner.id}",
        )
        for partner in rows
    ]


def _is_like(text: str) -> ColumnElement[bool]:
    somebody = exists().where(
        PartnerPerson.partner_id == Partner.id, PartnerPerson.person.has(is_person_like(text))
    )
    return or_(is_called(Partner.name_key, text), somebody)
