"""What became of one guest after the event."""

from datetime import datetime

from sqlalchemy import BigInteger, CheckConstraint, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from jvplanner.db import Base
from jvplanner.events.models import Guest
from jvplanner.journeys.rules import Stage
from jvplanner.money import Money
from jvplanner.tenancy import PracticeOwned, reference


class Journey(PracticeOwned, Base):
    """The follow-up of one guest. Registered and came are read from the guest and the door.

    Each stage has one moment, so a guest who goes back and forward again counts once (G1).
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
    price_minor: Mapped[int | None] = mapped_column(BigInteger)
    currency: Mapped[str | None] = mapped_column(String(3))
    not_now_at: Mapped[datetime | None]
    not_now_reason: Mapped[str] = mapped_column(String(300), default="")
    guest: Mapped[Guest] = relationship(primaryjoin="foreign(Journey.guest_id) == Guest.id")

    @property
    def price(self) -> Money | None:
        if self.price_minor is None or self.currency is None:
            return None
        return Money(self.price_minor, self.currency)

    @property
    def stage(self) -> Stage | None:
        """Return where the journey stands; None before any call."""
        if self.not_now_at:
            return Stage.NOT_NOW
        if self.client_at:
            return Stage.CLIENT
        if self.call_held_at:
            return Stage.CALL_HELD
        return Stage.CALL_BOOKED if self.call_booked_at else None

    def book_call(self, now: datetime) -> None:
        self._go_back()
        self.call_booked_at = self.call_booked_at or now

    def hold_call(self, now: datetime) -> None:
        held_at = self.call_held_at
        self.book_call(now)
        self.call_held_at = held_at or now

    def become_client(self, programme: str, price: Money | None, now: datetime) -> None:
        """Record what the guest took; a call that nobody noted stays unnoted."""
        self.not_now_at, self.not_now_reason = None, ""
        self.client_at = self.client_at or now
        self.programme = programme
        self.price_minor = price.minor if price else None
        self.currency = price.currency if price else None

    def rest(self, reason: str, now: datetime) -> None:
        """Leave it for now; the guest stays in every count that they reached."""
        self.client_at, self.programme = None, ""
        self.price_minor = self.currency = None
        self.not_now_at, self.not_now_reason = self.not_now_at or now, reason

    def start_over(self) -> None:
        self._go_back()
        self.call_booked_at = None

    def _go_back(self) -> None:
        """Take back everything after a booked call."""
        self.call_held_at = self.client_at = self.not_now_at = None
        self.programme = self.not_now_reason = ""
        self.price_minor = self.currency = None
