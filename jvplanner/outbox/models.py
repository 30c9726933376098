"""A letter, from being written to being delivered or parked."""

from datetime import datetime, timedelta
from enum import StrEnum
from uuid import uuid4

from sqlalchemy import JSON, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from jvplanner import clock
from jvplanner.db import Base, choice
from jvplanner.errors import Conflict
from jvplanner.links.models import Purpose
from jvplanner.tenancy import PracticeOwned, reference

OPT_OUT = Purpose("opt_out", "/u")

# Waits between tries; after the last one a letter is parked where the practice sees it.
BACKOFF = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 30, 120, 480))


class LetterState(StrEnum):
    WAITING = "waiting"
    SENDING = "sending"
    SENT = "sent"
    FAILED = "failed"


class NotOpen(Conflict):
    """The letter is on its way, or was sent."""


class OptOut(PracticeOwned, Base):
    """An address that was sent something commercial, and since when it wants no more of it.

    It has a private address of its own, by which whoever reads the letters says so, and takes it
    back. What somebody asked for, such as a ticket, comes all the same. Source: L4.
    """

    __tablename__ = "opt_out"
    __table_args__ = (UniqueConstraint("practice_id", "email_key", name="one_opt_out_per_address"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    email_key: Mapped[str] = mapped_column(String(254))
    opted_out_at: Mapped[datetime | None]


class Letter(PracticeOwned, Base):
    """One outgoing e-mail. Only its name and ids are kept; the worker writes the text.

    A letter of no practice (a password reset) has no practice_id, so no practice's outbox shows it.
    """

    __tablename__ = "letter"
    __table_args__ = (
        Index("ix_letter_due", "state", "try_at"),
        Index("ix_letter_practice_state", "practice_id", "state", "id"),
        Index("ix_letter_practice_due", "practice_id", "state", "try_at"),
        Index("ix_letter_practice_to", "practice_id", "to_email"),
        reference("opt_out_id", "opt_out"),
        Index("ix_letter_opt_out", "opt_out_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    practice_id: Mapped[int | None] = mapped_column(  # type: ignore[assignment]
        ForeignKey("practice.id", ondelete="CASCADE")
    )
    name: Mapped[str] = mapped_column(String(64))
    to_name: Mapped[str] = mapped_column(String(200))
    to_email: Mapped[str] = mapped_column(String(254))
    language: Mapped[str] = mapped_column(String(8), default="en")
    ids: Mapped[dict[str, int]] = mapped_column(JSON)
    once: Mapped[str] = mapped_column(String(128), unique=True)
    message_key: Mapped[str] = mapped_column(String(32), default=lambda: uuid4().hex)
    state: Mapped[LetterState] = mapped_column(choice(LetterState), default=LetterState.WAITING)
    tries: Mapped[int] = mapped_column(default=0)
    try_at: Mapped[datetime] = mapped_column(default=clock.now)
    problem: Mapped[str | None] = mapped_column(String(500))
    written_at: Mapped[datetime] = mapped_column(default=clock.now)
    sent_at: Mapped[datetime | None]
    by_hand: Mapped[bool] = mapped_column(default=False)
    # Whose wish not to get such letters it heeds; None for what is not commercial.
    opt_out_id: Mapped[int | None]

    @property
    def is_open(self) -> bool:
        """Whether somebody may still send it by hand or have it tried again."""
        return self.state in (LetterState.WAITING, LetterState.FAILED)

    @property
    def is_worn_out(self) -> bool:
        """Whether it was claimed more often than it can be tried: its worker died each time."""
        return self.tries > len(BACKOFF) + 1

    def waits_for_its_hour(self, now: datetime) -> bool:
        """Tell whether the letter is meant for later; one that was put off is not."""
        return self.state is LetterState.WAITING and self.tries == 0 and self.try_at > now

    def claim(self, now: datetime, lease: timedelta) -> None:
        """Take the letter for one try; if the worker dies, it is due again after the lease."""
        self.state, self.tries, self.try_at = LetterState.SENDING, self.tries + 1, now + lease

    def sent(self, now: datetime) -> None:
        self.state, self.sent_at, self.problem = LetterState.SENT, now, None

    def put_off(self, problem: str, now: datetime) -> None:
        """Try again later, or park the letter when it has been tried often enough."""
        if self.tries > len(BACKOFF):
            self.park(problem)
        else:
            self.state, self.problem = LetterState.WAITING, problem[:500]
            self.try_at = now + BACKOFF[self.tries - 1]

    def park(self, problem: str) -> None:
        """Stop trying; the practice sees the letter as failed."""
        self.state, self.problem = LetterState.FAILED, problem[:500]

    def try_again(self, now: datetime) -> None:
        """Make the letter due now, with all its tries before it; raises NotOpen."""
        self._check_open()
        self.state, self.tries, self.try_at, self.problem = LetterState.WAITING, 0, now, None

    def sent_by_hand(self, now: datetime) -> None:
        """Note that a member sent the letter with their own mail program; raises NotOpen."""
        self._check_open()
        self.sent(now)
        self.by_hand = True

    def _check_open(self) -> None:
        if self.state is LetterState.SENDING:
            raise NotOpen("This letter is on its way just now. Look again in a minute.")
        if self.state is LetterState.SENT:
            raise NotOpen("This letter was sent already.")
