"""Who reads a paper by a private link, and answers it or lets somebody else."""

from datetime import datetime

from sqlalchemy import Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from jvplanner.db import Base
from jvplanner.errors import Conflict
from jvplanner.links.models import Purpose
from jvplanner.papers.models.papers import Paper
from jvplanner.papers.rules import LONGEST_MESSAGE
from jvplanner.people.models import Person
from jvplanner.tenancy import PracticeOwned, reference

PAPER = Purpose("paper", "/p")


class HandedOver(Conflict):
    """Somebody else answers in this reader's place."""


class Recipient(PracticeOwned, Base):
    """A person at the partner who was sent the paper; the subject of their private link."""

    __tablename__ = "recipient"
    __table_args__ = (
        UniqueConstraint("paper_id", "person_id", name="one_link_per_person_and_paper"),
        reference("paper_id", "paper"),
        reference("person_id", "person"),
        reference("handed_to_id", "recipient"),
        Index("ix_recipient_handed_to", "handed_to_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    paper_id: Mapped[int]
    person_id: Mapped[int]
    # When the visible page first said that somebody looks at it, and at which version.
    seen_at: Mapped[datetime | None]
    seen_version: Mapped[int | None]
    # A few lines of the sender's own in the letters to this reader.
    message: Mapped[str] = mapped_column(String(LONGEST_MESSAGE), default="")
    # Who answers in this reader's place.
    handed_to_id: Mapped[int | None]
    handed_at: Mapped[datetime | None]
    paper: Mapped[Paper] = relationship(
        primaryjoin="foreign(Recipient.paper_id) == Paper.id", overlaps="recipients"
    )
    person: Mapped[Person] = relationship(
        primaryjoin="foreign(Recipient.person_id) == Person.id", lazy="joined", innerjoin=True
    )
    handed_to: Mapped["Recipient | None"] = relationship(
        primaryjoin="foreign(Recipient.handed_to_id) == remote(Recipient.id)"
    )

    def see(self, version: int, now: datetime) -> bool:
        """Note that the version was seen; tell whether that is news."""
        if self.seen_version is not None and self.seen_version >= version:
            return False
        self.seen_at, self.seen_version = now, version
        return True

    def hand_over(self, to: "Recipient", now: datetime) -> None:
        """Let somebody else answer; raises HandedOver if somebody does already."""
        if self.handed_to_id is not None:
            raise HandedOver("This was handed over already.")
        self.handed_to_id, self.handed_at = to.id, now

    def have_back(self) -> None:
        """Answer again what was handed over, if it was."""
        self.handed_to_id = self.handed_at = None
