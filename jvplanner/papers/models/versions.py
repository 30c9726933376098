"""What exactly was put before a partner, under which number."""

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import String, Text, UniqueConstraint, event
from sqlalchemy.orm import Mapped, mapped_column

from jvplanner.db import Base
from jvplanner.papers.rules import CandidateDate, candidate_dates
from jvplanner.papers.rules.chain import canonical, hash_of
from jvplanner.tenancy import PracticeOwned, reference


class NeverChanged(RuntimeError):
    """A version was written over. What somebody was asked to agree to stays as it was."""


class PaperVersion(PracticeOwned, Base):
    """What exactly was put before the partner under one number. Never changed."""

    __tablename__ = "paper_version"
    __table_args__ = (
        UniqueConstraint("paper_id", "number", name="one_text_per_number"),
        reference("paper_id", "paper"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    paper_id: Mapped[int]
    number: Mapped[int]
    # Canonical JSON; the hash is that of its UTF-8.
    text: Mapped[str] = mapped_column(Text)
    sha256: Mapped[str] = mapped_column(String(64))
    sent_at: Mapped[datetime]

    @classmethod
    def of(cls, content: Mapping[str, Any], *, number: int, now: datetime) -> "PaperVersion":
        text = canonical(content)
        return cls(number=number, text=text, sha256=hash_of(text), sent_at=now)

    @property
    def content(self) -> dict[str, Any]:
        content: dict[str, Any] = json.loads(self.text)
        return content

    @property
    def dates(self) -> tuple[CandidateDate, ...]:
        """Return the dates that this version offers, earliest first."""
        return candidate_dates(self.content)


@event.listens_for(PaperVersion, "before_update")
def _refuse_to_change(_mapper: object, _connection: object, version: PaperVersion) -> None:
    raise NeverChanged(f"version {version.number} of paper {version.paper_id}")
