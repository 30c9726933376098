"""Where a request's transaction ends, and in which mode it began."""

from collections.abc import Callable, Iterator

import pytest
from flask import Flask, Response, make_response
from sqlalchemy import select, text
from sqlalchemy.exc import SQLAlchemyError

from jvplanner.db import db, is_reading, writing
from jvplanner.practices.models import Practice, User
from jvplanner.web.transactions import begin_writing, end_writing, ended, kept
from tests.builders import PracticeOfTheCast

Run = Callable[..., Response]


def answer(status: int) -> Response:
    return make_response("", status)


def rename(practice: PracticeOfTheCast, name: str) -> None:
    db.session.get_one(Practice, practice.id).name = name
    db.session.flush()


def name_now(practice: PracticeOfTheCast) -> str:
    db.session.rollback()
    return db.session.scalars(select(Practice.name).where(Practice.id == practice.id)).one()


@pytest.fixture
def request_of(app: Flask, riverside: PracticeOfTheCast) -> Iterator[Run]:
    """Begin a request with a method and run a view as the edge does."""
    db.session.rollback()

    def run(method: str, view: Callable[[], Response], *, reads_first: bool = False) -> Response:
        with app.test_request_context("/", method=method):
            return ended(view, reads_first=reads_first)

    yield run
    db.session.rollback()


@pytest.mark.parametrize(
    ("method", "status", "kept_name"),
    [
        ("POST", 200, "Changed"),
        ("POST", 303, "Changed"),
        ("DELETE", 204, "Changed"),
        ("POST", 400, "Riverside Nutrition"),
        ("POST", 409, "Riverside Nutrition"),
        ("POST", 422, "Riverside Nutrition"),
        ("POST", 500, "Riverside Nutrition"),
    ],
)
def test_an_unsafe_request_is_kept_only_when_it_answers_below_400(
    request_of: Run, riverside: PracticeOfTheCast, method: str, status: int, kept_name: str
) -> None:
    def view() -> Response:
        rename(riverside, "Changed")
        return answer(status)

    request_of(method, view)
    assert name_now(riverside) == kept_name


@pytest.mark.parametrize("method", ["GET", "HEAD", "OPTIONS"])
def test_a_safe_request_writes_nothing(
    request_of: Run, engine: str, riverside: PracticeOfTheCast, method: str
) -> None:
    def view() -> Response:
        assert is_reading()
        rename(riverside, "Changed")
        return answer(200)

    if engine == "postgresql":
        with pytest.raises(SQLAlchemyError, match="read-only"):
            request_of(method, view)
    else:
        request_of(method, view)
    assert name_now(riverside) == "Riverside Nutrition"


def test_an_exception_leaves_nothing_behind(request_of: Run, riverside: PracticeOfTheCast) -> None:
    def view() -> Response:
        rename(riverside, "Changed")
        raise LookupError

    with pytest.raises(LookupError):
        request_of("POST", view)
    assert name_now(riverside) == "Riverside Nutrition"


def test_what_must_survive_a_refusal_survives_it(
    request_of: Run, riverside: PracticeOfTheCast
) -> None:
    def view() -> Response:
        rename(riverside, "Refused")
        with kept():
            db.session.execute(
                text("UPDATE practice SET postal_address = 'counted' WHERE id = :id"),
                {"id": riverside.id},
            )
        rename(riverside, "Refused again")
        return answer(409)

    request_of("POST", view)
    assert name_now(riverside) == "Riverside Nutrition"
    address = select(Practice.postal_address).where(Practice.id == riverside.id)
    assert db.session.scalars(address).one() == "counted"


def test_changes_made_while_reading_are_carried_over_onto_what_is_true_now(
    request_of: Run, app: Flask, riverside: PracticeOfTheCast
) -> None:
    tom = riverside.colleague
    assert tom

    def view() -> Response:
        user = db.session.get_one(User, tom.id)
        user.name = "Tom the Second"
        with app.app_context():  # somebody else, meanwhile
            other = db.session.get_one(User, tom.id)
            with writing():
                db.session.rollback()
                db.session.get_one(User, other.id).email = "new@riverside.example"
                db.session.commit()
        begin_writing()
        assert not is_reading()
        db.session.flush()
        return answer(303)

    tom_id = tom.id
    db.session.rollback()
    request_of("POST", view, reads_first=True)
    db.session.rollback()
    now = db.session.get_one(User, tom_id, populate_existing=True)
    assert (now.name, now.email) == ("Tom the Second", "new@riverside.example")


def test_a_refusal_is_shown_by_a_reader(request_of: Run, riverside: PracticeOfTheCast) -> None:
    def view() -> Response:
        rename(riverside, "Changed")
        end_writing()
        assert is_reading()
        assert db.session.get_one(Practice, riverside.id).name == "Riverside Nutrition"
        return answer(422)

    request_of("POST", view)
    assert not is_reading()


def test_what_was_not_begun_as_a_reader_is_not_begun_again(
    request_of: Run, riverside: PracticeOfTheCast
) -> None:
    def view() -> Response:
        rename(riverside, "Changed")
        begin_writing()
        return answer(200)

    request_of("POST", view)
    assert name_now(riverside) == "Changed"
