"""Rows for tests, made directly; each is committed, and belongs to the acting practice."""

from dataclasses import dataclass
from datetime import timedelta
from functools import lru_cache
from uuid import uuid4

from flask_security.utils import hash_password
from sqlalchemy import select

from jvplanner import clock
from jvplanner.db import db
from jvplanner.outbox.models import Letter
from jvplanner.practices.models import Membership, Practice, Role, User
from jvplanner.practices.rules import slug_of
from jvplanner.tenancy import across_practices

PASSWORD = "correct horse battery"


@dataclass(frozen=True)
class PracticeOfTheCast:
    id: int
    practice: Practice
    owner: User
    colleague: User | None


@lru_cache(maxsize=1)
def _hashed_password() -> str:
    return str(hash_password(PASSWORD))


def make_user(name: str, email: str) -> User:
    user = User(name=name, email=email, password=_hashed_password(), fs_uniquifier=uuid4().hex)
    db.session.add(user)
    db.session.commit()
    return user


def make_practice(
    name: str,
    *,
    owner: tuple[str, str],
    colleague: tuple[str, str] | None = None,
    time_zone: str = "America/New_York",
) -> PracticeOfTheCast:
    practice = Practice(
        name=name,
        slug=slug_of(name),
        time_zone=time_zone,
        brand_colour="#0f5c4d",
        postal_address="1 Canal Street\nRiverside",
        reply_email=owner[1],
    )
    people = [make_user(*owner)] + ([make_user(*colleague)] if colleague else [])
    db.session.add(practice)
    for user, role in zip(people, (Role.OWNER, Role.COLLEAGUE), strict=False):
        db.session.add(Membership(user=user, practice=practice, role=role))
    db.session.commit()
    return PracticeOfTheCast(practice.id, practice, people[0], people[1] if colleague else None)


def letters(name: str | None = None) -> list[Letter]:
    """Return every letter in the outbox, or those of one name, oldest first."""
    db.session.rollback()
    with across_practices():
        query = select(Letter).order_by(Letter.id)
        return list(db.session.scalars(query.filter_by(name=name) if name else query))


def in_days(days: float) -> object:
    return clock.now() + timedelta(days=days)
