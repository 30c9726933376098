"""Everything that happened to a paper, version by version, told from its audit chain."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from jvplanner.outbox.models import Letter, LetterState
from jvplanner.papers.kinds import Kind, kind_of
from jvplanner.papers.models import SAID, EntryKind, PaperEntry, PaperVersion, Verdict
from jvplanner.papers.queries.record import Record
from jvplanner.papers.rules import Difference, differences, spans
from jvplanner.wall_time import moment_text

Said = list[tuple[str, str]]
ERASED: Said = [("", "What was written was erased.")]
BESIDE = {"message": "Your own lines in the letter", "reply": "Your reply"}
HAPPENED = {
    EntryKind.SEEN: "Seen by {who}",
    EntryKind.ASKED: "{who} asked",
    EntryKind.REPLIED: "Your practice answered",
    EntryKind.CONSENTED: "{who} agreed to answer electronically",
    EntryKind.LINK_CLOSED: "The link of {who} was closed",
    EntryKind.LINK_REOPENED: "The link of {who} was opened again",
    EntryKind.LINK_RENEWED: "{who} got a new link; the old one is gone",
    EntryKind.EXPIRED: "The time to answer ran out",
    EntryKind.WITHDRAWN: "Withdrawn",
    EntryKind.ENDED: "Noted as ended",
    EntryKind.ADOPTED: "Taken into the audit chain as it stood",
}


@dataclass(frozen=True)
class Step:
    """One thing that happened.

    words  what it was, and who did it
    said   what was written with it: what each text is about, "" where that is plain, and the text
    """

    at: datetime
    words: str
    said: Said = field(default_factory=list)


@dataclass(frozen=True)
class Round:
    """One version, what the one before said otherwise, and what came of it, oldest first."""

    version: PaperVersion
    changes: list[Difference]
    steps: list[Step]


@dataclass(frozen=True)
class History:
    """What papers/_history.html shows: the versions of a paper, the newest first."""

    paper_id: int
    zone: str
    rounds: list[Round]


def history_of(record: Record, zone: str) -> History:
    """Return what happened to a paper; nothing for a draft.

    zone  IANA name of the zone in which a page words the times
    """
    return History(record.paper.id, zone, _Told(record, zone).rounds())


class _Told:
    """What is kept of one paper, put into words."""

    def __init__(self, record: Record, zone: str) -> None:
        self.record, self.zone = record, zone
        self.kind: Kind = kind_of(record.paper.kind)
        self.names = {each.id: each.person.name for each in record.recipients}

    def rounds(self) -> list[Round]:
        steps = self._steps()
        return [
            Round(version, self._changes(version), sorted(steps[number], key=lambda step: step.at))
            for number, version in sorted(self.record.versions.items(), reverse=True)
        ]

    def _changes(self, version: PaperVersion) -> list[Difference]:
        before = self.record.versions.get(version.number - 1)
        if before is None:
            return []
        was, now = self.kind.told(before.content), self.kind.told(version.content)
        return differences(was, now, for_partner=False)

    def _steps(self) -> Mapping[int, list[Step]]:
        """Return what happened, by the number of the version that was out then."""
        steps: defaultdict[int, list[Step]] = defaultdict(list)
        told = set[tuple[EntryKind, int]]()
        for number, entry in self._by_version():
            steps[number].append(self._step(entry, number))
            told.add((entry.kind, number))
        for number, step in self._from_before_the_chain(told):
            steps[number].append(step)
        for letter in self.record.letters.values():
            if words := _of_letter(letter):
                at = letter.sent_at or letter.written_at
                steps[letter.ids["version"]].append(Step(at, words))
        return steps

    def _by_version(self) -> Iterator[tuple[int, PaperEntry]]:
        sent = (
            each.facts["version"] for each in self.record.entries if each.kind is EntryKind.SENT
        )
        number = next(sent, self.record.paper.version + 1) - 1
        for entry in self.record.entries:
            number = entry.facts["version"] if entry.kind is EntryKind.SENT else number
            yield number, entry

    def _from_before_the_chain(
        self, told: set[tuple[EntryKind, int]]
    ) -> Iterator[tuple[int, Step]]:
        """Yield what the tables alone know of papers that were sent before chains were kept."""
        for number, version in self.record.versions.items():
            if (EntryKind.SENT, number) not in told:
                yield number, Step(version.sent_at, "Sent")
        for answer in self.record.answers:
            if (EntryKind.ANSWERED, answer.version) not in told:
                who = answer.name or self.names[answer.recipient_id]
                said = self._answer(answer.told, answer.dates, answer.version)
                words = f"{who} {SAID[answer.verdict]}"
                yield answer.version, Step(answer.answered_at, words, said)

    def _step(self, entry: PaperEntry, number: int) -> Step:
        facts, told = entry.facts, entry.told
        who = self.names.get(facts.get("recipient", 0), "")
        said: Said = [("", told["text"])] if "text" in told else []
        said += self._kept(told, number)
        words = HAPPENED.get(entry.kind, "").format(who=who)
        match entry.kind:
            case EntryKind.SENT:
                names = (self.names[each] for each in facts["recipients"])
                words = f"Sent to {', '.join(names)}"
            case EntryKind.SIGNED:
                words = f"Signed by {told['name']}" if told else "Signed"
            case EntryKind.ANSWERED:
                words = f"{told.get('name') or who} {SAID[Verdict(facts['verdict'])]}"
                said = self._answer(told, facts["dates"], number)
            case EntryKind.LINK_REOPENED if until := entry.more_time_until:
                words = f"{who} has more time, until {moment_text(until, self.zone)}"
            case EntryKind.HANDED_OVER:
                to = self.names[facts["to"]]
                words = f"{who} handed it over to {to}"
                words = f"{to} took it back from {who}" if facts.get("taken_back") else words
        return Step(entry.happened_at, words, said or (ERASED if _is_erased(entry) else []))

    def _kept(self, told: Mapping[str, Any], number: int) -> Said:
        """Return what the guard remarked on and went out all the same, with the reason why."""
        version = self.record.versions.get(number)
        passages = self.kind.told(version.content) if version else ()
        labels = {one.name: one.label for one in passages} | BESIDE
        return [
            (f"{labels.get(one['part'], 'Text')}: “{one['said']}” was kept", one["reason"])
            for one in told.get("kept", ())
        ]

    def _answer(self, told: Mapping[str, Any], dates: Sequence[int], number: int) -> Said:
        said: Said = []
        if dates and number in self.record.versions:
            said.append(
                ("Dates that work", "\n".join(spans(self.record.versions[number].content, dates)))
            )
        notes = told.get("notes", {})
        said += [(part.label, notes[part.name]) for part in self.kind.noted if part.name in notes]
        return [*said, ("The reason", told["reason"])] if told.get("reason") else said


def _is_erased(entry: PaperEntry) -> bool:
    promised_text = entry.kind in (EntryKind.ASKED, EntryKind.REPLIED, EntryKind.ANSWERED)
    return promised_text and entry.personal is None


def _of_letter(letter: Letter) -> str:
    """Return what became of a letter; "" while that is still ahead."""
    what = "reminder" if letter.name == "paper_reminder" else "letter"
    if letter.state is LetterState.FAILED:
        return f"{what.capitalize()} to {letter.to_name} did not get through"
    if letter.state is not LetterState.SENT:
        return ""
    if letter.by_hand:
        return f"You sent the {what} to {letter.to_name}"
    return f"{what.capitalize()} to {letter.to_name} accepted by the mail server"
