"""What a field says of what was typed is in our words, whichever field of the library it is."""

from datetime import date

import pytest
from flask import Flask
from werkzeug.datastructures import MultiDict
from wtforms import RadioField, SelectChoice, SelectField, SelectMultipleField, TimeField

from jvplanner.web.forms import Day, PublicForm, WholeNumber

CHOICES = [SelectChoice("a", "A"), SelectChoice("b", "B")]


class EveryField(PublicForm):
    day = Day("Day")
    hour = TimeField("Hour")
    number = WholeNumber("Number")
    one = SelectField("One", choices=CHOICES)
    radio = RadioField("Radio", choices=CHOICES)
    several = SelectMultipleField("Several", choices=CHOICES)
    numbers = SelectMultipleField("Numbers", choices=[SelectChoice(1, "1")], coerce=int)


@pytest.fixture
def app() -> Flask:
    return Flask(__name__)


@pytest.mark.parametrize(
    ("name", "typed", "said"),
    [
        ("day", "soon", "This is not a date. Choose a day from the calendar."),
        ("day", "2027-02-30", "This is not a date. Choose a day from the calendar."),
        ("hour", "25:00", "This is not a time of day. Enter one such as 18:30."),
        ("number", "many", "Enter a whole number."),
        ("number", "9" * 400, "Enter a whole number."),
        ("one", "c", "Choose one of those offered."),
        ("radio", "", "Choose one of those offered."),
        ("several", "c", "Choose only from those offered."),
        ("numbers", "x", "Choose only from those offered."),
        ("numbers", "2", "Choose only from those offered."),
    ],
)
def test_a_field_says_what_to_do_in_our_words(app: Flask, name: str, typed: str, said: str) -> None:
    sound = {"day": str(date(2027, 2, 12)), "hour": "18:30", "number": "1", "one": "a"}
    data = MultiDict({**sound, "radio": "a", "several": "a", "numbers": "1", name: typed})
    with app.test_request_context("/", method="POST", data=data):
        form = EveryField()
        assert not form.validate()
        assert form.errors == {name: [said]}
