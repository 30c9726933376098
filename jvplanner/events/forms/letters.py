"""Which letters an event sends by itself."""

from wtforms import BooleanField

from jvplanner.web.forms import MemberForm

SWITCHES = {
    "reminder_week": "reminds_week",
    "reminder_day": "reminds_day",
    "reminder_hours": "reminds_hours",
    "thank_you": "thanks_guests",
}


class LetterSwitches(MemberForm):
    reminds_week = BooleanField("A week before")
    reminds_day = BooleanField("A day before")
    reminds_hours = BooleanField("Two hours before")
    thanks_guests = BooleanField("Thanks in the morning after, with what comes next")
