"""What a guest has agreed to, apart from coming."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from jvplanner.db import Base, choice
from jvplanner.tenancy import PracticeOwned, reference


class ConsentPurpose(StrEnum):
    """To what a guest may agree; what they are asked in is in consents.py."""

    SHARE_WITH_PARTNER = "share_with_partner"
    NEWS = "news"

    @property
    def label(self) -> str:
        """Say of a guest, to members, that they agree."""
        return LABELS[self]


LABELS = {
    ConsentPurpose.SHARE_WITH_PARTNER: "Partner may know",
    ConsentPurpose.NEWS: "Wants news",
}


class GuestConsent(PracticeOwned, Base):
    """One consent of one guest, with the very words that were shown. Never assumed, revocable.

    A withdrawn one stays as the record of what held from when to when.
    """

    __tablename__ = "guest_consent"
    __table_args__ = (
        reference("guest_id", "guest"),
        UniqueConstraint("guest_id", "purpose", name="one_consent_per_guest_and_purpose"),
        Index("ix_guest_consent_purpose", "practice_id", "purpose", "withdrawn_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    guest_id: Mapped[int]
    purpose: Mapped[ConsentPurpose] = mapped_column(choice(ConsentPurpose))
    wording: Mapped[str] = mapped_column(String(600))
    language: Mapped[str] = mapped_column(String(8))
    given_at: Mapped[datetime]
    withdrawn_at: Mapped[datetime | None]

    @property
    def holds(self) -> bool:
        return self.withdrawn_at is None
