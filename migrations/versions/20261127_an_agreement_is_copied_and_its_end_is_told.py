"""an agreement is copied and its end is told

Revision ID: 20261127x
Revises: 20261127w

An agreement knows for whom its text was first written, as a proposal does, and the audit chain
tells when somebody noted its end.
"""

import json
from hashlib import sha256

import sqlalchemy as sa
from alembic import op

revision = "20261127x"
down_revision = "20261127w"
branch_labels = None
depends_on = None

BEGINNING = "0" * 64
BEFORE = (
    "sent",
    "signed",
    "seen",
    "asked",
    "replied",
    "consented",
    "answered",
    "handed_over",
    "link_closed",
    "link_reopened",
    "link_renewed",
    "expired",
    "withdrawn",
    "adopted",
)
SINCE = (*BEFORE, "ended")

paper = sa.table("paper", *(sa.column(name) for name in ("id", "entry_count", "head")))
entry = sa.table(
    "paper_entry",
    *(sa.column(name) for name in ("id", "paper_id", "number", "kind", "payload", "sha256")),
)


def upgrade() -> None:
    with op.batch_alter_table("agreement", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("written_for", sa.String(length=120), nullable=False, server_default="")
        )
    with op.batch_alter_table("agreement", schema=None) as batch_op:
        batch_op.alter_column("written_for", server_default=None)
    _may_happen(SINCE)


def downgrade() -> None:
    _tell_of_no_end(op.get_bind())
    _may_happen(BEFORE)
    with op.batch_alter_table("agreement", schema=None) as batch_op:
        batch_op.drop_column("written_for")


def _may_happen(kinds) -> None:
    with op.batch_alter_table("paper_entry", schema=None) as batch_op:
        batch_op.drop_constraint("entrykind", type_="check")
        words = ", ".join(repr(kind) for kind in kinds)
        batch_op.create_check_constraint("entrykind", f"kind IN ({words})")


def _tell_of_no_end(connection) -> None:
    """Take the ends out of the chains, and let what came after them follow what came before."""
    told = sa.select(entry.c.paper_id).where(entry.c.kind == "ended").distinct()
    for paper_id in connection.scalars(told).all():
        connection.execute(entry.delete().where(_of(paper_id), entry.c.kind == "ended"))
        count, head = 0, BEGINNING
        rest = sa.select(entry).where(_of(paper_id)).order_by(entry.c.number)
        for row in connection.execute(rest).all():
            count += 1
            said = {**json.loads(row.payload), "number": count, "before": head}
            payload = json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
            head = sha256(payload.encode()).hexdigest()
            same = {"number": count, "payload": payload, "sha256": head}
            connection.execute(entry.update().where(entry.c.id == row.id).values(**same))
        change = paper.update().where(paper.c.id == paper_id)
        connection.execute(change.values(entry_count=count, head=head))


def _of(paper_id):
    return entry.c.paper_id == paper_id
