"""letters go by the hour of an event, and whoever came is thanked

Revision ID: 20261127zv
Revises: 20261127pic
"""

import sqlalchemy as sa
from alembic import op

revision = "20261127zv"
down_revision = "20261127pic"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "letter_round",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("reached", sa.Integer(), nullable=False),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("practice_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["practice_id", "event_id"],
            ["event.practice_id", "event.id"],
            name=op.f("fk_letter_round_practice_id_event_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["practice_id"],
            ["practice.id"],
            name=op.f("fk_letter_round_practice_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_letter_round")),
        sa.UniqueConstraint("event_id", "kind", "starts_at", name="one_round_for_each_date"),
        sa.UniqueConstraint("practice_id", "id", name=op.f("uq_letter_round_practice_id_id")),
        sqlite_autoincrement=True,
    )
    # Who came before this was known expects no letter about it: their events thank nobody.
    with op.batch_alter_table("event", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("thanks_guests", sa.Boolean(), nullable=False, server_default=sa.false())
        )
    with op.batch_alter_table("event", schema=None) as batch_op:
        batch_op.alter_column("thanks_guests", server_default=None)
        batch_op.create_index("ix_event_state_starts", ["state", "starts_at"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("event", schema=None) as batch_op:
        batch_op.drop_index("ix_event_state_starts")
        batch_op.drop_column("thanks_guests")
    op.drop_table("letter_round")
