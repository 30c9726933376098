"""Whether what is kept of a paper is what its audit chain says. Source: P7."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from jvplanner.papers.models import (
    AFTER,
    Answer,
    EntryKind,
    Paper,
    PaperEntry,
    PaperState,
    PaperVersion,
    Question,
    Verdict,
)
from jvplanner.papers.rules import CONSENTS, date_ids
from jvplanner.papers.rules.chain import Checked, checked, hash_of


@dataclass(frozen=True)
class Kept:
    """Everything that is kept of one paper, each in the order of its numbers or ids.

    spelt  the notes and dates of each answer as the database holds them, by the answer's id
    """

    paper: Paper
    entries: Sequence[PaperEntry]
    versions: Sequence[PaperVersion]
    answers: Sequence[Answer]
    questions: Sequence[Question]
    spelt: dict[int, tuple[str, str]]


@dataclass(frozen=True)
class Proof:
    """What a look at one paper found.

    faults            what does not hold, each in words; none in a sound paper
    entries           how many entries its chain has
    erased            how many of them had something personal that was erased since
    is_without_chain  it was sent before chains were kept
    """

    paper_id: int
    faults: tuple[str, ...]
    entries: int = 0
    erased: int = 0
    is_without_chain: bool = False


def proof_of(kept: Kept) -> Proof:
    """Compare everything that is kept of a paper with its chain, and the chain with itself."""
    paper = kept.paper
    chain = checked(kept.entries, length=paper.entry_count, head=paper.head)
    return Proof(
        paper_id=paper.id,
        faults=(*chain.faults, *_not_as_hashed(kept.versions), *_against(chain, kept)),
        entries=len(kept.entries),
        erased=chain.erased,
        is_without_chain=paper.version > 0 and paper.entry_count == 0 and not kept.entries,
    )


@dataclass
class _Told:
    """What the chain tells, entry by entry. Versions before the first one told have no entry."""

    state: PaperState | None = None
    since: datetime | None = None
    until: datetime | None = None
    version: int | None = None
    first_version: int | None = None
    sent: dict[int, PaperEntry] = field(default_factory=dict)
    consented: dict[int, PaperEntry] = field(default_factory=dict)
    answered: dict[int, PaperEntry] = field(default_factory=dict)
    # By the question's id, with the version that was out.
    asked: dict[int, tuple[PaperEntry, int | None]] = field(default_factory=dict)
    replied: dict[int, PaperEntry] = field(default_factory=dict)

    def hear(self, entry: PaperEntry) -> None:
        facts, at = entry.facts, entry.happened_at
        number = facts.get("version", 0)
        if entry.kind is EntryKind.SENT:
            self.sent[number] = entry
            self.version = number
            self.first_version = self.first_version or number
            self._becomes(PaperState.SENT, at, until=facts.get("until"))
        elif entry.kind is EntryKind.CONSENTED:
            self.consented[number] = entry
        elif entry.kind is EntryKind.ANSWERED:
            self.answered[number] = entry
            self._becomes(AFTER[Verdict(facts["verdict"])], at)
        elif entry.kind is EntryKind.ASKED:
            self.asked[facts["question"]] = entry, self.version
        elif entry.kind is EntryKind.REPLIED:
            self.replied[facts["question"]] = entry
        elif entry.kind is EntryKind.EXPIRED:
            self._becomes(PaperState.EXPIRED, self.until)
        elif entry.kind is EntryKind.WITHDRAWN:
            self._becomes(PaperState.WITHDRAWN, at)
        elif entry.kind in (EntryKind.LINK_REOPENED, EntryKind.LINK_RENEWED):
            self.until = _moment(facts["until"])
            if self.state is PaperState.EXPIRED:
                self._becomes(PaperState.SENT, at)

    def _becomes(
        self, state: PaperState, since: datetime | None, *, until: str | None = None
    ) -> None:
        self.state, self.since = state, since
        if until:
            self.until = _moment(until)


def _against(chain: Checked, kept: Kept) -> Iterator[str]:
    """Name what in the tables differs from a chain; from a broken one nothing can be told."""
    if chain.faults:
        return
    told = _Told()
    for entry in kept.entries:
        if fault := _beside_payload(entry, kept.paper):
            yield f"entry {entry.number}: {fault}"
            return
        told.hear(entry)
    if kept.entries:
        yield from _paper(kept.paper, kept.versions, told)
        yield from _versions(kept.versions, told)
        yield from _answers(kept, told)
        yield from _questions(kept.questions, told)


def _beside_payload(entry: PaperEntry, paper: Paper) -> str:
    """Return what beside an entry's payload says something else than the payload."""
    said = json.loads(entry.payload)
    facts = said["facts"]
    if entry.kind.value != said["kind"]:
        return "its kind was changed"
    if entry.happened_at.astimezone(UTC).isoformat() != said["at"]:
        return "its time was changed"
    if (facts.get("paper"), facts.get("partner")) != (paper.kind, paper.partner_id):
        return "it speaks of a paper of another kind or partner"
    if "consent" in facts and facts["wording"] != _wording_hash(facts["consent"]):
        return "the consent that was agreed to is worded otherwise"
    return ""


def _paper(paper: Paper, versions: Sequence[PaperVersion], told: _Told) -> Iterator[str]:
    if told.version is not None and paper.version != told.version:
        yield f"version {told.version} was sent last, and it says {paper.version}"
    if told.state is not None and paper.state is not told.state:
        yield f"it says {paper.state.value}, and what happened says {told.state.value}"
    elif told.since is not None and paper.state_since != told.since:
        yield "since when it stands so was changed"
    if told.until is not None and paper.expires_at != told.until:
        yield "until when an answer is awaited was changed"
    last = next((one for one in versions if one.number == paper.version), None)
    if last is None:
        yield f"there is no version {paper.version}"
    elif hash_of(last.text) == last.sha256 and paper.title != last.content.get("title"):
        yield "its title is not that of the last version"


def _not_as_hashed(versions: Sequence[PaperVersion]) -> Iterator[str]:
    for version in versions:
        if hash_of(version.text) != version.sha256:
            yield f"version {version.number}: its text is not the one that was hashed"


def _versions(versions: Sequence[PaperVersion], told: _Told) -> Iterator[str]:
    kept = {version.number for version in versions}
    yield from (f"version {number}: it is gone" for number in told.sent.keys() - kept)
    for version in versions:
        sent = told.sent.get(version.number)
        if sent is None:
            if told.first_version is not None and version.number > told.first_version:
                yield f"version {version.number}: it was never sent"
        elif sent.facts.get("sha256") != version.sha256:
            yield f"version {version.number}: it is not the one that was sent"
        elif sent.happened_at != version.sent_at:
            yield f"version {version.number}: when it was sent was changed"


def _answers(kept: Kept, told: _Told) -> Iterator[str]:
    given = {answer.version for answer in kept.answers}
    for number in told.answered.keys() - given:
        yield f"the answer to version {number}: it is gone"
    began = kept.entries[0].happened_at
    for answer in kept.answers:
        entry = told.answered.get(answer.version)
        if entry is None:
            fault = "nobody gave it" if answer.answered_at >= began else ""
        else:
            fault = _answer(answer, entry, told.consented.get(answer.version))
            fault = fault or _spelling(answer, kept.spelt[answer.id])
        if fault:
            yield f"the answer to version {answer.version}: {fault}"


def _answer(answer: Answer, entry: PaperEntry, consented: PaperEntry | None) -> str:
    facts = entry.facts
    verdict = (facts.get("verdict"), facts.get("dates"), facts.get("recipient"))
    if verdict != (answer.verdict.value, date_ids(answer.dates), answer.recipient_id):
        return "its verdict, its dates or who gave it was changed"
    if answer.consent != (consented.facts["consent"] if consented else ""):
        return "what was consented to was changed"
    if answer.answered_at != entry.happened_at:
        return "when it was given was changed"
    return _personal(entry, answer.told)


def _spelling(answer: Answer, spelt: tuple[str, str]) -> str:
    as_written = json.dumps(answer.notes), json.dumps(answer.dates)
    return "" if spelt == as_written else "its notes or dates are not as they were written"


def _questions(questions: Sequence[Question], told: _Told) -> Iterator[str]:
    kept = {question.id for question in questions}
    for missing in (told.asked.keys() | told.replied.keys()) - kept:
        yield f"question {missing}: it is gone"
    for question in questions:
        if fault := _question(question, told):
            yield f"question {question.id}: {fault}"


def _question(question: Question, told: _Told) -> str:
    if question.id not in told.asked:
        return "nobody asked it"
    entry, version = told.asked[question.id]
    asked = (entry.facts.get("recipient"), version or question.version, entry.happened_at)
    if asked != (question.recipient_id, question.version, question.asked_at):
        return "who asked it, or when, was changed"
    if fault := _personal(entry, {"text": question.text}):
        return fault
    reply = told.replied.get(question.id)
    if reply is None:
        return "nobody gave its reply" if question.reply or question.replied_at else ""
    if reply.happened_at != question.replied_at:
        return "when it was replied to was changed"
    return _personal(reply, {"text": question.reply})


def _personal(entry: PaperEntry, now: dict[str, Any]) -> str:
    """Compare what stands in the tables with the personal part, unless that was erased.

    Why wording was kept stands in the entry alone.
    """
    if entry.personal is None:
        return ""
    told = {name: said for name, said in entry.told.items() if name != "kept"}
    return "" if told == now else "its text was changed"


def _wording_hash(consent: str) -> str | None:
    return hash_of("\n".join(CONSENTS[consent])) if consent in CONSENTS else None


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text)
