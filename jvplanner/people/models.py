"""One row for each human known to a practice."""

from datetime import datetime
from typing import Any

from sqlalchemy import Index, String, select
from sqlalchemy.orm import Mapped, mapped_column, validates

from jvplanner import clock
from jvplanner.db import Base, db, insert_once
from jvplanner.mailboxes import email_key
from jvplanner.people.names import LONGEST_KEY, name_key
from jvplanner.tenancy import PracticeOwned


def key_of_name(context: Any) -> str:
    """Fill a name_key column from the name that is inserted beside it, whatever inserts it."""
    return name_key(context.get_current_parameters()["name"])


# Stands for the name of somebody whose details were deleted.
NOBODY = "Details deleted"


class Person(PracticeOwned, Base):
    """A human known to the practice; guests, partners' people and clients refer to this row.

    The name is the one first given. A stranger who registers with a known address does not
    rename the person: a guest keeps the name typed for that event.
    """

    __tablename__ = "person"
    __table_args__ = (
        Index("uq_person_practice_id_email_key", "practice_id", "email_key", unique=True),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(200))
    name_key: Mapped[str] = mapped_column(String(LONGEST_KEY), default=key_of_name)
    email: Mapped[str | None] = mapped_column(String(254))
    email_key: Mapped[str | None] = mapped_column(String(254))
    phone: Mapped[str | None] = mapped_column(String(32))
    known_since: Mapped[datetime] = mapped_column(default=clock.now)

    @validates("name")
    def _fold(self, _attribute: str, name: str) -> str:
        self.name_key = name_key(name)
        return name


def person_known_as(name: str, email: str) -> Person:
    """Return the practice's person with this address, made now if there was none.

    email  a valid address; compared by its key, kept as typed
    """
    key = email_key(email)
    known = select(Person).where(Person.email_key == key)
    if person := db.session.scalar(known):
        return person
    insert_once(
        Person, unique=("practice_id", "email_key"), name=name, email=email.strip(), email_key=key
    )
    return db.session.scalars(known).one()
