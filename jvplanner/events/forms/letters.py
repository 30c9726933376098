"""Which letters an event sends by itself."""

from wtforms import BooleanField

from jvplanner.events.reminding import Reminder
from jvplanner.web.forms import MemberForm

# By the letter that each turns on or off.
SWITCHES = {reminder.letter: reminder.switch for reminder in Reminder} | {
    "thank_you": "thanks_guests"
}


class LetterSwitches(MemberForm):
    reminds_week = BooleanField("A week before")
    reminds_day = BooleanField("A day before")
    reminds_hours = BooleanField("Two hours before")
    thanks_guests = BooleanField("Thanks the morning after, with what comes next")
