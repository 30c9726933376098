"""What an audit chain tells of a paper, entry by entry, to be held against what is kept of it."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from jvplanner.papers.models import AFTER, EntryKind, PaperEntry, PaperState, Verdict

Personal = dict[str, Any] | None


@dataclass(frozen=True)
class Sending:
    sha256: str
    at: datetime


@dataclass(frozen=True)
class Given:
    """An answer as it was given; personal is None once that was erased."""

    recipient: int
    verdict: str
    dates: list[int]
    at: datetime
    personal: Personal


@dataclass(frozen=True)
class Asking:
    """A question; version is the one that was out."""

    recipient: int
    version: int | None
    at: datetime
    personal: Personal


@dataclass(frozen=True)
class Reply:
    at: datetime
    personal: Personal


@dataclass
class Reader:
    """Somebody who was asked for an answer; None for what no entry tells, or none any more."""

    person: int | None = None
    message: str | None = None
    seen_version: int | None = None
    seen_at: datetime | None = None
    handed_to: int | None = None
    handed_at: datetime | None = None

    def sees(self, version: int, at: datetime) -> None:
        if self.seen_version is None or self.seen_version < version:
            self.seen_version, self.seen_at = version, at


@dataclass
class Told:
    """Everything that the entries heard so far tell.

    has_beginning  the first entry is the sending of the first version
    is_adopted     an upgrade wrote down how everything stood when it had no chain yet
    consented      by version; the wording that was agreed to
    """

    has_beginning: bool = False
    is_adopted: bool = False
    state: PaperState | None = None
    since: datetime | None = None
    until: datetime | None = None
    version: int | None = None
    sent: dict[int, Sending] = field(default_factory=dict)
    consented: dict[int, str] = field(default_factory=dict)
    answered: dict[int, Given] = field(default_factory=dict)
    asked: dict[int, Asking] = field(default_factory=dict)
    replied: dict[int, Reply] = field(default_factory=dict)
    readers: dict[int, Reader] = field(default_factory=dict)

    def hear(self, entry: PaperEntry) -> None:
        facts, at = entry.facts, entry.happened_at
        told = entry.told if entry.personal is not None else None
        match entry.kind:
            case EntryKind.SENT:
                self._sent(entry)
            case EntryKind.ADOPTED:
                self._adopted(facts, told)
            case EntryKind.SEEN:
                self._reader(facts["recipient"]).sees(facts["version"], at)
            case EntryKind.CONSENTED:
                self.consented[facts["version"]] = facts["consent"]
            case EntryKind.ANSWERED:
                self._answered(facts, at, told)
            case EntryKind.HANDED_OVER:
                self._handed_over(facts, at)
            case EntryKind.ASKED:
                self.asked[facts["question"]] = Asking(facts["recipient"], self.version, at, told)
                self._reader(facts["recipient"]).sees(self.version or 0, at)
            case EntryKind.REPLIED:
                self.replied[facts["question"]] = Reply(at, told)
            case EntryKind.EXPIRED:
                self._becomes(PaperState.EXPIRED, self.until)
            case EntryKind.WITHDRAWN:
                self._becomes(PaperState.WITHDRAWN, at)
            case EntryKind.LINK_REOPENED | EntryKind.LINK_RENEWED:
                self.until = moment(facts["until"])
                if self.state is PaperState.EXPIRED:
                    self._becomes(PaperState.SENT, at)

    def _sent(self, entry: PaperEntry) -> None:
        facts, at = entry.facts, entry.happened_at
        self.version = facts["version"]
        self.has_beginning |= (entry.number, self.version) == (1, 1)
        self.sent[facts["version"]] = Sending(facts["sha256"], at)
        self._becomes(PaperState.SENT, at)
        if facts.get("until"):
            self.until = moment(facts["until"])
        # Who was asked before chains named persons is known by number alone.
        people = facts.get("people") or [None] * len(facts["recipients"])
        is_told = "people" in facts and not entry.is_erased
        for recipient_id, person in zip(facts["recipients"], people, strict=True):
            reader = self._reader(recipient_id)
            reader.person = person
            reader.message = entry.told.get("message", "") if is_told else None
            reader.handed_to = reader.handed_at = None

    def _handed_over(self, facts: dict[str, Any], at: datetime) -> None:
        reader = self._reader(facts["recipient"])
        if not facts.get("keeps_own"):
            reader.handed_to, reader.handed_at = facts["to"], at
        colleague = self.readers.setdefault(facts["to"], Reader(message=""))
        colleague.person = facts.get("person", colleague.person)
        colleague.handed_to = colleague.handed_at = None

    def _answered(self, facts: dict[str, Any], at: datetime, told: Personal) -> None:
        number, verdict = facts["version"], facts["verdict"]
        self.answered[number] = Given(facts["recipient"], verdict, facts["dates"], at, told)
        self._becomes(AFTER[Verdict(verdict)], at)
        self._reader(facts["recipient"]).sees(number, at)

    def _adopted(self, facts: dict[str, Any], told: Personal) -> None:
        self.is_adopted = True
        self.version, self.state = facts["version"], PaperState(facts["state"])
        self.since = moment(facts["since"])
        self.until = moment(facts["until"]) if facts["until"] else None
        for number, sha256, at in facts["versions"]:
            self.sent.setdefault(number, Sending(sha256, moment(at)))
        for number, recipient, verdict, dates, consent, at in facts["answers"]:
            said = told["answers"][str(number)] if told else None
            given = Given(recipient, verdict, dates, moment(at), said)
            self.answered.setdefault(number, given)
            if consent:
                self.consented.setdefault(number, consent)
        for number, person, seen_version, seen_at, handed_to, handed_at in facts["readers"]:
            self.readers[number] = Reader(
                person=person,
                message=told["messages"].get(str(number), "") if told else None,
                seen_version=seen_version,
                seen_at=moment(seen_at) if seen_at else None,
                handed_to=handed_to,
                handed_at=moment(handed_at) if handed_at else None,
            )

    def _reader(self, recipient_id: int) -> Reader:
        return self.readers.setdefault(recipient_id, Reader())

    def _becomes(self, state: PaperState, since: datetime | None) -> None:
        self.state, self.since = state, since


def moment(text: str) -> datetime:
    return datetime.fromisoformat(text)
