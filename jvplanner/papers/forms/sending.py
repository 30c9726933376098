"""Reading how a version goes out: to whom, when, and with which words."""

from datetime import datetime, timedelta
from typing import Any

from wtforms import (
    HiddenField,
    RadioField,
    SelectChoice,
    SelectField,
    SelectMultipleField,
    TimeField,
)
from wtforms.validators import InputRequired, Optional
from wtforms.widgets import HiddenInput

from jvplanner import clock
from jvplanner.papers.forms.wording import GuardedForm, NoStop
from jvplanner.papers.rules import LETTER_WAITS, LINK_LASTS, LONGEST_MESSAGE, MAY_LAST
from jvplanner.wall_time import NoSuchLocalTime, utc_from_local
from jvplanner.web.forms import Day, MemberForm, WholeNumber, text_field


def _lasts_field(label: str) -> SelectField:
    choices = [SelectChoice(days, f"{days} days") for days in MAY_LAST]
    return SelectField(label, choices=choices, coerce=int, default=LINK_LASTS.days)


class SendingForm(GuardedForm):
    """How the next version goes out, whatever kind of paper it is.

    version   the number of the last version when the page was opened
    revision  the draft that was looked at
    read      the hash of what would have been sent then, names and time zone among it
    zone      IANA name of the zone in which day and time are meant
    """

    person_id = SelectMultipleField(
        "Who reads and answers it?",
        choices=[],
        coerce=int,
        validate_choice=False,
        default=list,
        validators=[InputRequired("Choose at least one person.")],
    )
    guarded_text = "message"
    message = text_field("A few lines of your own", LONGEST_MESSAGE, NoStop())
    letter_day = Day("Day", validators=[Optional()])
    letter_time = TimeField("Time", validators=[Optional()])
    lasts = _lasts_field("They can answer for")
    reminders = RadioField(
        "Reminders",
        choices=[
            SelectChoice("on", "Remind who has not answered after 4, 8 and 12 days"),
            SelectChoice("off", "Send no reminders"),
        ],
        default="on",
    )
    version = WholeNumber(widget=HiddenInput())
    revision = WholeNumber(widget=HiddenInput())
    read = HiddenField()

    def __init__(self, *args: Any, zone: str, **rest: Any) -> None:
        super().__init__(*args, **rest)
        self._zone = zone
        self.letter_at: datetime | None = None

    @property
    def days(self) -> timedelta:
        """Return how long an answer is awaited; as usual while none of the choices is made."""
        return timedelta(days=self.lasts.data if self.lasts.data in MAY_LAST else LINK_LASTS.days)

    def validate(self, extra_validators: Any = None) -> bool:
        """Check each field, and then whether the letter can go out at the hour it was given."""
        sound = super().validate(extra_validators)
        self.read_hour()
        wrong = self.letter_day.errors or self.letter_time.errors
        return sound and not wrong

    def read_hour(self) -> None:
        """Set letter_at from day and time, or say at the field what is wrong with them."""
        day, hour = self.letter_day.data, self.letter_time.data
        if self.letter_day.errors or self.letter_time.errors or (day is None and hour is None):
            return
        if day is None:
            self.letter_day.errors = ["Choose a day, too."]
        elif hour is None:
            self.letter_time.errors = ["Enter a time, too."]
        else:
            try:
                self._set_hour(utc_from_local(day, hour, self._zone))
            except NoSuchLocalTime as refusal:
                self.letter_time.errors = [str(refusal)]

    def _set_hour(self, moment: datetime) -> None:
        now = clock.now()
        if moment <= now:
            self.letter_day.errors = ["This is over already. Choose a later time."]
        elif moment > now + LETTER_WAITS:
            self.letter_day.errors = [f"Choose a day within {LETTER_WAITS.days} days."]
        else:
            self.letter_at = moment


class MoreTimeForm(MemberForm):
    """How much longer an answer is awaited, from today."""

    lasts = _lasts_field("From today")
