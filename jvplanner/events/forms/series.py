"""How an event comes again, and how far a change to one date reaches."""

from datetime import date
from enum import StrEnum
from typing import Any

from wtforms import RadioField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import NumberRange, Optional

from jvplanner.events.forms.events import EventForm
from jvplanner.events.repeating import MOST_DATES, Every, Repetition, ways
from jvplanner.web.forms import Day, TextForm, WholeNumber


class Reach(StrEnum):
    """Which dates of a series a change is for."""

    THIS = "this"
    LATER = "later"


class DateOfSeriesForm(EventForm):
    """Everything about one date of a series, and perhaps about all later ones."""

    reach = RadioField(
        "This change is for",
        choices=[
            SelectChoice(Reach.THIS.value, "This date only"),
            SelectChoice(Reach.LATER.value, "This and all later dates"),
        ],
        default=Reach.THIS.value,
        description="Later dates then have these words, this place and these seats. When you move "
        "this date, each of them moves by as many days and minutes.",
    )

    @property
    def reaches_later(self) -> bool:
        return bool(self.reach.data == Reach.LATER)


class RepetitionForm(TextForm):
    """How an event comes again: one way, and either how often or until when.

    The dates are looked at by an address first, and made by a POST whose token access.py checks.
    """

    class Meta:
        csrf = False

    every = RadioField("It comes again", default=Every.WEEK.value)
    times = WholeNumber(
        "Dates in all",
        validators=[
            Optional(),
            NumberRange(2, MOST_DATES, "Enter a number from %(min)d to %(max)d."),
        ],
        description="With this one.",
    )
    until = Day("Or until", validators=[Optional()])

    def offer_ways(self, first: date) -> None:
        self.every.choices = [SelectChoice(way.value, text) for way, text in ways(first).items()]

    def validate(self, extra_validators: Any = None) -> bool:
        """Check each field, and that one of the two ends is given."""
        if not super().validate(extra_validators):
            return False
        if self.times.data and self.until.data:
            self.until.errors = ["Give either how many dates there are, or the last day."]
        elif not self.times.data and not self.until.data:
            self.times.errors = ["Say how many dates there are, or until when."]
        return not self.errors

    def repetition(self) -> Repetition:
        """Return what was typed; only after validate()."""
        return Repetition(Every(self.every.data), self.times.data, self.until.data)
