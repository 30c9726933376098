"""A paper's way to the partner and back, as members see it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from jvplanner import clock
from jvplanner.db import db
from jvplanner.links import addresses
from jvplanner.links.models import Link
from jvplanner.outbox.models import Letter, LetterState
from jvplanner.papers.kinds import kind_of
from jvplanner.papers.models import (
    MAY_BE_WITHDRAWN,
    PAPER,
    SAID,
    Answer,
    Paper,
    PaperState,
    PaperVersion,
    Question,
    Recipient,
)
from jvplanner.papers.queries.history import History, history_of
from jvplanner.papers.queries.reach import Reach, reach_of
from jvplanner.papers.queries.readers import told_taken_back
from jvplanner.papers.queries.record import record_of
from jvplanner.papers.queries.standing import Standing, standing_of
from jvplanner.papers.rules import MAY_LAST, spans
from jvplanner.practices.models import Practice
from jvplanner.tenancy import current_practice_id
from jvplanner.wall_time import moment_text


@dataclass(frozen=True)
class SentTo:
    """A recipient, and how far the current version got with them.

    address  of their private page; None while it is closed
    letter   the one that carries the version's link; None if none was written
    version  number of the current version
    was_taken_back  who had handed it to them has it back, and stands in recipient.handed_to
    """

    recipient: Recipient
    link: Link
    address: str | None
    letter: Letter | None
    version: int
    sends_by_itself: bool
    was_taken_back: bool

    @property
    def is_revoked(self) -> bool:
        return self.link.revoked_at is not None

    @property
    def letter_standing(self) -> tuple[str, datetime] | None:
        """Return what became of the letter and when. Accepted by a server is not seen by a person.

        The moment of a letter that waits is from when it may go out.
        """
        if self.letter is None:
            return None
        words = {
            LetterState.WAITING: (self._waits(self.letter), self.letter.try_at),
            LetterState.SENDING: ("Letter is on its way since", self.letter.written_at),
            LetterState.FAILED: ("Letter was refused; written", self.letter.written_at),
        }
        sent_at = self.letter.sent_at or self.letter.written_at
        sent = (
            "You sent the letter" if self.letter.by_hand else "Letter accepted by the mail server"
        )
        return words.get(self.letter.state, (sent, sent_at))

    def _waits(self, letter: Letter) -> str:
        if self.sends_by_itself:
            return "Letter goes out"
        is_due = letter.try_at <= clock.now()
        return "Letter waits for you to send it since" if is_due else "Letter is yours to send from"

    @property
    def has_seen_it(self) -> bool:
        return self.recipient.seen_version == self.version


@dataclass(frozen=True)
class SentState:
    """What papers/_sent.html shows, as `sent`: the paper's way to the partner and back."""

    paper: Paper
    zone: str
    version: PaperVersion | None
    answer: Answer | None
    recipients: list[SentTo]
    questions: Sequence[Question]
    history: History
    reminders: Sequence[Letter]
    sends_by_itself: bool

    @property
    def letters_wait(self) -> bool:
        """Tell whether the letters wait for an hour that their sender chose."""
        letters_at = self.paper.letters_at
        is_written = any(to.letter for to in self.recipients)
        return self.is_awaited and is_written and bool(letters_at and letters_at > clock.now())

    @property
    def asks_for_time(self) -> bool:
        """Tell whether more time can be given."""
        return self.paper.state in (PaperState.SENT, PaperState.EXPIRED)

    @property
    def may_last(self) -> tuple[int, ...]:
        """Return for how many days more time can be given."""
        return MAY_LAST

    @property
    def reminders_in_words(self) -> str:
        """Return what becomes of who does not answer."""
        if not self.paper.reminds:
            return "Nobody is reminded."
        readers = [to.recipient for to in self.recipients if to.recipient.handed_to_id is None]
        if not any(reader.person.email for reader in readers):
            return "Nobody is reminded: no e-mail address is known."
        if any(question.replied_at is None for question in self.questions):
            return "Nobody is reminded while their question waits for your reply."
        ahead = [one for one in self.reminders if one.try_at > clock.now()]
        if not ahead:
            return "No further reminder is ahead."
        moments = list(dict.fromkeys(one.try_at for one in ahead))
        who = " and ".join(one.to_name for one in ahead if one.try_at == moments[0])
        when = moment_text(moments[0], self.zone)
        more = f", and {len(moments) - 1} more after that" if len(moments) > 1 else ""
        if not self.sends_by_itself:
            return f"A reminder to {who} waits for you to send it from {when}{more}."
        return f"Without an answer, {who} is reminded {when}{more}."

    @property
    def reach(self) -> Reach:
        """Return how far the current version has got."""
        now = clock.now()
        readers = [to for to in self.recipients if to.recipient.handed_to_id is None]
        return reach_of(
            [to.letter for to in readers],
            now,
            is_open=any(to.link.is_open(now) for to in readers),
            was_seen=any(to.has_seen_it for to in readers),
            sends_by_itself=self.sends_by_itself,
        )

    @property
    def standing(self) -> Standing:
        """Return how it stands, as lists and Today say it, too."""
        asked = [each.asked_at for each in self.questions if each.replied_at is None]
        return standing_of(
            self.paper,
            changed_at=self.paper.state_since,
            reach=self.reach,
            asked_at=min(asked, default=None),
        )

    @property
    def is_awaited(self) -> bool:
        return self.paper.state is PaperState.SENT

    @property
    def is_withdrawn(self) -> bool:
        return self.paper.state is PaperState.WITHDRAWN

    @property
    def may_be_withdrawn(self) -> bool:
        return self.paper.state in MAY_BE_WITHDRAWN

    @property
    def in_words(self) -> str | None:
        return SAID[self.answer.verdict] if self.answer else None

    @property
    def ticked(self) -> list[str]:
        if self.version is None or self.answer is None:
            return []
        return spans(self.version.content, self.answer.dates)

    @property
    def notes(self) -> list[tuple[str, str]]:
        given = self.answer.notes if self.answer else {}
        parts = kind_of(self.paper.kind).noted
        return [(part.label, given[part.name]) for part in parts if part.name in given]


def sent_state(paper: Paper, *, sends_by_itself: bool) -> SentState:
    """Return what papers/_sent.html needs, in at most eight statements.

    sends_by_itself  whether a mail server is set up; without one a member sends the letters
    """
    record = record_of(paper)
    asked = select(Question).filter_by(paper_id=paper.id).order_by(Question.id)
    zone = db.session.get_one(Practice, current_practice_id()).time_zone
    return SentState(
        paper=paper,
        zone=zone,
        version=record.version,
        answer=record.answer,
        recipients=[
            SentTo(
                recipient,
                record.links[recipient.id],
                _address(recipient, record.links[recipient.id]),
                record.letter_to(recipient),
                paper.version,
                sends_by_itself,
                was_taken_back=told_taken_back(recipient, record.entries[::-1]),
            )
            for recipient in record.recipients
        ],
        questions=db.session.scalars(asked).all(),
        history=history_of(record, zone),
        reminders=record.reminders,
        sends_by_itself=sends_by_itself,
    )


def _address(recipient: Recipient, link: Link) -> str | None:
    is_shown = link.is_open(clock.now()) and addresses.has_key(link)
    return addresses.private(PAPER, link) if is_shown and not recipient.handed_to_id else None


def recipients_of(paper: Paper) -> list[Recipient]:
    """Return who was sent the paper, the last one first."""
    sent = select(Recipient).filter_by(paper_id=paper.id).order_by(Recipient.id.desc())
    return list(db.session.scalars(sent))
