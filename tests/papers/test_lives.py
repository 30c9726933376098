"""Whatever both sides and time do to a paper, in whatever order: its states and its chain hold."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from jvplanner import clock
from jvplanner.db import db
from jvplanner.errors import Refusal
from jvplanner.links import addresses
from jvplanner.outbox.models import Letter, LetterState
from jvplanner.papers import actions
from jvplanner.papers.models import (
    PAPER,
    Answer,
    Paper,
    PaperState,
    Question,
    Recipient,
    Verdict,
)
from jvplanner.papers.queries import proofs_of
from jvplanner.papers.rules import CONSENT
from jvplanner.people.models import person_known_as
from tests.builders import PracticeOfTheCast
from tests.builders_papers import content, make_paper
from tests.papers.test_states import ALLOWED

BEGIN = datetime(2027, 1, 25, 12, tzinfo=UTC)
A_DAY = timedelta(days=1)
PEOPLE = [
    ("Dana Ruiz", "dana@canal.example"),
    ("Lee O’Hara", "lee@canal.example"),
    ("Suda", "suda@canal.example"),
]
Act = Callable[["Life"], object]


@dataclass
class Life:
    """One paper, and the clock by which everything happens to it."""

    paper_id: int
    time: time_machine.Traveller

    @property
    def paper(self) -> Paper:
        return db.session.get_one(Paper, self.paper_id, populate_existing=True)

    def reader(self, number: int) -> Recipient:
        """One of those who have a link that opens the page; raises Refusal without any."""
        found = [one for one in self.paper.recipients if self._is_open(one)]
        if not found:
            raise Refusal("Nobody can open it.")
        return found[number % len(found)]

    def recipient(self, number: int) -> Recipient:
        """One of those whom members see."""
        if not self.paper.recipients:
            raise Refusal("It was sent to nobody.")
        return self.paper.recipients[number % len(self.paper.recipients)]

    def question(self) -> Question:
        asked = select(Question).filter_by(paper_id=self.paper_id).order_by(Question.id.desc())
        if (found := db.session.scalars(asked).first()) is None:
            raise Refusal("Nobody has asked.")
        return found

    @staticmethod
    def _is_open(recipient: Recipient) -> bool:
        return addresses.link_for(PAPER, recipient.id).is_open(clock.now())


def send(people: int, *, reminders: bool, later: bool) -> Act:
    def act(life: Life) -> object:
        said = content(in_days=(200,), hook=f"Tired, {life.paper.version}?")
        dispatch = actions.Dispatch(
            reminders=reminders, letter_at=clock.now() + A_DAY if later else None
        )
        to = [person_known_as(*who) for who in PEOPLE[:people]]
        title = said["title"]
        return actions.send(life.paper, title=title, content=said, to=to, dispatch=dispatch)

    return act


def answer(who: int, verdict: Verdict, behind: int) -> Act:
    def act(life: Life) -> object:
        recipient = life.reader(who)
        given_answer = Answer(
            version=life.paper.version - behind,
            verdict=verdict,
            name="Dana",
            reason="No room.",
            notes={"hook": "Shorter."},
            dates=[1],
            consent=CONSENT if verdict is Verdict.APPROVED else "",
        )
        return actions.answer(life.paper, given_answer, recipient)

    return act


def hand_over(who: int, to: int) -> Act:
    name, email = PEOPLE[to]
    return lambda life: actions.hand_over(life.reader(who), name=name, email=email)


def reply(life: Life) -> object:
    return actions.reply(life.question(), life.paper, "Gladly.")


READERS = st.integers(0, 2)
SENDING = st.builds(send, st.integers(1, 3), reminders=st.booleans(), later=st.booleans())
ANSWERING = st.builds(answer, READERS, st.sampled_from(Verdict), st.sampled_from([0, 0, 0, 1]))
READING = st.one_of(
    READERS.map(lambda who: lambda life: actions.see(life.reader(who))),
    READERS.map(lambda who: lambda life: actions.ask(life.reader(who), f"Tea, {who}?")),
    st.builds(hand_over, READERS, READERS),
    READERS.map(lambda who: lambda life: actions.give_back(life.reader(who))),
    READERS.map(lambda who: lambda life: actions.take_back(life.reader(who))),
)
KEEPING = st.one_of(
    st.just(reply),
    READERS.map(lambda who: lambda life: actions.revoke(life.recipient(who))),
    READERS.map(lambda who: lambda life: actions.renew(life.paper, life.recipient(who))),
    READERS.map(lambda who: lambda life: actions.reopen(life.recipient(who))),
    st.booleans().map(lambda on: lambda life: actions.remind(life.paper, on=on)),
    st.just(lambda life: actions.send_now(life.paper)),
    st.just(lambda life: actions.give_time(life.paper, 7 * A_DAY)),
    st.just(lambda life: actions.withdraw(life.paper)),
    st.just(lambda life: life.paper.archive(clock.now())),
    st.just(lambda life: life.paper.take_out()),
)
TIME = st.one_of(
    st.sampled_from([1, 5, 40]).map(lambda days: lambda life: life.time.shift(days * A_DAY)),
    st.just(lambda _life: actions.expire_due(clock.now())),
)
ANYTHING = st.one_of(
    SENDING, SENDING, ANSWERING, ANSWERING, ANSWERING, READING, READING, KEEPING, KEEPING, TIME
)


@given(first=SENDING, acts=st.lists(ANYTHING, min_size=10, max_size=20))
@settings(max_examples=40)
def test_p7_whatever_happens_to_a_paper_its_states_and_its_chain_hold(
    in_riverside: PracticeOfTheCast, first: Act, acts: list[Act]
) -> None:
    with lived() as life:
        for act in (first, *acts):
            before = life.paper.state, life.paper.version, len(life.paper.answers)
            try:
                act(life)
                db.session.commit()
            except Refusal:
                db.session.rollback()
                assert (life.paper.state, life.paper.version, len(life.paper.answers)) == before
            holds(life, *before)
        [proof] = proofs_of([life.paper_id])
        assert proof.faults == ()
        assert proof.entries == life.paper.entry_count


def holds(life: Life, was: PaperState, version: int, answers: int) -> None:
    """Nothing went where it may not, and nothing asks for an answer that is not awaited."""
    paper = life.paper
    assert paper.state is was or paper.state in ALLOWED[was]
    assert paper.version - version in (0, 1)
    assert len(paper.answers) - answers in (0, 1)
    assert [one.number for one in paper.versions] == list(range(1, paper.version + 1))
    given_to = [one.version for one in paper.answers]
    assert given_to == sorted(set(given_to))
    if paper.state is PaperState.SENT:
        assert paper.archived_at is None
    else:
        assert not waiting_letters(paper)
    db.session.rollback()


def waiting_letters(paper: Paper) -> list[str]:
    """What still asks for an answer to the paper."""
    mine = tuple(
        f"{name}:{recipient.id}:"
        for recipient in paper.recipients
        for name in ("paper_sent", "paper_reminder", "paper_handed_over")
    )
    waiting = select(Letter.once).where(Letter.state == LetterState.WAITING)
    return [once for once in db.session.scalars(waiting) if once.startswith(mine)]


@contextmanager
def lived() -> Iterator[Life]:
    with time_machine.travel(BEGIN, tick=False) as time:
        paper_id = make_paper().id
        db.session.rollback()
        yield Life(paper_id, time)
        db.session.rollback()


@pytest.mark.parametrize("wrong", ["state", "entry"])
def test_what_does_not_hold_is_noticed(in_riverside: PracticeOfTheCast, wrong: str) -> None:
    with lived() as life:
        send(2, reminders=True, later=False)(life)
        db.session.commit()
        paper = life.paper
        if wrong == "state":
            paper.state = PaperState.DECLINED
        else:
            paper.entry_count -= 1
        db.session.commit()
        assert proofs_of([life.paper_id])[0].faults
