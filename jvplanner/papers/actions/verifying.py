"""Looking through the audit chains of all papers, for `jvplanner papers verify`."""

from collections.abc import Iterator

from sqlalchemy import select

from jvplanner.db import db
from jvplanner.papers.queries import Proof, ids_after, proofs_of
from jvplanner.practices.models import Practice
from jvplanner.tenancy import acting_for

AT_ONCE = 25


def verified() -> Iterator[Proof]:
    """Look through every paper of every practice, a few at a time; nothing is written.

    Each few are read as they were at one moment, whoever writes meanwhile.
    """
    for practice_id in db.session.scalars(select(Practice.id).order_by(Practice.id)).all():
        with acting_for(practice_id):
            last = 0
            while True:
                _see_one_moment()
                paper_ids = ids_after(last, at_most=AT_ONCE)
                proofs = proofs_of(paper_ids)
                db.session.rollback()
                yield from proofs
                if len(paper_ids) < AT_ONCE:
                    break
                last = paper_ids[-1]


def _see_one_moment() -> None:
    """Begin a transaction that sees one state of the database, as SQLite's always do."""
    db.session.rollback()
    if db.engine.dialect.name == "postgresql":
        db.session.connection(execution_options={"isolation_level": "REPEATABLE READ"})
