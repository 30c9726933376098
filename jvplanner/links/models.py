"""Which private address opens what, and which public code belongs to which practice."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from jvplanner.db import Base

LONGEST_CODE = 12


@dataclass(frozen=True)
class Purpose:
    """What a kind of link is for, and where its pages live."""

    name: str
    path: str


class Link(Base):
    """A private address. Neither its token nor a digest of it is kept: see tokens.py.

    It belongs to a practice without being PracticeOwned, because opening it is how a request
    without an account learns which practice it acts for.
    """

    __tablename__ = "link"
    __table_args__ = (UniqueConstraint("purpose", "subject_id", name="one_link_per_subject"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    practice_id: Mapped[int] = mapped_column(ForeignKey("practice.id", ondelete="CASCADE"))
    purpose: Mapped[str] = mapped_column(String(32))
    subject_id: Mapped[int]
    key_id: Mapped[str] = mapped_column(String(8))
    generation: Mapped[int] = mapped_column(default=1)
    expires_at: Mapped[datetime | None]
    revoked_at: Mapped[datetime | None]

    def is_open(self, now: datetime) -> bool:
        return self.revoked_at is None and (self.expires_at is None or now < self.expires_at)

    def revoke(self, now: datetime) -> None:
        """Close the address until it is sent anew or reopened."""
        self.revoked_at = self.revoked_at or now


class PublicCode(Base):
    """The short code in a public address, and where it leads. No secret."""

    __tablename__ = "public_code"

    code: Mapped[str] = mapped_column(String(LONGEST_CODE), primary_key=True)
    practice_id: Mapped[int] = mapped_column(ForeignKey("practice.id", ondelete="CASCADE"))
    purpose: Mapped[str] = mapped_column(String(32))
    subject_id: Mapped[int]
