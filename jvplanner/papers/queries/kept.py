"""Everything that is kept of papers, a page of them at a time."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import Text, cast, select
from sqlalchemy.exc import DBAPIError

from jvplanner.db import db
from jvplanner.papers.models import Answer, Paper, PaperEntry, PaperVersion, Question, Recipient
from jvplanner.papers.queries.proof import Kept, Proof, proof_of


def ids_after(paper_id: int, *, at_most: int) -> list[int]:
    """Return ids of the acting practice's papers, from the one after paper_id on."""
    following = select(Paper.id).where(Paper.id > paper_id).order_by(Paper.id).limit(at_most)
    return list(db.session.scalars(following))


def proofs_of(paper_ids: Sequence[int]) -> list[Proof]:
    """Return what a look at each of the papers finds; of those that are gone, nothing.

    A row that cannot even be read is a fault of its paper, and hides no other.
    """
    try:
        return [proof_of(kept) for kept in _kept(paper_ids)]
    except (ValueError, LookupError, TypeError, AttributeError, DBAPIError) as problem:
        if isinstance(problem, DBAPIError) and problem.connection_invalidated:
            raise
        if len(paper_ids) > 1:
            return [proof for paper_id in paper_ids for proof in proofs_of([paper_id])]
        return [Proof(paper_ids[0], ("something of it cannot be read any more",))]


def _kept(paper_ids: Sequence[int]) -> list[Kept]:
    entries = _by_paper(PaperEntry, paper_ids, PaperEntry.number)
    versions = _by_paper(PaperVersion, paper_ids, PaperVersion.number)
    answers = _by_paper(Answer, paper_ids, Answer.id)
    questions = _by_paper(Question, paper_ids, Question.id)
    recipients = _by_paper(Recipient, paper_ids, Recipient.id)
    spelt = _spelt(answer.id for given in answers.values() for answer in given)
    papers = db.session.scalars(select(Paper).where(Paper.id.in_(paper_ids)).order_by(Paper.id))
    return [
        Kept(
            paper=paper,
            entries=entries[paper.id],
            versions=versions[paper.id],
            answers=answers[paper.id],
            questions=questions[paper.id],
            recipients=recipients[paper.id],
            spelt=spelt,
        )
        for paper in papers
    ]


def _by_paper(model: type[Any], paper_ids: Sequence[int], order: Any) -> dict[int, list[Any]]:
    rows: defaultdict[int, list[Any]] = defaultdict(list)
    for row in db.session.scalars(
        select(model).where(model.paper_id.in_(paper_ids)).order_by(order)
    ):
        rows[row.paper_id].append(row)
    return rows


def _spelt(answer_ids: Iterable[int]) -> dict[int, tuple[str, str]]:
    """Return notes and dates of answers letter by letter: equal JSON can be spelt otherwise."""
    asked = select(Answer.id, cast(Answer.notes, Text), cast(Answer.dates, Text))
    found = db.session.execute(asked.where(Answer.id.in_(list(answer_ids))))
    return {answer_id: (notes, dates) for answer_id, notes, dates in found}
