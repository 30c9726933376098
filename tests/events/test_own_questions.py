"""What an event asks by itself: chosen by the organiser, answered by guests, read beside each."""

import pytest
from sqlalchemy import select

from jvplanner.db import db
from jvplanner.events.models import Event, EventQuestion, GuestAnswer, QuestionKind
from tests.browser import Browser, as_read
from tests.builders_events import make_event
from tests.events.test_registering import guests_of, register

TYPED = {
    "label_1": "What would you like to ask?",
    "kind_1": "text",
    "label_2": "How do you come?",
    "kind_2": "choice",
    "options_2": "- By car\n- On foot",
    "required_2": "y",
    "label_3": "What interests you?",
    "kind_3": "choices",
    "options_3": "Sleep\nIron\nThyroid",
    "label_4": "Is it your first time?",
    "kind_4": "yes_no",
    "kind_5": "text",
}


def asked(event: Event) -> list[EventQuestion]:
    questions = db.session.scalars(
        select(EventQuestion)
        .filter_by(event_id=event.id, retired_at=None)
        .order_by(EventQuestion.position)
    ).all()
    db.session.expunge_all()
    db.session.rollback()
    return list(questions)


@pytest.fixture
def event(in_riverside, as_maya: Browser) -> Event:
    """An event with four questions."""
    event = make_event()
    assert as_maya.post(f"/events/{event.id}/questions", data=TYPED).status_code == 303
    return event


def names(event: Event) -> list[str]:
    return [f"question_{question.id}" for question in asked(event)]


def answers_of(event: Event) -> list[str]:
    found = select(GuestAnswer.answer).order_by(GuestAnswer.question_id)
    answers = list(db.session.scalars(found))
    db.session.rollback()
    return answers


def test_guests_are_asked_and_each_answer_is_kept_and_shown_to_the_organiser(
    event: Event, as_nobody: Browser, as_maya: Browser
) -> None:
    text, way, topics, first = names(event)
    page = as_nobody.get(f"/e/{event.code}").text
    assert "How do you come?" in page
    assert f'name="{topics}" type="checkbox" value="Iron"' in page

    response = register(
        as_nobody, event, **{text: "Why?", way: "On foot", topics: ["Iron", "Sleep"], first: "yes"}
    )

    assert response.status_code == 303
    assert answers_of(event) == ["Why?", "On foot", "Sleep\nIron", "yes"]
    shown = as_read(as_maya.get(f"/events/{event.id}/answers").text)
    assert "How do you come? On foot" in shown
    assert "What interests you? Sleep, Iron" in shown
    assert "Is it your first time? Yes" in shown


def test_what_need_not_be_answered_is_left_out(event: Event, as_nobody: Browser) -> None:
    _text, way, _topics, _first = names(event)
    assert register(as_nobody, event, **{way: "By car"}).status_code == 303
    assert answers_of(event) == ["By car"]


@pytest.mark.parametrize(
    ("place", "sent", "says"),
    [
        (1, "", "Answer this question, please."),
        (1, "By boat", "Choose only from those offered."),
        (2, ["Iron", "Gold"], "Choose only from those offered."),
        (3, "perhaps", "Choose only from those offered."),
        (0, "x" * 1001, "Use at most 1000 characters."),
        (0, "a\x00b", "characters that cannot be shown"),
    ],
)
def test_an_answer_that_does_not_fit_is_named_at_its_field_and_seats_nobody(
    event: Event, as_nobody: Browser, place: int, sent: str | list[str], says: str
) -> None:
    fields = names(event)
    response = register(as_nobody, event, **({fields[1]: "By car"} | {fields[place]: sent}))
    assert response.status_code == 422
    assert f'id="{fields[place]}-error"' in response.text
    assert says in response.text
    assert 'value="Ana Peña"' in response.text
    assert guests_of(event) == []


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ({"options_2": "Only one"}, "Offer at least two"),
        ({"options_2": "\n".join(f"Way {n}" for n in range(13))}, "Offer at most 12"),
        ({"options_2": "A\nA"}, "Two of these are the same"),
        ({"options_2": "Mon\nmon"}, "Two of these are the same"),
        ({"options_2": "Only one"}, '<a href="#options_2">Question 2: choices</a>'),
        ({"options_2": "A\n" + "b" * 101}, "at most 100 characters"),
        ({"label_1": "x" * 201}, "Use at most 200 characters."),
        ({"label_2": ""}, "Say what you ask."),
        ({"kind_1": "essay"}, "Choose one of those offered."),
    ],
)
def test_a_malformed_question_is_refused_at_its_field(
    in_riverside, as_maya: Browser, typed: dict[str, str], says: str
) -> None:
    event = make_event()
    response = as_maya.post(f"/events/{event.id}/questions", data=TYPED | typed)
    assert response.status_code == 422
    assert says in response.text
    assert "What interests you?" in response.text
    assert asked(event) == []


def test_a_question_with_answers_is_retired_and_its_answers_stay_readable(
    event: Event, as_nobody: Browser, as_maya: Browser
) -> None:
    _text, way, *_rest = names(event)
    register(as_nobody, event, **{way: "By car"})
    ids = {f"id_{place}": str(each.id) for place, each in enumerate(asked(event), 1)}

    as_maya.post(f"/events/{event.id}/questions", data=TYPED | ids | {"label_2": "And how else?"})

    labels = [question.label for question in asked(event)]
    assert labels[1] == "And how else?"
    assert "How do you come?" not in as_nobody.get(f"/e/{event.code}").text
    assert "How do you come? By car" in as_read(as_maya.get(f"/events/{event.id}/answers").text)


def test_saving_the_same_questions_again_changes_none(event: Event, as_maya: Browser) -> None:
    before = asked(event)
    ids = {f"id_{place}": str(each.id) for place, each in enumerate(before, 1)}
    as_maya.post(f"/events/{event.id}/questions", data=TYPED | ids)
    assert [question.id for question in asked(event)] == [question.id for question in before]


def test_nobody_is_encouraged_to_ask_about_health(in_riverside, as_maya: Browser) -> None:
    page = as_maya.get(f"/events/{make_event().id}/questions").text
    assert "Ask nothing about anybody’s health here." in page


def test_a_question_of_another_event_is_not_answered(event: Event, as_nobody: Browser) -> None:
    """T1"""
    other = make_event()
    register(as_nobody, other, **{names(event)[0]: "Why?"})
    assert answers_of(other) == []
    assert QuestionKind.TEXT is asked(event)[0].kind
