"""What an event does by itself: when registration closes, and which reminders go out."""

from datetime import datetime
from typing import Any

from wtforms import BooleanField, DateTimeLocalField
from wtforms.validators import Optional

from jvplanner.events.reminding import Reminder
from jvplanner.wall_time import NoSuchLocalTime, utc_from_local
from jvplanner.web.forms import FIRST_YEAR, LAST_YEAR, MemberForm

REMINDERS = tuple(reminder.switch for reminder in Reminder)


class Moment(DateTimeLocalField):  # type: ignore[misc]
    """A day and a time on it by the clocks of a zone that is chosen elsewhere."""

    data: Any

    def process_formdata(self, valuelist: list[str]) -> None:
        super().process_formdata(valuelist)
        if self.data is not None and not FIRST_YEAR <= self.data.year <= LAST_YEAR:
            self.data = None
            raise ValueError(f"Choose a day in the years {FIRST_YEAR} to {LAST_YEAR}.")


class AutomaticFields(MemberForm):
    """What happens without anybody pressing anything."""

    closes = Moment(
        "Registration closes",
        validators=[Optional()],
        description="Left empty, guests can register until the event is over.",
    )
    reminds_week = BooleanField("A week before", default=True)
    reminds_day = BooleanField("A day before", default=True)
    reminds_hours = BooleanField("Two hours before", default=True)

    def closing(self, zone: str, ends_at: datetime) -> datetime | None:
        """Return when registration closes, in UTC; None for the end, or with what is wrong said."""
        if self.closes.data is None:
            return None
        try:
            at = utc_from_local(self.closes.data.date(), self.closes.data.time(), zone)
        except NoSuchLocalTime as refusal:
            self.closes.errors = [str(refusal)]
            return None
        if at > ends_at:
            self.closes.errors = ["This is after the event. Choose a time before its end."]
        return at
