"""A practice, its members, and the accounts they sign in with."""

from datetime import datetime
from enum import StrEnum
from secrets import token_hex

from flask_security import UserMixin
from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from jvplanner import clock
from jvplanner.db import Base, choice
from jvplanner.links.models import Purpose
from jvplanner.practices.rules import KEEPS_GUESTS_MONTHS, MOST_MONTHS, brand_href
from jvplanner.tenancy import PracticeOwned

INVITATION = Purpose("invitation", "/invitations")
# A member's calendar of everything; its subject is a membership.
FEED = Purpose("feed", "/f")


class Role(StrEnum):
    OWNER = "owner"
    COLLEAGUE = "colleague"


class Practice(Base):
    """The tenant: everything else belongs to one."""

    __tablename__ = "practice"
    __table_args__ = (
        CheckConstraint(
            f"keeps_guests_months BETWEEN 1 AND {MOST_MONTHS}", name="keeps_guests_for_a_time"
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(120))
    slug: Mapped[str] = mapped_column(String(60), unique=True)
    time_zone: Mapped[str] = mapped_column(String(64))
    brand_colour: Mapped[str] = mapped_column(String(7))
    postal_address: Mapped[str] = mapped_column(String(300))
    reply_email: Mapped[str] = mapped_column(String(254))
    currency: Mapped[str] = mapped_column(String(3), default="USD")
    # How long after an event what its guests gave of themselves is kept.
    keeps_guests_months: Mapped[int] = mapped_column(default=KEEPS_GUESTS_MONTHS)
    created_at: Mapped[datetime] = mapped_column(default=clock.now)

    @property
    def brand_href(self) -> str:
        return brand_href(self.slug, self.brand_colour)


class User(UserMixin, Base):
    """An account. What it may do is said by its memberships, one for each practice."""

    __tablename__ = "account"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(200))
    email: Mapped[str] = mapped_column(String(254), unique=True)
    password: Mapped[str | None] = mapped_column(String(255))
    active: Mapped[bool] = mapped_column(default=True)
    fs_uniquifier: Mapped[str] = mapped_column(String(64), unique=True)
    created_at: Mapped[datetime] = mapped_column(default=clock.now)
    memberships: Mapped[list["Membership"]] = relationship(
        back_populates="user", order_by="Membership.id"
    )

    def begin_session(self) -> str:
        """Return what one more browser's cookies say: whose they are, and a key of their own."""
        return f"{self.fs_uniquifier}.{token_hex(16)}"


class EndedSession(Base):
    """That somebody signed out in one browser; kept for as long as its cookies could be used."""

    __tablename__ = "ended_session"

    # What begin_session() made up, which stands in that browser's cookies.
    key: Mapped[str] = mapped_column(String(32), primary_key=True)
    ended_at: Mapped[datetime] = mapped_column(default=clock.now, index=True)


class Membership(Base):
    """That an account works in a practice, and as what."""

    __tablename__ = "membership"
    __table_args__ = (
        UniqueConstraint("user_id", "practice_id", name="one_membership_each"),
        Index("ix_membership_practice", "practice_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"))
    practice_id: Mapped[int] = mapped_column(ForeignKey("practice.id", ondelete="CASCADE"))
    role: Mapped[Role] = mapped_column(choice(Role))
    user: Mapped[User] = relationship(back_populates="memberships")
    practice: Mapped[Practice] = relationship()


class Invitation(PracticeOwned, Base):
    """An invitation to join the practice, answered by its link. A withdrawn one is deleted."""

    __tablename__ = "invitation"
    __table_args__ = (
        Index(
            "one_open_invitation_each",
            "practice_id",
            "email",
            unique=True,
            sqlite_where=text("accepted_at IS NULL"),
            postgresql_where=text("accepted_at IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(200))
    email: Mapped[str] = mapped_column(String(254))
    role: Mapped[Role] = mapped_column(choice(Role))
    invited_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id", ondelete="SET NULL"))
    invited_at: Mapped[datetime] = mapped_column(default=clock.now)
    accepted_at: Mapped[datetime | None]
    invited_by: Mapped[User | None] = relationship()
