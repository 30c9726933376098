"""guests are written to

Revision ID: 20261127zd
Revises: 20261127zc

What a member writes to an event's guests is kept, once for each page on which it was written.
"""

import sqlalchemy as sa
from alembic import op

revision = "20261127zd"
down_revision = "20261127zc"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "event_message",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(32), nullable=False),
        sa.Column("subject", sa.String(150), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("recipients", sa.Integer(), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("practice_id", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_event_message")),
        sa.UniqueConstraint("event_id", "key", name="one_message_per_page"),
        sa.UniqueConstraint("practice_id", "id", name=op.f("uq_event_message_practice_id_id")),
        sa.ForeignKeyConstraint(
            ["practice_id"],
            ["practice.id"],
            name=op.f("fk_event_message_practice_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["practice_id", "event_id"],
            ["event.practice_id", "event.id"],
            name=op.f("fk_event_message_practice_id_event_id"),
            ondelete="CASCADE",
        ),
        sqlite_autoincrement=True,
    )


def downgrade() -> None:
    op.drop_table("event_message")
