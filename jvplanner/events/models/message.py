"""What a practice wrote to the guests of an event, beside the letters that go by themselves."""

from datetime import datetime

from sqlalchemy import String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from jvplanner import clock
from jvplanner.db import Base
from jvplanner.tenancy import PracticeOwned, reference

LONGEST_SUBJECT = 150
LONGEST_MESSAGE = 4000


class EventMessage(PracticeOwned, Base):
    """One message to some of an event's guests.

    key  made by the page on which it was written, so that a double tap sends it once
    """

    __tablename__ = "event_message"
    __table_args__ = (
        reference("event_id", "event"),
        UniqueConstraint("event_id", "key", name="one_message_per_page"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int]
    key: Mapped[str] = mapped_column(String(32))
    subject: Mapped[str] = mapped_column(String(LONGEST_SUBJECT))
    text: Mapped[str] = mapped_column(Text)
    # How many guests it was written to.
    recipients: Mapped[int]
    written_at: Mapped[datetime] = mapped_column(default=clock.now)
