"""a session ends for good

Revision ID: 20261127a
Revises: 20261122a
"""

import sqlalchemy as sa
from alembic import op

revision = "20261127a"
down_revision = "20261122a"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "ended_session",
        sa.Column("key", sa.String(length=32), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_ended_session")),
    )
    with op.batch_alter_table("ended_session", schema=None) as batch_op:
        batch_op.create_index(op.f("ix_ended_session_ended_at"), ["ended_at"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("ended_session", schema=None) as batch_op:
        batch_op.drop_index(op.f("ix_ended_session_ended_at"))

    op.drop_table("ended_session")
