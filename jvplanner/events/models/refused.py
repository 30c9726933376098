"""How often machines were kept from an event's seats."""

from datetime import date

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from jvplanner.db import Base
from jvplanner.tenancy import PracticeOwned, reference


class RefusedAttempts(PracticeOwned, Base):
    """What was refused at an event's form on one day of its own zone; nobody's address is kept."""

    __tablename__ = "refused_attempts"
    __table_args__ = (
        reference("event_id", "event"),
        UniqueConstraint("event_id", "day", name="one_count_per_event_and_day"),
        CheckConstraint("in_trap >= 0 AND too_many >= 0", name="refusals_are_counted"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int]
    day: Mapped[date]
    # Filled in the field that people do not see.
    in_trap: Mapped[int] = mapped_column(default=0)
    # Came from one address faster than any room full of people does.
    too_many: Mapped[int] = mapped_column(default=0)
