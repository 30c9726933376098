"""what is taken in a rush is kept once its ticket was opened

Revision ID: 20261127zz
Revises: 20261127zx
"""

import sqlalchemy as sa
from alembic import op

revision = "20261127zz"
down_revision = "20261127zx"
branch_labels = None
depends_on = None

BEFORE = ("seat", "offer", "line", "lapsed", "handed_over", "removed")
SINCE = (*BEFORE, "unopened")
# Rebuilding a table on SQLite would let go of that its ids are never given again.
KEPT = {"sqlite_autoincrement": True}

guest = sa.table("guest", sa.column("departure", sa.String))


def one_of(words: tuple[str, ...]) -> str:
    return f"departure IN ({', '.join(repr(word) for word in words)})"


def upgrade() -> None:
    with op.batch_alter_table("event", schema=None, table_kwargs=KEPT) as batch_op:
        batch_op.add_column(
            sa.Column("recent_count", sa.Integer(), nullable=False, server_default="0")
        )
        batch_op.add_column(sa.Column("recent_at", sa.DateTime(timezone=True), nullable=True))
    with op.batch_alter_table("event", schema=None, table_kwargs=KEPT) as batch_op:
        batch_op.alter_column("recent_count", server_default=None)
    with op.batch_alter_table("guest", schema=None, table_kwargs=KEPT) as batch_op:
        batch_op.add_column(sa.Column("unopened_until", sa.DateTime(timezone=True), nullable=True))
        batch_op.drop_constraint("departure", type_="check")
        batch_op.create_check_constraint("departure", one_of(SINCE))
        batch_op.create_index(
            "ix_guest_event_unopened",
            ["event_id", "unopened_until"],
            sqlite_where=sa.text("unopened_until IS NOT NULL"),
            postgresql_where=sa.text("unopened_until IS NOT NULL"),
        )


def downgrade() -> None:
    # They did not let an offer run out, but they let time pass.
    op.execute(guest.update().where(guest.c.departure == "unopened").values(departure="lapsed"))
    with op.batch_alter_table("guest", schema=None, table_kwargs=KEPT) as batch_op:
        batch_op.drop_constraint("departure", type_="check")
        batch_op.create_check_constraint("departure", one_of(BEFORE))
        batch_op.drop_index("ix_guest_event_unopened")
        batch_op.drop_column("unopened_until")
    with op.batch_alter_table("event", schema=None, table_kwargs=KEPT) as batch_op:
        batch_op.drop_column("recent_at")
        batch_op.drop_column("recent_count")
