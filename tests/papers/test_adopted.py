"""No paper passes for one that is older than the audit chains: those were adopted. Source: P7."""

from datetime import timedelta
from importlib.util import module_from_spec, spec_from_file_location

import pytest
from flask import Flask
from sqlalchemy import select

from jvplanner import schema
from jvplanner.db import db
from jvplanner.papers import actions
from jvplanner.papers.models import Answer, EntryKind, Paper, PaperEntry, Verdict
from jvplanner.papers.rules.chain import hash_of
from tests.browser import Browser
from tests.builders import PracticeOfTheCast
from tests.builders_papers import YES, content, link_of, make_sent, paper_of, recipient_of
from tests.papers.test_verify import changes_missed, faults_of, verify, write
from tests.papers.test_verify import told as told  # noqa: PLC0414  a fixture


def lose_chain(paper_id: int) -> None:
    """Take every entry away and let the paper say that it never had one."""
    assert write("DELETE FROM paper_entry WHERE paper_id = :id", id=paper_id)
    without = "UPDATE paper SET entry_count = 0, head = :none WHERE id = :id"
    assert write(without, none="0" * 64, id=paper_id)
    db.session.expire_all()


def adopt() -> None:
    """Do what the upgrade does with papers that have no chain."""
    [file] = (schema.FOLDER / "versions").glob("*_no_paper_is_older_than_its_chain.py")
    spec = spec_from_file_location("upgrade", file)
    assert spec
    assert spec.loader
    upgrade = module_from_spec(spec)
    spec.loader.exec_module(upgrade)
    upgrade.adopt(db.session.connection())
    db.session.commit()
    db.session.expire_all()


@pytest.fixture
def older(told: int) -> int:
    """A paper that was sent before there were chains, when nobody could ask; its id."""
    assert write("DELETE FROM paper_question")
    lose_chain(told)
    return told


def test_p7_no_paper_passes_for_one_that_is_older_than_chains(
    app: Flask, in_riverside: PracticeOfTheCast, monkeypatch: pytest.MonkeyPatch
) -> None:
    forged = make_sent()
    lose_chain(forged.id)
    assert write("UPDATE paper_version SET text = '{}', sha256 = :hash", hash=hash_of("{}"))

    code, lines = verify(app, monkeypatch)

    assert code == 1
    assert lines[0] == f"paper {forged.id}: it was sent, and no entry tells of that"
    assert write("UPDATE paper SET version = 0")
    assert faults_of(forged.id)
    assert write("DELETE FROM recipient")
    assert write("DELETE FROM paper_version")
    assert faults_of(forged.id), "it still says that it is out"
    assert write("UPDATE paper SET state = 'draft'")
    assert faults_of(forged.id) == ()


def test_p7_nor_is_it_certified(
    in_riverside: PracticeOfTheCast, as_nobody: Browser, as_maya: Browser
) -> None:
    forged = make_sent()
    as_nobody.post(forged.answer_path, data=YES)
    lose_chain(forged.id)

    for response in (
        as_maya.get(f"/papers/{forged.id}/certificate.pdf"),
        as_nobody.get(f"{forged.path}/certificate.pdf"),
    ):
        assert response.status_code == 409
        assert "does not hold together" in response.text


def test_p7_a_chain_that_lost_its_beginning_is_found(told: int) -> None:
    """Though what is left of it was numbered and hashed anew."""
    entries = db.session.scalars(
        select(PaperEntry).filter_by(paper_id=told).order_by(PaperEntry.number)
    ).all()
    left = [(one.kind, one.happened_at, one.facts, one.told) for one in entries[1:]]
    lose_chain(told)
    paper = db.session.get_one(Paper, told)
    for kind, at, facts, personal in left:
        about = {key: fact for key, fact in facts.items() if key not in ("paper", "partner")}
        paper.record(kind, at, personal=personal or None, **about)
    db.session.commit()
    assert faults_of(told) == ("how it began is not told by any entry",)


def test_a_paper_sent_before_chains_were_kept_is_adopted_and_a_note(
    app: Flask, older: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    adopt()

    code, lines = verify(app, monkeypatch)

    assert code == 0
    assert lines[0].endswith("before audit chains were kept, and adopted by an upgrade: 1")
    assert lines[1] == "papers: 1, entries: 1, personal parts erased: 0"
    adopt()
    assert verify(app, monkeypatch)[1] == lines, "once is enough"


def test_p7_one_byte_changed_in_an_adopted_paper_is_found(engine: str, older: int) -> None:
    adopt()
    assert changes_missed(engine, older) == []
    assert faults_of(older) == ()


def test_erasing_what_an_adoption_tells_of_persons_is_no_fault(older: int) -> None:
    adopt()
    entry = db.session.scalars(select(PaperEntry)).one()
    assert "Dana" not in entry.payload, "what is hashed names nobody"
    entry.erase()
    db.session.commit()
    assert faults_of(older) == ()


def test_nothing_is_adopted_that_tells_its_own_beginning(told: int) -> None:
    adopt()
    assert faults_of(told) == ()
    assert not db.session.scalars(select(PaperEntry).filter_by(kind=EntryKind.ADOPTED)).all()


def test_who_reads_an_adopted_paper_gets_more_time_like_others(
    in_riverside: PracticeOfTheCast,
) -> None:
    sent = make_sent()
    lose_chain(sent.id)
    adopt()
    actions.give_time(paper_of(sent), timedelta(days=60))
    db.session.commit()
    assert link_of(sent).expires_at == paper_of(sent).expires_at
    assert faults_of(sent.id) == ()


def test_what_happens_to_an_adopted_paper_from_then_on_is_chained(
    in_riverside: PracticeOfTheCast,
) -> None:
    sent = make_sent()
    lose_chain(sent.id)
    adopt()
    changes = Answer(version=1, verdict=Verdict.CHANGES, name="Dana", notes={"hook": "Shorter."})
    actions.answer(paper_of(sent), changes, recipient_of(sent))
    said = content(hook="Tired?")
    db.session.commit()
    actions.send(paper_of(sent), title=said["title"], content=said, to=[recipient_of(sent).person])
    db.session.commit()
    assert faults_of(sent.id) == ()
    assert write("UPDATE paper_version SET sha256 = :none WHERE number = 2", none="f" * 64)
    assert faults_of(sent.id)
