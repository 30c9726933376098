"""What leads people to an event, and how often its page was seen by each way."""

from datetime import date

from sqlalchemy import CheckConstraint, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from jvplanner.db import Base
from jvplanner.events.rules import LONGEST_SOURCE
from jvplanner.tenancy import PracticeOwned, reference

LONGEST_LABEL = 80


class EventSource(PracticeOwned, Base):
    """A way in that the practice named itself, beside those that every event has."""

    __tablename__ = "event_source"
    __table_args__ = (
        reference("event_id", "event"),
        UniqueConstraint("event_id", "code", name="one_source_per_code"),
        UniqueConstraint("event_id", "label", name="one_source_per_label"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int]
    code: Mapped[str] = mapped_column(String(LONGEST_SOURCE))
    label: Mapped[str] = mapped_column(String(LONGEST_LABEL))


class EventVisit(PracticeOwned, Base):
    """How often an event's page was seen on one day by one way in; nobody is recognised.

    source  the code of the way in; empty for people who came without one
    day     by the clocks of the event's zone
    """

    __tablename__ = "event_visit"
    __table_args__ = (
        reference("event_id", "event"),
        UniqueConstraint("event_id", "source", "day", name="one_count_per_source_and_day"),
        CheckConstraint("visits >= 1", name="counts_visits"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int]
    source: Mapped[str] = mapped_column(String(LONGEST_SOURCE))
    day: Mapped[date]
    visits: Mapped[int] = mapped_column(default=1)
