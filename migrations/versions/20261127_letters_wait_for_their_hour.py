"""letters wait for their hour, and reminders can be turned off

Revision ID: 20261127s
Revises: 20261127k
"""

import sqlalchemy as sa
from alembic import op

revision = "20261127s"
down_revision = "20261127k"
branch_labels = None
depends_on = None

paper = sa.table(
    "paper",
    sa.column("id", sa.Integer),
    sa.column("version", sa.Integer),
    sa.column("letters_at", sa.DateTime(timezone=True)),
)
version = sa.table(
    "paper_version",
    sa.column("paper_id", sa.Integer),
    sa.column("number", sa.Integer),
    sa.column("sent_at", sa.DateTime(timezone=True)),
)


def upgrade() -> None:
    with op.batch_alter_table("letter", schema=None) as batch_op:
        batch_op.create_index(
            "ix_letter_practice_due", ["practice_id", "state", "try_at"], unique=False
        )

    with op.batch_alter_table("paper", schema=None) as batch_op:
        batch_op.add_column(sa.Column("letters_at", sa.DateTime(timezone=True), nullable=True))
        # No reminders were written for what is out already.
        batch_op.add_column(
            sa.Column("reminds", sa.Boolean(), nullable=False, server_default=sa.false())
        )
    with op.batch_alter_table("paper", schema=None) as batch_op:
        batch_op.alter_column("reminds", server_default=None)
    sent_at = sa.select(version.c.sent_at).where(
        version.c.paper_id == paper.c.id, version.c.number == paper.c.version
    )
    op.execute(paper.update().values(letters_at=sent_at.scalar_subquery()))


def downgrade() -> None:
    with op.batch_alter_table("paper", schema=None) as batch_op:
        batch_op.drop_column("reminds")
        batch_op.drop_column("letters_at")

    with op.batch_alter_table("letter", schema=None) as batch_op:
        batch_op.drop_index("ix_letter_practice_due")
