"""Two people at once, each in a process of their own."""

from flask import Flask
from sqlalchemy import func, select

from jvplanner.db import db
from jvplanner.papers.models import Answer, Paper, PaperState, PaperVersion, Recipient
from jvplanner.papers.rules.chain import checked
from jvplanner.proposals.models import Proposal
from tests.builders import PracticeOfTheCast, letters
from tests.builders_papers import YES, make_sent
from tests.builders_partners import make_person_at
from tests.builders_proposals import make_proposal
from tests.pressing import Press, at_once


def how_many(model: type) -> int:
    db.session.rollback()
    return db.session.scalar(select(func.count(model.id))) or 0


def test_two_members_who_press_send_at_once_send_one_version(
    app: Flask, in_riverside: PracticeOfTheCast
) -> None:
    proposal = make_proposal()
    lee = make_person_at(proposal.paper.partner, "Lee O'Hara", "lee@x.example")
    data = {
        "person_id": proposal.paper.partner.people[0].id,
        "version": proposal.paper.version,
        "revision": proposal.revision,
    }
    path = f"/proposals/{proposal.id}/sending"
    presses = [
        Press(path, data, "maya@riverside.example"),
        Press(path, data | {"person_id": lee.id}, "tom@riverside.example"),
    ]

    assert at_once(app, presses) == [303, 303]

    assert how_many(PaperVersion) == 1
    assert how_many(Recipient) == 1, "whoever was second sent nothing more"
    assert len(letters("paper_sent")) == 1


def test_an_answer_and_the_next_version_at_once_come_one_after_the_other(
    app: Flask, in_riverside: PracticeOfTheCast
) -> None:
    """P6"""
    sent = make_sent()
    paper = db.session.get_one(Paper, sent.id)
    lee = make_person_at(paper.partner, "Lee O'Hara", "lee@x.example")
    proposal_id = db.session.scalars(select(Proposal.id).filter_by(paper_id=paper.id)).one()
    data = {"person_id": lee.id, "version": 1}

    sending, answering = at_once(
        app,
        [
            Press(f"/proposals/{proposal_id}/sending", data, "maya@riverside.example"),
            Press(sent.answer_path, YES),
        ],
    )

    db.session.rollback()
    paper = db.session.get_one(Paper, sent.id, populate_existing=True)
    if sending == 303:
        assert (answering, paper.state, paper.version) == (409, PaperState.SENT, 2)
        assert how_many(Answer) == 0
    else:
        assert (sending, answering) == (409, 303)
        assert (paper.state, paper.version) == (PaperState.APPROVED, 1)
    kept = db.session.scalars(paper.entries.select()).all()
    assert checked(kept, length=paper.entry_count, head=paper.head).faults == ()
