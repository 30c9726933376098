"""How far a letter has got that goes to all guests of an event when its hour has come."""

from datetime import datetime

from sqlalchemy import String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from jvplanner.db import Base
from jvplanner.tenancy import PracticeOwned, reference


class LetterRound(PracticeOwned, Base):
    """One going round of the guests for one date of the event; another date is another round.

    Whoever works on it holds its row, so that any number of workers write each letter once.
    """

    __tablename__ = "letter_round"
    __table_args__ = (
        reference("event_id", "event"),
        UniqueConstraint("event_id", "kind", "starts_at", name="one_round_for_each_date"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int]
    kind: Mapped[str] = mapped_column(String(16))
    starts_at: Mapped[datetime]
    # The last guest who has been considered.
    reached: Mapped[int] = mapped_column(default=0)
    done_at: Mapped[datetime | None]
