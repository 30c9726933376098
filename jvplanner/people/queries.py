"""Conditions on people that other domains build their searches from."""

from sqlalchemy import ColumnElement, false, or_
from sqlalchemy.orm import InstrumentedAttribute

from jvplanner.people.models import Person
from jvplanner.people.names import name_key


def is_called(key: InstrumentedAttribute[str], text: str) -> ColumnElement[bool]:
    """Hold for a row whose folded name or title, kept in key, contains text.

    Of text without a letter or digit nothing is left to look for, so it finds nothing.
    """
    wanted = name_key(text)
    return key.contains(wanted, autoescape=True) if wanted else false()


def has_address_like(key: InstrumentedAttribute[str | None], text: str) -> ColumnElement[bool]:
    """Hold for a row whose e-mail key contains text; there, hyphens and apostrophes count."""
    # PostgreSQL takes no zero character.
    wanted = "".join(filter(str.isprintable, text)).strip().lower()
    return key.contains(wanted, autoescape=True) if wanted else false()


def is_person_like(text: str) -> ColumnElement[bool]:
    """Hold for a person whose name or e-mail address contains text, whatever its case."""
    return or_(is_called(Person.name_key, text), has_address_like(Person.email_key, text))
