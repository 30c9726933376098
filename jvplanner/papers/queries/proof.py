"""Whether what is kept of a paper is what its audit chain says. Source: P7."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC
from typing import Any

from jvplanner.papers.models import (
    Answer,
    Paper,
    PaperEntry,
    PaperState,
    PaperVersion,
    Question,
    Recipient,
)
from jvplanner.papers.queries.telling import Given, Personal, Reader, Told
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
    recipients: Sequence[Recipient]
    spelt: dict[int, tuple[str, str]]


@dataclass(frozen=True)
class Proof:
    """What a look at one paper found.

    faults      what does not hold, each in words; none in a sound paper
    entries     how many entries its chain has
    erased      how many of them had something personal that was erased since
    is_adopted  it was sent before chains were kept, and an upgrade wrote down how it stood
    """

    paper_id: int
    faults: tuple[str, ...]
    entries: int = 0
    erased: int = 0
    is_adopted: bool = False


def proof_of(kept: Kept) -> Proof:
    """Compare everything that is kept of a paper with its chain, and the chain with itself."""
    paper = kept.paper
    chain = checked(kept.entries, length=paper.entry_count, head=paper.head)
    told = Told()
    return Proof(
        paper_id=paper.id,
        faults=(*chain.faults, *_not_as_hashed(kept.versions), *_against(chain, kept, told)),
        entries=len(kept.entries),
        erased=chain.erased,
        is_adopted=told.is_adopted,
    )


def _against(chain: Checked, kept: Kept, told: Told) -> Iterator[str]:
    """Name what in the tables differs from a chain; from a broken one nothing can be told."""
    if chain.faults:
        return
    for entry in kept.entries:
        if fault := _beside_payload(entry, kept.paper):
            yield f"entry {entry.number}: {fault}"
            return
        told.hear(entry)
    if fault := _beginning(kept, told):
        yield fault
    elif kept.entries:
        yield from _paper(kept.paper, kept.versions, told)
        yield from _versions(kept.versions, told)
        yield from _answers(kept, told)
        yield from _questions(kept.questions, told)
        yield from _readers(kept.recipients, told)


def _beginning(kept: Kept, told: Told) -> str:
    """Return what is wrong with how the chain begins.

    It begins with the first version. What was sent before there were chains was adopted by an
    upgrade; a paper without either is not older than the chains but has lost its own.
    """
    if not kept.entries:
        paper = kept.paper
        is_draft = (paper.version, paper.state) == (0, PaperState.DRAFT)
        rows = (*kept.versions, *kept.answers, *kept.questions, *kept.recipients)
        return "" if is_draft and not rows else "it was sent, and no entry tells of that"
    if not told.has_beginning and not told.is_adopted:
        return "how it began is not told by any entry"
    if told.has_beginning and told.is_adopted:
        return "it was taken for older than its own beginning"
    return ""


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


def _paper(paper: Paper, versions: Sequence[PaperVersion], told: Told) -> Iterator[str]:
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


def _versions(versions: Sequence[PaperVersion], told: Told) -> Iterator[str]:
    kept = {version.number for version in versions}
    yield from (f"version {number}: it is gone" for number in told.sent.keys() - kept)
    for version in versions:
        sent = told.sent.get(version.number)
        if sent is None:
            yield f"version {version.number}: it was never sent"
        elif sent.sha256 != version.sha256:
            yield f"version {version.number}: it is not the one that was sent"
        elif sent.at != version.sent_at:
            yield f"version {version.number}: when it was sent was changed"


def _answers(kept: Kept, told: Told) -> Iterator[str]:
    answered = {answer.version for answer in kept.answers}
    for number in told.answered.keys() - answered:
        yield f"the answer to version {number}: it is gone"
    for answer in kept.answers:
        given = told.answered.get(answer.version)
        if given is None:
            fault = "nobody gave it"
        else:
            fault = _answer(answer, given, told.consented.get(answer.version, ""))
            fault = fault or _spelling(answer, kept.spelt[answer.id])
        if fault:
            yield f"the answer to version {answer.version}: {fault}"


def _answer(answer: Answer, given: Given, consent: str) -> str:
    verdict = (given.verdict, given.dates, given.recipient)
    if verdict != (answer.verdict.value, date_ids(answer.dates), answer.recipient_id):
        return "its verdict, its dates or who gave it was changed"
    if answer.consent != consent:
        return "what was consented to was changed"
    if answer.answered_at != given.at:
        return "when it was given was changed"
    return _personal(given.personal, answer.told)


def _spelling(answer: Answer, spelt: tuple[str, str]) -> str:
    as_written = json.dumps(answer.notes), json.dumps(answer.dates)
    return "" if spelt == as_written else "its notes or dates are not as they were written"


def _questions(questions: Sequence[Question], told: Told) -> Iterator[str]:
    kept = {question.id for question in questions}
    for missing in (told.asked.keys() | told.replied.keys()) - kept:
        yield f"question {missing}: it is gone"
    for question in questions:
        if fault := _question(question, told):
            yield f"question {question.id}: {fault}"


def _question(question: Question, told: Told) -> str:
    if question.id not in told.asked:
        return "nobody asked it"
    asking = told.asked[question.id]
    asked = (asking.recipient, asking.version or question.version, asking.at)
    if asked != (question.recipient_id, question.version, question.asked_at):
        return "who asked it, or when, was changed"
    if fault := _personal(asking.personal, {"text": question.text}):
        return fault
    reply = told.replied.get(question.id)
    if reply is None:
        return "nobody gave its reply" if question.reply or question.replied_at else ""
    if reply.at != question.replied_at:
        return "when it was replied to was changed"
    return _personal(reply.personal, {"text": question.reply})


def _readers(recipients: Sequence[Recipient], told: Told) -> Iterator[str]:
    kept = {recipient.id for recipient in recipients}
    yield from (f"recipient {number}: it is gone" for number in told.readers.keys() - kept)
    for recipient in recipients:
        reader = told.readers.get(recipient.id)
        fault = _reader(recipient, reader) if reader else "nobody was asked by it"
        if fault:
            yield f"recipient {recipient.id}: {fault}"


def _reader(recipient: Recipient, reader: Reader) -> str:
    if reader.person not in (None, recipient.person_id):
        return "who was asked was changed"
    if (recipient.seen_version, recipient.seen_at) != (reader.seen_version, reader.seen_at):
        return "what was seen, or when, was changed"
    if (recipient.handed_to_id, recipient.handed_at) != (reader.handed_to, reader.handed_at):
        return "to whom it was handed over, or when, was changed"
    is_same = reader.message in (None, recipient.message)
    return "" if is_same else "the lines that came with it were changed"


def _personal(told: Personal, now: dict[str, Any]) -> str:
    """Compare what stands in the tables with the personal part, unless that was erased.

    Why wording was kept stands in the entry alone.
    """
    said = {name: text for name, text in (told or {}).items() if name != "kept"}
    return "" if told is None or said == now else "its text was changed"


def _wording_hash(consent: str) -> str | None:
    return hash_of("\n".join(CONSENTS[consent])) if consent in CONSENTS else None
