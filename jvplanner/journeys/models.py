"""What became of one guest after the event."""

from datetime import datetime

from sqlalchemy import CheckConstraint, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from jvplanner.db import Base
from jvplanner.events.models import Guest
from jvplanner.tenancy import PracticeOwned, reference


class Journey(PracticeOwned, Base):
    """The follow-up of one guest. Registered and came are read from the guest and the door.

    Each stage has one moment, so a guest who goes back and forward again counts once.
    """

    __tablename__ = "journey"
    __table_args__ = (
        UniqueConstraint("guest_id", name="one_journey_per_guest"),
        reference("guest_id", "guest"),
        CheckConstraint("price_minor IS NULL OR price_minor >= 0", name="price_is_not_negative"),
        CheckConstraint(
            "(price_minor IS NULL) = (currency IS NULL)", name="a_price_has_its_currency"
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    guest_id: Mapped[int]
    call_booked_at: Mapped[datetime | None]
    call_held_at: Mapped[datetime | None]
    client_at: Mapped[datetime | None]
    programme: Mapped[str] = mapped_column(String(120), default="")
    price_minor: Mapped[int | None]
    currency: Mapped[str | None] = mapped_column(String(3))
    not_now_at: Mapped[datetime | None]
    not_now_reason: Mapped[str] = mapped_column(String(300), default="")
    guest: Mapped[Guest] = relationship(primaryjoin="foreign(Journey.guest_id) == Guest.id")
