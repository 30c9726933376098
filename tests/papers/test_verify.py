"""`jvplanner papers verify`: one byte changed anywhere is found, and erasing is no fault (P7)."""

import json
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest
from click.testing import CliRunner
from flask import Flask
from sqlalchemy import JSON, Column, Integer, String, Text, delete, func, select, text
from sqlalchemy.exc import DBAPIError

from jvplanner import cli, clock
from jvplanner.db import UtcDateTime, db
from jvplanner.papers import actions
from jvplanner.papers.actions import KeptWording, Signature
from jvplanner.papers.models import (
    Answer,
    EntryKind,
    Paper,
    PaperEntry,
    PaperState,
    PaperVersion,
    Question,
    Recipient,
    Verdict,
)
from jvplanner.papers.rules import CONSENT
from jvplanner.people.models import person_known_as
from tests.builders import PracticeOfTheCast
from tests.builders_papers import DANA, content, make_sent, paper_of, recipient_of

TABLES = (Paper, PaperEntry, PaperVersion, Answer, Question, Recipient)
# What is no part of the proof: which row it is, and what only the practice's own list knows.
APART = {"id", "practice_id", "archived_at", "letters_at", "reminds"}


@pytest.fixture
def told(in_riverside: PracticeOfTheCast) -> int:
    """A paper to which everything happened; its id."""
    sent = make_sent()
    paper, recipient = paper_of(sent), recipient_of(sent)
    actions.see(recipient)
    question = actions.ask(recipient, "May we bring “our own” tea?")
    actions.reply(question, paper, "Gladly.")
    changes = {"verdict": Verdict.CHANGES, "notes": {"hook": "Say “iron”."}}
    actions.answer(paper, Answer(version=1, name="Dana", **changes), recipient)
    said = content(place="Back room")
    dispatch = actions.Dispatch(
        kept=[KeptWording("hook", "pressure", "only today", "It is only today.")],
        signed=Signature("Maya Okafor", CONSENT),
        message="With your notes in it.",
    )
    actions.send(paper, title=said["title"], content=said, to=[recipient.person], dispatch=dispatch)
    actions.revoke(recipient)
    actions.reopen(recipient)
    lee = actions.hand_over(recipient, name="Lee O’Hara", email="lee@canal.example")
    yes = {"verdict": Verdict.APPROVED, "consent": CONSENT, "dates": [1, 2], "role": "Owner"}
    name, email = DANA
    actions.answer(paper, Answer(version=2, name=name, email=email, **yes), lee)
    db.session.commit()
    return sent.id


def faults_of(paper_id: int) -> tuple[str, ...]:
    db.session.rollback()
    proofs = {proof.paper_id: proof for proof in actions.verified()}
    return proofs[paper_id].faults


def verify(app: Flask, monkeypatch: pytest.MonkeyPatch) -> tuple[int, list[str]]:
    monkeypatch.setattr(cli, "open_app", lambda: app)
    db.session.rollback()
    done = CliRunner().invoke(cli.main, ["papers", "verify"])
    return done.exit_code, done.output.splitlines()


def write(statement: str, **values: object) -> bool:
    """Change rows past every guard of ours; say whether the database let it happen."""
    try:
        db.session.execute(text(statement), values)
        db.session.commit()
    except DBAPIError:
        db.session.rollback()
        return False
    return True


def changed(value: Any, column: Column[Any]) -> Iterator[Any]:
    """Return values that differ from one by as little as there is."""
    if isinstance(column.type, JSON):
        value = json.dumps(value)
    if isinstance(value, str) and hasattr(column.type, "enums"):
        yield next(word for word in column.type.enums if word != value)
    elif isinstance(value, str):
        for place in sorted({0, len(value) // 3, len(value) - 1} if value else ()):
            yield value[:place] + chr(ord(value[place]) ^ 1) + value[place + 1 :]
        yield f"{value}~"
    elif isinstance(value, datetime):
        yield value + timedelta(microseconds=1)
    elif isinstance(value, int):
        yield value + 1
    elif value is None and isinstance(column.type, Text | String):
        yield "added"
    elif value is None and isinstance(column.type, UtcDateTime):
        yield clock.now()
    elif value is None and isinstance(column.type, Integer):
        yield from (1, 2)


def cells(paper_id: int) -> Iterator[tuple[str, int, Column[Any], Any]]:
    for model in TABLES:
        table = model.__table__
        mine = table.c.id if model is Paper else table.c.paper_id
        for row in db.session.execute(select(table).where(mine == paper_id)).all():
            for column in table.columns:
                if column.name not in APART:
                    yield table.name, row.id, column, row._mapping[column.name]


def test_p7_one_byte_changed_anywhere_is_found(engine: str, told: int) -> None:
    """Every column of every row; what the database itself refuses to hold is found, too."""
    assert faults_of(told) == ()
    assert changes_missed(engine, told) == []
    assert faults_of(told) == ()


def changes_missed(engine: str, told: int) -> list[tuple[Any, ...]]:
    """Change every value of the paper by as little as there is; return what was not found."""
    tried, missed = 0, []
    for table, row_id, column, value in list(cells(told)):
        is_json = isinstance(column.type, JSON)
        new_value = "CAST(:new AS json)" if is_json and engine == "postgresql" else ":new"
        where = f"UPDATE {table} SET {column.name} = {new_value} WHERE id = :id"  # noqa: S608
        stored = json.dumps(value) if is_json else _as_stored(value, engine)
        for other in changed(value, column):
            if write(where, new=_as_stored(other, engine), id=row_id):
                tried += 1
                if not faults_of(told):
                    missed.append((table, row_id, column.name, value, other))
                assert write(where, new=stored, id=row_id)
    assert tried > 60
    return missed


def _as_stored(value: Any, engine: str) -> Any:
    if isinstance(value, datetime) and engine == "sqlite":
        return value.strftime("%Y-%m-%d %H:%M:%S.%f")
    return value


def test_p7_an_entry_that_was_taken_away_is_missed(told: int) -> None:
    last = select(func.max(PaperEntry.id)).where(PaperEntry.paper_id == told).scalar_subquery()
    db.session.execute(delete(PaperEntry).where(PaperEntry.id == last))
    db.session.commit()
    assert any("entries where" in fault for fault in faults_of(told))


def test_p7_entries_in_another_order_are_found(told: int) -> None:
    for before, now in ((2, 99), (3, 2), (99, 3)):
        assert write(
            "UPDATE paper_entry SET number = :now WHERE number = :was", now=now, was=before
        )
    assert "entry 2: its number is not its place" in faults_of(told)


def test_p7_entries_exchanged_between_two_papers_are_found(told: int) -> None:
    other = make_sent(("Yusuf", "yusuf@harbor.example"), partner="Harbor Pharmacy").id
    first = [
        db.session.scalar(select(PaperEntry.id).filter_by(paper_id=paper_id, number=1))
        for paper_id in (told, other)
    ]
    put = "UPDATE paper_entry SET paper_id = :paper, number = :number WHERE id = :id"
    assert write(put, paper=told, number=99, id=first[1])
    assert write(put, paper=other, number=1, id=first[0])
    assert write(put, paper=told, number=1, id=first[1])
    assert faults_of(told)
    assert faults_of(other)


def test_p7_a_reader_who_is_another_person_is_found(told: int) -> None:
    other = person_known_as("Somebody Else", "else@canal.example")
    db.session.commit()
    for recipient_id in db.session.scalars(select(Recipient.id)).all():
        was = db.session.get_one(Recipient, recipient_id).person_id
        put = "UPDATE recipient SET person_id = :person WHERE id = :id"
        assert write(put, person=other.id, id=recipient_id)
        assert faults_of(told) == (f"recipient {recipient_id}: who was asked was changed",)
        assert write(put, person=was, id=recipient_id)


def test_p7_a_reader_who_was_added_or_taken_away_is_found(told: int) -> None:
    other = person_known_as("Somebody Else", "else@canal.example")
    db.session.add(Recipient(paper_id=told, person=other))
    db.session.commit()
    assert any("nobody was asked by it" in fault for fault in faults_of(told))

    quiet = make_sent(("Yusuf", "yusuf@harbor.example"), partner="Harbor Pharmacy")
    assert write("DELETE FROM recipient WHERE id = :id", id=quiet.recipient_id)
    assert faults_of(quiet.id) == (f"recipient {quiet.recipient_id}: it is gone",)


@pytest.mark.parametrize("table", ["paper_version", "answer", "paper_question"])
def test_p7_a_row_that_was_taken_away_is_missed(told: int, table: str) -> None:
    assert write(f"DELETE FROM {table}")  # noqa: S608
    assert any("it is gone" in fault for fault in faults_of(told))


def test_p7_what_nobody_said_is_found(told: int) -> None:
    recipient = db.session.get_one(Paper, told).recipients[0]
    forged = {"paper_id": told, "recipient_id": recipient.id, "version": 2, "text": "Well?"}
    db.session.add(Question(**forged, asked_at=recipient.paper.state_since))
    db.session.commit()
    assert any("nobody asked it" in fault for fault in faults_of(told))


def test_p7_erasing_what_is_personal_is_told_and_is_no_fault(
    app: Flask, told: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    entry = db.session.scalars(
        select(PaperEntry).filter_by(paper_id=told, kind=EntryKind.ANSWERED).limit(1)
    ).one()
    entry.erase()
    answer = db.session.scalars(select(Answer).filter_by(paper_id=told, version=1)).one()
    answer.name, answer.notes = "", {}
    db.session.commit()

    code, lines = verify(app, monkeypatch)

    assert code == 0
    assert lines[-2:] == ["papers: 1, entries: 12, personal parts erased: 1", "All hold."]


def test_the_salt_without_its_text_is_no_erasure(told: int) -> None:
    assert write("UPDATE paper_entry SET personal = NULL WHERE personal IS NOT NULL")
    assert any("half of its personal part is missing" in fault for fault in faults_of(told))


def test_a_fault_is_one_line_with_its_paper_and_the_command_fails(
    app: Flask, told: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert write("UPDATE answer SET name = 'Dan' WHERE version = 2")

    code, lines = verify(app, monkeypatch)

    assert code == 1
    assert lines[0] == f"paper {told}: the answer to version 2: its text was changed"
    assert lines[-1] == "jvplanner: faults found: 1"


def test_papers_of_every_practice_are_looked_at_a_few_at_a_time(
    app: Flask, told: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("jvplanner.papers.actions.verifying.AT_ONCE", 2)
    others = [make_sent(("Dana", None), partner=f"Shop {n}").id for n in range(4)]
    assert write("UPDATE paper_version SET text = '{}' WHERE paper_id = :id", id=others[-1])

    code, lines = verify(app, monkeypatch)

    assert code == 1
    assert lines[0].startswith(f"paper {others[-1]}: version 1: its text is not the one")
    assert "papers: 5, entries: 16" in lines[-2]


def test_a_paper_that_ran_out_and_was_opened_again_holds(in_riverside: PracticeOfTheCast) -> None:
    sent = make_sent()
    paper, recipient = paper_of(sent), recipient_of(sent)
    assert paper.expires_at
    paper.notice_time(paper.expires_at + timedelta(hours=3))
    db.session.commit()
    assert paper_of(sent).state is PaperState.EXPIRED
    assert faults_of(sent.id) == ()
    actions.reopen(recipient)
    db.session.commit()
    assert paper_of(sent).state is PaperState.SENT
    assert faults_of(sent.id) == ()
    actions.withdraw(paper_of(sent))
    db.session.commit()
    assert faults_of(sent.id) == ()
