"""Where a request's transaction ends, and in which mode it began."""

from collections.abc import Callable, Iterator

import pytest
from flask import Flask, Response, before_render_template, make_response
from sqlalchemy import select
from sqlalchemy.exc import SQLAlchemyError

from jvplanner.db import db, is_reading, writing
from jvplanner.practices.models import Practice, User
from jvplanner.web.transactions import begin_writing, end_writing, ended, keep_now
from tests.browser import HTMX, Browser
from tests.builders import PracticeOfTheCast
from tests.builders_proposals import WORDING, make_proposal

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


def test_what_was_kept_is_shown_by_a_reader(request_of: Run, riverside: PracticeOfTheCast) -> None:
    def view() -> Response:
        rename(riverside, "Changed")
        keep_now()
        assert is_reading()
        assert db.session.get_one(Practice, riverside.id).name == "Changed"
        return answer(200)

    request_of("POST", view)
    assert name_now(riverside) == "Changed"


def test_a_page_is_rendered_after_its_transaction_has_ended(
    app: Flask, as_maya: Browser, in_riverside: PracticeOfTheCast
) -> None:
    draft = f"/proposals/{make_proposal().id}/draft"
    db.session.commit()
    modes: list[bool] = []

    def note(*_sender: object, **_rest: object) -> None:
        modes.append(is_reading())

    with before_render_template.connected_to(note, app):
        saved = as_maya.post(draft, data={**WORDING, "hook": "New", "revision": 1}, headers=HTMX)
        refused = as_maya.post(draft, data={"cta_kind": "", "revision": 2}, headers=HTMX)

    assert (saved.status_code, refused.status_code) == (200, 422)
    assert modes
    assert all(modes)


def test_what_was_not_begun_as_a_reader_is_not_begun_again(
    request_of: Run, riverside: PracticeOfTheCast
) -> None:
    def view() -> Response:
        rename(riverside, "Changed")
        begin_writing()
        return answer(200)

    request_of("POST", view)
    assert name_now(riverside) == "Changed"
