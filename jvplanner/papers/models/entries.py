"""What happened to a paper, entry by entry; see rules/chain.py."""

import json
import secrets
from collections.abc import Mapping
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import String, Text, UniqueConstraint, event, inspect
from sqlalchemy.orm import Mapped, mapped_column

from jvplanner.db import Base, choice
from jvplanner.papers.models.versions import NeverChanged
from jvplanner.papers.rules.chain import canonical, commitment, hash_of
from jvplanner.tenancy import PracticeOwned, reference


class EntryKind(StrEnum):
    """What can happen to a paper once it has been sent."""

    SENT = "sent"
    SIGNED = "signed"
    SEEN = "seen"
    ASKED = "asked"
    REPLIED = "replied"
    CONSENTED = "consented"
    ANSWERED = "answered"
    HANDED_OVER = "handed_over"
    LINK_CLOSED = "link_closed"
    # Or was still open, and is for longer: its fact was_open says so.
    LINK_REOPENED = "link_reopened"
    LINK_RENEWED = "link_renewed"
    EXPIRED = "expired"
    WITHDRAWN = "withdrawn"
    # Written by an upgrade alone: how a paper stood that was sent before there were chains.
    ADOPTED = "adopted"
    ENDED = "ended"


class PaperEntry(PracticeOwned, Base):
    """One thing that happened to a paper. Never changed; its personal part may be erased."""

    __tablename__ = "paper_entry"
    __table_args__ = (
        UniqueConstraint("paper_id", "number", name="one_entry_per_number"),
        reference("paper_id", "paper"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    paper_id: Mapped[int]
    number: Mapped[int]
    kind: Mapped[EntryKind] = mapped_column(choice(EntryKind))
    happened_at: Mapped[datetime]
    # Canonical JSON; the hash is that of its UTF-8.
    payload: Mapped[str] = mapped_column(Text)
    sha256: Mapped[str] = mapped_column(String(64))
    # Canonical JSON, too, and the salt of the commitment to it; both go when it is erased.
    personal: Mapped[str | None] = mapped_column(Text)
    salt: Mapped[str | None] = mapped_column(String(32))

    @classmethod
    def of(
        cls,
        kind: EntryKind,
        *,
        number: int,
        before: str,
        now: datetime,
        facts: Mapping[str, Any],
        personal: Mapping[str, Any] | None,
    ) -> "PaperEntry":
        """Return the entry that follows the one whose hash is before."""
        told = canonical(personal) if personal else None
        salt = secrets.token_hex(16) if told else None
        payload = canonical(
            {
                "number": number,
                "before": before,
                "kind": kind.value,
                "at": now.astimezone(UTC).isoformat(),
                "facts": facts,
                "personal": commitment(told, salt) if told and salt else None,
            }
        )
        return cls(
            number=number,
            kind=kind,
            happened_at=now,
            payload=payload,
            sha256=hash_of(payload),
            personal=told,
            salt=salt,
        )

    @property
    def facts(self) -> dict[str, Any]:
        facts: dict[str, Any] = json.loads(self.payload)["facts"]
        return facts

    @property
    def more_time_until(self) -> datetime | None:
        """Return until when a link is open that was open before; None for any other entry.

        Entries of old do not say whether it was, and count as telling of a closed one.
        """
        facts = self.facts
        is_longer = self.kind is EntryKind.LINK_REOPENED and facts.get("was_open")
        return datetime.fromisoformat(facts["until"]) if is_longer else None

    @property
    def told(self) -> dict[str, Any]:
        """Return the personal part; nothing once it was erased."""
        told: dict[str, Any] = json.loads(self.personal) if self.personal else {}
        return told

    @property
    def is_erased(self) -> bool:
        """Tell whether it had something personal that was erased since."""
        return self.personal is None and json.loads(self.payload)["personal"] is not None

    def erase(self) -> None:
        """Forget the personal part for good; the chain still holds."""
        self.personal = self.salt = None


@event.listens_for(PaperEntry, "before_update")
def _refuse_to_change(_mapper: object, _connection: object, entry: PaperEntry) -> None:
    changed = {
        attribute.key for attribute in inspect(entry).attrs if attribute.history.has_changes()
    }
    erased = entry.personal is None and entry.salt is None
    if changed - {"personal", "salt"} or (changed and not erased):
        raise NeverChanged(f"entry {entry.number} of paper {entry.paper_id}")
