"""A tenant that cannot be forgotten."""

import pytest
from flask import Flask
from sqlalchemy import delete, func, insert, select, update
from sqlalchemy.orm import aliased

from jvplanner.db import Base, db, insert_once
from jvplanner.people.models import Person, person_known_as
from jvplanner.practices.models import Practice
from jvplanner.tenancy import NoPractice, PracticeOwned, WrongPractice, acting_for
from tests.builders import PracticeOfTheCast

# Tables without an owner, each for a reason: see the docstrings of their models.
SHARED = {"practice", "account", "membership", "ended_session", "link", "public_code"}


@pytest.fixture
def two_people(riverside: PracticeOfTheCast, hillside: PracticeOfTheCast) -> None:
    for practice, name in ((riverside, "Ana"), (hillside, "Ben")):
        with acting_for(practice.id):
            person_known_as(name, f"{name}@example.org")
            db.session.commit()
    db.session.expunge_all()


def test_every_table_belongs_to_a_practice_or_is_named_as_shared() -> None:
    for mapper in Base.registry.mappers:
        owned = issubclass(mapper.class_, PracticeOwned)
        assert owned or mapper.local_table.name in SHARED, mapper


def test_references_between_owned_tables_carry_the_practice() -> None:
    owned = {
        mapper.local_table.name
        for mapper in Base.registry.mappers
        if issubclass(mapper.class_, PracticeOwned)
    }
    for name in owned:
        for constraint in Base.metadata.tables[name].foreign_key_constraints:
            if constraint.referred_table.name in owned:
                assert "practice_id" in constraint.column_keys, constraint.name
                assert constraint.ondelete != "SET NULL"


@pytest.mark.parametrize(
    "query",
    [
        select(Person),
        select(Person.name),
        select(func.count()).select_from(Person),
        select(func.count(Person.id)),
        select(Practice.name).where(Practice.id.in_(select(Person.practice_id))),
    ],
    ids=["entity", "column", "count of table", "count of column", "subquery"],
)
def test_reading_with_no_practice_acting_is_refused(two_people: None, query) -> None:
    with pytest.raises(NoPractice):
        db.session.execute(query).all()


def test_every_way_of_asking_is_limited_to_the_acting_practice(
    two_people: None, riverside: PracticeOfTheCast
) -> None:
    with acting_for(riverside.id):
        other = aliased(Person)
        assert [person.name for person in db.session.scalars(select(Person))] == ["Ana"]
        assert db.session.scalars(select(Person.name)).all() == ["Ana"]
        assert db.session.scalars(select(other.name)).all() == ["Ana"]
        assert db.session.scalar(select(func.count()).select_from(Person)) == 1
        assert db.session.scalar(select(func.count(Person.id))) == 1
        joined = select(Practice.slug).join(Person, Person.practice_id == Practice.id)
        assert db.session.scalars(joined).all() == ["riverside-nutrition"]
        assert db.session.get(Person, 2) is None
        assert db.session.execute(update(Person).values(phone="1")).rowcount == 1  # type: ignore[attr-defined]
        assert db.session.execute(delete(Person)).rowcount == 1  # type: ignore[attr-defined]


def test_a_cached_statement_follows_the_acting_practice(
    two_people: None, riverside: PracticeOfTheCast, hillside: PracticeOfTheCast
) -> None:
    for practice, name in ((riverside, "Ana"), (hillside, "Ben"), (riverside, "Ana")):
        with acting_for(practice.id):
            assert db.session.scalars(select(Person.name)).all() == [name]


def test_writing_a_row_of_another_practice_is_refused(
    riverside: PracticeOfTheCast, hillside: PracticeOfTheCast
) -> None:
    with acting_for(riverside.id):
        db.session.add(Person(name="Ana", practice_id=hillside.id))
        with pytest.raises(WrongPractice):
            db.session.flush()
        db.session.rollback()


def test_moving_a_row_to_another_practice_is_refused(
    two_people: None, riverside: PracticeOfTheCast, hillside: PracticeOfTheCast
) -> None:
    with acting_for(riverside.id):
        db.session.scalars(select(Person)).one().practice_id = hillside.id
        with pytest.raises(WrongPractice):
            db.session.flush()
        db.session.rollback()


def test_an_insert_statement_writes_for_the_acting_practice_whatever_it_says(
    riverside: PracticeOfTheCast, hillside: PracticeOfTheCast
) -> None:
    with acting_for(riverside.id):
        db.session.execute(insert(Person).values(name="Ana", practice_id=hillside.id))
        assert db.session.scalars(select(Person.practice_id)).all() == [riverside.id]


def test_an_insert_with_no_practice_acting_is_refused(app: Flask) -> None:
    with pytest.raises(NoPractice):
        insert_once(Person, unique=("practice_id", "email_key"), name="Ana")


def test_insert_once_writes_a_row_once(in_riverside: PracticeOfTheCast) -> None:
    def again() -> bool:
        return insert_once(
            Person, unique=("practice_id", "email_key"), name="Ana", email_key="ana@example.org"
        )

    assert [again(), again()] == [True, False]
    assert db.session.scalar(select(func.count(Person.id))) == 1
