"""Conditions on people that other domains build their searches from."""

from sqlalchemy import ColumnElement, or_

from jvplanner.people.models import Person
from jvplanner.people.names import name_key


def is_person_like(text: str) -> ColumnElement[bool]:
    """Hold for a person whose name or e-mail address contains text, whatever its case."""
    key = name_key(text)
    return or_(
        Person.name_key.contains(key, autoescape=True),
        Person.email_key.contains(key, autoescape=True),
    )
